import { type Box, boxOf } from "./box.ts";
import { layered, type Point, pointsOf } from "./elk.ts";
import type { Graph, GraphNode } from "./graph.ts";
import { labelOf, labelShapes, placedLabel } from "./label.ts";
import type { PlacedLine } from "./picture.ts";

/** A node of the column and, to its right, the ends it leads to. Places count from the top left of the row. */
export interface Row {
  readonly id: string;
  readonly width: number;
  readonly height: number;
  /** Width of the node itself; it stands at the left and is as high as the row. */
  readonly nodeWidth: number;
  readonly boxes: readonly (Box & Point)[];
  readonly lines: readonly PlacedLine[];
}

const endGap = 12;
const labelWidth = 120;
/** Between a step and its ends, the same for all rows, so that the ends stand in a column. */
const gap = { line: 20, label: 152 };

/** The nodes that begin a row, in reading order; one row below the other makes the picture. */
export const leadersOf = (graph: Graph): readonly GraphNode[] => graph.nodes.filter((node) => !isBeside(node));

/** Ends stand beside the step that leads to them; only the one of the used-up steps comes below the last step. */
const isBeside = (node: GraphNode): boolean => node.kind === "end" && !node.otherwise;

/** `least`: the height it needs for the lines that arrive at its left. */
export async function rowOf(node: GraphNode, graph: Graph, least: number): Promise<Row> {
  const edges = graph.edges.filter(
    ({ from, to }) => from === node.id && graph.nodes.some((one) => one.id === to && isBeside(one)),
  );
  const ends = graph.nodes.filter(({ id }) => edges.some(({ to }) => to === id)).map(boxOf);
  const own = boxOf(node);
  const stack = ends.reduce((sum, { height }) => sum + height + endGap, -endGap);
  const boxes = [{ ...own, height: Math.max(own.height, stack, least) }, ...ends];
  const labels = new Map(edges.map(({ id, label }) => [id, labelOf(label, labelWidth)]));
  const placed = await layered(
    {
      id: node.id,
      children: boxes.map(({ id, width, height }) => ({ id, width, height })),
      edges: edges.map(({ id, from, to }) => ({
        id,
        sources: [from],
        targets: [to],
        labels: labelShapes(labels.get(id) ?? null).map((shape) => ({ ...shape, width: gap.label })),
      })),
    },
    {
      "elk.direction": "RIGHT",
      "elk.padding": "[top=0,left=0,bottom=0,right=0]",
      "elk.spacing.nodeNode": String(endGap),
      "elk.spacing.edgeLabel": "2",
      "elk.layered.spacing.nodeNodeBetweenLayers": String(
        edges.some(({ label }) => label !== "") ? gap.line : 2 * gap.line + gap.label,
      ),
      "elk.layered.considerModelOrder.strategy": "NODES_AND_EDGES",
    },
  );
  const height = placed.height ?? 0;
  return {
    id: node.id,
    width: placed.width ?? 0,
    height,
    nodeWidth: own.width,
    boxes: boxes.map((box, index) => {
      const { x = 0, y = 0 } = placed.children?.[index] ?? {};
      return index === 0 ? { ...box, x, y: 0, height } : { ...box, x, y };
    }),
    lines: edges.map((edge, index) => {
      const line = placed.edges?.[index];
      return {
        edge,
        points: line === undefined ? [] : pointsOf(line),
        label: placedLabel(labels.get(edge.id) ?? null, line?.labels),
      };
    }),
  };
}
