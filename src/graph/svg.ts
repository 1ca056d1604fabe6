import { type Box, fonts } from "./box.ts";
import { colourRules } from "./colours.ts";
import type { Point } from "./elk.ts";
import { labelLine, labelMargin } from "./label.ts";
import type { Picture, PlacedLine } from "./picture.ts";
import { innerLines, outline, rounding, route } from "./shapes.ts";

/** Where a click on another flow leads; null: nowhere. */
export type LinkTo = (flow: string) => string | null;

const legend =
  "Dashed: may be passed over.  Orange: done again, as often as the limits allow; then on with the next step.";
const legendWidth = 720;
const legendHeight = 30;

/** The picture of a flow as an SVG document that needs nothing else. */
export function svgOf(picture: Picture, linkTo: LinkTo = () => null): string {
  const { graph, boxes, lines } = picture;
  const width = Math.ceil(Math.max(picture.width, legendWidth));
  const height = Math.ceil(picture.height + legendHeight);
  // Ids are shared by all pictures of a page.
  const head = (kind: string) => `${graph.flow}-${kind}`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="chart" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<title>${escaped(graph.title)}</title>`,
    `<style>${rules}</style>`,
    `<defs>${["plain", "retry"].map((kind) => arrowHead(head(kind), kind)).join("")}</defs>`,
    `<rect class="page" width="${width}" height="${height}"/>`,
    ...lines.map((line) => lineShape(line, head)),
    ...boxes.map((box) => boxShape(box, linkTo)),
    ...lines.map(labelShape),
    `<g class="legend"><text x="24" y="${height - 16}">${legend}</text></g>`,
    "</svg>",
  ]
    .filter((part) => part !== "")
    .join("\n");
}

const rules = [
  ".chart{font-family:Arial,Helvetica,'Liberation Sans',sans-serif}",
  ...Object.entries(fonts).map(
    ([role, { size, bold }]) => `.${role}{font-size:${size}px;font-weight:${bold ? "bold" : "normal"}}`,
  ),
  ".chart .end{text-anchor:end}.chart text{stroke:none}.legend text{font-size:12px}",
  ".chart path{stroke-width:1.5}.dashed .outline{stroke-dasharray:6 4}.chart .inner{fill:none}",
  ".chart .line,.chart .halo{fill:none}.chart .halo{stroke-width:6}.pass{stroke-dasharray:6 4}",
  // A halo keeps words readable where a line passes.
  ".chart .label{stroke-width:4px;stroke-linejoin:round;paint-order:stroke}",
  ".chart a{cursor:pointer}.chart a:hover .outline{stroke-width:3}",
  colourRules,
].join("");

const arrowHead = (id: string, kind: string): string =>
  `<marker id="${id}" viewBox="0 0 8 8" refX="7.5" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto"><polygon class="head ${kind}" points="0,0 8,4 0,8"/></marker>`;

function lineShape({ edge, points }: PlacedLine, head: (kind: string) => string): string {
  const d = route(points);
  const end = head(edge.kind === "retry" ? "retry" : "plain");
  // Where two lines cross, the halo of the upper one shows which goes on.
  return `<path class="halo" d="${d}"/><path class="line ${edge.kind}" data-edge="${escaped(edge.id)}" d="${d}" marker-end="url(#${end})"/>`;
}

function boxShape(box: Box & Point, linkTo: LinkTo): string {
  const { id, shape, dashed, width, height, lines, title, flow } = box;
  const inner = innerLines(shape, width, height);
  const href = flow === null ? null : linkTo(flow);
  const drawn = [
    `<g class="${shape}${dashed ? " dashed" : ""}" data-node="${escaped(id)}" transform="translate(${rounding(box.x)} ${rounding(box.y)})">`,
    `<title>${escaped(title)}</title>`,
    `<path class="outline" d="${outline(shape, width, height)}"/>`,
    inner === "" ? "" : `<path class="inner" d="${inner}"/>`,
    ...lines.map(
      ({ text, role, anchor, x, y }) =>
        `<text class="${role} ${anchor}" x="${rounding(x)}" y="${rounding(y)}">${escaped(text)}</text>`,
    ),
    "</g>",
  ].join("");
  return href === null ? drawn : `<a href="${escaped(href)}">${drawn}</a>`;
}

function labelShape({ edge, label }: PlacedLine): string {
  if (label === null) return "";
  const x = rounding(label.x + labelMargin);
  const lines = label.lines.map(
    (line, index) =>
      `<text class="label" x="${x}" y="${rounding(label.y + fonts.label.size + index * labelLine)}">${escaped(line)}</text>`,
  );
  return `<g data-label="${escaped(edge.id)}">${lines.join("")}</g>`;
}

/** XML 1.0 has no way to write most control characters at all. */
export const escaped = (text: string): string =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
