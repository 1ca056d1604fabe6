import type { Priority } from "./events.ts";
import type { CaseFile } from "./transcript.ts";

/** What somebody who takes a case over has to see first; every desk draws it in its own way. Plain text, no markup. */
export interface CaseSummary {
  readonly case: string;
  readonly priority: Priority;
  /** What the pack calls the problem. */
  readonly title: string;
  /** Their own words, shortened. */
  readonly problem: string;
  /** What they said last before a person was called, shortened; null where it is the problem itself. */
  readonly last: string | null;
  readonly who: string;
  /** Short name of the channel; null where it is not known. */
  readonly channel: string | null;
  readonly link: string | null;
  /** Why a person was called. */
  readonly why: string;
  readonly queue: string;
  /** When a person was called, milliseconds since the epoch, UTC. */
  readonly since: number;
  readonly known: readonly { readonly name: string; readonly text: string }[];
  /** What was done before the bot and with it, in order. */
  readonly tried: readonly { readonly text: string; readonly result: string }[];
  readonly consents: readonly string[];
  /** Other problems told. */
  readonly also: readonly string[];
  readonly next: readonly string[];
  readonly standing: Standing;
}

export type Standing =
  | { readonly kind: "waiting" }
  | { readonly kind: "claimed"; readonly by: string }
  | { readonly kind: "with_bot"; readonly by: string }
  /** `by` null: the user needs no person any more. */
  | { readonly kind: "closed"; readonly by: string | null; readonly solved: boolean; readonly cause: string | null };

/** Null where no person was ever called. */
export function summaryOf(file: CaseFile): CaseSummary | null {
  const { handoff } = file;
  if (handoff === null) return null;
  const { people, where, slots, tried, steps, narrowed, consents, waiting, next } = file;
  return {
    case: file.case,
    priority: handoff.priority,
    title: begun(file.title ?? whyOf(handoff.reason)),
    problem: shortened(file.problem, 300),
    last: lastWords(file),
    // On the web page nobody says who they are: their id is that of the conversation.
    who: people.map(({ id, name }) => name ?? (id === file.conversation ? "somebody without a name" : id)).join(", "),
    channel: where.channel,
    link: where.link,
    why: whyOf(handoff.reason),
    queue: handoff.queue,
    since: handoff.since,
    known: [
      ...Object.values(slots).map(({ name, text }) => ({ name, text: text ?? "does not know" })),
      ...Object.values(narrowed).map(({ name, among }) => ({
        name,
        text: among.length > mostNamed ? `one of ${among.length}` : `one of ${among.join(", ")}`,
      })),
    ],
    tried: [
      ...tried.map(({ name, seconds }) => ({
        text: begun(seconds === null ? name : `${name}, for ${seconds} s`),
        result: "before the bot",
      })),
      ...steps.flatMap(({ name, asked, outcome, replied, counts }) => {
        if (!counts || !(outcome in results)) return [];
        const result = results[outcome as keyof typeof results];
        return [
          {
            text: name === null ? gistOf(asked) : begun(name),
            result: result === "" ? shortened(replied ?? "", 60) : result,
          },
        ];
      }),
    ],
    consents: consents.map(
      ({ loses, given }) => `${given ? "agreed" : "refused"} to lose: ${loses.map(spoken).join(", ")}`,
    ),
    // Two problems told in one breath have the same words.
    also: waiting.flatMap(({ words }) => (words === file.problem ? [] : [shortened(words, 120)])),
    next: next.map(({ text }) => gistOf(text)),
    standing: standingOf(file),
  };
}

