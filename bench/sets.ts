import { readFileSync } from "node:fs";
import { join } from "node:path";

export interface Labelled {
  readonly text: string;
  readonly label: string;
}

/** A public data set in its own split. */
export interface BenchSet {
  readonly name: string;
  readonly train: readonly Labelled[];
  /** Sentences known to be none of the classes, which training may use. */
  readonly background: readonly string[];
  readonly test: readonly Labelled[];
  /** Sentences of none of the classes that nobody has seen. */
  readonly foreign: readonly string[];
}

/** Twenty related intents with thirty examples each, drawn three times: the size of a support pack. */
export const deviceSets = ["small_device20_30_1", "small_device20_30_2", "small_device20_30_3"] as const;
export const bankSets = ["small_bank20_30_1", "small_bank20_30_2", "small_bank20_30_3"] as const;
export const smallSets: readonly string[] = [...deviceSets, ...bankSets];
export const tinySets = ["sig_askubuntu", "sig_chatbot", "sig_webapplications"] as const;
export const largeSets = ["hwu64", "banking77", "clinc_full", "clinc_small"] as const;

interface Line extends Labelled {
  readonly split: string;
}

/** @param folder of `<name>.jsonl`, one `{"text", "label", "split"}` a line */
export function readSet(folder: string, name: string): BenchSet {
  const lines = readFileSync(join(folder, `${name}.jsonl`), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Line);
  const of = (...splits: readonly string[]): readonly Line[] => lines.filter(({ split }) => splits.includes(split));
  const textsOf = (some: readonly Line[]): readonly string[] => some.map(({ text }) => text);
  return {
    name,
    train: of("train"),
    background: textsOf(of("oos_train", "oos_val")),
    test: of("test"),
    foreign: textsOf(of("oos_test")),
  };
}
