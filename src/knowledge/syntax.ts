import { type Document, visit } from "yaml";

/** A mistake of YAML itself, at an offset in UTF-16 units. */
export interface Fault {
  readonly offset: number;
  /** What was found, and what to do. */
  readonly message: string;
}

type YamlError = Document["errors"][number] | Document["warnings"][number];

/**
 * The mistakes of a document in words for people who do not know YAML. After the first that leaves the reader lost,
 * what follows is mostly its consequence and is not told.
 */
export function syntaxFaults(document: Document, text: string): readonly Fault[] {
  const errors = [...document.errors, ...document.warnings].sort((a, b) => a.pos[0] - b.pos[0]);
  const lost = errors.findIndex(({ code }) => code !== "DUPLICATE_KEY");
  return (lost === -1 ? errors : errors.slice(0, lost + 1)).map((error) => faultOf(error, document, text));
}

/** References to nothing. They show only when the values are read. */
export function referenceFaults(document: Document): readonly Fault[] {
  const faults: Fault[] = [];
  visit(document, {
    Alias(_key, alias) {
      const { source } = alias;
      if (alias.resolve(document) !== undefined) return;
      const message = `found *${source}, which YAML reads as a reference, but nothing is marked &${source} before it — put a text that begins with * in quotes`;
      faults.push({ offset: alias.range?.[0] ?? 0, message });
    },
  });
  return faults;
}

function faultOf({ code, message, pos: [offset] }: YamlError, document: Document, text: string): Fault {
  const here = (words: string): Fault => ({ offset, message: words });
  const line = text.slice(text.lastIndexOf("\n", offset - 1) + 1).split("\n", 1)[0] ?? "";
  const [rest = ""] = text.slice(offset).split("\n", 1);
  if (/^(<{7}|={7}|>{7})/.test(line)) return here("found the marks of a merge conflict — keep one of the two versions");
  switch (code) {
    case "DUPLICATE_KEY":
      return here(`the key "${keyOf(rest)}" stands twice in one map — remove or rename one of them`);
    case "NON_STRING_KEY":
      return here("found keys inside keys, as YAML reads a text that begins with {{ — put the text in quotes");
    case "TAB_AS_INDENT":
      return here("found a tab at the beginning of a line, expected spaces — indent with spaces");
    case "BLOCK_AS_IMPLICIT_KEY":
      return nested(offset, rest, text);
    case "BLOCK_IN_FLOW":
      return here(`found ": " in a text without quotes — put the text in quotes, or a comma before the next key`);
    case "MISSING_CHAR":
      return missing(offset, message, document);
    case "BAD_INDENT":
      return badIndent(offset, message, text);
    case "BAD_SCALAR_START":
    case "TAG_RESOLVE_FAILED":
      return here(
        `found a text that begins with ${rest.charAt(0)}, which YAML keeps for itself — put the text in quotes`,
      );
    case "BAD_DQ_ESCAPE":
      return here(
        `found ${rest.slice(0, 2)} inside "…", where a backslash begins a code — write it twice, or put the text in '…'`,
      );
    case "MULTIPLE_DOCS":
      return here("found --- in the middle of the file, which begins another document — remove the line");
    case "MULTILINE_IMPLICIT_KEY":
      return here(
        "found a line without a key — write key: value, or indent it further if it goes on with the text above",
      );
    case "UNEXPECTED_TOKEN":
      return unexpected(offset, message, line, text, document);
    default:
      return here(
        `found something that is no YAML (${message}) — compare indentation and quotes with the lines around it`,
      );
  }
}

const keyOf = (rest: string): string =>
  /^(?:"([^"]*)"|'([^']*)'|([^:]*))/.exec(rest)?.slice(1).find(Boolean)?.trim() ?? "";

function nested(offset: number, rest: string, text: string): Fault {
  if (/:(\s|$)/.test(rest.trimEnd())) {
    const whole = rest.trim().replaceAll('"', "'");
    return { offset, message: `found ": " in a text without quotes — write "${whole}" with the quotes` };
  }
  if (rest.trimStart().startsWith("- ") || rest.trim() === "")
    return { offset, message: 'found a "- " where a key was expected — indent it like the items of its list' };
  const next = /\n[ ]*(?=[^\s#])/g;
  next.lastIndex = offset;
  const at = next.exec(text);
  return {
    offset: at === null ? offset : at.index + at[0].length,
    message: "found a key that is indented further than the one before it — begin both in the same column",
  };
}

function missing(offset: number, message: string, document: Document): Fault {
  const quote = /Missing closing (["'])/.exec(message)?.[1];
  if (quote !== undefined)
    return {
      offset: quotedFrom(document, offset),
      message: `found no closing ${quote} for the text that begins here — add it`,
    };
  if (message.startsWith("Implicit map keys"))
    return { offset, message: 'found a key without ": " after it — write key: value' };
  return { offset, message: "found a list or map in brackets that is not complete — add the comma, colon or bracket" };
}

/** Where the quoted text begins that has no end. */
function quotedFrom(document: Document, end: number): number {
  let from = end;
  visit(document, {
    Scalar(_key, node) {
      const [begin, until] = node.range ?? [end, end];
      if (node.type?.startsWith("QUOTE") === true && begin < end && until >= end - 1) from = begin;
    },
  });
  return from;
}

function badIndent(offset: number, message: string, text: string): Fault {
  const close = /end with a ([\]}])/.exec(message)?.[1];
  if (close !== undefined) {
    const open = close === "]" ? "[" : "{";
    const from = text.lastIndexOf(open, offset - 1);
    return {
      offset: from === -1 ? offset : from,
      message: `found no ${close} for the ${open} here — add it, or put a text that begins with ${open} in quotes`,
    };
  }
  const blanks = /^\s*/.exec(text.slice(offset))?.[0].length ?? 0;
  return {
    offset: offset + blanks,
    message:
      'found a line in another column than those it belongs to — indent it like them; a new item begins with "- "',
  };
}

function unexpected(offset: number, message: string, line: string, text: string, document: Document): Fault {
  const here = (words: string): Fault => ({ offset, message: words });
  const justBefore = (words: string): Fault => ({ offset: offset - 1, message: words });
  const before = text.slice(0, offset);
  const inside = /(["'])$/.exec(before)?.[1];
  if (message.startsWith("Unexpected scalar at node end")) {
    const from = quotedFrom(document, offset);
    if (text.slice(from, offset).includes("\n"))
      return {
        offset: from,
        message: `found no closing ${text.charAt(from)} on the line of the text that begins here — add it`,
      };
    if (/[:-]\s+\*\S/.test(line))
      return here("found a text that begins with *, which YAML keeps for itself — put the text in quotes");
    if (inside === "'")
      return justBefore("found an ' inside '…', where it ends the text — write '' for it, or put the text in \"…\"");
    if (inside === '"')
      return justBefore('found a " inside "…", where it ends the text — write \\" for it, or put the text in \'…\'');
    if (/["']\s+$/.test(before)) return here("found words after the closing quote — put the whole text in quotes");
  }
  const closing = /Unexpected flow-(?:seq|map)-end/.test(message) ? text.charAt(offset) : null;
  if (closing !== null) return here(`found a ${closing} that closes nothing — remove it, or put the text in quotes`);
  if (/Unexpected , in flow/.test(message)) return here("found a comma with nothing before it — remove it");
  if (/Block scalar header|Not a YAML token/.test(message))
    return here(
      "found words after | or >, which begin a text on the next line — move them there, or put the text in quotes",
    );
  return here(
    "found something that YAML cannot place here — put the text in quotes, or compare it with the lines around it",
  );
}
