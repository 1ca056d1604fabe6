import type { Box } from "./box.ts";
import type { Point } from "./elk.ts";
import type { Graph, GraphEdge } from "./graph.ts";
import type { PlacedLabel } from "./label.ts";

/** A graph with a place for everything, in pixels from the top left. */
export interface Picture {
  readonly graph: Graph;
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly (Box & Point)[];
  readonly lines: readonly PlacedLine[];
}

export interface PlacedLine {
  readonly edge: GraphEdge;
  /** From the step that leads to the one it leads to. */
  readonly points: readonly Point[];
  readonly label: PlacedLabel | null;
}
