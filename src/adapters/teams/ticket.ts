import type { Priority } from "../../dialog/events.ts";
import {
  aroundCall,
  type CaseSummary,
  listNames,
  nothingTried,
  type Standing,
  standingInWords,
  summaryInWords,
} from "../../dialog/summary.ts";
import type { Macros, StepChoice } from "../common/macros.ts";
import { cut } from "../common/words.ts";
import {
  type Action,
  bytesOf,
  type ChoiceSet,
  card,
  type Element,
  limits,
  type Run,
  type ShowCard,
  type Text,
  type TextInput,
} from "./cards.ts";
import { type Doing, deskVerb, type Field, longest, stepValue, whereItWas } from "./deed.ts";
import { visible } from "./relay.ts";
import type { Rendered } from "./render.ts";

/** A case as somebody grasps it who is to take it over, with what they can do now. */
export function renderTicket(summary: CaseSummary, macros: Macros): Rendered {
  const lines = visible(summaryInWords(summary)).split("\n");
  const [title = "", ...rest] = lines;
  let most = rowsAtMost;
  for (;;) {
    const drawn = card(lines, bodyOf(summary, most), actionsOf(summary.standing, macros, most));
    if (bytesOf(drawn) <= limits.card || most === 1)
      return { summary: cut([title, ...rest].join(" "), limits.summary), card: drawn };
    most = Math.ceil(most / 2);
  }
}

/** Of a list, before the card is measured: more than anybody reads at a glance. */
const rowsAtMost = 12;
/** Of a row, UTF-16 units. */
const rowLength = 240;

function bodyOf(summary: CaseSummary, most: number): Element[] {
  const { also, consents, earlier, known, next, standing, tried } = summary;
  return [
    ...headOf(summary),
    ...aroundCall(summary).map((words) => ({ ...line([quiet(words)]), spacing: "Small" as const })),
    {
      ...line([{ text: begun(standingInWords(standing)), weight: "Bolder", ...colourOf(standing) }]),
      spacing: "Medium",
    },
    ...list(
      listNames.known,
      known.map(({ name, text }) => [plain, quiet(`${name}: `), { text }]),
      most,
    ),
    ...list(
      listNames.tried,
      tried.length === 0
        ? [[quiet(nothingTried)]]
        : tried.map(({ text, result }) => [markOf(result), { text }, quiet(` (${result})`)]),
      most,
    ),
    ...list(
      listNames.consents,
      consents.map((text) => [plain, { text }]),
      most,
    ),
    ...list(
      listNames.earlier,
      earlier.map((text) => [plain, { text }]),
      most,
    ),
    ...list(
      listNames.also,
      also.map((text) => [plain, { text }]),
      most,
    ),
    ...list(
      listNames.next,
      next.map((text) => [plain, { text }]),
      most,
    ),
  ];
}

function headOf({
  priority,
  title,
  problem,
  who,
  channel,
  link,
  why,
  queue,
}: Pick<CaseSummary, "priority" | "title" | "problem" | "who" | "channel" | "link" | "why" | "queue">): Element[] {
  const head = [
    line([
      ...(priority === "normal" ? [] : [{ text: `${priority.toUpperCase()}  `, ...loud, color: colours[priority] }]),
      { text: title, ...loud },
    ]),
    {
      ...line([{ text: `“${problem}”` }]),
      spacing: "Small" as const,
    },
    line([
      { text: who },
      quiet(channel === null ? "" : `, on ${begun(channel)}`),
      quiet(" · why a person: "),
      { text: why },
      quiet(` · for ${queue}`),
      ...(link === null
        ? []
        : [quiet(" · "), { text: "the whole case", selectAction: { type: "Action.OpenUrl", url: link } } as const]),
    ]),
  ];
  return priority === "normal" ? head : [{ type: "Container", style: grounds[priority], items: head }];
}

const loud = { size: "Large", weight: "Bolder" } as const;
const colours = { urgent: "Attention", high: "Warning" } as const satisfies Partial<Record<Priority, Run["color"]>>;
const grounds = { urgent: "attention", high: "warning" } as const;

function colourOf({ kind }: Standing): Pick<Run, "color"> {
  if (kind === "waiting") return { color: "Attention" };
  return kind === "claimed" ? { color: "Good" } : {};
}

type Words = Omit<Run, "type">;
const quiet = (text: string): Words => ({ text, isSubtle: true });

const plain = quiet("• ");

/** What is worth seeing first: what helped, and what did not. */
function markOf(result: string): Words {
  if (result === "worked") return { text: "✓ ", color: "Good", weight: "Bolder" };
  return /^(did not|could not)/.test(result) ? { text: "✗ ", color: "Attention", weight: "Bolder" } : plain;
}

