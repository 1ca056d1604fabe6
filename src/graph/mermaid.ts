import { lightColours } from "./colours.ts";
import { type Content, contentOf, type Shape } from "./content.ts";
import type { Graph, GraphEdge } from "./graph.ts";
import { shortened } from "./letters.ts";

/** A flow as a Mermaid flowchart, for wherever Markdown shows those; the layout is Mermaid's. */
export function mermaidOf(graph: Graph): string {
  // Ids of the pack may be words of Mermaid's own ("end", "click"), so nodes are counted.
  const nodes = graph.nodes.map((node, index) => ({ id: node.id, name: `n${index}`, content: contentOf(node) }));
  const names = new Map(nodes.map(({ id, name }) => [id, name]));
  const classes = [
    ...lightColours.map(({ shape, fill, line, ink }) => ({
      name: `${shape}Box`,
      style: `fill:${fill},stroke:${line},color:${ink}`,
      members: nodes.filter(({ content }) => content.shape === shape),
    })),
    {
      name: "dashed",
      style: "stroke-dasharray:6 4",
      members: nodes.filter(({ content }) => content.dashed),
    },
  ].filter(({ members }) => members.length > 0);
  return [
    '%%{init: {"flowchart": {"wrappingWidth": 300}}}%%',
    "flowchart TD",
    ...nodes.map(({ name, content }) => `  ${name}${around[content.shape].join(words(content))}`),
    ...graph.edges.map((edge) => `  ${names.get(edge.from)} ${arrow(edge)} ${names.get(edge.to)}`),
    ...classes.flatMap(({ name, style, members }) => [
      `  classDef ${name} ${style}`,
      `  class ${members.map((member) => member.name).join(",")} ${name}`,
    ]),
    "",
  ].join("\n");
}

/** The brackets that make Mermaid's shapes. */
const around: Readonly<Record<Shape, readonly [string, string]>> = {
  start: ["([", "])"],
  needs: ["[/", "/]"],
  do: ["[", "]"],
  ask: ["{{", "}}"],
  consent: ["[/", "\\]"],
  say: ["(", ")"],
  call: ["[[", "]]"],
  go: [">", "]"],
  resolved: ["([", "])"],
  answered: ["(", ")"],
  return: ["[\\", "\\]"],
  person: ["{{", "}}"],
  flow: ["[[", "]]"],
};

function words({ head, step, paragraphs }: Content): string {
  const rest = paragraphs.map(({ role, text, limit }) => {
    const shown = escaped(shortened(text, limit));
    return role === "when" ? `<i>${shown}</i>` : shown;
  });
  return `"${[`<b>${escaped(step === null ? head : `${head}: ${step}`)}</b>`, ...rest].join("<br/>")}"`;
}

const arrows: Readonly<Record<GraphEdge["kind"], string>> = { next: "-->", retry: "==>", pass: "-.->" };

const arrow = ({ kind, label }: GraphEdge): string =>
  label === "" ? arrows[kind] : `${arrows[kind]}|"${escaped(label)}"|`;

/**
 * `#35;` is how Mermaid writes a character by its number. Everything it could take for markup is written that way:
 * quotes, HTML, Markdown, entities, and what begins a list.
 */
const escaped = (text: string): string =>
  text
    .replaceAll(/\s+/g, " ")
    .replaceAll(
      /[^\p{L}\p{M}\p{N} _,.?!:;()/'+%’‘“”⟨⟩…→–-]|^[-+]|(?<=^\d+)[.)]/gu,
      (letter) => `#${letter.codePointAt(0)};`,
    );