/** For places without markup. */
export function summaryInWords(summary: CaseSummary): string {
  const { priority, title, problem, last, who, why, queue, known, tried, consents, also, next, standing } = summary;
  const list = (name: string, lines: readonly string[]): readonly string[] =>
    lines.length === 0 ? [] : [`${name}:`, ...lines.map((line) => `- ${line}`)];
  return [
    `${priority === "normal" ? "" : `${priority.toUpperCase()}: `}${title}`,
    `“${problem}”${last === null ? "" : ` … “${last}”`}`,
    `Who: ${who}. Why a person: ${why}; for ${queue}. ${begun(standingInWords(standing))}.`,
    ...list(
      "Known",
      known.map(({ name, text }) => `${name}: ${text}`),
    ),
    ...list(
      "Tried",
      tried.map(({ text, result }) => `${text} (${result})`),
    ),
    ...list("Consent", consents),
    ...list("Also told", also),
    ...list("The bot would try next", next),
  ].join("\n");
}

export function standingInWords(standing: Standing): string {
  switch (standing.kind) {
    case "waiting":
      return "nobody has taken it yet";
    case "claimed":
      return `${standing.by} has taken it`;
    case "with_bot":
      return `${standing.by} handed it back to the bot`;
    case "closed": {
      const { by, solved, cause } = standing;
      const how = solved ? "solved" : "closed without a solution";
      return `${how}${by === null ? ", without a person" : ` by ${by}`}${cause === null ? "" : `: ${cause}`}`;
    }
  }
}

function standingOf({ phase, outcome, handoff }: CaseFile): Standing {
  const closed = handoff?.closed ?? null;
  const by = closed === null ? null : (closed.by.name ?? closed.by.id);
  if (phase === "person") {
    const claimedBy = handoff?.claimedBy ?? null;
    return claimedBy === null ? { kind: "waiting" } : { kind: "claimed", by: claimedBy.name ?? claimedBy.id };
  }
  if (phase === "open") return { kind: "with_bot", by: by ?? "a person" };
  const own = closed?.result === "closed";
  return { kind: "closed", by: own ? by : null, solved: outcome === "resolved", cause: own ? closed.cause : null };
}

/** More names than that are no help. */
const mostNamed = 4;

/** Null where the problem says it already, or a button was pressed. */
function lastWords({ transcript, problem }: CaseFile): string | null {
  const called = transcript.findLastIndex(({ kind }) => kind === "handed_over");
  const said = transcript.slice(0, Math.max(0, called)).findLast(({ kind }) => kind === "user");
  if (said?.kind !== "user" || said.option !== null || said.text === problem) return null;
  return shortened(said.text, 200);
}

/** The reasons that the bot itself has; those of the pack are read as they are. */
const reasons: Readonly<Record<string, string>> = {
  asked_for_person: "asked for a person",
  angry: "is upset",
  safety: "tells of danger",
  language: "writes in a language that the bot lacks",
  not_understood: "the bot did not understand",
  no_steps: "the bot has no steps for this",
  steps_used_up: "every step has been tried",
  too_many_steps: "too many steps without an end",
  flow_removed: "the knowledge was changed meanwhile",
  flow_leads_nowhere: "a fault in the knowledge",
};
/** Why a person was called, in words; `reason`: as the pack or the bot calls it. */
export const whyOf = (reason: string): string => reasons[reason] ?? spoken(reason);

/** Outcomes worth a line; an answer that says more than its outcome is quoted instead. */
const results = {
  worked: "worked",
  did_not_help: "did not help",
  could_not: "could not be done",
  not_sure: "not sure",
  answered: "",
  skipped_tried: "passed over, done before",
} as const;

/** What a step is about, in a line. */
const gistOf = (text: string): string => shortened(text, 140);

const spoken = (id: string): string => id.replaceAll("_", " ");
const begun = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim();

function shortened(text: string, most: number): string {
  const line = oneLine(text);
  if (line.length <= most) return line;
  const whole = line.slice(0, most - 1);
  const end = whole.lastIndexOf(" ");
  // Not in the middle of a sign that takes two units.
  return `${(end > most / 2 ? whole.slice(0, end) : whole).replace(/[\uD800-\uDBFF]$/, "")}…`;
}
