import type { CaseOutcome, Priority, StepRef } from "./events.ts";
import { utcTime } from "./hours.ts";
import { type CaseFile, lastExchange } from "./transcript.ts";

/** What somebody who takes a case over has to see first; every desk draws it in its own way. Plain text, no markup. */
export interface CaseSummary {
  readonly case: string;
  readonly priority: Priority;
  /** What the pack calls the problem. */
  readonly title: string;
  /** Their own words, shortened. */
  readonly problem: string;
  /** What the bot had asked before that, and what they said last before a person was called; null: nothing more. */
  readonly asked: string | null;
  readonly last: string | null;
  /** What the bot has told somebody who may be in danger; else null. */
  readonly warned: string | null;
  /** In English, where they write in one that the pack lacks; else null. */
  readonly language: string | null;
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
  /** What they had told in a case just before, and what was said and noted while somebody had this one; a line each. */
  readonly earlier: readonly string[];
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
  const open = openStep(file);
  const isOpen = ({ flow, step }: StepRef): boolean => flow === open?.flow && step === open.step;
  return {
    case: file.case,
    priority: handoff.priority,
    title: begun(file.title ?? untold[handoff.reason] ?? "Problem not told yet"),
    problem: shortened(file.problem, 300),
    ...beforeCall(file),
    language:
      file.language === null ? null : (new Intl.DisplayNames("en", { type: "language" }).of(file.language) ?? null),
    // On the web page nobody says who they are: their id is that of the conversation.
    who: people.map(({ id, name }) => name ?? (id === file.conversation ? "somebody without a name" : id)).join(", "),
    channel: where.channel,
    link: where.link,
    why: whyOf(handoff.reason),
    queue: handoff.queue,
    since: handoff.since,
    known: [
      ...Object.entries(slots).map(([slot, { name, text, words, how }]) => ({
        name,
        text:
          text === null ? unknownTo(file, slot) : withWords(text, how === "chosen" || how === "answer" ? "" : words),
      })),
      ...Object.values(narrowed).flatMap(({ name, among }) =>
        among.length > mostNamed ? [] : [{ name, text: `one of ${among.join(", ")}` }],
      ),
    ],
    tried: [
      ...tried.map(({ name, seconds }) => ({
        text: begun(seconds === null ? name : `${name}, for ${seconds} s`),
        result: "before the bot, result not told",
      })),
      ...steps.flatMap(({ name, asked, outcome, replied, counts }) => {
        if (!counts || !(outcome in results)) return [];
        const result = results[outcome as keyof typeof results];
        return [
          {
            text: name === null ? gistOf(asked) : begun(name),
            // A name says what was done; a text ends with a question, which wants its answer.
            result: [
              ...(result === "" ? [] : [result]),
              ...((name === null || result === "") && replied !== null ? [`“${shortened(replied, 60)}”`] : []),
            ].join(", "),
          },
        ];
      }),
      // A step that only asks has been told nothing of; its question stands with what was said last.
      ...next
        .filter((one) => isOpen(one) && one.text !== open?.question)
        .map(({ text }) => ({ text: gistOf(text), result: "suggested, no result yet" })),
    ],
    consents: consents.map(
      ({ loses, given }) => `${given ? "agreed" : "refused"} to lose: ${loses.map(spoken).join(", ")}`,
    ),
    earlier: earlierIn(file),
    // The words of the problem itself, read in a second way, are no second problem.
    also: waiting.flatMap(({ words }) => (words === file.problem ? [] : [`“${shortened(words, 120)}”`])),
    next: next.filter((one) => !isOpen(one)).map(({ text }) => gistOf(text)),
    standing: standingOf(file),
  };
}

