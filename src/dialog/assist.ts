import { type CaseState, nothingYet } from "./conversation.ts";
import { drafted } from "./decide.ts";
import type { Draft } from "./draft.ts";
import type { EventOf } from "./events.ts";
import { inWords } from "./facts.ts";
import type { TextInput } from "./input.ts";
import type { Knowledge } from "./knowledge.ts";
import type { MessageQuestion } from "./message.ts";
import { isAsking, stepOf } from "./present.ts";
import type { SlotValue } from "./slots.ts";
import type { Problem, Understanding } from "./understanding.ts";

/** What an agent needs who has a customer's text in front of them. */
export interface Assist {
  /** Slots filled, in the order of the pack. */
  readonly known: readonly { readonly slot: string; readonly value: SlotValue; readonly words: string }[];
  readonly tried: readonly { readonly action: string; readonly name: string; readonly words: string }[];
  readonly trees: readonly Tree[];
  /** The one best question still missing; null when a person has to take over. */
  readonly question: { readonly text: string; readonly why: string; readonly options: readonly string[] } | null;
  /** To the customer, ready to send. Names nothing the customer has tried already. */
  readonly reply: string;
  /** For the file. */
  readonly note: string;
}

export interface Tree {
  /** Id of a flow, or of a short answer where the intent has no flow. */
  readonly id: string;
  readonly title: string;
  /** In [0, 1]. */
  readonly confidence: number;
  /** The customer's sentences and facts that speak for it. */
  readonly because: readonly string[];
}

/** More options than this read badly in a letter; the question alone is asked then. */
const optionsInReply = 6;
const treesShown = 3;
/** Less likely trees only distract. */
const leastConfidence = 0.05;

/** Reads a pasted text as the first words of a case and turns what the bot would do into help for an agent. */
export function assistOf(input: TextInput, given: Knowledge): Assist {
  // The words of a letter, not of a chat.
  const knowledge = { ...given, wording: { ...given.wording, understood: given.wording.paste_understood } };
  const { understanding } = input;
  const [problem, ...others] = [...understanding.problems].sort((a, b) => b.confidence - a.confidence);
  const draft = drafted(nothingYet, { ...input, understanding: inOneLetter(understanding, problem) }, knowledge);
  const opened = draft.state.open ?? draft.state.last;
  const slots: CaseState["slots"] = opened?.slots ?? {};
  const tried: CaseState["tried"] = opened?.tried ?? {};
  const phase = opened?.phase;
  const said = draft.events().findLast((event): event is EventOf<"BotReplied"> => event.type === "BotReplied");
  const waiting = said?.message.question ?? null;
  // Whether a person shall help, and what it is all about, is no question to a customer who has written at length.
  const person = phase?.kind === "person" || waiting?.about.kind === "person";
  const unclear = waiting?.about.kind === "start";
  const question = person || unclear ? null : waiting;
  const trees = treesOf(understanding, knowledge);
  const known = [...knowledge.slots.keys()].flatMap((slot) => {
    const fill = slots[slot];
    return fill === undefined || fill.value === null ? [] : [{ slot, value: fill.value, words: fill.words }];
  });
  const actions = Object.entries(tried).map(([action, { words }]) => ({
    action,
    name: knowledge.actions.get(action)?.name ?? action,
    words,
  }));
  const facts = known
    .map(
      ({ slot, value, words }) =>
        `${knowledge.slots.get(slot)?.name ?? slot} ${inWords(slot, value, knowledge) ?? "?"} (“${words}”)`,
    )
    .join("; ");
  const [tree] = trees;
  const note = [
    draft.wording("note_problem", { problem: problem?.words.trim() || input.text.trim() }),
    others.length === 0
      ? ""
      : draft.wording("note_also", { problem: others.map(({ words }) => words.trim()).join(" / ") }),
    knowledge.otherLanguages.has(understanding.language)
      ? draft.wording("note_language", { language: understanding.language })
      : "",
    facts === "" ? "" : draft.wording("note_known", { facts }),
    actions.length === 0 ? "" : draft.wording("note_tried", { actions: actions.map(({ name }) => name).join(", ") }),
    tree === undefined ? "" : draft.wording("note_tree", { flow: tree.title }),
    question === null ? "" : draft.wording("note_missing", { question: question.text }),
    phase?.kind === "person" ? draft.wording("note_person", { queue: phase.queue, reason: phase.reason }) : "",
  ];
  // Nothing has been passed on yet: the agent does that.
  const answer = person
    ? [understanding.safety === null ? "" : draft.wording("handed_over_safety"), draft.wording("paste_person")]
    : [
        ...(unclear ? [draft.wording("paste_unclear")] : (said?.message.text ?? [])),
        question === null ? "" : asked(draft, question),
        draft.wording("paste_closing"),
      ];
  const reply = [draft.wording("paste_greeting"), ...answer];
  return {
    known,
    tried: actions,
    trees,
    question:
      question === null
        ? null
        : { text: question.text, why: whyOf(question, knowledge), options: question.options.map(({ label }) => label) },
    reply: reply.filter((paragraph) => paragraph !== "").join("\n\n"),
    note: note.filter((line) => line !== "").join("\n"),
  };
}

function asked(draft: Draft, { text, options }: MessageQuestion): string {
  if (options.length > optionsInReply) return draft.wording("paste_ask", { question: text });
  const labels = options.map(({ label }) => `– ${label}`).join("\n");
  return draft.wording("paste_ask_options", { question: text, options: labels });
}

function whyOf({ about }: MessageQuestion, knowledge: Knowledge): string {
  if (about.kind === "slot") return knowledge.slots.get(about.slot)?.why ?? knowledge.wording.why_fallback;
  const step = about.kind === "step" ? stepOf(knowledge.flows.get(about.flow), about.step) : undefined;
  return (isAsking(step) ? step.question.why : null) ?? knowledge.wording.why_fallback;
}

/** Which problem comes first, and in which language, is not asked by letter: the likeliest, in the pack's own. */
const inOneLetter = (understanding: Understanding, problem: Problem | undefined): Understanding => ({
  ...understanding,
  language: "und",
  problems: problem === undefined ? [] : [problem],
});

function treesOf({ intents, problems, outcome }: Understanding, knowledge: Knowledge): readonly Tree[] {
  if (outcome === "out_of_scope") return [];
  const trees = new Map<string, Tree>();
  for (const { intent, confidence } of intents) {
    const place = endOf(intent, knowledge);
    const because = problems.filter((problem) => problem.intent === intent).map(({ words }) => words.trim());
    const same = trees.get(place.id);
    trees.set(place.id, {
      ...place,
      confidence: Math.min(1, (same?.confidence ?? 0) + confidence),
      because: [...new Set([...(same?.because ?? []), ...because])],
    });
  }
  return [...trees.values()]
    .filter(({ confidence }) => confidence >= leastConfidence)
    .sort((a, b) => b.confidence - a.confidence)
    .slice(0, treesShown);
}

function endOf(intent: string, knowledge: Knowledge): Pick<Tree, "id" | "title"> {
  const flow = [...knowledge.flows.values()].find(({ startsOn }) => startsOn.includes(intent));
  if (flow !== undefined) return { id: flow.id, title: flow.title };
  const answer = [...knowledge.answers.values()].find((one) => one.intent === intent);
  if (answer !== undefined) return { id: answer.id, title: answer.question };
  return { id: intent, title: knowledge.intents.get(intent)?.title ?? intent };
}
