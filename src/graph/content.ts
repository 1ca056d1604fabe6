import { type End, type GraphNode, isOptional, type StepNode } from "./graph.ts";

/** What stands in a node, however it is drawn. */
export interface Content {
  readonly shape: Shape;
  /** May be passed over. */
  readonly dashed: boolean;
  /** What kind of node it is: "Do". */
  readonly head: string;
  /** Id of the step; null for what is none. */
  readonly step: string | null;
  readonly paragraphs: readonly Paragraph[];
  /** The flow it leads to; null for none. */
  readonly flow: string | null;
}

export type Shape = Exclude<GraphNode["kind"], "end"> | End["kind"];

export interface Paragraph {
  readonly role: "title" | "when" | "text" | "question" | "note";
  readonly text: string;
  /** Letters a picture has room for: it shows the way, and every word is in its tooltip. */
  readonly limit: number;
}

const textLimit = 200;

export function contentOf(node: GraphNode): Content {
  const plain = { dashed: false, step: null, flow: null };
  switch (node.kind) {
    case "start":
      return {
        ...plain,
        shape: "start",
        head: "Start",
        paragraphs: [
          ...paragraph("title", node.title),
          ...paragraph("text", listed("when they say: ", node.intents)),
          ...paragraph("note", listed("also from: ", node.from)),
        ],
      };
    case "needs":
      return {
        ...plain,
        shape: "needs",
        head: "Asks what is not known yet",
        paragraphs: node.asks.flatMap(({ name, question, when }) => [
          ...paragraph("question", name),
          ...paragraph("text", question, textLimit),
          ...paragraph("when", when),
        ]),
      };
    case "end":
      return {
        ...plain,
        shape: node.end.kind,
        head: node.otherwise ? "All steps used up" : endHeads[node.end.kind],
        paragraphs: [...paragraph("question", node.otherwise ? endHeads[node.end.kind] : null), ...endWords(node.end)],
        flow: node.end.kind === "flow" ? node.end.flow.id : null,
      };
    case "do":
    case "ask":
    case "consent":
    case "say":
    case "call":
    case "go":
      return {
        shape: node.kind,
        dashed: isOptional(node),
        head: stepHeads[node.kind],
        step: node.step,
        paragraphs: stepWords(node),
        flow: node.calls?.id ?? null,
      };
  }
}

const stepHeads: Readonly<Record<StepNode["kind"], string>> = {
  do: "Do",
  ask: "Ask",
  consent: "Consent",
  say: "Say",
  call: "Run another flow, then come back",
  go: "Go",
};

const endHeads: Readonly<Record<End["kind"], string>> = {
  resolved: "Resolved",
  answered: "Answered",
  return: "Back to the flow that called",
  person: "To a person",
  flow: "Go on with",
};

function stepWords({ when, text, question, calls, timer, loses, skippedIfTried }: StepNode): readonly Paragraph[] {
  const seconds = timer === null ? null : `${timer.kind === "hold" ? "Hold" : "Wait"}: ${timer.seconds} seconds`;
  return [
    ...paragraph("when", when),
    ...paragraph("text", text, textLimit),
    ...paragraph("question", question, textLimit),
    ...paragraph("question", calls?.title ?? null),
    ...paragraph("note", seconds),
    ...paragraph("note", listed("Lost: ", loses)),
    ...paragraph("when", skippedIfTried === null ? null : `passed over if ${skippedIfTried} was tried`),
  ];
}

function endWords(end: End): readonly Paragraph[] {
  switch (end.kind) {
    case "resolved":
    case "answered":
    case "return":
      return [];
    case "person":
      return [...paragraph("text", `queue ${end.queue}`), ...paragraph("text", end.reason.replaceAll("_", " "))];
    case "flow":
      return paragraph("text", end.flow.title);
  }
}

const paragraph = (
  role: Paragraph["role"],
  text: string | null,
  limit = Number.POSITIVE_INFINITY,
): readonly Paragraph[] => (text === null ? [] : [{ role, text, limit }]);

const listed = (before: string, items: readonly string[]): string | null =>
  items.length === 0 ? null : `${before}${items.join("; ")}`;
