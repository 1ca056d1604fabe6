import type { SharedFile } from "../../dialog/events.ts";
import { cut } from "../common/words.ts";
import { type Block, bold, escaped, plain, sections, small } from "./blocks.ts";
import { fallback, fitting, type Rendered } from "./render.ts";

/** Without control characters, and without marks that turn the direction of what follows. Line ends and tabs stay. */
export const legible = (text: string): string =>
  text
    .replaceAll(/\r\n?|[\u2028\u2029]/g, "\n")
    .replaceAll(/(?![\n\t])[\p{Cc}\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/gu, "");

export const inLine = (text: string): string => legible(text).replaceAll(/\s+/g, " ").trim();

const nameLength = 100;

/** What a person said, to somebody whom they do not talk to directly. */
export function renderSaid(name: string, text: string): Rendered {
  const who = cut(inLine(name), nameLength);
  const words = legible(text);
  return { text: fallback([`${who}:`, words]), blocks: fitting(sections(words), [], bold(who)) };
}

/** Stands above files that are shown themselves. */
export function renderSharer(name: string): Rendered {
  const who = cut(inLine(name), nameLength);
  return { text: fallback([`${who}:`]), blocks: bold(who) };
}

/** Files that a person passed on: those who may see them find them by their links. */
export function renderShared(name: string, files: readonly SharedFile[]): Rendered {
  const who = cut(inLine(name), nameLength);
  const names = files.slice(0, mostFiles).map((file) => inLine(file.name));
  return { text: fallback([`${who}: ${names.join(", ")}`]), blocks: [...bold(who), ...fileBlocks(files)] };
}

/** A line each, with where it can be looked at. */
export function fileBlocks(files: readonly SharedFile[]): Block[] {
  const more = files.length - mostFiles;
  return [...files.slice(0, mostFiles).map(fileBlock), ...(more > 0 ? [small(plain(`… and ${more} more`))] : [])];
}

const mostFiles = 20;

function fileBlock({ name, type, link }: SharedFile): Block {
  const words = `📎 ${cut(inLine(name), 150)}${type === null ? "" : ` (${cut(inLine(type), 80)})`}`;
  return small(plain(words), ...(link === null ? [] : linked(link, "open")));
}

/** Nothing where the address is none that people open. */
export const linked = (address: string, label: string) =>
  /^https?:\/\/[^\s<>|]{1,2000}$/.test(address)
    ? [{ type: "mrkdwn" as const, text: `<${escaped(address)}|${label}>` }]
    : [];
