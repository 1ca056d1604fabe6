import { pageColours } from "./colours.ts";
import type { Picture } from "./picture.ts";
import { escaped, type LinkTo, svgOf } from "./svg.ts";

/** One page with all pictures and a table of contents; it loads nothing. */
export function pageOf(pictures: readonly Picture[], title: string): string {
  const graphs = pictures.map(({ graph }) => graph);
  const linkTo: LinkTo = (flow) => (graphs.some((graph) => graph.flow === flow) ? `#${flow}` : null);
  const sections = pictures.map(
    (picture) =>
      `<section id="${escaped(picture.graph.flow)}">\n<h2>${escaped(picture.graph.title)}</h2>\n${svgOf(picture, linkTo)}\n</section>`,
  );
  const entries = graphs.map(
    ({ flow, title: name }) =>
      `<li><a href="#${escaped(flow)}">${escaped(name)}</a> <small>${escaped(flow)}</small></li>`,
  );
  return [
    "<!doctype html>",
    '<html lang="en">',
    "<head>",
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width">',
    `<title>${escaped(title)}: flows</title>`,
    `<style>${rules}</style>`,
    "</head>",
    "<body>",
    `<h1>${escaped(title)}: flows</h1>`,
    `<nav><ul>\n${entries.join("\n")}\n</ul></nav>`,
    ...sections,
    "</body>",
    "</html>",
    "",
  ].join("\n");
}

const schemeRules = ({ page, ink, dim, link }: (typeof pageColours)["light"]): string =>
  `body{background:${page};color:${ink}}small{color:${dim}}nav a{color:${link}}`;

const rules = [
  ":root{color-scheme:light dark}",
  "body{margin:32px;font:16px/1.5 Arial,Helvetica,'Liberation Sans',sans-serif}",
  "h1{font-size:26px}h2{font-size:20px}nav ul{columns:3 280px;padding-left:20px}section{margin-top:56px}",
  "section>svg{max-width:100%;height:auto}",
  schemeRules(pageColours.light),
  `@media screen and (prefers-color-scheme:dark){${schemeRules(pageColours.dark)}}`,
  "@media print{section{break-before:page}}",
].join("");
