import { machine } from "../machine.ts";
import type { Cost } from "./cost.ts";
import { type Load, quantile } from "./load.ts";

export interface Durability {
  /** The first is the one the target is set for. */
  readonly loads: readonly { readonly name: string; readonly loads: readonly Load[] }[];
  /** Of the disk alone, a second; several times during the run. */
  readonly flushes: readonly number[];
  /** Processes of others that wanted a core before the run, by core; above 1 they and the bench had to share. */
  readonly others: number;
  /** The best of so many counts. */
  readonly tries: number;
  readonly growths: readonly { readonly name: string; readonly costs: readonly Cost[] }[];
}

const targetOpen = 64;
const targetFlushes = 10;
const targetGrowth = 1.2;

/** The page: targets, throughput, growth. */
export function pageOf({ loads, flushes, others, tries, growths }: Durability): string {
  const flush = quantile(flushes, 0.5);
  const ours = loads[0]?.loads.find(({ open }) => open === targetOpen);
  const ratio = (ours?.perSecond ?? Number.NaN) / flush;
  const targets = [
    [
      `durable turns a second with ${targetOpen} conversations, SQLite, against the flushes the disk gives`,
      `≥ ${targetFlushes} ×`,
      `${ratio.toFixed(1)} ×`,
      verdict(ratio >= targetFlushes),
    ],
    ...growths.map(({ name, costs }) => {
      const all = costs.map(({ cpu }) => cpu);
      const growth = (all.at(-1) ?? Number.NaN) / (all[0] ?? Number.NaN);
      return [
        `cost of a turn (processor): ${name.toLowerCase()}, largest against smallest`,
        `≤ ${targetGrowth} ×`,
        `${growth.toFixed(2)} ×`,
        verdict(growth <= targetGrowth),
      ];
    }),
  ];
  return `# Durable turns

Written by \`npm run durability\` on ${machine()}. A turn is a message taken in, understood, answered and stored, the message and the answer on disk before either is told of; the pack is the one that ships, and the load comes from the process itself, without HTTP. Four in ten messages are texts, the others buttons. ${tries === 1 ? "Each figure is from one try." : `Of ${tries} tries the best counts.`} The disk alone gives ${whole(flush)} flushes a second (${whole(Math.min(...flushes))} to ${whole(Math.max(...flushes))} during the run; one page and one \`fdatasync\` after the other). [README.md](README.md#durable-turns) says what is measured how.
${others < 0.5 ? "" : busy(others)}
## Targets

${table(["what", "target", "found", ""], targets)}

With ${targetOpen} conversations the server on SQLite keeps ${share(ours)} of one core busy. Near 100 % it is not the disk that limits the turns but the program, which decides on one core; then only a slower disk makes the first figure better.

## Turns a second

${table(
  ["conversations open", ...loads.map(({ name }) => name)],
  opensIn(loads).map((open) => [
    `${open}`,
    ...loads.map(({ loads: own }) => cell(own, open, ({ perSecond }) => whole(perSecond))),
  ]),
)}

botbuilder-dialogs reads nothing out of a text, and nothing of it is durable: its memory goes with the process, and its transcript files are not flushed.

${[...loads].map(({ name, loads: own }) => loadTable(name, own)).join("\n\n")}

## Growth

Milliseconds, the middle of many turns of one conversation at a time. The target is set on the processor's time: on the clock the disk hides the difference. The first turn after a start reads the whole conversation.

${growths
  .map(({ name, costs }) =>
    table(
      [name, "processor", "clock", "processor, first turn after a start"],
      costs.map(({ label, cpu, wall, firstCpu }) => [label, cpu.toFixed(2), wall.toFixed(2), firstCpu.toFixed(2)]),
    ),
  )
  .join("\n\n")}
`;
}

function loadTable(name: string, loads: readonly Load[]): string {
  const rows = loads.map(({ open, perSecond, p50, p99, cpu, megabytes }) => [
    `${open}`,
    whole(perSecond),
    p50.toFixed(2),
    p99.toFixed(2),
    cpu.toFixed(2),
    whole(megabytes),
  ]);
  const head = ["conversations open", "turns a second", "p50, ms", "p99, ms", "processor a turn, ms", "memory, MB"];
  return `### ${name}\n\n${table(head, rows)}`;
}

const opensIn = (loads: Durability["loads"]): readonly number[] =>
  [...new Set(loads.flatMap(({ loads: own }) => own.map(({ open }) => open)))].sort((a, b) => a - b);

function cell(loads: readonly Load[], open: number, show: (load: Load) => string): string {
  const load = loads.find((one) => one.open === open);
  return load === undefined ? "–" : show(load);
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");

const busy = (others: number): string => `
**The machine was busy**: before the run ${others.toFixed(1)} processes wanted each of its cores. Turns a second and times of the clock are the worse for it, those on PostgreSQL most, because there each turn waits for other processes several times; times of the processor less so.
`;

/** Milliseconds of the processor in every second of the clock. */
const share = (load: Load | undefined): string =>
  load === undefined ? "–" : `${whole((load.cpu * load.perSecond) / 10)} %`;

const whole = (value: number): string => Math.round(value).toLocaleString("en");
const verdict = (holds: boolean): string => (holds ? "holds" : "**missed**");
