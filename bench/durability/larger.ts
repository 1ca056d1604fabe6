import type { Entry, Knowledge } from "../../src/dialog/knowledge.ts";

/** The pack and copies of all it knows, each under names and in words of its own: nothing of one reads as another. */
export function larger(knowledge: Knowledge, times: number): Knowledge {
  const { flows, intents, answers, catalogue, actions, background } = knowledge;
  const copies = Array.from({ length: times }, (_, n) => copyOf(n, [...flows.keys(), ...intents.keys()]));
  const each = <T>(of: ReadonlyMap<string, T>, changed: (value: T, copy: Copy) => T): ReadonlyMap<string, T> =>
    new Map(copies.flatMap((copy) => [...of].map(([id, value]) => [copy.id(id), changed(value, copy)] as const)));
  const entry = (one: Entry, copy: Copy): Entry => ({
    ...one,
    id: copy.id(one.id),
    name: copy.words(one.name),
    aliases: one.aliases.map(copy.words),
  });
  return {
    ...knowledge,
    hash: `${knowledge.hash} × ${times}`,
    flows: each(flows, (flow, copy) => copy.renamed(flow)),
    intents: each(intents, (intent, copy) => ({
      id: copy.id(intent.id),
      title: copy.words(intent.title),
      examples: intent.examples.map(copy.words),
    })),
    answers: each(answers, (answer, copy) => ({
      ...copy.renamed(answer),
      id: copy.id(answer.id),
      question: copy.words(answer.question),
    })),
    actions: each(actions, (action, copy) => ({
      ...action,
      id: copy.id(action.id),
      phrases: action.phrases.map(copy.words),
    })),
    catalogue: new Map(
      [...catalogue].map(([name, entries]) => [name, name === "models" ? each(entries, entry) : entries]),
    ),
    background: copies.flatMap((copy) => background.map(copy.words)),
  };
}

interface Copy {
  id(id: string): string;
  words(text: string): string;
  /** With the copy's own flows and intents wherever one is named. */
  renamed<T>(value: T): T;
}

/** The first is the pack itself. */
function copyOf(n: number, names: readonly string[]): Copy {
  const known = new Set(names);
  const id = (text: string) => (n === 0 ? text : `${text}_${n}`);
  const renamed = <T>(value: T): T =>
    JSON.parse(JSON.stringify(value), (_, part: unknown) =>
      typeof part === "string" && known.has(part) ? id(part) : part,
    ) as T;
  return {
    id,
    words: (text) => (n === 0 ? text : text.replaceAll(/\p{L}{3,}/gu, (word) => turned(word, n))),
    renamed,
  };
}

/** Each letter moved on: words nobody writes, as long and as different from each other as the ones they come from. */
const turned = (word: string, by: number): string =>
  [...word.toLowerCase()]
    .map((letter) =>
      /[a-z]/.test(letter) ? String.fromCharCode(97 + ((letter.charCodeAt(0) - 97 + 2 * by) % 26)) : letter,
    )
    .join("");
