import type { ElkLabel } from "elkjs/lib/elk-api.js";
import { fonts } from "./box.ts";
import type { Point } from "./elk.ts";
import { widthOf, wrapped } from "./letters.ts";

/** Words at a line, and the room they take in pixels. */
export interface Label {
  readonly lines: readonly string[];
  readonly width: number;
  readonly height: number;
}

export const labelLine = 15;
/** Left and right of the words, so that they touch no line. */
export const labelMargin = 5;
/** Where Arial and its kin are missing, the stand-in may be wider by a sixth. */
const reserve = 1.17;

/** Null where there is nothing to say. */
export function labelOf(text: string, width: number): Label | null {
  if (text === "") return null;
  const lines = wrapped(text, width, fonts.label);
  const widest = Math.max(...lines.map((line) => widthOf(line, fonts.label)));
  return { lines, width: Math.ceil(widest * reserve) + 2 * labelMargin, height: lines.length * labelLine };
}

/** As the layout wants it; it passes over labels without a text. */
export const labelShapes = (label: Label | null): ElkLabel[] =>
  label === null
    ? []
    : [
        {
          text: label.lines.join(" "),
          width: label.width,
          height: label.height,
          layoutOptions: { "elk.edgeLabels.placement": "CENTER" },
        },
      ];

export interface PlacedLabel extends Label, Point {}

export const placedLabel = (label: Label | null, shapes: readonly ElkLabel[] | undefined): PlacedLabel | null => {
  const shape = shapes?.[0];
  return label === null || shape === undefined ? null : { ...label, x: shape.x ?? 0, y: shape.y ?? 0 };
};