const line = (runs: readonly Words[]): Text => ({
  type: "RichTextBlock",
  inlines: runs
    .filter(({ text }) => text !== "")
    .map((run) => ({ type: "TextRun", ...run, text: cut(visible(run.text), rowLength * 2) })),
});

/** The latest stand last, and stay. */
function list(name: string, rows: readonly (readonly Words[])[], most: number): Element[] {
  if (rows.length === 0) return [];
  const left = rows.length - most;
  return [
    { ...line([{ text: name, weight: "Bolder" }]), spacing: "Medium" },
    ...(left > 0 ? [{ ...line([quiet(`… and ${left} before`)]), spacing: "None" as const }] : []),
    ...rows.slice(-most).map((row) => ({
      ...line(row.map((run) => ({ ...run, text: cut(run.text, rowLength) }))),
      spacing: "None" as const,
    })),
  ];
}

function actionsOf({ kind }: Standing, macros: Macros, most: number): Action[] {
  if (kind === "waiting") return [press("Claim", "claim"), note()];
  if (kind !== "claimed") return [];
  const steps = stepsIn(macros)
    .slice(0, most)
    .map((one) => choice(one.text, stepValue(one)));
  const asks = macros.questions.slice(0, most).map(({ slot, text }) => choice(text, slot));
  return [
    form(
      "Hand back",
      [choices("at", "Where the bot goes on", [{ title: "Where it was", value: whereItWas }, ...steps], whereItWas)],
      [press("Hand back to the bot", "hand_back")],
    ),
    form("Close", closing(steps), [press("Close the case", "close")]),
    ...(steps.length === 0
      ? []
      : [
          form(
            "Send a step",
            [choices("next", "The step", steps, steps[0]?.value ?? "")],
            [press("Send it to them", "send_step"), press("Hand back there", "hand_back_at")],
          ),
        ]),
    ...(asks.length === 0
      ? []
      : [form("Ask", [choices("slot", "The question", asks, asks[0]?.value ?? "")], [press("Ask them", "ask")])]),
    note(),
    press("Release", "release"),
  ];
}

/** To send, or to hand back at: what the bot would try next, then the others of the flows under way. */
const stepsIn = ({ next, flows }: Macros): readonly StepChoice[] => {
  const ahead = new Set(next.map(stepValue));
  const others = flows.filter(({ isUnderway }) => isUnderway).flatMap(({ steps }) => steps);
  return [...next, ...others.filter((one) => !ahead.has(stepValue(one)))];
};

const closing = (steps: ChoiceSet["choices"]): Element[] => [
  {
    ...input("cause", "What it was in truth", longest.cause, false),
    isRequired: true,
    errorMessage: "Say what it was in truth.",
  },
  {
    type: "Input.ChoiceSet",
    id: "solved" satisfies Field,
    label: "Is it solved?",
    spacing: "Medium",
    style: "expanded",
    wrap: true,
    isRequired: true,
    errorMessage: "Say whether it is solved.",
    choices: [
      { title: "Solved", value: "yes" },
      { title: "Not solved", value: "no" },
    ],
  },
  ...(steps.length === 0
    ? []
    : [
        choices(
          "solution",
          "Which step would have solved it",
          [{ title: "None of them", value: "none" }, ...steps],
          "none",
        ),
      ]),
  input("remark", "Remark, for colleagues", longest.remark, true),
];

const note = (): ShowCard =>
  form(
    "Note",
    [
      {
        ...input("note", "For colleagues, never for the user", longest.note, true),
        isRequired: true,
        errorMessage: "Write the note first.",
      },
    ],
    [press("Keep the note", "note")],
  );

const form = (title: string, body: readonly Element[], actions: readonly Action[]): ShowCard => ({
  type: "Action.ShowCard",
  title,
  card: { type: "AdaptiveCard", body, actions },
});

const input = (id: Field, label: string, maxLength: number, isMultiline: boolean): TextInput => ({
  type: "Input.Text",
  id,
  label,
  isMultiline,
  maxLength,
});

const choices = (id: Field, label: string, all: ChoiceSet["choices"], value: string): ChoiceSet => ({
  type: "Input.ChoiceSet",
  id,
  label,
  spacing: "Medium",
  style: "compact",
  wrap: true,
  value,
  choices: all,
});

const choice = (text: string, value: string) => ({ title: cut(oneLine(text), rowLength / 2) || value, value });

function press(title: string, doing: Doing): Action {
  const shown = { title, data: { stepwise: "desk", do: doing } };
  return { type: "Action.Execute", verb: deskVerb, ...shown, fallback: { type: "Action.Submit", ...shown } };
}

const begun = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const oneLine = (text: string): string => visible(text).replaceAll(/\s+/g, " ").trim();
