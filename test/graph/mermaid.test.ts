import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mermaidOf } from "../../src/graph/mermaid.ts";
import { graphOf } from "../../src/graph/model.ts";
import { answerOf, askStep, flowOf, packOf, sayStep } from "../support/pack.ts";
import { shippedPack } from "./shipped.ts";

/*
 * Mermaid's own parser is 150 MB with what it needs and does not run without a browser; version 12.3.0 was seen to draw every
 * shipped flow. These are the forms it accepted, and nothing else may be in a chart.
 */
const safe = String.raw`(?:[\p{L}\p{M}\p{N} _,.?!:;()/'+%’‘“”⟨⟩…→–-]|#\d+;|<b>|</b>|<i>|</i>|<br/>)+`;
const brackets = [
  ["([", "])"],
  ["[/", "/]"],
  ["[/", "\\]"],
  ["[\\", "\\]"],
  ["[[", "]]"],
  ["[", "]"],
  ["{{", "}}"],
  ["(", ")"],
  [">", "]"],
].map((pair) => pair.map((bracket) => bracket.replaceAll(/[[\](){}\\/]/g, "\\$&")).join(`"${safe}"`));
const node = new RegExp(`^  n\\d+(?:${brackets.join("|")})$`, "u");
const edge = new RegExp(`^  n\\d+ (?:-->|==>|-\\.->)(?:\\|"${safe}"\\|)? n\\d+$`, "u");
const style = /^ {2}classDef \w+ (?:[a-z-]+:[#\w ]+)(?:,[a-z-]+:[#\w ]+)*$/;
const members = /^ {2}class n\d+(?:,n\d+)* \w+$/;

/** The numbers of nodes and edges; throws at a line of any other form. */
function parsed(chart: string) {
  const [directive, head, ...lines] = chart.trimEnd().split("\n");
  expect(directive).toBe('%%{init: {"flowchart": {"wrappingWidth": 300}}}%%');
  expect(head).toBe("flowchart TD");
  const forms = lines.map((line) => {
    const form = Object.entries({ node, edge, style, members }).find(([, pattern]) => pattern.test(line))?.[0];
    if (form === undefined) throw new Error(`not a line of a flowchart: ${line}`);
    return form;
  });
  const named = lines.filter((line) => node.test(line)).map((line) => /n\d+/.exec(line)?.[0]);
  for (const line of lines.filter((one) => !node.test(one) && !style.test(one)))
    for (const name of line.replaceAll(/"[^"]*"/g, "").match(/\bn\d+\b/g) ?? []) expect(named).toContain(name);
  const count = (form: string) => forms.filter((one) => one === form).length;
  return { nodes: count("node"), edges: count("edge") };
}

describe("a Mermaid chart", async () => {
  const shipped = await shippedPack();

  it.each([...shipped.flows.keys()])("of %s has every node and edge, in Mermaid's grammar", (id) => {
    const flow = shipped.flows.get(id);
    if (flow === undefined) throw new Error("the flow was there a moment ago");
    const graph = graphOf(flow, shipped);
    expect(parsed(mermaidOf(graph))).toEqual({ nodes: graph.nodes.length, edges: graph.edges.length });
  });

  it("takes no text for markup", () => {
    const pack = packOf();
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 1 }), fc.string({ minLength: 1 }), (text, label) => {
        const asked = askStep("end", [{ ...answerOf("a", { kind: "resolved" }), label: [label] }]);
        const graph = graphOf(flowOf("click", [sayStep("subgraph", text), asked]), pack);
        parsed(mermaidOf(graph));
      }),
      { numRuns: 300, examples: [['"]; click n0 "javascript:x', "1. `*a*` <b> #quot; | \n end"]] },
    );
  });
});
