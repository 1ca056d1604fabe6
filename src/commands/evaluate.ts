import { readFileSync, writeFileSync } from "node:fs";
import { loadBrain } from "../brain.ts";
import { foldersOf } from "../config.ts";
import { figuresOf } from "../evaluation/figures.ts";
import { labelledIn } from "../evaluation/labelled.ts";
import { calibrationPlot } from "../evaluation/plot.ts";
import { linesOf } from "../evaluation/report.ts";
import { formatted } from "../knowledge/problem.ts";
import { modelCacheFor } from "../modelCache.ts";
import { type Command, jsonOption, knowledgeDirOf, knowledgeOption, text } from "./command.ts";

const shownByDefault = 20;

export const evaluateCommand: Command = {
  about:
    'How well the pack is understood: accuracy by intent, confusions, what is not ours, slots, lights, what was tried, calibration.\n\nThe file holds one message a line: {"text": "…", "intents": ["…"], "slots": {"model": "…"}, "light": "white blink -", "tried": ["reset"]}; no intents: not ours.',
  arguments: "<file.jsonl>",
  options: {
    ...knowledgeOption,
    ...jsonOption,
    svg: { type: "string", about: "file for the calibration plot" },
    worst: { type: "string", about: `mistakes to show (default: ${shownByDefault})` },
  },
  async run(values, [file]) {
    const worst = Number(text(values, "worst") ?? shownByDefault);
    if (file === undefined || !Number.isInteger(worst) || worst < 0) {
      console.error(
        file === undefined
          ? "found no file; expected one of labelled messages — write stepwise evaluate messages.jsonl"
          : `--worst ${text(values, "worst")}: expected a whole number`,
      );
      return 2;
    }
    const content = contentOf(file);
    if (content === null) {
      console.error(`found no file ${file} that can be read; expected one message a line`);
      return 2;
    }
    const { messages, faults } = labelledIn(file, content);
    for (const fault of faults) console.error(fault);
    const loaded = await loadBrain(knowledgeDirOf(values), modelCacheFor(foldersOf(process.env).dataDir));
    if ("problems" in loaded) {
      for (const problem of loaded.problems) console.error(formatted(problem));
      return 1;
    }
    const { knowledge, understand } = loaded.brain;
    const unknown = [...new Set(messages.flatMap(({ intents }) => intents.flatMap((one) => one.split("|"))))].filter(
      (intent) => !knowledge.intents.has(intent),
    );
    if (unknown.length > 0) console.error(`found intents that the pack does not have: ${unknown.join(", ")}`);
    const figures = figuresOf(messages, understand);
    if (values.json === true) console.log(JSON.stringify(figures));
    else for (const line of linesOf(figures, worst)) console.log(line);
    const svg = text(values, "svg");
    if (svg !== undefined) writeFileSync(svg, calibrationPlot(figures.calibration));
    return faults.length + unknown.length > 0 ? 1 : 0;
  },
};

function contentOf(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}
