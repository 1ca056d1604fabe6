// biome-ignore-all lint/suspicious/noThenProperty: `then` is a word of the format; these values are never awaited.
import { z } from "zod";
import { controls } from "../dialog/understanding.ts";
import { type WordingKey, wordings } from "../dialog/wording.ts";
import { answers, condition, consentAnswers, end, goto, id, light, text, version } from "./schemaParts.ts";

const facts = z.array(text).optional();
const words = z.array(text);

const need = z.union([id, z.strictObject({ slot: id, only: condition.optional(), when: condition.optional() })], {
  error: "a slot or { slot, only, when }",
});
const step = {
  id: id.optional(),
  when: condition.optional(),
  needs: z.array(need).optional(),
  facts,
  redo_after: z.array(id).optional(),
};
const seconds = z.union([z.number().positive(), text], { error: "seconds or an insert" });
const effort = z.strictObject({
  minutes: z.number().positive(),
  difficulty: z.enum(["easy", "medium", "hard"]),
  loses: z.array(id).optional(),
});

const doStep = z.strictObject({
  ...step,
  do: text,
  check: text.optional(),
  why: text.optional(),
  answers: answers.optional(),
  skip_if_tried: id.optional(),
  hold_s: seconds.optional(),
  wait_s: seconds.optional(),
  light: text.optional(),
  effort: effort.partial().optional(),
  likelihood: z.enum(["common", "sometimes", "rare"]).optional(),
});
const askStep = z.strictObject({ ...step, ask: text, say: text.optional(), why: text.optional(), answers });
const consentStep = z.strictObject({
  ...step,
  consent: text,
  loses: z.array(id).min(1),
  why: text.optional(),
  answers: consentAnswers.optional(),
  refused: goto,
});
const sayStep = z.strictObject({ ...step, say: text, then: goto.optional() });
const callStep = z.strictObject({ ...step, call: id });
const goStep = z.strictObject({ ...step, go: goto });

export const flowFile = z.strictObject({
  schema: version,
  id,
  title: text,
  starts_on: z.array(id).optional(),
  /** Starts it where the words tell no problem the pack knows, but these facts. */
  starts_when: condition.optional(),
  /** What every caller guarantees; only for flows that no intent starts. */
  assumes: condition.optional(),
  needs: z.array(need).optional(),
  steps: z
    .array(
      z.union([doStep, askStep, consentStep, callStep, goStep, sayStep], {
        error: "a step with one of do, ask, consent, say, call, go",
      }),
    )
    .min(1),
  else: end,
});

const entry = z.object({ id, name: text, aliases: words.optional() }).catchall(z.json());
const among = z.union([z.array(id).min(1), z.record(text, z.json())], {
  error: "a list of ids or { attribute: [values] }",
});
const collection = {
  schema: version,
  entries: z.array(entry),
  vague: z.array(z.strictObject({ words: words.min(1), among })).optional(),
  /** How names begin that are systems rather than devices that run them. */
  systems: words.min(1).optional(),
};
export const collectionFile = z.strictObject(collection);
export const lightsFile = z.strictObject({
  ...collection,
  colours: z.record(id, z.strictObject({ name: text, words, shows: z.array(text) })),
  rhythms: z.record(id, z.strictObject({ name: text, words, beat: z.array(z.number().positive()) })),
  parts: z.record(id, z.strictObject({ name: text, words })),
});

export const slotsFile = z.strictObject({
  schema: version,
  slots: z
    .array(
      z.strictObject({
        id,
        kind: z.enum(["entry", "choice", "light", "version", "text"]),
        collection: id.optional(),
        name: text,
        question: text,
        why: text,
        unsure: text,
        depends_on: z.array(id).optional(),
        options: z
          .array(z.strictObject({ id, label: text, words: words.optional(), value: light.optional() }))
          .optional(),
      }),
    )
    .min(1),
});

