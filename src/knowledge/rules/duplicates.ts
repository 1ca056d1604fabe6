import { stepIdOf } from "../buildFlow.ts";
import type { DataPath, Located } from "../located.ts";
import type { Pack } from "../pack.ts";
import type { Problem } from "../problem.ts";

interface Named {
  readonly source: Located;
  readonly path: DataPath;
  readonly id: string;
}

/** No id is given twice where it has to tell two things apart. */
export function duplicateIds(pack: Pack): readonly Problem[] {
  const { files } = pack;
  const list = (
    source: Located,
    path: DataPath,
    items: readonly { readonly id?: string | undefined }[],
  ): readonly Named[] =>
    items.map((item, index) => ({ source, path: [...path, index, "id"], id: stepIdOf(item, index) }));
  const top = ({ source, data }: { source: Located; data: { id: string } }): Named => ({
    source,
    path: ["id"],
    id: data.id,
  });
  return [
    ...repeated("flow", pack.flows.map(top)),
    ...repeated("intent", files.of("intents").map(top)),
    ...repeated(
      "slot",
      files.of("slots").flatMap(({ source, data }) => list(source, ["slots"], data.slots)),
    ),
    ...repeated(
      "action",
      files.of("actions").flatMap(({ source, data }) => list(source, ["actions"], data.actions)),
    ),
    ...repeated(
      "answer",
      files.of("answers").flatMap(({ source, data }) => list(source, ["answers"], data.answers)),
    ),
    ...repeated(
      "conflict",
      files.of("conflicts").flatMap(({ source, data }) => list(source, ["conflicts"], data.conflicts)),
    ),
    ...pack.flows.flatMap(({ source, data }) => repeated("step", list(source, ["steps"], data.steps))),
    ...pack.collectionSheets.flatMap(({ source, data }) => repeated("entry", list(source, ["entries"], data.entries))),
    ...files
      .of("slots")
      .flatMap(({ source, data }) =>
        data.slots.flatMap(({ options }, index) =>
          repeated("option", list(source, ["slots", index, "options"], options ?? [])),
        ),
      ),
  ];
}

/** An intent starts one flow and has one short answer at most. */
export function intentsLeadingTwice(pack: Pack): readonly Problem[] {
  const flows = pack.flows.flatMap(({ source, data }) =>
    (data.starts_on ?? []).map((intent, index) => ({ source, path: ["starts_on", index], id: intent })),
  );
  const answers = pack.files
    .of("answers")
    .flatMap(({ source, data }) =>
      data.answers.map(({ intent }, index) => ({ source, path: ["answers", index, "intent"], id: intent })),
    );
  return repeats([...flows, ...answers]).map(({ first, again }) =>
    again.source.problem(
      "intent_leads_twice",
      again.path,
      `the intent "${again.id}" leads to ${first.source.file} already — keep one of them`,
    ),
  );
}

/** The same example cannot teach two intents; case, punctuation and spaces do not tell them apart. */
export function sharedExamples(pack: Pack): readonly Problem[] {
  const examples = pack.files
    .of("intents")
    .flatMap(({ source, data }) =>
      data.examples.map((example, index) => ({ source, path: ["examples", index], id: normalised(example) })),
    );
  const background = pack.files
    .of("background")
    .flatMap(({ source, data }) =>
      data.sentences.map((sentence, index) => ({ source, path: ["sentences", index], id: normalised(sentence) })),
    );
  return repeats([...examples, ...background]).map(({ first, again }) =>
    again.source.problem(
      "shared_example",
      again.path,
      `"${again.id}" stands in ${first.source.file}:${first.source.place(first.path).line} already — remove one of them`,
    ),
  );
}

const repeated = (noun: string, items: readonly Named[]): readonly Problem[] =>
  repeats(items).map(({ first, again }) => {
    const where = first.source === again.source ? "" : ` (in ${first.source.file})`;
    return again.source.problem(
      "duplicate_id",
      again.path,
      `the ${noun} "${again.id}" is there already${where} — rename one`,
    );
  });

function repeats(items: readonly Named[]): readonly { readonly first: Named; readonly again: Named }[] {
  const seen = new Map<string, Named>();
  return items.flatMap((item) => {
    const first = seen.get(item.id);
    if (first !== undefined) return [{ first, again: item }];
    seen.set(item.id, item);
    return [];
  });
}

const normalised = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s]/gu, "")
    .replace(/\s+/g, " ")
    .trim();
