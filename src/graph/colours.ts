import type { Shape } from "./content.ts";

/** Fill and line of each shape; the line is also the colour of its heading, and readable on the fill. */
type Palette = Readonly<Record<Shape, readonly [fill: string, line: string]>> & {
  readonly page: string;
  readonly ink: string;
  readonly dim: string;
  readonly when: string;
  readonly line: string;
  readonly retry: string;
};

const light: Palette = {
  page: "#ffffff",
  ink: "#18201d",
  dim: "#5a6661",
  when: "#8a4b00",
  line: "#66736d",
  retry: "#b4530a",
  start: ["#18201d", "#18201d"],
  needs: ["#f3ecfb", "#6b3fa0"],
  ask: ["#f3ecfb", "#6b3fa0"],
  do: ["#e9eefc", "#3d53b0"],
  consent: ["#fdeceb", "#b3261e"],
  say: ["#f2f5f4", "#55625c"],
  call: ["#e1f2f6", "#0b6477"],
  go: ["#f2f5f4", "#55625c"],
  resolved: ["#d9f2e6", "#0f6b45"],
  answered: ["#eef7e4", "#47691a"],
  person: ["#fff1d9", "#8a4b00"],
  flow: ["#e1f2f6", "#0b6477"],
  return: ["#e1f2f6", "#0b6477"],
};

const dark: Palette = {
  page: "#151a18",
  ink: "#e6ecea",
  dim: "#9aa7a2",
  when: "#ffc46b",
  line: "#8b9892",
  retry: "#ff9d57",
  start: ["#e6ecea", "#e6ecea"],
  needs: ["#2a2140", "#cdb4f7"],
  ask: ["#2a2140", "#cdb4f7"],
  do: ["#1e2747", "#a9b9ff"],
  consent: ["#3e1c1a", "#ff9b92"],
  say: ["#222927", "#aab6b1"],
  call: ["#11323a", "#7fd0e2"],
  go: ["#222927", "#aab6b1"],
  resolved: ["#12392a", "#72d6a6"],
  answered: ["#26331a", "#b5d987"],
  person: ["#38290f", "#ffc46b"],
  flow: ["#11323a", "#7fd0e2"],
  return: ["#11323a", "#7fd0e2"],
};

const shapes = Object.keys(light).filter((key): key is Shape => Array.isArray(light[key as keyof Palette]));

/** For charts that are drawn elsewhere, as Mermaid is. */
export const lightColours = shapes.map((shape) => ({
  shape,
  fill: light[shape][0],
  line: light[shape][1],
  ink: shape === "start" ? light.page : light.ink,
}));

/** Rules for the classes that `svg.ts` gives. */
const rulesOf = (palette: Palette): string =>
  [
    `.page{fill:${palette.page}}`,
    `text{fill:${palette.ink}}`,
    `.id,.legend text{fill:${palette.dim}}`,
    `.when{fill:${palette.when}}`,
    ...shapes.flatMap((shape) => [
      `.${shape} path{fill:${palette[shape][0]};stroke:${palette[shape][1]}}`,
      `.${shape} .kind{fill:${palette[shape][1]}}`,
    ]),
    `.start text,.start .kind{fill:${palette.page}}`,
    `.line{stroke:${palette.line}}.line.retry{stroke:${palette.retry}}`,
    `.head{fill:${palette.line}}.head.retry{fill:${palette.retry}}`,
    `.halo,.label{stroke:${palette.page}}`,
  ].join("");

/** Light unless the reader's system is dark; paper is always light. */
export const colourRules = `${rulesOf(light)}@media screen and (prefers-color-scheme:dark){${rulesOf(dark)}}`;

/** Page and ink of both schemes, for the page around the pictures. */
export const pageColours = {
  light: { page: light.page, ink: light.ink, dim: light.dim, link: light.flow[1] },
  dark: { page: dark.page, ink: dark.ink, dim: dark.dim, link: dark.flow[1] },
};
