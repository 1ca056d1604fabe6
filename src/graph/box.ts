import { type Content, contentOf, type Paragraph } from "./content.ts";
import type { GraphNode } from "./graph.ts";
import { type Font, shortened, widthOf, wrapped } from "./letters.ts";

/** A node before it has a place: its lines of text and the room they take, in pixels. */
export interface Box extends Pick<Content, "shape" | "dashed" | "flow"> {
  readonly id: string;
  readonly width: number;
  readonly height: number;
  readonly lines: readonly Line[];
  /** The whole text, for the tooltip. */
  readonly title: string;
}

export interface Line {
  readonly text: string;
  readonly role: Exclude<Role, "label">;
  /** Which end of the text `x` is. */
  readonly anchor: "start" | "end";
  /** From the left of the box. */
  readonly x: number;
  /** The baseline, from the top of the box. */
  readonly y: number;
}

type Role = Paragraph["role"] | "kind" | "id" | "label";

export const fonts: Readonly<Record<Role, Font>> = {
  kind: { size: 11, bold: true },
  id: { size: 11, bold: false },
  title: { size: 16, bold: true },
  when: { size: 12, bold: false },
  text: { size: 13, bold: false },
  question: { size: 13, bold: true },
  note: { size: 12, bold: false },
  /** Words at a line. */
  label: { size: 12, bold: false },
};

const padding = 18;
const above = 12;
const below = 12;
const lineHeight = 1.32;
const paragraphGap = 5;
/** Of the room beside the padding: where Arial and its kin are missing, the stand-in may be wider by a sixth. */
const filling = 0.87;
const endWidth = 196;
const stepWidth = 316;
const startWidth = 400;

export function boxOf(node: GraphNode): Box {
  const { shape, dashed, flow, head, step, paragraphs } = contentOf(node);
  const width =
    node.kind === "end" ? endWidth : node.kind === "start" || node.kind === "needs" ? startWidth : stepWidth;
  const room = (width - 2 * padding) * filling;
  const lines: Line[] = [];
  let y = above;
  const put = (role: Line["role"], text: string) => {
    const { size } = fonts[role];
    lines.push({ text, role, anchor: "start", x: padding, y: Math.round(y + size) });
    y += size * lineHeight;
  };
  const baseline = Math.round(y + fonts.kind.size);
  put("kind", head);
  if (step !== null) {
    // Beside the head if there is room, else on a line of its own.
    if (widthOf(head, fonts.kind) + widthOf(step, fonts.id) < room)
      lines.push({ text: step, role: "id", anchor: "end", x: width - padding, y: baseline });
    else for (const line of wrapped(step, room, fonts.id)) put("id", line);
  }
  for (const { role, text, limit } of paragraphs) {
    y += paragraphGap;
    for (const line of wrapped(shortened(text, limit), room, fonts[role])) put(role, line);
  }
  const title = [step === null ? head : `${head}: ${step}`, ...paragraphs.map(({ text }) => text)].join("\n");
  return { id: node.id, shape, dashed, flow, width, height: Math.ceil(y + below), lines, title };
}
