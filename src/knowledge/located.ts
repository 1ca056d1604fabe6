import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  type Scalar,
} from "yaml";
import type { Problem } from "./problem.ts";
import { subjectOf } from "./subject.ts";
import { referenceFaults, syntaxFaults } from "./syntax.ts";

/** Keys and indices from the top of the file down to a value. */
export type DataPath = readonly PropertyKey[];

/** Where a value stands and whose it is, as an author would say it: `step "hold"`; empty for a whole file. */
export interface Place {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  readonly subject: string;
}

/** One YAML file whose every value can be pointed at. */
export interface Located {
  readonly file: string;
  readonly data: unknown;
  /** Mistakes of YAML itself: syntax, keys given twice, references to nothing. `data` is null when there are any. */
  readonly problems: readonly Problem[];
  /** A problem at the value; at the nearest value above it that exists. The message is told whose value it is. */
  problem(rule: string, path: DataPath, message: string, level?: Problem["level"]): Problem;
  /** A problem at the key itself rather than at its value. */
  problemAtKey(rule: string, path: DataPath, message: string): Problem;
  /** Of the value; of the nearest value above it that exists. */
  place(path: DataPath): Place;
  /** Every plain (unquoted) word of the file, with the path of its value or key. */
  plainWords(): readonly PlainWord[];
}

interface PlainWord {
  readonly path: DataPath;
  readonly word: string;
  readonly role: "key" | "value";
}

export function located(file: string, text: string): Located {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, merge: true, prettyErrors: false, stringKeys: true });
  const root = document.contents;

  const positionOf = (offset: number): { readonly line: number; readonly column: number } => {
    const { line, col } = counter.linePos(Math.min(offset, text.length));
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const at = (offset: number, rule: string, message: string, level: Problem["level"]): Problem => ({
    file,
    ...positionOf(offset),
    rule,
    message,
    level,
  });
  const faults = syntaxFaults(document, text);
  const broken = faults.length > 0 ? faults : referenceFaults(document);
  const { data, failure } = broken.length > 0 ? { data: null, failure: null } : dataOf(document);
  const problems = [...broken, ...(failure === null ? [] : [{ offset: 0, message: failure }])].map(
    ({ offset, message }) => at(offset, "yaml", message, "error"),
  );

  const resolved = (node: unknown): unknown => (isAlias(node) ? node.resolve(document) : node);
  const pairAt = (node: unknown, key: PropertyKey): Pair | null => {
    const map = resolved(node);
    if (!isMap(map)) return null;
    const own = map.items.find((pair) => keyOf(pair) === String(key));
    if (own !== undefined) return own;
    for (const pair of map.items) {
      if (keyOf(pair) !== "<<") continue;
      const merged = resolved(pair.value);
      for (const source of isSeq(merged) ? merged.items : [merged]) {
        const inherited = pairAt(source, key);
        if (inherited !== null) return inherited;
      }
    }
    return null;
  };
  const childOf = (node: unknown, key: PropertyKey): unknown => {
    const list = resolved(node);
    return isSeq(list) ? list.items[Number(key)] : (pairAt(node, key)?.value ?? null);
  };
  const nearest = (path: DataPath): Node | null => {
    let found: Node | null = root;
    let node: unknown = root;
    for (const key of path) {
      node = childOf(node, key);
      if (!isNode(node)) break;
      found = node;
    }
    return found;
  };
  const spoken = (path: DataPath, message: string) => `${subjectOf(data, path)}${message}`;

  return {
    file,
    data,
    problems,
    problem: (rule, path, message, level = "error") =>
      at(nearest(path)?.range?.[0] ?? 0, rule, spoken(path, message), level),
    problemAtKey(rule, path, message) {
      const key = pairAt(nearest(path.slice(0, -1)), path.at(-1) ?? "")?.key;
      const offset = isNode(key) ? key.range?.[0] : nearest(path)?.range?.[0];
      return at(offset ?? 0, rule, spoken(path.slice(0, -1), message), "error");
    },
    place: (path) => ({
      file,
      ...positionOf(nearest(path)?.range?.[0] ?? 0),
      subject: subjectOf(data, path).replace(/: $/, ""),
    }),
    plainWords: () => [...plainWordsOf(root, [])],
  };
}

function* plainWordsOf(node: unknown, path: DataPath): Generator<PlainWord> {
  if (isPlain(node)) yield { path, word: node.source ?? "", role: "value" };
  if (isSeq(node)) for (const [index, item] of node.items.entries()) yield* plainWordsOf(item, [...path, index]);
  if (!isMap(node)) return;
  for (const pair of node.items) {
    const here = [...path, keyOf(pair)];
    if (isPlain(pair.key)) yield { path: here, word: pair.key.source ?? "", role: "key" };
    yield* plainWordsOf(pair.value, here);
  }
}

const isPlain = (node: unknown): node is Scalar => isScalar(node) && node.type === "PLAIN";

const keyOf = (pair: Pair): string =>
  isScalar(pair.key) ? String(pair.key.source ?? pair.key.value) : String(pair.key);

function dataOf(document: Document): { readonly data: unknown; readonly failure: string | null } {
  try {
    return { data: document.toJS(), failure: null };
  } catch {
    const failure = "found references (&, *) that lead to themselves or multiply without end — write the values out";
    return { data: null, failure };
  }
}
