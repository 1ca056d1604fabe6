import type { CaseState, Conversation } from "../dialog/conversation.ts";
import type { DialogEvent } from "../dialog/events.ts";
import type { Message } from "../dialog/message.ts";
import { isLight, type SlotValue, sameValue } from "../dialog/slots.ts";
import type { DataPath } from "../knowledge/located.ts";
import type { Expectation } from "./schema.ts";
import { caseOf, standingInWords, standingOf } from "./standing.ts";
import { slotValues } from "./start.ts";

/** One thing that is not as expected; `path` leads to it from the expectation. */
export interface Mismatch {
  readonly path: DataPath;
  readonly message: string;
}

interface Seen {
  readonly state: Conversation;
  /** In the turn that is looked at. */
  readonly happened: readonly DialogEvent[];
  readonly said: readonly Message[];
}

export function mismatchesOf(expected: Expectation, seen: Seen): readonly Mismatch[] {
  const found = caseOf(seen.state);
  return [
    ...standingMismatches(expected, seen.state),
    ...answerMismatches(expected, seen.happened),
    ...intentMismatches(expected, found),
    ...slotMismatches(expected, found),
    ...triedMismatches(expected, found),
    ...saysMismatches(expected, seen.said),
    ...neverMismatches(expected.never ?? [], seen.said).map(({ path, message }) => ({
      path: ["never", ...path],
      message,
    })),
  ];
}

/** Phrases that must not occur. */
export function neverMismatches(never: readonly string[], said: readonly Message[]): readonly Mismatch[] {
  const all = plain(said.flatMap(wordsOf).join("\n"));
  return never.flatMap((phrase, index) =>
    all.includes(plain(phrase)) ? [{ path: [index], message: `expected never to read "${phrase}", found it` }] : [],
  );
}

/** Everything a person reads in a message, a paragraph each. */
export const wordsOf = ({ text, lights, question }: Message): readonly string[] => [
  ...text,
  ...lights.map(({ label }) => label),
  ...(question === null ? [] : [question.text, ...question.options.map(({ label }) => label)]),
];

function standingMismatches({ step, asks, end, reason, queue }: Expectation, state: Conversation): readonly Mismatch[] {
  const standing = standingOf(state);
  const found = standingInWords(standing);
  const wrong = (key: string, wanted: string): Mismatch => ({
    path: [key],
    message: `expected ${wanted}, found: ${found}`,
  });
  if (step !== undefined && !(standing.kind === "step" && standing.step === step))
    return [wrong("step", `to wait at ${step}`)];
  if (asks !== undefined && !(standing.kind === "asks" && standing.question === asks))
    return [wrong("asks", `to ask ${asks}`)];
  if (end !== undefined && !(standing.kind === "end" && standing.end === end))
    return [wrong("end", `the end to be ${end}`)];
  return [
    ...(reason === undefined || (standing.kind === "end" && standing.reason === reason)
      ? []
      : [wrong("reason", `the reason ${reason}`)]),
    ...(queue === undefined || (standing.kind === "end" && standing.queue === queue)
      ? []
      : [wrong("queue", `the queue ${queue}`)]),
  ];
}

function answerMismatches({ answer }: Expectation, happened: readonly DialogEvent[]): readonly Mismatch[] {
  const given = happened.flatMap((event) => (event.type === "StepFinished" ? (event.answer ?? []) : []))[0];
  if (answer === undefined || given === answer) return [];
  return [{ path: ["answer"], message: `expected the answer ${answer}, found ${given ?? "none"}` }];
}

const intentMismatches = ({ intent }: Expectation, found: CaseState | null): readonly Mismatch[] =>
  intent === undefined || found?.intent === intent
    ? []
    : [{ path: ["intent"], message: `expected the intent ${intent}, found ${found?.intent ?? "none"}` }];

const slotMismatches = ({ slots }: Expectation, found: CaseState | null): readonly Mismatch[] =>
  slotValues(slots).flatMap(([slot, wanted]) => {
    const fill = found?.slots[slot];
    if (fill !== undefined && fits(wanted, fill.value)) return [];
    const is = fill === undefined ? "nothing known" : valueInWords(fill.value);
    return [{ path: ["slots", slot], message: `expected ${slot} ${valueInWords(wanted)}, found ${is}` }];
  });

const triedMismatches = ({ tried }: Expectation, found: CaseState | null): readonly Mismatch[] =>
  (tried ?? []).flatMap((action, index) =>
    found?.tried[action] !== undefined
      ? []
      : [
          {
            path: ["tried", index],
            message: `expected ${action} among what was tried, found ${Object.keys(found?.tried ?? {}).join(", ") || "nothing"}`,
          },
        ],
  );

function saysMismatches({ says }: Expectation, said: readonly Message[]): readonly Mismatch[] {
  const all = plain(said.flatMap(wordsOf).join("\n"));
  return (says ?? []).flatMap((phrase, index) =>
    all.includes(plain(phrase)) ? [] : [{ path: ["says", index], message: `expected to read "${phrase}", not found` }],
  );
}

/** Of a light only what is written has to fit. */
function fits(wanted: SlotValue | null, found: SlotValue | null): boolean {
  if (!isLight(wanted) || !isLight(found)) return sameValue(wanted, found);
  return (["colour", "rhythm", "part"] as const).every((part) => wanted[part] === null || wanted[part] === found[part]);
}

function valueInWords(value: SlotValue | null): string {
  if (!isLight(value)) return value ?? "not_sure";
  const parts = Object.entries(value).filter(([, word]) => word !== null);
  return `{ ${parts.map(([part, word]) => `${part}: ${word}`).join(", ")} }`;
}

/** Case, line breaks and the shape of quotation marks are no difference. */
const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[“”„«»]/g, '"')
    .replace(/[‘’]/g, "'")
    .replace(/\s+/g, " ");
