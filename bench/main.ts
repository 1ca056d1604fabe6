import { execFileSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { loadavg } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Figures } from "./measure.ts";
import type { PackFigures } from "./pack.ts";
import type { PartFigures } from "./part.ts";
import { peers } from "./peers.ts";
import { type Row, resultsOf } from "./results.ts";
import { largeSets, smallSets, tinySets } from "./sets.ts";

const usage = `Usage: npm run bench -- <folder of the data sets> [set …]

Measures every peer on every set, or on those named. Without names RESULTS.md is written, set by set.
README.md says where the data sets come from.`;

/** natural's logistic regression takes a minute for what takes the others half a second. */
const longest = 30 * 60_000;

const [folder, ...chosen] = process.argv.slice(2);
const all = [...smallSets, ...tinySets, ...largeSets];
const unknown = chosen.filter((name) => !all.includes(name));
const missing = (chosen.length > 0 ? chosen : all).filter((name) => !existsSync(join(folder ?? "", `${name}.jsonl`)));
if (folder === undefined || unknown.length > 0) {
  if (unknown.length > 0) console.error(`found set ${unknown.join(", ")}; expected ${all.join(", ")}\n`);
  console.error(usage);
  process.exit(2);
}
if (missing.length > 0) {
  console.error(`found no ${missing.map((name) => `${name}.jsonl`).join(", ")} in ${folder}`);
  process.exit(2);
}

const sets = chosen.length > 0 ? chosen : all;
const shipped = fileURLToPath(new URL("../../../knowledge", import.meta.url));
const pack = ran<PackFigures>("pack.js", [shipped]);
const part = ran<PartFigures>("part.js", [shipped]);
const rows: Row[] = [];
/** Of the machine, once a set: what else it had to do. */
const loads: number[] = [];
// The slow ones come last: whoever is in a hurry sees the others first.
for (const slow of [false, true])
  for (const set of sets) {
    for (const { name, takes, isSlow } of peers) if (isSlow === slow && takes(set)) rows.push(measured(name, set));
    loads.push(loadavg()[0] ?? 0);
    if (chosen.length === 0)
      writeFileSync(new URL("../../RESULTS.md", import.meta.url), resultsOf(rows, pack, part, loads));
  }
console.log(`\n${resultsOf(rows, pack, part, loads)}`);

function measured(peer: string, set: string): Row {
  const figures = ran<Figures>("one.js", [folder ?? "", peer, set]);
  const { accuracy, slips, auroc, trainSeconds, predictionsPerSecond } = figures;
  console.log(
    `${set.padEnd(22)} ${peer.padEnd(28)} accuracy ${accuracy.toFixed(3)}  slips ${slips.toFixed(3)}  ` +
      `AUROC ${auroc?.toFixed(3) ?? "–    "}  trained in ${trainSeconds.toFixed(2)} s  ` +
      `${Math.round(predictionsPerSecond).toLocaleString("en")} a second`,
  );
  return { peer, set, figures };
}

function ran<Result>(file: string, args: readonly string[]): Result {
  const printed = execFileSync(process.execPath, [fileURLToPath(new URL(file, import.meta.url)), ...args], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
    timeout: longest,
    maxBuffer: 2 ** 26,
  });
  return JSON.parse(printed.trim().split("\n").at(-1) ?? "") as Result;
}
