import { z } from "zod";

/** How the process is set up; see `.env.example`. */
export interface Config {
  readonly host: string;
  readonly port: number;
  /** Folder of the embedded store. */
  readonly dataDir: string;
  readonly knowledgeDir: string;
  readonly logLevel: "debug" | "info" | "warn" | "error";
  /** Name and password of the console; demanded outside loopback. */
  readonly login: { readonly user: string; readonly password: string } | null;
}

const loopback = ["127.0.0.1", "::1", "localhost"];

const schema = z
  .object({
    STEPWISE_HOST: z.string().min(1).default("127.0.0.1"),
    STEPWISE_PORT: z.coerce.number().int().min(0).max(65_535).default(3978),
    STEPWISE_DATA: z.string().min(1).default("data"),
    STEPWISE_KNOWLEDGE: z.string().min(1).default("knowledge"),
    STEPWISE_LOG: z.enum(["debug", "info", "warn", "error"]).default("info"),
    STEPWISE_CONSOLE_USER: z.string().min(1).optional(),
    STEPWISE_CONSOLE_PASSWORD: z.string().min(12, "must have at least 12 characters").optional(),
  })
  .superRefine((env, context) => {
    const half = (env.STEPWISE_CONSOLE_USER === undefined) !== (env.STEPWISE_CONSOLE_PASSWORD === undefined);
    if (half)
      context.addIssue({
        code: "custom",
        path: [env.STEPWISE_CONSOLE_USER === undefined ? "STEPWISE_CONSOLE_USER" : "STEPWISE_CONSOLE_PASSWORD"],
        message: "is missing: the console login needs a user and a password",
      });
    if (!loopback.includes(env.STEPWISE_HOST) && env.STEPWISE_CONSOLE_PASSWORD === undefined && !half)
      context.addIssue({
        code: "custom",
        path: ["STEPWISE_CONSOLE_PASSWORD"],
        message: `is missing: STEPWISE_HOST=${env.STEPWISE_HOST} is reachable from other machines, so the console demands a login; set STEPWISE_CONSOLE_USER and STEPWISE_CONSOLE_PASSWORD, or STEPWISE_HOST=127.0.0.1`,
      });
  });

/** The settings, or every fault at once. A fault names the variable and never its value. */
export function configOf(
  env: Readonly<Record<string, string | undefined>>,
): Config | { readonly faults: readonly string[] } {
  // An empty variable, as `docker run -e NAME=` leaves it, counts as not set.
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ""));
  const parsed = schema.safeParse(given);
  if (!parsed.success)
    return { faults: parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`) };
  const { STEPWISE_CONSOLE_USER: user, STEPWISE_CONSOLE_PASSWORD: password, ...set } = parsed.data;
  return {
    host: set.STEPWISE_HOST,
    port: set.STEPWISE_PORT,
    dataDir: set.STEPWISE_DATA,
    knowledgeDir: set.STEPWISE_KNOWLEDGE,
    logLevel: set.STEPWISE_LOG,
    login: user !== undefined && password !== undefined ? { user, password } : null,
  };
}
