import { machine } from "./machine.ts";
import type { Figures } from "./measure.ts";
import type { PackFigures } from "./pack.ts";
import type { PartFigures } from "./part.ts";
import { bankSets, deviceSets, smallSets, tinySets } from "./sets.ts";

export interface Row {
  readonly peer: string;
  readonly set: string;
  readonly figures: Figures;
}

type Pick1 = (figures: Figures) => number | null;

/** Sets that count as one: the mean of their figures. */
const groups: readonly { readonly name: string; readonly sets: readonly string[] }[] = [
  { name: "device20 × 30", sets: deviceSets },
  { name: "bank20 × 30", sets: bankSets },
  { name: "AskUbuntu", sets: ["sig_askubuntu"] },
  { name: "Chatbot", sets: ["sig_chatbot"] },
  { name: "WebApplications", sets: ["sig_webapplications"] },
  { name: "HWU64", sets: ["hwu64"] },
  { name: "BANKING77", sets: ["banking77"] },
  { name: "CLINC150 small", sets: ["clinc_small"] },
  { name: "CLINC150 full", sets: ["clinc_full"] },
];
const us = "Stepwise";
const none = "–";

/**
 * The page: tables, ratios, targets.
 * @param loads of the machine in the course of it, averages of a minute
 */
export function resultsOf(
  rows: readonly Row[],
  pack: PackFigures,
  part: PartFigures,
  loads: readonly number[],
): string {
  const peers = [...new Set(rows.map(({ peer }) => peer))];
  const shown = groups.filter(({ sets }) => rows.some(({ set }) => sets.includes(set)));
  const mean = (peer: string, sets: readonly string[], pick: Pick1): number | null => {
    const values = rows
      .filter((row) => row.peer === peer && sets.includes(row.set))
      .map(({ figures }) => pick(figures));
    const known = values.filter((value) => value !== null);
    return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
  };

  const table = (title: string, pick: Pick1, show: (value: number) => string, note = ""): string => {
    const lines = shown.flatMap(({ name, sets }) => {
      const cells = peers.map((peer) => mean(peer, sets, pick));
      if (cells.every((cell) => cell === null)) return [];
      return [`| ${name} | ${cells.map((cell) => (cell === null ? none : show(cell))).join(" | ")} |`];
    });
    if (lines.length === 0) return "";
    const head = [`| | ${peers.map((peer) => `${peer}`).join(" | ")} |`, `|---|${peers.map(() => "---").join("|")}|`];
    return [`## ${title}`, "", ...(note === "" ? [] : [note, ""]), ...head, ...lines, ""].join("\n");
  };
  const ratios = (title: string, pick: Pick1, note: string): string => {
    const others = peers.filter((peer) => peer !== us);
    const lines = shown.flatMap(({ name, sets }) => {
      const own = mean(us, sets, pick);
      if (own === null) return [];
      const cells = others.map((peer) => {
        const other = mean(peer, sets, pick);
        return other === null || other === 0 ? none : `${(own / other).toFixed(1)} ×`;
      });
      return [`| ${name} | ${cells.join(" | ")} |`];
    });
    const head = [`| | ${others.join(" | ")} |`, `|---|${others.map(() => "---").join("|")}|`];
    return [`## ${title}`, "", note, "", ...head, ...lines, ""].join("\n");
  };
  const share = (value: number): string => value.toFixed(3);
  const whole = (value: number): string => Math.round(value).toLocaleString("en");

  return [
    "# Understanding against its peers",
    "",
    `Written by \`npm run bench\` on ${machine()}. ` +
      "Every peer learns from and is asked about the same sentences, in a process of its own; times are seconds of the " +
      "processor, so that what else the machine does hardly counts: it takes caches and the clock's pace, and its load was " +
      `between ${Math.min(...loads).toFixed(1)} and ${Math.max(...loads).toFixed(1)}. [README.md](README.md) says where the data come from.`,
    "",
    targets(mean, peers, pack, part),
    table(
      "Accuracy",
      ({ accuracy }) => accuracy,
      share,
      "WebApplications flatters Stepwise: how much the Bayes half counts where a class has a handful of examples was chosen with " +
        "its 59 test sentences in view.",
    ),
    table("Macro-F1", ({ macroF1 }) => macroF1, share),
    table("Accuracy with one or two slips of a finger in every sentence", ({ slips }) => slips, share),
    table(
      "Out of scope: AUROC",
      ({ auroc }) => auroc,
      share,
      "How well the surest score tells sentences of no class from the others. `bayes` gives no score.",
    ),
    table("Out of scope: recall at 5 % false rejection", ({ recall }) => recall, share),
    table(
      "Out of scope: AUROC with the background as a class of its own",
      ({ aurocWithNone }) => aurocWithNone,
      share,
      "Stepwise may learn from sentences that are none of the classes; here its peers may too. Small sets only.",
    ),
    table("The same: recall at 5 % false rejection", ({ recallWithNone }) => recallWithNone, share),
    table("Calibration error (ten bins)", ({ ece }) => ece, share),
    table(
      "Training, seconds",
      ({ trainSeconds }) => trainSeconds,
      (value) => value.toFixed(2),
      "Stepwise with calibration.",
    ),
    table("Predictions a second, warm", ({ predictionsPerSecond }) => predictionsPerSecond, whole),
    ratios(
      "Stepwise's speed as a multiple of theirs",
      ({ predictionsPerSecond }) => predictionsPerSecond,
      "Predictions.",
    ),
    table("Peak memory, MB", ({ peakMegabytes }) => peakMegabytes, whole),
    packTable(pack, part),
  ]
    .filter((part, i) => part !== "" || i < 4)
    .join("\n");
}

