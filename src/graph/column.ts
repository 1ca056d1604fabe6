import type { Graph, GraphEdge } from "./graph.ts";
import { type Label, labelOf } from "./label.ts";
import type { Row } from "./rows.ts";

/**
 * A line between two rows. `spine`: down the middle, from a row to the next. `jump`: to any other, round the left side.
 * `guard`: never drawn, see `guards`.
 */
export interface Track {
  readonly kind: "spine" | "jump" | "guard";
  readonly id: string;
  /** Indexes of rows, the upper one first: the layout works downwards, and lines back are turned round again later. */
  readonly upper: number;
  readonly lower: number;
  /** What is drawn; null for a track that only keeps the rows in order. */
  readonly edge: GraphEdge | null;
  readonly label: Label | null;
}

/** Beside the spine, so that a line from the left to the right of it crosses three and the layout finds a way round. */
const guards = 2;
const labelWidths = { spine: 200, jump: 120 };

/** Left of every row, in pixels: there stand the words of the jumps, and the lines pass left of it. */
export const jumpRoom = (tracks: readonly Track[]): number => (tracks.some(({ kind }) => kind === "jump") ? 160 : 0);

/** `rows`: the ids of the nodes that begin them, from top to bottom. */
export function tracksOf(graph: Graph, rows: readonly string[]): readonly Track[] {
  const indexOf = new Map(rows.map((id, index) => [id, index]));
  const between = graph.edges.flatMap((edge) => {
    const from = indexOf.get(edge.from);
    const to = indexOf.get(edge.to);
    return from === undefined || to === undefined ? [] : [{ edge, from, to }];
  });
  const isSpine = ({ edge, from, to }: (typeof between)[number]) => to === from + 1 && edge.kind !== "retry";
  const spine = rows.slice(1).flatMap((_, upper): readonly Track[] => {
    const track = { upper, lower: upper + 1 };
    const edge = between.find((one) => isSpine(one) && one.from === upper)?.edge ?? null;
    return [
      { kind: "spine", id: `spine ${upper}`, ...track, edge, label: labelOf(edge?.label ?? "", labelWidths.spine) },
      ...Array.from(
        { length: guards },
        (_guard, nth): Track => ({ kind: "guard", id: `guard ${upper} ${nth}`, ...track, edge: null, label: null }),
      ),
    ];
  });
  const jumps = between
    .filter((one) => !isSpine(one))
    .map(
      ({ edge, from, to }): Track => ({
        kind: "jump",
        id: edge.id,
        upper: Math.min(from, to),
        lower: Math.max(from, to),
        edge,
        label: labelOf(`${edge.label} → ${stepName(edge.to)}`.trim(), labelWidths.jump),
      }),
    );
  return [...spine, ...jumps];
}

/** A long line is hard to follow on paper: it says at its beginning where it goes. */
const stepName = (node: string): string => node.slice(node.indexOf(":") + 1);

/** One end of a track at a row. */
export interface Port {
  readonly id: string;
  readonly side: "NORTH" | "SOUTH" | "WEST";
  readonly x: number;
  readonly y: number;
}

type End = "upper" | "lower";

export const portId = (track: Track, end: End): string => `${track.id} ${end}`;

/** True for a line that leads upwards or to the row it comes from. */
export const isBack = ({ edge, upper }: Track, rows: readonly string[]): boolean =>
  edge !== null && edge.to === rows[upper];

/** Between two lines at the left side, and from the corners, in pixels. */
const portGap = 14;

interface Slot {
  readonly track: Track;
  readonly end: End;
  /** Pixels from this line to the next. */
  readonly room: number;
}

/**
 * The lines at the left side of a row, from top to bottom, in the order in which they do not cross: those that go up,
 * nearest first, then those to the row itself, then those that go down, farthest first.
 */
function slotsOf(index: number, tracks: readonly Track[], rows: readonly string[]): readonly Slot[] {
  const ends = tracks
    .filter(({ kind }) => kind === "jump")
    .flatMap((track, nth) => [
      ...(track.upper === index ? [{ track, nth, end: "upper" as const, span: track.lower - index }] : []),
      ...(track.lower === index ? [{ track, nth, end: "lower" as const, span: track.upper - index }] : []),
    ])
    .sort((a, b) => Math.sign(a.span) - Math.sign(b.span) || Math.abs(a.span) - Math.abs(b.span) || a.nth - b.nth);
  const ordered = [...ends.filter(({ span }) => span <= 0), ...ends.filter(({ span }) => span > 0).reverse()];
  return ordered.map(({ track, end }) => {
    // The words stand below the line where it leaves.
    const leaves = end === (isBack(track, rows) ? "lower" : "upper");
    return { track, end, room: leaves ? Math.max(portGap, (track.label?.height ?? 0) + 8) : portGap };
  });
}

/** The height a row needs for the lines at its left side. */
export function leastHeight(index: number, tracks: readonly Track[], rows: readonly string[]): number {
  return slotsOf(index, tracks, rows).reduce((sum, { room }) => sum + room, 2 * portGap);
}

/** Where the tracks meet a row; jumps do so left of the room for their words. */
export function portsOf(index: number, row: Row, tracks: readonly Track[], rows: readonly string[]): readonly Port[] {
  const spine = jumpRoom(tracks) + row.nodeWidth / 2;
  const middle = tracks
    .filter(({ kind }) => kind !== "jump")
    .flatMap((track, nth): readonly Port[] => {
      // The guards stand left of the spine, the labels right of it.
      const x = spine - (track.kind === "guard" ? 24 + (nth % 2) : 0);
      return [
        ...(track.upper === index ? [{ id: portId(track, "upper"), side: "SOUTH", x, y: row.height } as const] : []),
        ...(track.lower === index ? [{ id: portId(track, "lower"), side: "NORTH", x, y: 0 } as const] : []),
      ];
    });
  const stretch = row.height / leastHeight(index, tracks, rows);
  let y = portGap;
  const left: Port[] = [];
  for (const { track, end, room } of slotsOf(index, tracks, rows)) {
    left.push({ id: portId(track, end), side: "WEST", x: 0, y: y * stretch });
    y += room;
  }
  return [...middle, ...left];
}
