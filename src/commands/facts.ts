import { type Ledger, ledgerOf, type UsedFact } from "../knowledge/ledger.ts";
import { readPack } from "../knowledge/load.ts";
import type { Place } from "../knowledge/located.ts";
import { type Command, jsonOption, knowledgeDirOf, knowledgeOption, text } from "./command.ts";

export const factsCommand: Command = {
  about:
    "Says what becomes of every fact: used where, left out why, unassigned.\n\nExit status 1 if a fact is unassigned, or cited though left out or unknown.",
  arguments: "",
  options: {
    ...knowledgeOption,
    ...jsonOption,
    id: { type: "string", about: "only this fact" },
    all: { type: "boolean", about: "every fact with its places" },
  },
  async run(values) {
    const dir = knowledgeDirOf(values);
    const pack = await readPack(dir);
    if (pack === null) {
      console.error(`${dir} is not a directory that can be read; give the directory that holds bot.yaml`);
      return 1;
    }
    const ledger = ledgerOf(pack);
    const id = text(values, "id");
    if (id !== undefined) return oneFact(ledger, id, values.json === true);
    if (values.json === true) console.log(JSON.stringify(ledger));
    else for (const line of linesOf(ledger, values.all === true)) console.log(line);
    return ledger.unassigned.length + ledger.stray.length > 0 ? 1 : 0;
  },
};

/** Exit status 1: there is no such fact, or it has no home. */
function oneFact(ledger: Ledger, id: string, json: boolean): number {
  const parts = {
    used: ledger.used.find((fact) => fact.id === id) ?? null,
    leftOut: ledger.leftOut.find((fact) => fact.id === id) ?? null,
    unassigned: ledger.unassigned.find((fact) => fact.id === id) ?? null,
    stray: ledger.stray.find((fact) => fact.id === id) ?? null,
  };
  const { used, leftOut, unassigned, stray } = parts;
  if (json) console.log(JSON.stringify({ id, ...parts }));
  else {
    if (used !== null) for (const line of usedLines(used)) console.log(line);
    if (leftOut !== null) console.log(`${id}  left out: ${leftOut.reason}`);
    if (unassigned !== null) console.log(unassignedLine(unassigned));
    if (stray !== null) for (const line of strayLines(stray)) console.log(line);
    if (Object.values(parts).every((part) => part === null)) console.log(`${id}  is not in the ledger`);
  }
  return (used !== null || leftOut !== null) && stray === null ? 0 : 1;
}

/** Without `all`: the count, what is wrong, and why facts were left out. */
export function linesOf(ledger: Ledger, all: boolean): readonly string[] {
  const { size, used, leftOut, unassigned, stray } = ledger;
  const part = (title: string, lines: readonly string[]) => (lines.length === 0 ? [] : ["", title, ...lines]);
  return [
    `${size} facts: ${used.length} used, ${leftOut.length} left out, ${unassigned.length} unassigned`,
    ...part("Unassigned", unassigned.map(unassignedLine)),
    ...part("Cited, but not to be used", stray.flatMap(strayLines)),
    ...part(
      "Left out",
      leftOut.map(({ id, reason }) => `${id}  ${reason}`),
    ),
    ...(all ? part("Used", used.flatMap(usedLines)) : []),
  ];
}

const usedLines = ({ id, fact, trust, use, places }: UsedFact): readonly string[] => {
  const care = trust === "plain" ? "" : ` (${[trust.replaceAll("_", " "), ...(use === null ? [] : [use])].join(", ")})`;
  return [`${id}  ${fact}${care}`, ...places.map(placeLine)];
};

const unassignedLine = ({ id, why }: Ledger["unassigned"][number]): string =>
  `${id}  ${why === "missing" ? "stands neither in facts nor in left_out" : "stands in facts, but is cited nowhere"}`;

const strayLines = ({ id, why, places }: Ledger["stray"][number]): readonly string[] => [
  `${id}  ${why === "left_out" ? "is left out" : "is not in the ledger"}`,
  ...places.map(placeLine),
];

const placeLine = ({ file, line, subject }: Place): string => `       ${file}:${line}  ${subject}`;