type Mean = (peer: string, sets: readonly string[], pick: Pick1) => number | null;

function targets(mean: Mean, peers: readonly string[], pack: PackFigures, part: PartFigures): string {
  const own = (sets: readonly string[], pick: Pick1): number | null => mean(us, sets, pick);
  const accuracy: Pick1 = (figures) => figures.accuracy;
  const lines: string[] = [];
  const line = (what: string, wanted: string, found: number | null, holds: boolean, show = 3): void => {
    if (found !== null)
      lines.push(`| ${what} | ${wanted} | ${found.toFixed(show)} | ${holds ? "holds" : "**missed**"} |`);
  };
  const atLeast = (what: string, floor: number, found: number | null, show = 3): void =>
    line(what, `≥ ${floor}`, found, (found ?? 0) >= floor, show);
  const atMost = (what: string, ceiling: number, found: number | null, show = 3): void =>
    line(what, `≤ ${ceiling}`, found, (found ?? 0) <= ceiling, show);

  atLeast("accuracy, device20 × 30", 0.955, own(deviceSets, accuracy));
  atLeast("accuracy, bank20 × 30", 0.88, own(bankSets, accuracy));
  atLeast("accuracy, HWU64", 0.88, own(["hwu64"], accuracy));
  atLeast("accuracy, BANKING77", 0.92, own(["banking77"], accuracy));
  atLeast("accuracy, CLINC150 full", 0.937, own(["clinc_full"], accuracy));
  atLeast(
    "out-of-scope AUROC, CLINC150 full",
    0.96,
    own(["clinc_full"], ({ auroc }) => auroc),
  );
  atLeast(
    "recall at 5 % false rejection, CLINC150 full",
    0.8,
    own(["clinc_full"], ({ recall }) => recall),
  );
  atMost(
    "training CLINC150 full, seconds",
    20,
    own(["clinc_full"], ({ trainSeconds }) => trainSeconds),
    1,
  );
  for (const set of tinySets) {
    const others = peers.filter((peer) => peer !== us).map((peer) => mean(peer, [set], accuracy) ?? 0);
    const floor = Math.max(...others) - 1 / testsIn[set];
    line(
      `accuracy, ${set}: at most one sentence below the best peer`,
      `≥ ${floor.toFixed(3)}`,
      own([set], accuracy),
      (own([set], accuracy) ?? 0) >= floor - 1e-9,
    );
  }
  atLeast(
    "accuracy under slips, device20 × 30",
    0.95,
    own(deviceSets, ({ slips }) => slips),
  );
  atLeast(
    "accuracy under slips, bank20 × 30",
    0.87,
    own(bankSets, ({ slips }) => slips),
  );
  atLeast(
    "out-of-scope AUROC, small sets",
    0.985,
    own(smallSets, ({ auroc }) => auroc),
  );
  atLeast(
    "recall at 5 % false rejection, small sets",
    0.95,
    own(smallSets, ({ recall }) => recall),
  );
  atMost(
    "calibration error, small sets",
    0.03,
    own(smallSets, ({ ece }) => ece),
  );
  for (const peer of ["NLP.js", "natural Bayes"]) {
    const speed: Pick1 = ({ predictionsPerSecond }) => predictionsPerSecond;
    const ratio = (own(smallSets, speed) ?? 0) / (mean(peer, smallSets, speed) ?? Number.POSITIVE_INFINITY);
    atLeast(`predictions a second against ${peer}, small sets`, 15, ratio === 0 ? null : ratio, 1);
  }
  atMost(
    `training on ${part.intents} intents × ${part.examples} of the pack, without calibration, seconds`,
    1,
    part.seconds,
    2,
  );
  atMost("start with a warm cache, seconds", 0.05, pack.warmSeconds);
  return ["## Targets", "", "| what | target | found | |", "|---|---|---|---|", ...lines, ""].join("\n");
}

/** Test sentences, for what one of them is worth. */
const testsIn: Readonly<Record<(typeof tinySets)[number], number>> = {
  sig_askubuntu: 109,
  sig_chatbot: 106,
  sig_webapplications: 59,
};

function packTable(
  { intents, examples, background, coldSeconds, warmSeconds, lengths, texts }: PackFigures,
  part: PartFigures,
): string {
  const milliseconds = (seconds: number): string => (seconds * 1000).toFixed(seconds < 0.01 ? 2 : 0);
  return [
    "## The pack that ships",
    "",
    `${intents} intents, ${examples} examples, ${background} background sentences: ${coldSeconds.toFixed(2)} s to learn ` +
      `and calibrate, ${(warmSeconds * 1000).toFixed(0)} ms when it was learnt before. ${part.intents} of the intents with ` +
      `${part.examples} examples each, and ${part.background} background sentences: ${part.seconds.toFixed(2)} s to learn ` +
      "without calibration.",
    "",
    "Milliseconds to understand a text whole (problems, slots, lights, what was tried, safety, language), by its length in characters:",
    "",
    `| | ${lengths.map((length) => length.toLocaleString("en")).join(" | ")} |`,
    `|---|${lengths.map(() => "---").join("|")}|`,
    ...texts.map(({ name, seconds }) => `| ${name} | ${seconds.map(milliseconds).join(" | ")} |`),
    "",
  ].join("\n");
}
