import { type Peer, type Predict, type Said, type Train, withNone } from "./peers.ts";
import type { BenchSet, Labelled } from "./sets.ts";
import { createRandom, withSlips } from "./slips.ts";

/** Shares in [0, 1]; null where the peer or the set has no such figure. */
export interface Figures {
  readonly accuracy: number;
  readonly macroF1: number;
  /** Accuracy with one or two slips a sentence. */
  readonly slips: number;
  /** Expected calibration error, ten bins. */
  readonly ece: number | null;
  /** How well sentences of no class are told from the others: area under the ROC curve. */
  readonly auroc: number | null;
  /** Share of foreign sentences turned away where one in twenty of the own is. */
  readonly recall: number | null;
  /** The same when the background was a class of its own in training. */
  readonly aurocWithNone: number | null;
  readonly recallWithNone: number | null;
  /** Seconds of the processor. */
  readonly trainSeconds: number;
  /** Predictions a second of the processor, warm, in the best of many rounds. */
  readonly predictionsPerSecond: number;
  readonly peakMegabytes: number;
}

const slipSeed = 7;
const falseRejection = 0.05;
const mostTrainedTwice = 2000;
/** Speed is taken over so long, warm, in rounds of so long, in milliseconds. */
const measuredFor = 3000;
const roundFor = 100;
/** To look at the clock takes as long as a fast prediction. */
const askedAtOnce = 32;

export async function figuresOf(peer: Peer, set: BenchSet): Promise<Figures> {
  const train = await peer.load();
  const begun = process.cpuUsage();
  const predict = await train(set);
  const trainSeconds = secondsSince(begun);
  const said = await sayAll(
    predict,
    set.test.map(({ text }) => text),
  );
  const random = createRandom(slipSeed);
  const slipped = await sayAll(
    predict,
    set.test.map(({ text }) => withSlips(text, random)),
  );
  const foreign = await sayAll(predict, set.foreign);
  const predictionsPerSecond = await speedOf(predict, set.test);
  const peakMegabytes = process.resourceUsage().maxRSS / 1024;
  const rejection = rejectionOf(said, foreign);
  const none = await withBackgroundClass(peer, train, set, rejection);
  return {
    accuracy: accuracyOf(said, set.test),
    macroF1: macroF1Of(said, set.test),
    slips: accuracyOf(slipped, set.test),
    ece: calibrationErrorOf(said, set.test),
    ...rejection,
    aurocWithNone: none.auroc,
    recallWithNone: none.recall,
    trainSeconds,
    predictionsPerSecond,
    peakMegabytes,
  };
}

async function withBackgroundClass(peer: Peer, train: Train, set: BenchSet, without: Rejection): Promise<Rejection> {
  if (peer.knowsBackground || without.auroc === null || set.background.length === 0) return without;
  // Learning everything twice would take the slow ones an hour.
  if (peer.isSlow || set.train.length > mostTrainedTwice) return { auroc: null, recall: null };
  const predict = await train({ train: withNone(set), background: [] });
  const said = await sayAll(
    predict,
    set.test.map(({ text }) => text),
  );
  return rejectionOf(said, await sayAll(predict, set.foreign));
}

async function sayAll(predict: Predict, texts: readonly string[]): Promise<readonly Said[]> {
  const said: Said[] = [];
  for (const text of texts) said.push(await predict(text));
  return said;
}

/** Of the processor, on all threads: what else the machine does meanwhile does not count. */
export function secondsSince(begun: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(begun);
  return (user + system) / 1e6;
}

/**
 * Predictions a second over the test sentences, again and again: the best of many short rounds, because whatever else the
 * machine does takes its caches too.
 */
async function speedOf(predict: Predict, test: readonly Labelled[]): Promise<number> {
  const texts = test.map(({ text }) => text);
  const end = performance.now() + measuredFor;
  let best = 0;
  let next = 0;
  while (performance.now() < end) {
    const begun = process.cpuUsage();
    const roundEnd = performance.now() + roundFor;
    let count = 0;
    while (performance.now() < roundEnd) {
      const first = predict(texts[next] as string);
      // Awaiting what is no promise would cost a peer that needs none.
      if (first instanceof Promise) await askInTurn(predict, texts, next);
      else askAll(predict, texts, next);
      count += askedAtOnce;
      next = (next + askedAtOnce) % texts.length;
    }
    best = Math.max(best, count / secondsSince(begun));
  }
  return best;
}

function askAll(predict: Predict, texts: readonly string[], from: number): void {
  for (let i = 1; i < askedAtOnce; i++) predict(texts[(from + i) % texts.length] as string);
}

async function askInTurn(predict: Predict, texts: readonly string[], from: number): Promise<void> {
  for (let i = 1; i < askedAtOnce; i++) await predict(texts[(from + i) % texts.length] as string);
}

const accuracyOf = (said: readonly Said[], test: readonly Labelled[]): number =>
  test.filter(({ label }, i) => said[i]?.label === label).length / test.length;

function macroF1Of(said: readonly Said[], test: readonly Labelled[]): number {
  const labels = [...new Set(test.map(({ label }) => label))];
  const scores = labels.map((label) => {
    const right = test.filter((one, i) => one.label === label && said[i]?.label === label).length;
    const due = test.filter((one) => one.label === label).length;
    const given = said.filter((one) => one.label === label).length;
    return (2 * right) / (due + given);
  });
  return scores.reduce((sum, score) => sum + score, 0) / labels.length;
}

function calibrationErrorOf(said: readonly Said[], test: readonly Labelled[]): number | null {
  if (said.some(({ confidence }) => confidence === null)) return null;
  const bins = Array.from({ length: 10 }, () => ({ confidence: 0, right: 0 }));
  for (const [i, { label, confidence }] of said.entries()) {
    const bin = bins[Math.min(9, Math.floor((confidence ?? 0) * 10))] as (typeof bins)[number];
    bin.confidence += confidence ?? 0;
    bin.right += label === test[i]?.label ? 1 : 0;
  }
  return bins.reduce((sum, { confidence, right }) => sum + Math.abs(confidence - right), 0) / said.length;
}

interface Rejection {
  readonly auroc: number | null;
  readonly recall: number | null;
}

function rejectionOf(own: readonly Said[], foreign: readonly Said[]): Rejection {
  if (foreign.length === 0 || own.some(({ ours }) => ours === null)) return { auroc: null, recall: null };
  const ours = own.map((said) => said.ours ?? 0).sort((a, b) => a - b);
  const theirs = foreign.map((said) => said.ours ?? 0);
  const threshold = ours[Math.floor(ours.length * falseRejection)] as number;
  const won = theirs.reduce((sum, score) => sum + (above(ours, score) + below(ours, score)) / 2, 0);
  return {
    auroc: won / (ours.length * theirs.length),
    recall: theirs.filter((score) => score < threshold).length / theirs.length,
  };

  /** Counts of own sentences surer than a foreign one; ties count half, by counting both ends. */
  function above(sorted: readonly number[], score: number): number {
    return sorted.length - firstWhere(sorted, (value) => value > score);
  }
  function below(sorted: readonly number[], score: number): number {
    return sorted.length - firstWhere(sorted, (value) => value >= score);
  }
}

function firstWhere(sorted: readonly number[], test: (value: number) => boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (test(sorted[middle] as number)) high = middle;
    else low = middle + 1;
  }
  return low;
}