/** For places without markup. */
export function summaryInWords(summary: CaseSummary): string {
  const { title, problem, who, why, queue, since, standing } = summary;
  const { known, tried, consents, earlier, also, next } = summary;
  const list = (name: string, lines: readonly string[]): readonly string[] =>
    lines.length === 0 ? [] : [`${name}:`, ...lines.map((line) => `- ${line}`)];
  return [
    `${urgencyOf(summary)}${title}`,
    `${begun(standingInWords(standing))}; a person was called at ${utcTime(since)}.`,
    `“${problem}”`,
    ...aroundCall(summary),
    `Customer: ${who}. Why a person: ${why}. Team: ${queue}.`,
    ...list(
      listNames.known,
      known.map(({ name, text }) => `${name}: ${text}`),
    ),
    ...list(
      listNames.tried,
      tried.length === 0 ? [nothingTried] : tried.map(({ text, result }) => `${text} (${result})`),
    ),
    ...list(listNames.consents, consents),
    ...list(listNames.earlier, earlier),
    ...list(listNames.also, also),
    ...list(listNames.next, next),
  ].join("\n");
}

/** What was said when a person was called, in lines. */
export const aroundCall = ({ asked, last, warned, language }: CaseSummary): readonly string[] => [
  ...(asked === null ? [] : [`The bot asked: ${asked}`]),
  ...(last === null ? [] : [`They said last: “${last}”`]),
  ...(warned === null ? [] : [`The bot told them: ${warned}`]),
  ...(language === null ? [] : [`They write in ${language}.`]),
];

/** The lists of a summary, each with what every desk calls it. */
export const listNames = {
  known: "Known",
  tried: "Tried so far",
  consents: "Consent",
  earlier: "Before this",
  also: "Second problem, not dealt with",
  next: "Not tried yet, what the bot would say next",
} as const;
export const nothingTried = "No step with the bot yet";

