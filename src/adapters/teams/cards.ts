import { cut } from "../common/words.ts";

/** Adaptive Cards 1.5, as far as they are used here: adaptivecards.io/schemas/1.5.0/adaptive-card.json. */
export interface Card {
  readonly type: "AdaptiveCard";
  readonly $schema: "http://adaptivecards.io/schemas/adaptive-card.json";
  readonly version: "1.5";
  readonly fallbackText: string;
  readonly body: readonly Element[];
  readonly actions?: readonly Action[];
}

export type Element = Text | Container | ChoiceSet | TextInput | ActionSet;

/** Unlike a TextBlock it reads no Markdown: what is said stays as it was said. */
export interface Text {
  readonly type: "RichTextBlock";
  readonly inlines: readonly Run[];
  readonly spacing?: Spacing;
}

export interface Run {
  readonly type: "TextRun";
  readonly text: string;
  readonly weight?: "Bolder";
  readonly size?: "Small" | "Medium" | "Large";
  readonly color?: "Attention" | "Good" | "Warning";
  readonly isSubtle?: boolean;
  readonly selectAction?: Omit<OpenUrl, "title">;
}

type Spacing = "None" | "Small" | "Medium" | "Large";

export interface Container {
  readonly type: "Container";
  readonly items: readonly Element[];
  readonly style?: "emphasis" | "attention" | "warning";
  readonly spacing?: Spacing;
}

export interface ChoiceSet {
  readonly type: "Input.ChoiceSet";
  readonly id: string;
  readonly label: string;
  readonly spacing: Spacing;
  readonly style: "compact" | "expanded";
  readonly wrap: true;
  readonly placeholder?: string;
  readonly isRequired?: true;
  readonly errorMessage?: string;
  /** Of the choice that is picked already. */
  readonly value?: string;
  readonly choices: readonly { readonly title: string; readonly value: string }[];
}

export interface TextInput {
  readonly type: "Input.Text";
  readonly id: string;
  readonly label: string;
  readonly isMultiline: boolean;
  readonly isRequired?: true;
  readonly errorMessage?: string;
  readonly maxLength: number;
  readonly value?: string;
}

export interface ActionSet {
  readonly type: "ActionSet";
  readonly actions: readonly Action[];
  readonly spacing?: Spacing;
}

type Data = Readonly<Record<string, unknown>>;

/** Execute is answered on the card itself; a client that does not know it submits the same. */
export type Action =
  | Submit
  | (Omit<Submit, "type"> & { readonly type: "Action.Execute"; readonly verb: string; readonly fallback: Submit })
  | ShowCard
  | OpenUrl;

/** Unfolds a form below the card. */
export interface ShowCard {
  readonly type: "Action.ShowCard";
  readonly title: string;
  readonly card: {
    readonly type: "AdaptiveCard";
    readonly body: readonly Element[];
    readonly actions: readonly Action[];
  };
}

export interface OpenUrl {
  readonly type: "Action.OpenUrl";
  readonly title: string;
  readonly url: string;
}

export interface Submit {
  readonly type: "Action.Submit";
  readonly title: string;
  readonly data: Data;
}

/** Teams's limits. */
export const limits = {
  /**
   * UTF-8 bytes of a card: messages go up to about 28 KB in places, and a card travels with its message:
   * learn.microsoft.com/microsoftteams/platform/bots/how-to/format-your-bot-messages.
   */
  card: 24_000,
  /** Actions that are shown beside each other: learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-reference. */
  buttons: 6,
  /** Entries of a menu: more than anybody reads through. */
  menu: 100,
  /** Id of an option. */
  value: 200,
  /** A longer label is cut off on a button: a menu shows it whole. UTF-16 units. */
  label: 40,
  /** Text that stands in for a card. */
  fallback: 4000,
  /** Text of a notification. */
  summary: 500,
  /** What is pasted; it is shown again, and has to fit with what is made of it. */
  input: 6000,
  /** The same as UTF-8 in JSON: such a text in Chinese fits. */
  inputBytes: 18_100,
  /** Actions suggested below a message: learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/prompt-suggestions. */
  suggestions: 6,
} as const;

/** `body` as text that stands alone: `lines`. */
export const card = (lines: readonly string[], body: readonly Element[], actions: readonly Action[] = []): Card => ({
  type: "AdaptiveCard",
  $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
  version: "1.5",
  fallbackText: cut(lines.join("\n"), limits.fallback),
  body,
  ...(actions.length === 0 ? {} : { actions }),
});

/** Stands where something had to give way. */
export const shortened = "… (shortened)";

export const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

/** A line of a card; longer texts are several. */
const longest = 1500;

/** Paragraphs, line for line; a card knows no line breaks inside a text. */
export function texts(paragraphs: readonly string[], run: Omit<Run, "type" | "text"> = {}): Text[] {
  return paragraphs.flatMap((paragraph) =>
    paragraph
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== "")
      .flatMap(pieces)
      .map(
        (text, i): Text => ({
          type: "RichTextBlock",
          inlines: [{ type: "TextRun", text, ...run }],
          ...(i === 0 ? {} : { spacing: "Small" }),
        }),
      ),
  );
}

function pieces(line: string): string[] {
  if (line.length <= longest) return [line];
  const head = line.slice(0, longest);
  const space = head.lastIndexOf(" ");
  const end = space > longest / 2 ? space : /[\ud800-\udbff]$/.test(head) ? longest - 1 : longest;
  return [line.slice(0, end), ...pieces(line.slice(end).trimStart())];
}

export const bold = (text: string): Text[] => texts([text], { weight: "Bolder" });
export const small = (text: string): Text[] => texts([text], { size: "Small", isSubtle: true });

/** Texts that belong together, on a ground of their own. */
export const framed = (items: readonly Element[], style: Container["style"] = "emphasis"): Container[] =>
  items.length === 0 ? [] : [{ type: "Container", style, items }];
