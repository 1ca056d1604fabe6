import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";

/**
 * Which folder of `src` may import which. The linter enforces the same while one types; this guards the guard, because a
 * rule that matches no file passes silently.
 */
const allowed: Readonly<Record<string, readonly string[]>> = {
  dialog: ["dialog"],
  knowledge: ["knowledge", "dialog"],
  understanding: ["understanding", "dialog"],
  evaluation: ["evaluation", "dialog"],
  insights: ["insights", "dialog"],
  store: ["store", "dialog"],
  graph: ["graph", "dialog"],
  proof: ["proof", "dialog"],
  difference: ["difference", "proof", "dialog"],
  // "": turn.ts and brain.ts, so that a test takes the path of the server.
  conversations: ["conversations", "knowledge", "dialog", ""],
  cases: ["cases", "dialog", ""],
  handoff: ["handoff", "cases", "dialog"],
  "adapters/common": ["adapters/common", "dialog"],
  "adapters/web": ["adapters/web", "adapters/common", "dialog"],
  "adapters/slack": ["adapters/slack", "adapters/common", "dialog"],
  "adapters/teams": ["adapters/teams", "adapters/common", "dialog"],
  "adapters/terminal": ["adapters/terminal", "dialog"],
};

/** The only folder that may import a package. */
const owners: Readonly<Record<string, string>> = {
  natural: "understanding",
  yaml: "knowledge",
  libsql: "store",
  pg: "store",
  elkjs: "graph",
  hono: "adapters/web",
  "@slack/bolt": "adapters/slack",
  botbuilder: "adapters/teams",
  standardwebhooks: "handoff",
};

const source = resolve(import.meta.dirname, "../src");

interface Import {
  readonly file: string;
  readonly folder: string;
  readonly target: string;
}

function filesIn(dir: string): readonly string[] {
  return readdirSync(dir).flatMap((name) => {
    const path = join(dir, name);
    return statSync(path).isDirectory() ? filesIn(path) : path.endsWith(".ts") ? [path] : [];
  });
}

const folderOf = (file: string): string => {
  const parts = relative(source, file).split("/");
  return parts[0] === "adapters" ? parts.slice(0, 2).join("/") : parts.length === 1 ? "" : (parts[0] ?? "");
};

function importsOf(file: string): readonly Import[] {
  const text = readFileSync(file, "utf8");
  const targets = [...text.matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)].map((match) => match[1] ?? "");
  return targets.map((target) => ({
    file: relative(source, file),
    folder: folderOf(file),
    target: target.startsWith(".") ? folderOf(resolve(dirname(file), target)) : target,
  }));
}

const isFolder = (target: string): boolean => target in allowed || target === "" || target === "commands";

describe("the layers", () => {
  const files = filesIn(source);
  const imports = files.flatMap(importsOf);

  it.each(Object.entries(allowed))("%s imports only what it may", (folder, may) => {
    const own = imports.filter((one) => one.folder === folder);
    expect(files.filter((file) => folderOf(file) === folder).length, "files seen").toBeGreaterThan(0);
    expect(own.length, "imports seen").toBeGreaterThan(0);
    expect(own.filter(({ target }) => isFolder(target) && !may.includes(target))).toEqual([]);
  });

  it("keep the core free of packages and of Node", () => {
    const core = imports.filter(({ folder }) => folder === "dialog");
    expect(core.length).toBeGreaterThan(20);
    expect(core.filter(({ target }) => target !== "dialog")).toEqual([]);
  });

  it.each(Object.entries(owners))("let only one folder import %s", (name, owner) => {
    const uses = imports.filter(({ target }) => target === name || target.startsWith(`${name}/`));
    expect(uses.length, `imports of ${name} seen`).toBeGreaterThan(0);
    expect(uses.filter(({ folder }) => folder !== owner)).toEqual([]);
  });

  it("keep time, chance, files and the network out of the core", () => {
    const core = files.filter((file) => folderOf(file) === "dialog");
    const impure = /\bDate\b(?!\.UTC\()|Math\.random|\bprocess\.|\bfetch\(|\bsetTimeout\b|\bconsole\./;
    expect(core.length).toBeGreaterThan(10);
    expect(
      core.filter((file) => impure.test(readFileSync(file, "utf8").replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, ""))),
    ).toEqual([]);
  });
});
