import { collectionName } from "../catalogue.ts";
import type { DataPath, Located } from "../located.ts";
import type { Pack } from "../pack.ts";
import type { Problem } from "../problem.ts";

interface Called {
  readonly source: Located;
  readonly path: DataPath;
  readonly words: string;
  readonly collection: string;
  readonly entry: string;
}

/** One way to call two entries: whoever uses it would silently get the first. */
export function sharedAliases(pack: Pack): readonly Problem[] {
  const first = new Map<string, Called>();
  return calledIn(pack).flatMap((called) => {
    const key = joined(called.words);
    const other = first.get(key);
    if (other === undefined) {
      first.set(key, called);
      return [];
    }
    if (other.entry === called.entry && other.collection === called.collection) return [];
    const message = `“${called.words}” is also what ${other.collection}/${other.entry} is called — keep it in one, or move it to vague with both`;
    return [called.source.problem("shared_alias", called.path, message)];
  });
}

/** Words listed as vague always narrow down and never settle, so the same words as an alias never count. */
export function vagueAliases(pack: Pack): readonly Problem[] {
  const vague = new Set(
    pack.collectionSheets.flatMap(({ data }) => (data.vague ?? []).flatMap(({ words }) => words.map(joined))),
  );
  return calledIn(pack).flatMap(({ source, path, words }) =>
    path.includes("aliases") && vague.has(joined(words))
      ? [
          source.problem(
            "vague_alias",
            path,
            `“${words}” is listed under vague, where it asks back — remove it here or there`,
          ),
        ]
      : [],
  );
}

/**
 * The name of an entry is read as that entry. It is not where another entry's alias stands in it and nothing of its own
 * is longer: of names that begin at the same word the longest wins, and the earlier one wins over the later.
 */
export function trappedNames(pack: Pack): readonly Problem[] {
  const called = calledIn(pack);
  const named = namedIn(pack).filter(({ collection, entry }) =>
    called.some((each) => each.collection === collection && each.entry === entry),
  );
  return named.flatMap(({ source, path, words, collection, entry }) => {
    const found = firstIn(words, called);
    if (found === null || (found.collection === collection && found.entry === entry)) return [];
    if (vagueIn(pack, words)) return [];
    const message = `“${words}” is read as ${found.collection}/${found.entry}, because of its alias “${found.words}” — list the whole name among the aliases here`;
    return [source.problem("trapped_name", path, message)];
  });
}

/** A system is told by how names begin: what no name begins with tells nothing. */
export function idleSystems(pack: Pack): readonly Problem[] {
  return pack.collectionSheets.flatMap(({ source, data }) => {
    const names = data.entries.flatMap(({ name, aliases = [] }) => [...name.split(/[()]/), ...aliases]).map(beginning);
    return (data.systems ?? []).flatMap((system, index) =>
      names.some((name) => name.startsWith(beginning(system)))
        ? []
        : [
            source.problem(
              "idle_system",
              ["systems", index],
              `no name here begins with “${system}” — remove it, or list it among the aliases of its entry`,
            ),
          ],
    );
  });
}

/** Ways to call an entry: its aliases, and its name where a slot can hold it. */
function calledIn(pack: Pack): readonly Called[] {
  const held = new Set([...pack.slots.values()].map(({ collection }) => collection));
  return [
    ...namedIn(pack).filter(({ collection }) => held.has(collection)),
    ...pack.collectionSheets.flatMap((sheet) =>
      collectionName(sheet) === "lights"
        ? []
        : sheet.data.entries.flatMap(({ id, aliases = [] }, index) =>
            aliases.map((words, nth) => ({
              source: sheet.source,
              path: ["entries", index, "aliases", nth],
              words,
              collection: collectionName(sheet),
              entry: id,
            })),
          ),
    ),
  ];
}

const namedIn = (pack: Pack): readonly Called[] =>
  pack.collectionSheets.flatMap((sheet) =>
    sheet.data.entries.map(({ id, name }, index) => ({
      source: sheet.source,
      path: ["entries", index, "name"],
      words: name,
      collection: collectionName(sheet),
      entry: id,
    })),
  );

/** The entry that a reader who goes from left to right finds first. */
function firstIn(text: string, called: readonly Called[]): Called | null {
  const words = wordsOf(text);
  for (let from = 0; from < words.length; from += 1)
    for (let to = words.length; to > from; to -= 1) {
      const found = called.find((each) => joined(each.words) === words.slice(from, to).join(""));
      if (found !== undefined) return found;
    }
  return null;
}

const vagueIn = (pack: Pack, text: string): boolean =>
  pack.collectionSheets.some(({ data }) =>
    (data.vague ?? []).some(({ words }) => words.map(joined).includes(joined(text))),
  );

/** "Buds4Pro" and "buds 4 pro" are the same words. */
const wordsOf = (text: string): readonly string[] => text.toLowerCase().match(/[\p{L}']+|\p{N}+/gu) ?? [];

/** Ends with a space, so that "win" begins "win 10" and not "window". */
const beginning = (text: string): string => `${wordsOf(text).join(" ")} `;

const joined = (text: string): string => wordsOf(text).join("");
