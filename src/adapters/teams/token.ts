import { z } from "zod";
import type { Clock } from "../../dialog/ports.ts";
import { TeamsFault, wordIn } from "./fault.ts";
import type { Cloud, Registration } from "./settings.ts";

/** The bot's own token, kept until shortly before it ends. @throws TeamsFault */
export type Token = () => Promise<string>;

/** A try of the outbox has eight seconds, and the message itself needs some of them. */
const patience = 4000;
/** A token is asked for again that long before it ends, milliseconds. */
const ahead = 300_000;

const granted = z.object({ access_token: z.string().min(1), expires_in: z.number() });
const refused = z.object({ error: z.string() });

/** For `audience`, by client credentials: learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow. */
export function createToken(
  { login }: Pick<Cloud, "login">,
  { appId, tenant, secret }: Registration,
  audience: string,
  clock: Clock,
): Token {
  let kept: { readonly token: string; readonly until: number } | null = null;
  let asking: Promise<string> | null = null;

  async function ask(): Promise<string> {
    const at = clock();
    const { status, body } = await answered(`${login}/${tenant}/oauth2/v2.0/token`, {
      grant_type: "client_credentials",
      client_id: appId,
      client_secret: secret,
      scope: `${audience}/.default`,
    });
    const { success, data } = granted.safeParse(body);
    if (!success) throw new TeamsFault(wordIn(refused.safeParse(body).data?.error) ?? `login_${status}`);
    kept = { token: data.access_token, until: at + data.expires_in * 1000 - ahead };
    return data.access_token;
  }

  return async () => {
    if (kept !== null && clock() < kept.until) return kept.token;
    asking ??= ask().finally(() => {
      asking = null;
    });
    return asking;
  };
}

async function answered(url: string, form: Readonly<Record<string, string>>) {
  try {
    const response = await fetch(url, {
      method: "POST",
      body: new URLSearchParams(form),
      redirect: "error",
      signal: AbortSignal.timeout(patience),
    });
    const body: unknown = await response.json();
    return { status: response.status, body };
  } catch {
    throw new TeamsFault("no_login");
  }
}
