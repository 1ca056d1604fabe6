import { isBack, jumpRoom, leastHeight, type Port, portId, portsOf, type Track, tracksOf } from "./column.ts";
import { layered, type Point, pointsOf } from "./elk.ts";
import type { Graph, GraphEdge } from "./graph.ts";
import { labelShapes, placedLabel } from "./label.ts";
import type { Picture, PlacedLine } from "./picture.ts";
import { leadersOf, rowOf } from "./rows.ts";

/**
 * Steps one below the other in the order written, joined by a straight line; ends at the right of their step; whatever
 * jumps or comes back at the left. Both directions are laid out by ELK: first each row by itself, then the column of rows.
 */
export async function layoutOf(graph: Graph): Promise<Picture> {
  const leaders = leadersOf(graph);
  const order = leaders.map(({ id }) => id);
  const tracks = tracksOf(graph, order);
  const rows = await Promise.all(leaders.map((node, index) => rowOf(node, graph, leastHeight(index, tracks, order))));
  const room = jumpRoom(tracks);
  const column = await layered(
    {
      id: graph.flow,
      children: rows.map((row, index) => ({
        id: row.id,
        width: room + row.width,
        height: row.height,
        ports: portsOf(index, row, tracks, order).map(portShape),
        layoutOptions: { "elk.portConstraints": "FIXED_POS" },
      })),
      edges: tracks.map((track) => ({
        id: track.id,
        sources: [portId(track, "upper")],
        targets: [portId(track, "lower")],
        labels: labelShapes(track.kind === "jump" ? null : track.label),
        layoutOptions: { "elk.layered.priority.straightness": track.kind === "spine" ? "100" : "0" },
      })),
    },
    columnOptions,
  );
  const places = (column.children ?? []).map(({ x = 0, y = 0 }): Point => ({ x: x + room, y }));
  return {
    graph,
    width: column.width ?? 0,
    height: column.height ?? 0,
    boxes: rows.flatMap(({ boxes }, index) => boxes.map((box) => ({ ...box, ...moved(box, places[index]) }))),
    lines: [
      ...rows.flatMap(({ lines }, index) => lines.map((line) => movedLine(line, places[index]))),
      ...tracks.flatMap((track, index): readonly PlacedLine[] => {
        const line = column.edges?.[index];
        if (track.edge === null || line === undefined) return [];
        if (track.kind === "jump") return [jumpLine(track, track.edge, pointsOf(line), places, order)];
        return [{ edge: track.edge, points: pointsOf(line), label: placedLabel(track.label, line.labels) }];
      }),
    ],
  };
}

/** From step to step, past the room left of them; its words stand below the line where it leaves. */
function jumpLine(
  track: Track,
  edge: GraphEdge,
  points: readonly Point[],
  places: readonly Point[],
  order: readonly string[],
): PlacedLine {
  const ends = [places[track.upper], places[track.lower]];
  const whole = points.map((point, index) => {
    const end = index === 0 ? ends[0] : index === points.length - 1 ? ends[1] : undefined;
    return { ...point, x: end?.x ?? point.x };
  });
  const drawn = isBack(track, order) ? whole.toReversed() : whole;
  const { x, y } = drawn[0] ?? origin;
  return {
    edge,
    points: drawn,
    label: track.label === null ? null : { ...track.label, x: x - track.label.width - 6, y: y + 3 },
  };
}

const columnOptions = {
  "elk.direction": "DOWN",
  "elk.padding": "[top=24,left=24,bottom=24,right=24]",
  "elk.spacing.nodeNode": "28",
  "elk.spacing.edgeNode": "18",
  "elk.spacing.edgeEdge": "12",
  "elk.spacing.edgeLabel": "4",
  "elk.layered.spacing.nodeNodeBetweenLayers": "20",
  "elk.layered.spacing.edgeNodeBetweenLayers": "9",
  "elk.layered.spacing.edgeEdgeBetweenLayers": "5",
  "elk.layered.edgeLabels.sideSelection": "ALWAYS_UP",
  // The only placement that keeps the column straight beside many jumps.
  "elk.layered.nodePlacement.strategy": "NETWORK_SIMPLEX",
  // Jumps stay left of the column.
  "elk.layered.considerModelOrder.strategy": "NODES_AND_EDGES",
  "elk.layered.considerModelOrder.longEdgeStrategy": "DUMMY_NODE_OVER",
};

const portShape = ({ id, side, x, y }: Port) => ({
  id,
  x,
  y,
  width: 0,
  height: 0,
  layoutOptions: { "elk.port.side": side },
});

const origin: Point = { x: 0, y: 0 };

const moved = ({ x, y }: Point, by: Point = origin): Point => ({ x: x + by.x, y: y + by.y });

const movedLine = (line: PlacedLine, by: Point = origin): PlacedLine => ({
  ...line,
  points: line.points.map((point) => moved(point, by)),
  label: line.label === null ? null : { ...line.label, ...moved(line.label, by) },
});
