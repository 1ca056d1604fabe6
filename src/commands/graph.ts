import { mkdir, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Knowledge } from "../dialog/knowledge.ts";
import type { Graph } from "../graph/graph.ts";
import { layoutOf } from "../graph/layout.ts";
import { mermaidOf } from "../graph/mermaid.ts";
import { graphOf } from "../graph/model.ts";
import { pageOf } from "../graph/page.ts";
import type { Picture } from "../graph/picture.ts";
import { svgOf } from "../graph/svg.ts";
import { loadKnowledge } from "../knowledge/load.ts";
import { formatted } from "../knowledge/problem.ts";
import { remedy } from "../knowledge/suggestion.ts";
import { type Command, knowledgeDirOf, knowledgeOption, text } from "./command.ts";

const formats = ["mermaid", "svg"] as const;
type Format = (typeof formats)[number];

export const graphCommand: Command = {
  about:
    "Draws a flow, or all of them: as Mermaid, or as SVG with a page that shows them all.\n\nPrints to the terminal unless --out is given; all flows as SVG need a folder.",
  arguments: "[flow]",
  options: {
    ...knowledgeOption,
    format: { type: "string", about: "mermaid or svg (default: svg into files, else mermaid)" },
    out: { type: "string", about: "file, or folder (without a flow always a folder)" },
  },
  async run(values, [flow]) {
    const out = text(values, "out");
    const format = formatOf(text(values, "format"), out);
    if (format === null) return refused(`unknown format "${text(values, "format")}"${remedy("", formats)}`);
    const { knowledge, problems } = await loadKnowledge(knowledgeDirOf(values));
    if (knowledge === null) {
      for (const problem of problems) console.error(formatted(problem));
      return 1;
    }
    if (flow === undefined) {
      if (out !== undefined) return writeAll(knowledge, format, out);
      if (format === "svg") return refused("all flows as SVG need a folder: --out <folder>");
      console.log(graphsOf(knowledge).map(inMarkdown).join("\n"));
      return 0;
    }
    const found = knowledge.flows.get(flow);
    if (found === undefined) return refused(`unknown flow "${flow}"${remedy(flow, knowledge.flows.keys())}`);
    const graph = graphOf(found, knowledge);
    const drawn = format === "svg" ? svgOf(await layoutOf(graph)) : mermaidOf(graph);
    if (out === undefined) console.log(drawn.trimEnd());
    else await write((await isFolder(out)) ? join(out, fileOf(graph, format)) : out, drawn);
    return 0;
  },
};

/** What was asked for, else what the file is called, else SVG for files and Mermaid for the terminal; null: unknown. */
function formatOf(given: string | undefined, out: string | undefined): Format | null {
  if (given !== undefined) return formats.find((format) => format === given) ?? null;
  return out === undefined || /\.(mmd|mermaid)$/.test(out) ? "mermaid" : "svg";
}

async function writeAll(knowledge: Knowledge, format: Format, folder: string): Promise<number> {
  const graphs = graphsOf(knowledge);
  if (format === "mermaid") {
    for (const graph of graphs) await write(join(folder, fileOf(graph, format)), mermaidOf(graph));
    return 0;
  }
  const pictures: Picture[] = [];
  for (const graph of graphs) pictures.push(await layoutOf(graph));
  for (const picture of pictures)
    await write(
      join(folder, fileOf(picture.graph, format)),
      svgOf(picture, (flow) => `${flow}.svg`),
    );
  await write(join(folder, "index.html"), pageOf(pictures, knowledge.title));
  return 0;
}

const graphsOf = (knowledge: Knowledge): readonly Graph[] =>
  [...knowledge.flows.values()].map((flow) => graphOf(flow, knowledge));

const fileOf = ({ flow }: Graph, format: Format): string => `${flow}.${format === "svg" ? "svg" : "mmd"}`;

const inMarkdown = (graph: Graph): string => `## ${graph.title}\n\n\`\`\`mermaid\n${mermaidOf(graph)}\`\`\`\n`;

async function write(path: string, content: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
  console.log(path);
}

const isFolder = async (path: string): Promise<boolean> =>
  path.endsWith("/") ||
  (await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  ));

function refused(reason: string): number {
  console.error(`stepwise graph: ${reason}`);
  return 2;
}
