import type { Entry, Json, Knowledge } from "../dialog/knowledge.ts";
import type { NameMention } from "./gazetteer.ts";
import { type Term, termOf } from "./terms.ts";
import type { Word } from "./words.ts";

/** The words an intent is judged by. */
export type Mask = (words: readonly Word[], names: readonly NameMention[]) => Term[];

/** An attribute with more values than this tells single entries apart rather than kinds of them. */
const mostKinds = 6;
/** What is left over is no kind: a computer and a games console have little in common. The next attribute tells them apart. */
const noKind = "other";

/**
 * Names give way to a token for their slot and kind (`MODEL:speaker`), so that what a sentence is about does not depend
 * on which product it names, yet may depend on what sort of thing that is. Used for examples and for what people write
 * alike. The kind is the first attribute that every entry of the collection has and that takes two to six values.
 */
export function createMask(knowledge: Knowledge): Mask {
  const slotOf = new Map<string, string>();
  for (const { id, collection } of knowledge.slots.values())
    if (collection !== null && !slotOf.has(collection)) slotOf.set(collection, id.toUpperCase());
  const kinds = new Map([...slotOf.keys()].map((collection) => [collection, kindsOf(knowledge, collection)]));

  function tokenOf({ collection, entries }: NameMention): string {
    const found = new Set(entries.map((entry) => kinds.get(collection)?.get(entry)));
    const [kind] = found;
    return found.size === 1 && kind !== undefined ? `${slotOf.get(collection)}:${kind}` : `${slotOf.get(collection)}`;
  }

  return (words, names) => {
    const masked: Term[] = [];
    const byStart = new Map(names.filter(({ collection }) => slotOf.has(collection)).map((name) => [name.from, name]));
    let joins = false;
    for (let at = 0; at < words.length; ) {
      const name = byStart.get(at);
      const word = words[at] as Word;
      if (name !== undefined) masked.push(termOf(tokenOf(name)));
      // Runs of one token belong together here: "ps5", "2nd".
      else if (joins && !word.opens) masked.push(termOf(`${masked.pop()?.text}${word.text}`));
      else masked.push(word.term);
      joins = name === undefined;
      at = name?.to ?? at + 1;
    }
    return masked;
  };
}

function kindsOf(knowledge: Knowledge, collection: string): ReadonlyMap<string, string> {
  const entries = [...(knowledge.catalogue.get(collection)?.values() ?? [])];
  const shared = Object.keys(entries[0]?.attributes ?? {}).filter((key) => {
    const values = new Set(entries.map((entry) => scalar(entry, key)));
    return !values.has(undefined) && values.size >= 2;
  });
  const kind = shared.find((key) => new Set(entries.map((entry) => scalar(entry, key))).size <= mostKinds);
  if (kind === undefined) return new Map();
  const finer = shared.find((key) => key !== kind);
  return new Map(
    entries.map((entry) => {
      const value = String(scalar(entry, kind));
      return [entry.id, value === noKind && finer !== undefined ? `${value}-${scalar(entry, finer)}` : value];
    }),
  );
}

function scalar(entry: Entry, key: string): string | undefined {
  const value: Json | undefined = entry.attributes[key];
  return typeof value === "string" ? value : undefined;
}