/** What comes before the title, where it is more than usual: "URGENT, danger reported: ". */
function urgencyOf({ priority, why, title }: Pick<CaseSummary, "priority" | "why" | "title">): string {
  if (priority === "normal") return "";
  return `${priority.toUpperCase()}${begun(why) === title ? "" : `, ${why}`}: `;
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

/** The step whose question waited when a person was called; null where none did. */
function openStep({ transcript }: CaseFile): (StepRef & { readonly question: string }) | null {
  const called = transcript.findLastIndex(({ kind }) => kind === "handed_over");
  const asked = transcript.slice(0, Math.max(0, called)).findLast(({ kind }) => kind === "bot");
  const question = asked?.kind === "bot" ? asked.message.question : null;
  return question?.about.kind === "step" ? { ...question.about, question: question.text } : null;
}

/** What was said around the call for a person, where it says more than the problem does. */
function beforeCall({ transcript, problem, handoff }: CaseFile): Pick<CaseSummary, "asked" | "last" | "warned"> {
  const called = transcript.findLastIndex(({ kind }) => kind === "handed_over");
  const { said, asked } = lastExchange(transcript.slice(0, Math.max(0, called)));
  const after = transcript.slice(called).find(({ kind }) => kind === "bot");
  const isTyped = said !== null && said.option === null && said.text !== problem;
  return {
    asked: asked === null || !isTyped ? null : shortened(asked, 160),
    last: isTyped ? shortened(said.text, 200) : null,
    warned:
      handoff?.priority === "urgent" && after?.kind === "bot"
        ? shortened(after.message.text[0] ?? "", 400) || null
        : null,
  };
}

/** The value, and the words it was read from where they say more: “iphone 15”. */
function withWords(text: string, words: string): string {
  const plain = (value: string): string => value.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
  return plain(text).includes(plain(words)) ? text : `${text} (“${shortened(words, 60)}”)`;
}

/** What was asked and they could not say, with the words of both: "not listed" is another matter than not to know. */
function unknownTo({ transcript }: CaseFile, slot: string): string {
  const at = transcript.findLastIndex((item) => {
    const question = item.kind === "bot" ? item.message.question : null;
    return question?.about.kind === "slot" && question.about.slot === slot;
  });
  const asked = transcript[at];
  const answer = transcript.slice(at + 1).find(({ kind }) => kind === "user");
  if (asked?.kind !== "bot" || answer?.kind !== "user") return "they do not know";
  const question = shortened(asked.message.question?.text ?? "", 120);
  return `not known; asked “${question}”, they answered “${shortened(answer.text, 120)}”`;
}

/** The latest are the ones that matter. */
const mostSaid = 6;

function earlierIn(file: CaseFile): readonly string[] {
  return [...caseBefore(file), ...withPeople(file)];
}

function caseBefore({ before, slots }: CaseFile): readonly string[] {
  if (before === null) return [];
  const { asked, last, outcome } = before;
  const how = [before.title, outcome === null ? null : ends[outcome]].flatMap((one) => one ?? []);
  const told = Object.entries(before.slots).flatMap(([slot, { name, text }]) =>
    slots[slot] === undefined ? [`${name}: ${text}`] : [],
  );
  return [
    `They had asked: “${shortened(before.problem, 160)}”${how.length === 0 ? "" : ` (${how.join("; ")})`}`,
    ...(told.length === 0 ? [] : [`Told then: ${told.join("; ")}`]),
    ...before.steps.slice(-mostSaid).flatMap(({ asked: step, outcome: came, name }) => {
      const result = came in results ? results[came as keyof typeof results] : "";
      return result === "" ? [] : [`Tried then: ${name === null ? gistOf(step) : begun(name)} (${result})`];
    }),
    ...(last === null || last === before.problem
      ? []
      : [
          `${asked === null ? "" : `The bot asked: ${shortened(asked, 160)} `}They said last: “${shortened(last, 160)}”`,
        ]),
  ];
}

/** How a case before ended, in words that say who wanted it. */
const ends: Readonly<Record<CaseOutcome, string>> = {
  resolved: "solved",
  answered: "answered",
  escalated: "passed to a person",
  withdrawn: "they left it at that",
  silent: "they did not answer any more",
  started_over: "they started over",
  out_of_scope: "nothing the bot knows about",
};

function withPeople({ transcript, handoff }: CaseFile): readonly string[] {
  const called = transcript.findLastIndex(({ kind }) => kind === "handed_over");
  return transcript.slice(0, Math.max(0, called)).flatMap((back, i, before) => {
    if (back.kind !== "handed_back") return [];
    const begin = before.slice(0, i).findLastIndex(({ kind }) => kind === "claimed");
    const from = before[begin]?.at ?? back.at;
    const said = before.slice(begin + 1, i).flatMap((item) => {
      if (item.kind === "agent") return [{ at: item.at, text: spokenBy(item.name, item.text) }];
      return item.kind === "user" ? [{ at: item.at, text: spokenBy(item.by.name ?? item.by.id, item.text) }] : [];
    });
    const noted = (handoff?.notes ?? [])
      .filter(({ at }) => at >= from && at <= back.at)
      .map(({ at, by, text }) => ({ at, text: spokenBy(`${by.name ?? by.id}, a note`, text) }));
    const lines = [...said, ...noted].sort((a, b) => a.at - b.at).map(({ text }) => text);
    return [`${back.name} had it, and handed it back to the bot`, ...lines.slice(-mostSaid)];
  });
}

const spokenBy = (name: string, text: string): string => `${name}: “${shortened(text, 160)}”`;

/** What a case is called in which no problem was told. */
const untold: Readonly<Record<string, string>> = {
  safety: "Danger reported",
  language: "Problem told in a language that the bot lacks",
  not_understood: "Problem not understood",
};

/** The reasons that the bot itself has; those of the pack are read as they are. */
const reasons: Readonly<Record<string, string>> = {
  asked_for_person: "asked for a person",
  angry: "is upset",
  safety: "danger reported",
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

/** What a step is about: its first sentences, as far as they go into a line or two. */
function gistOf(text: string): string {
  const sentences = oneLine(text).split(/(?<=[.!?])\s/);
  let gist = sentences[0] ?? "";
  for (const sentence of sentences.slice(1)) {
    if (gist.length + sentence.length >= gistLength) break;
    gist = `${gist} ${sentence}`;
  }
  return shortened(gist, gistLength);
}
const gistLength = 180;

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
