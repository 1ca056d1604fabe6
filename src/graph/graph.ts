import type { Step } from "../dialog/flow.ts";

/** A flow as a picture has it: all texts in words, nothing to look up any more, plain data. */
export interface Graph {
  readonly flow: string;
  readonly title: string;
  /** In reading order: start, needs, then every step followed by the ends it leads to. */
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

export type GraphNode = StartNode | NeedsNode | StepNode | EndNode;

export interface StartNode {
  readonly kind: "start";
  readonly id: string;
  readonly title: string;
  /** Titles of the intents that start the flow. */
  readonly intents: readonly string[];
  /** Titles of the flows that lead here. */
  readonly from: readonly string[];
}

/** Questions asked in this order, each only if its slot is unknown. */
export interface NeedsNode {
  readonly kind: "needs";
  readonly id: string;
  readonly asks: readonly { readonly name: string; readonly question: string; readonly when: string | null }[];
}

export interface StepNode {
  readonly kind: Step["kind"];
  readonly id: string;
  /** The id of the step in its flow. */
  readonly step: string;
  /** "only if light is red". */
  readonly when: string | null;
  /** The action whose earlier trial passes the step over: "charging them". */
  readonly skippedIfTried: string | null;
  readonly text: string | null;
  readonly question: string | null;
  /** What is lost, by its name. */
  readonly loses: readonly string[];
  readonly timer: { readonly kind: "hold" | "wait"; readonly seconds: string } | null;
  /** For `call`: the flow that is run. */
  readonly calls: FlowName | null;
}

export interface EndNode {
  readonly kind: "end";
  readonly id: string;
  readonly end: End;
  /** Where the flow leads when its steps are used up. */
  readonly otherwise: boolean;
}

export type End =
  | { readonly kind: "resolved" | "answered" | "return" }
  | { readonly kind: "person"; readonly queue: string; readonly reason: string }
  | { readonly kind: "flow"; readonly flow: FlowName };

export interface FlowName {
  readonly id: string;
  readonly title: string;
}

export interface GraphEdge {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** `retry`: back, as often as the limits allow. `pass`: the step does not apply, or was repeated enough. */
  readonly kind: "next" | "retry" | "pass";
  /** The answers that lead this way; none where nothing is asked. */
  readonly answers: readonly { readonly id: string; readonly label: string }[];
  /** What stands at the line: the answers joined, or why the step is passed. "" for none. */
  readonly label: string;
}

/** True where the step may be passed over: its condition fails, or its action was tried before. */
export const isOptional = (node: StepNode): boolean => node.when !== null || node.skippedIfTried !== null;