export const actionsFile = z.strictObject({
  schema: version,
  actions: z.array(z.strictObject({ id, name: text, phrases: words.min(1) })),
});
export const thingsFile = z.strictObject({
  schema: version,
  things: z.array(
    z.strictObject({
      /** Each a single word, in the singular. */
      words: words.min(1),
      /** A pair of them is one product. */
      paired: z.boolean().optional(),
      /** It is open or shut. */
      opens: z.boolean().optional(),
      /** It is itself on or off. */
      switched: z.boolean().optional(),
    }),
  ),
});
export const controlsFile = z.strictObject({
  schema: version,
  controls: z.partialRecord(z.enum(controls), words),
});
/** How a risky fact may be used at all. */
const riskyUses = ["behind_yes", "for_person", "as_warning", "safe_part"] as const;
export const factsFile = z.strictObject({
  schema: version,
  /** How many ids each letter has: `C: 98` stands for C-001 to C-098. */
  ledger: z.record(z.string().regex(/^[A-Z]+$/), z.int().positive()).optional(),
  facts: z.record(
    text,
    z.strictObject({
      fact: text,
      trust: z.enum(["plain", "dubious", "risky", "unverifiable_statistic"]),
      use: z.enum(riskyUses).optional(),
    }),
  ),
  /** Facts that are never used, with the reason. */
  left_out: z.record(text, text).optional(),
});
export const conflictsFile = z.strictObject({
  schema: version,
  conflicts: z.array(
    z.strictObject({
      id: text,
      title: text,
      severity: z.enum(["high", "medium", "low"]),
      facts: z.array(text).min(1),
      disagrees: text,
      resolution: text,
      carried_by: z.array(text).optional(),
    }),
  ),
});
export const intentFile = z.strictObject({ schema: version, id, title: text, examples: words.min(1) });
export const backgroundFile = z.strictObject({ schema: version, sentences: words });

export const answersFile = z.strictObject({
  schema: version,
  answers: z.array(
    z.strictObject({
      id,
      intent: id,
      question: text,
      texts: z.array(z.strictObject({ when: condition.optional(), text })).min(1),
      facts,
      offers: id.optional(),
    }),
  ),
});

const wording = z.strictObject(
  Object.fromEntries(Object.keys(wordings).map((key) => [key, text])) as Record<WordingKey, typeof text>,
);
const button = z.strictObject({ label: text, words: words.optional() });
const minutes = z.number().positive();

const weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const;
const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, "expected a time such as 09:00");
const hours = z.strictObject({
  /** IANA name: Europe/Berlin. */
  zone: text,
  open: z.array(z.strictObject({ days: z.array(z.enum(weekdays)).min(1), from: clockTime, to: clockTime })).min(1),
  closed_on: z.array(z.string().regex(/^\d{4}-\d{2}-\d{2}$/, "expected a date such as 2026-12-25")).optional(),
});
/** Desk names as the settings of the server give them; `all`: every one, and the queue of the web page is always one. */
const desks = z.array(text).min(1);
const handoff = z.strictObject({
  /** A message at a desk that begins so is a note for colleagues. */
  note_prefixes: words.min(1),
  hours: z.record(id, hours).optional(),
  /** The first that fits is taken. */
  routes: z.array(
    z.strictObject({
      queues: z.array(text).min(1).optional(),
      reasons: z.array(text).min(1).optional(),
      when: condition.optional(),
      hours: id.optional(),
      desks,
      /** Told one after the other when nobody has taken the case. */
      then: z.array(desks).optional(),
      claim_within_minutes: minutes,
    }),
  ),
});
export const botFile = z.strictObject({
  schema: version,
  title: text,
  wording,
  did_it_help: z.strictObject({ ask: text, why: text.optional(), answers }),
  consent: z.strictObject({ yes: button, no: button, not_sure: button }),
  losses: z.record(id, text),
  safety: words,
  /** Words that no text may use; `*` ends a word that may go on. `except`: longer phrases in which they may stand. */
  never_say: z.array(z.strictObject({ words: words.min(1), because: text, except: words.optional() })).optional(),
  openers: z.array(z.strictObject({ intent: id, label: text })),
  other_languages: z.record(z.string().regex(/^[a-z]{2}$/), text),
  desk: z.strictObject({ queue: text, safety_queue: text }),
  /** Which desks get a case; where it is not given, every desk that is set up. */
  handoff: handoff.optional(),
  /** Whose press on a button counts in a shared place; `anyone` where it is not given. */
  presses: z.enum(["anyone", "requester"]).optional(),
  limits: z.strictObject({
    misunderstandings: z.int().positive(),
    step_repeats: z.int().nonnegative(),
    nudge_after_minutes: minutes,
    close_after_minutes: minutes,
    turns: z.int().positive(),
    /** Fewest examples of an intent. */
    examples: z.int().positive().optional(),
  }),
});

export type FlowFile = z.infer<typeof flowFile>;
export type RawStep = FlowFile["steps"][number];
export type RawNeed = z.infer<typeof need>;
export type CollectionFile = z.infer<typeof collectionFile>;
export type LightsFile = z.infer<typeof lightsFile>;
export type SlotsFile = z.infer<typeof slotsFile>;
export type ThingsFile = z.infer<typeof thingsFile>;
export type FactsFile = z.infer<typeof factsFile>;
export type ConflictsFile = z.infer<typeof conflictsFile>;
export type AnswersFile = z.infer<typeof answersFile>;
export type BotFile = z.infer<typeof botFile>;
