import type { SlotValue } from "./slots.ts";

/** A decision tree: steps run in the order written. */
export interface Flow {
  readonly id: string;
  readonly title: string;
  /** Intents that start it. */
  readonly startsOn: readonly string[];
  /** Facts that start it where the words tell no problem the pack knows. Null: none. */
  readonly startsWhen: Condition | null;
  /** Asked in this order before the first step, only if unknown. */
  readonly needs: readonly Need[];
  readonly steps: readonly Step[];
  /** Where the flow leads when its steps are used up. */
  readonly otherwise: Goto;
}

export interface Need {
  readonly slot: string;
  /** Only entries for which this holds are offered as options. Null: all. */
  readonly only: Condition | null;
  /** Asked only where this holds. Null: always. */
  readonly when: Condition | null;
}

export type Step = DoStep | AskStep | ConsentStep | SayStep | CallStep | GoStep;

interface StepBase {
  readonly id: string;
  readonly when: Condition | null;
  /** Asked right before this step, only if unknown. */
  readonly needs: readonly Need[];
  /** Ids of the fact ledger. */
  readonly facts: readonly string[];
  /** Steps of the same flow: when one of them is done over, this one is done over too. */
  readonly redoAfter: readonly string[];
}

/** Something the user does, then says how it went. */
export interface DoStep extends StepBase {
  readonly kind: "do";
  readonly text: Template;
  readonly question: Question;
  /** Id of the action; the step is skipped when the user has tried it already. */
  readonly action: string | null;
  /** Seconds to hold or wait, for channels that can show a timer. */
  readonly holdS: Template | null;
  readonly timer: "hold" | "wait";
  /** Id of the light to watch for, for channels that can show one. */
  readonly light: Template | null;
  readonly likelihood: "common" | "sometimes" | "rare";
  readonly effort: Effort;
}

/** A question whose answer decides the way. */
export interface AskStep extends StepBase {
  readonly kind: "ask";
  readonly text: Template | null;
  readonly question: Question;
}

/** A yes that must be given before anything is lost. */
export interface ConsentStep extends StepBase {
  readonly kind: "consent";
  readonly text: Template;
  readonly question: Question;
  /** What would be lost: keys of the pack's `losses`. */
  readonly loses: readonly string[];
}

/** Said without waiting for an answer; then on to `then`. */
export interface SayStep extends StepBase {
  readonly kind: "say";
  readonly text: Template;
  readonly then: Goto;
}

/** Runs another flow and comes back when that flow returns. */
export interface CallStep extends StepBase {
  readonly kind: "call";
  readonly flow: string;
}

/** Leads elsewhere without a word. */
export interface GoStep extends StepBase {
  readonly kind: "go";
  readonly then: Goto;
}

export interface Effort {
  readonly minutes: number;
  readonly difficulty: "easy" | "medium" | "hard";
  /** What the step erases for good, by key of the pack's `losses`. */
  readonly loses: readonly string[];
}

export interface Question {
  readonly text: Template;
  /** The answer to "why do you ask?"; null falls back to the wording of the bot. */
  readonly why: string | null;
  readonly answers: readonly Answer[];
}

export interface Answer {
  readonly id: string;
  readonly label: Template;
  /** Synonyms a person may type. */
  readonly words: readonly string[];
  readonly when: Condition | null;
  /** Said before going on. */
  readonly say: Template | null;
  readonly sets: Readonly<Record<string, SlotValue>>;
  /** How the step is recorded in the case. */
  readonly outcome: StepOutcome;
  readonly then: Goto;
}

export const stepOutcomes = [
  "worked",
  "did_not_help",
  "could_not",
  "answered",
  "not_sure",
  "consented",
  "refused",
] as const;
export type StepOutcome = (typeof stepOutcomes)[number];

export type Goto =
  | { readonly kind: "next" }
  /** Ends a flow that was called; in a flow that was not called it ends as `otherwise` says. */
  | { readonly kind: "return" }
  | { readonly kind: "step"; readonly step: string }
  /** Back to that step, as long as no step from there to here is entered more often than `limits.stepRepeats` allows; then `next`. */
  | { readonly kind: "retry"; readonly step: string }
  | { readonly kind: "flow"; readonly flow: string }
  | { readonly kind: "resolved" }
  | { readonly kind: "answered" }
  | { readonly kind: "escalate"; readonly queue: string; readonly reason: string };

/** A condition on what is known. A slot that is not known satisfies no `is` and no `light`. */
export type Condition =
  | { readonly kind: "all"; readonly of: readonly Condition[] }
  | { readonly kind: "any"; readonly of: readonly Condition[] }
  | { readonly kind: "not"; readonly of: Condition }
  | { readonly kind: "is"; readonly path: Path; readonly values: readonly Scalar[] }
  /** True when every part given matches the light; parts not given match anything. */
  | {
      readonly kind: "light";
      readonly slot: string;
      readonly colour: readonly string[] | null;
      readonly rhythm: readonly string[] | null;
      readonly part: readonly string[] | null;
    }
  /** The slot has a value, or the attribute of its entry exists. */
  | { readonly kind: "known"; readonly path: Path }
  /** Two slots hold the same value. */
  | { readonly kind: "same"; readonly slots: readonly [string, string] }
  | { readonly kind: "tried"; readonly actions: readonly string[] }
  /** A step of this case ended that way. Step ids are `flow/step`. */
  | { readonly kind: "done"; readonly step: string; readonly outcomes: readonly StepOutcome[] };

export type Scalar = string | number | boolean;

/** `["model", "pairing", "hold_s"]`: a slot or a catalogue collection, then attributes. */
export type Path = readonly string[];

/** Text with values inserted from the catalogue; the load proves that each value exists wherever the text can be shown. */
export type Template = readonly (string | Insert)[];
export interface Insert {
  readonly path: Path;
}
