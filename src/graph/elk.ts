import type { ELK, ElkExtendedEdge, ElkNode, LayoutOptions } from "elkjs/lib/elk-api.js";

let loaded: Promise<ELK> | null = null;

/** Lays a graph out in layers; the places of nodes, labels and bends are in what comes back. The same graph, the same places. */
export async function layered(graph: ElkNode, options: LayoutOptions): Promise<ElkNode> {
  // Loaded only when something is drawn: it is larger than all the rest of the program.
  loaded ??= import("elkjs/lib/elk.bundled.js").then(({ default: elk }) => new elk.default());
  const elk = await loaded;
  return elk.layout({
    ...graph,
    layoutOptions: { "elk.algorithm": "layered", "elk.edgeRouting": "ORTHOGONAL", ...options },
  });
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The bends of a line from its first end to its last. */
export const pointsOf = ({ sections = [] }: ElkExtendedEdge): readonly Point[] =>
  sections.flatMap(({ startPoint, bendPoints = [], endPoint }) => [startPoint, ...bendPoints, endPoint]);
