import { z } from "zod";

/** A message and what a person reads in it. */
export interface Labelled {
  readonly text: string;
  /** Problems in the order told, `a|b` where either is right; none: not ours, or a value and nothing more. */
  readonly intents: readonly string[];
  /** Slot → value; "?" where the words narrow it down only. Undefined: nobody looked. */
  readonly slots: Readonly<Record<string, string>> | undefined;
  /** Colour, rhythm and part, "-" for what is not said; null: no light is told. */
  readonly light: string | null;
  /** Actions, with the seconds where told: "pairing_mode 3s". */
  readonly tried: readonly string[];
  /** Line of the file, from 1. */
  readonly line: number;
}

const schema = z.strictObject({
  text: z.string(),
  intents: z.array(z.string()).optional(),
  /** One intent as other tools write it. */
  intent: z.string().nullable().optional(),
  slots: z.record(z.string(), z.string()).optional(),
  light: z.string().optional(),
  tried: z.array(z.string()).optional(),
});

/** Every message, and every line that is none with its remedy. */
export function labelledIn(
  file: string,
  content: string,
): { readonly messages: readonly Labelled[]; readonly faults: readonly string[] } {
  const messages: Labelled[] = [];
  const faults: string[] = [];
  for (const [i, line] of content.split("\n").entries()) {
    if (line.trim() === "") continue;
    const read = schema.safeParse(parsed(line));
    if (!read.success) {
      const found = read.error.issues.map(({ path, message }) => `${path.join(".") || "line"}: ${message}`).join("; ");
      faults.push(`${file}:${i + 1}  ${found} — expected {"text": "…", "intents": ["…"], "slots": {…}, "tried": […]}`);
      continue;
    }
    const { text, intents, intent, slots, light, tried } = read.data;
    messages.push({
      text,
      intents: intents ?? (typeof intent === "string" ? [intent] : []),
      slots,
      light: light ?? null,
      tried: tried ?? [],
      line: i + 1,
    });
  }
  return { messages, faults };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
