import type { Shape } from "./content.ts";
import type { Point } from "./elk.ts";

/** How deep corners are cut and points stick out, in pixels; texts keep clear of it. */
const cut = 12;

/** The outline of a box as an SVG path. Every shape fills its box at the middle of all four sides, where lines arrive. */
export function outline(shape: Shape, width: number, height: number): string {
  switch (shape) {
    case "start":
    case "resolved":
      return rounded(width, height, Math.min(height / 2, 24));
    case "needs":
    case "ask":
      return rounded(width, height, 18);
    case "do":
    case "call":
    case "flow":
      return rounded(width, height, 3);
    case "say":
    case "answered":
      return rounded(width, height, 9);
    case "consent":
    case "person":
      return `M${cut} 0H${width - cut}L${width} ${cut}V${height - cut}L${width - cut} ${height}H${cut}L0 ${height - cut}V${cut}Z`;
    case "go":
      return `M0 0H${width - cut}L${width} ${height / 2}L${width - cut} ${height}H0Z`;
    case "return":
      return `M${cut} 0H${width}V${height}H${cut}L0 ${height / 2}Z`;
  }
}

/** Lines inside a shape that tell it from others of the same outline; "" for none. */
export function innerLines(shape: Shape, width: number, height: number): string {
  const bar = 6;
  return shape === "call" || shape === "flow" ? `M${bar} 0V${height}M${width - bar} 0V${height}` : "";
}

function rounded(width: number, height: number, r: number): string {
  const arc = (x: number, y: number) => `a${r} ${r} 0 0 1 ${x} ${y}`;
  return `M${r} 0H${width - r}${arc(r, r)}V${height - r}${arc(-r, r)}H${r}${arc(-r, -r)}V${r}${arc(r, -r)}Z`;
}

const bend = 7;

/** A line through the points, its corners rounded. */
export function route(points: readonly Point[]): string {
  return points
    .map((point, index) => {
      const before = points[index - 1];
      const after = points[index + 1];
      if (before === undefined) return `M${at(point)}`;
      if (after === undefined) return `L${at(point)}`;
      return `L${at(towards(point, before))}Q${at(point)} ${at(towards(point, after))}`;
    })
    .join("");
}

/** A little way from one point to another, at most half of it. */
function towards(from: Point, to: Point): Point {
  const distance = Math.hypot(to.x - from.x, to.y - from.y);
  const share = distance === 0 ? 0 : Math.min(bend / distance, 0.5);
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}

const at = ({ x, y }: Point): string => `${rounding(x)} ${rounding(y)}`;

/** A tenth of a pixel is enough, and keeps the files small. */
export const rounding = (pixels: number): number => Math.round(pixels * 10) / 10;
