import type { CaseState, Conversation } from "../dialog/conversation.ts";
import { decided, pendingQuestion } from "../dialog/decide.ts";
import type { DialogEvent } from "../dialog/events.ts";
import { deliveryId } from "../dialog/ids.ts";
import type { Input } from "../dialog/input.ts";
import type { Knowledge } from "../dialog/knowledge.ts";
import { stepOf } from "../dialog/present.ts";
import type { SlotValue } from "../dialog/slots.ts";
import type { Understanding } from "../dialog/understanding.ts";

/** One thing a person does that can make a difference. */
export type Move =
  /** The first words: a problem, with what is known and what was tried. */
  | {
      readonly kind: "open";
      /** Null: no problem the pack knows. */
      readonly intent: string | null;
      readonly slots: Readonly<Record<string, SlotValue>>;
      readonly tried: readonly string[];
    }
  | { readonly kind: "choose"; readonly option: string }
  /** A value that is not among the buttons: a light of another look. */
  | { readonly kind: "tell"; readonly slot: string; readonly value: SlotValue }
  /** "I did that before." */
  | { readonly kind: "did"; readonly action: string };

/** What came of a move. */
export interface Turn {
  readonly before: Conversation;
  readonly move: Move;
  readonly events: readonly DialogEvent[];
  readonly after: Conversation;
}

/** Carries out a move with the engine itself. */
export function taken(before: Conversation, move: Move, knowledge: Knowledge): Turn {
  return { before, move, ...decided(before, inputOf(before, move), knowledge) };
}

/** What the person may do now, apart from opening a case. */
export function movesOf(
  open: CaseState,
  knowledge: Knowledge,
  valuesOf: (slot: string) => readonly SlotValue[],
): readonly Move[] {
  if (open.phase.kind !== "asking") return [];
  const { about, options } = open.phase.question;
  if (about.kind === "slot") {
    const slot = knowledge.slots.get(about.slot);
    // Of the entries offered those that stand for their class; of the lights all that differ, offered or not.
    const values = valuesOf(about.slot);
    const entries = options.filter(
      ({ id }) => slot?.collection == null || !knowledge.catalogue.get(slot.collection)?.has(id) || values.includes(id),
    );
    const offered: readonly Move[] = (
      slot?.kind === "light" ? options.filter(({ id }) => id === "not_sure") : entries
    ).map(({ id }) => ({
      kind: "choose",
      option: id,
    }));
    // An entry that is not offered can be named in words all the same: a speaker where headphones are meant.
    const unoffered = values.filter((value) => slot?.kind === "light" || !options.some(({ id }) => id === value));
    const told =
      slot?.kind === "light" || slot?.kind === "entry"
        ? unoffered.map((value): Move => ({ kind: "tell", slot: slot.id, value }))
        : [];
    return [...offered, ...told];
  }
  const choices = options.map(({ id }): Move => ({ kind: "choose", option: id }));
  const step = about.kind === "step" ? stepOf(knowledge.flows.get(about.flow), about.step) : undefined;
  return step?.kind === "do" && step.action !== null ? [...choices, { kind: "did", action: step.action }] : choices;
}

function inputOf(state: Conversation, move: Move): Input {
  const at = state.at + 1;
  const common = {
    at,
    conversation: "proof",
    delivery: deliveryId(`proof:${state.version}`),
    by: { id: "proof", name: null },
  };
  if (move.kind === "choose")
    return { ...common, kind: "choice", question: pendingQuestion(state)?.id ?? "", option: move.option };
  return {
    ...common,
    kind: "text",
    text: inWords(move),
    place: "direct",
    addressed: true,
    edits: null,
    understanding: meaningOf(move),
  };
}

const inWords = (move: Exclude<Move, { readonly kind: "choose" }>): string =>
  move.kind === "open" ? (move.intent ?? "") : move.kind === "tell" ? move.slot : move.action;

const span = { words: "", start: 0, end: 0 };
const silence: Understanding = {
  intents: [],
  outcome: "out_of_scope",
  problems: [],
  slots: [],
  tried: [],
  control: null,
  option: null,
  correcting: false,
  safety: null,
  language: "en",
};

function meaningOf(move: Exclude<Move, { readonly kind: "choose" }>): Understanding {
  const said = (slot: string, value: SlotValue) => ({
    slot,
    value,
    among: [],
    negated: false,
    how: "said" as const,
    ...span,
  });
  switch (move.kind) {
    case "tell":
      return { ...silence, slots: [said(move.slot, move.value)] };
    case "did":
      return { ...silence, tried: [{ action: move.action, seconds: null, ...span }] };
    case "open": {
      const told = move.intent === null ? [] : [{ intent: move.intent, confidence: 1 }];
      return {
        ...silence,
        outcome: move.intent === null ? "out_of_scope" : "confident",
        intents: told,
        problems: told.map((one) => ({ ...one, words: one.intent })),
        slots: Object.entries(move.slots).map(([slot, value]) => said(slot, value)),
        tried: move.tried.map((action) => ({ action, seconds: null, ...span })),
      };
    }
  }
}
