import { listOf } from "./condition.ts";
import type { Place } from "./located.ts";
import type { Pack } from "./pack.ts";
import type { FactsFile } from "./schema.ts";
import { citationSites, each } from "./sites.ts";

export interface UsedFact {
  readonly id: string;
  readonly fact: string;
  readonly trust: FactsFile["facts"][string]["trust"];
  readonly use: FactsFile["facts"][string]["use"] | null;
  /** In reading order, each once. */
  readonly places: readonly Place[];
}

/** What becomes of every fact. Ids are in the order of the ledger. */
export interface Ledger {
  /** Ids the ledger is to hold. */
  readonly size: number;
  readonly used: readonly UsedFact[];
  readonly leftOut: readonly { readonly id: string; readonly reason: string }[];
  /** `missing`: written nowhere; `uncited`: written in `facts`, but nothing rests on it. */
  readonly unassigned: readonly { readonly id: string; readonly why: "missing" | "uncited" }[];
  /** Cited, though left out or not known at all. */
  readonly stray: readonly {
    readonly id: string;
    readonly why: "left_out" | "unknown";
    readonly places: readonly Place[];
  }[];
}

export function ledgerOf(pack: Pack): Ledger {
  const facts = factsIn(pack);
  const leftOut = leftOutIn(pack);
  const cited = citationsIn(pack);
  const written = [...facts.keys()];
  const declared = declaredIn(pack);
  const missing = declared.filter((id) => !facts.has(id) && !leftOut.has(id));
  const uncited = written.filter((id) => !cited.has(id));
  const order = new Map([...new Set([...declared, ...written])].map((id, index) => [id, index]));
  const unassigned = [
    ...missing.map((id) => ({ id, why: "missing" as const })),
    ...uncited.map((id) => ({ id, why: "uncited" as const })),
  ];
  return {
    size: new Set([...declared, ...written, ...leftOut.keys()]).size,
    used: written.flatMap((id) => {
      const { fact, trust, use = null } = facts.get(id) as FactsFile["facts"][string];
      const places = cited.get(id);
      return places === undefined ? [] : [{ id, fact, trust, use, places }];
    }),
    leftOut: [...leftOut].map(([id, reason]) => ({ id, reason })),
    unassigned: unassigned.sort((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0)),
    stray: [...cited].flatMap(([id, places]) =>
      facts.has(id)
        ? []
        : [{ id, why: leftOut.has(id) ? ("left_out" as const) : ("unknown" as const), places: [...places] }],
    ),
  };
}

/** The ids that `ledger` promises: `C: 98` stands for C-001 to C-098. */
export const declaredIn = (pack: Pack): readonly string[] =>
  pack.files
    .of("facts")
    .flatMap(({ data }) =>
      Object.entries(data.ledger ?? {}).flatMap(([letter, count]) =>
        Array.from({ length: count }, (_, index) => `${letter}-${String(index + 1).padStart(3, "0")}`),
      ),
    );

export const factsIn = (pack: Pack): ReadonlyMap<string, FactsFile["facts"][string]> =>
  new Map(pack.files.of("facts").flatMap(({ data }) => Object.entries(data.facts)));

/** Ids that are never used → why. */
export const leftOutIn = (pack: Pack): ReadonlyMap<string, string> =>
  new Map(pack.files.of("facts").flatMap(({ data }) => Object.entries(data.left_out ?? {})));

function citationsIn(pack: Pack): ReadonlyMap<string, readonly Place[]> {
  const places = new Map<string, Map<string, Place>>();
  for (const list of citationSites(pack))
    for (const { source, path, value } of each(listOf(list.value), list)) {
      const place = source.place(path);
      const found = places.get(String(value)) ?? new Map<string, Place>();
      // An entry may cite a fact for several of its attributes; its first line is enough.
      const whose = `${place.file} ${place.subject}`;
      places.set(String(value), found.set(whose, found.get(whose) ?? place));
    }
  return new Map([...places].map(([id, found]) => [id, [...found.values()]]));
}
