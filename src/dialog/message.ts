/** What the bot says, before any channel draws it. */
export interface Message {
  /** Unique in the conversation and stable: a retry of the same message has the same id. */
  readonly id: string;
  /** Paragraphs in reading order; plain text, no markup. */
  readonly text: readonly string[];
  readonly lights: readonly LightPicture[];
  readonly timer: { readonly kind: "hold" | "wait"; readonly seconds: number } | null;
  readonly question: MessageQuestion | null;
}

/** A light for channels that can show one; `label` for those that cannot and for screen readers. */
export interface LightPicture {
  readonly label: string;
  /** Shown in turn, then from the start; `colour` is a CSS colour, null is dark. `ms` in milliseconds. */
  readonly frames: readonly { readonly colour: string | null; readonly ms: number }[];
}

export interface MessageQuestion {
  /** Unique in the conversation: a press on an older question is recognised by it. */
  readonly id: string;
  readonly about: About;
  readonly text: string;
  readonly options: readonly Option[];
}

export interface Option {
  readonly id: string;
  readonly label: string;
  /** Synonyms that typed text is matched against. */
  readonly words: readonly string[];
  /** Shown beside the label where the option is a light. */
  readonly light: LightPicture | null;
}

/** What a question is about; together with the conversation it says what an answer does. */
export type About = Underway | Aside;

/** The question belongs to the problem itself. */
export type Underway =
  /** `at`: the step that waits for the slot, where one does. */
  | { readonly kind: "slot"; readonly slot: string; readonly flow: string; readonly at: string | null }
  | { readonly kind: "step"; readonly flow: string; readonly step: string }
  /** "How can I help?" with the openers. */
  | { readonly kind: "start" }
  /** "Did you mean …?": options are these intents. */
  | { readonly kind: "intent"; readonly intents: readonly string[] }
  /** Two problems: which first? Options are these intents. */
  | { readonly kind: "order"; readonly intents: readonly string[] }
  /** A problem put aside earlier: look at it now? */
  | { readonly kind: "next_problem"; readonly intent: string }
  /** The flow that belongs to a short answer: go through it? */
  | { readonly kind: "offer"; readonly flow: string };

/** The question came in between; `back` is what waited before it. */
export type Aside =
  /** A new problem in mid-flow: finish this first or change over? */
  | { readonly kind: "switch"; readonly intent: string; readonly words: string; readonly back: Underway }
  /** "Thanks" is not "it works". */
  | { readonly kind: "solved"; readonly back: Underway }
  /** Shall a person take over? */
  | { readonly kind: "person"; readonly reason: string; readonly back: Underway };
