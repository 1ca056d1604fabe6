import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { temporary } from "../store/temp.ts";
import { packDir } from "../support/real.ts";

/** The command line called with these arguments: its exit status and what it wrote. */
async function called(...args: readonly string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  vi.spyOn(console, "log").mockImplementation((line) => out.push(String(line)));
  vi.spyOn(console, "error").mockImplementation((line) => err.push(String(line)));
  vi.spyOn(process, "argv", "get").mockReturnValue(["node", "cli.js", ...args]);
  vi.resetModules();
  await import("../../src/cli.ts");
  const status = process.exitCode;
  process.exitCode = undefined;
  vi.restoreAllMocks();
  return { status, out: out.join("\n"), err: err.join("\n") };
}

const home = process.cwd();
let directory: ReturnType<typeof temporary>;
beforeEach(() => {
  directory = temporary();
  vi.stubEnv("STEPWISE_KNOWLEDGE", undefined);
});
afterEach(() => {
  process.chdir(home);
  vi.unstubAllEnvs();
  directory.remove();
});

describe("stepwise", () => {
  it("says which version it is", async () => {
    expect(await called("--version")).toMatchObject({ status: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+$/) });
  });

  it("suggests the command that was meant, and knows none that are not there", async () => {
    const { status, err } = await called("chek");
    expect([status, err]).toEqual([2, expect.stringContaining('unknown command "chek" — did you mean "check"?')]);
    expect((await called("constructor")).status).toBe(2);
  });

  it.each([
    [["check", "--jsn"], 'stepwise check: unknown option "--jsn" — did you mean "--json"?'],
    [["check", "more"], 'stepwise check: found "more", expected no argument'],
    [["schema", "a", "b", "c"], 'stepwise schema: found "b", "c", expected only [folder]'],
    [["check", "--knowledge"], "stepwise check: found --knowledge without its value"],
    [["check", "--knowledge", "--json"], "stepwise check: found --knowledge without its value"],
    [["check", "--json=yes"], "stepwise check: found a value for --json, which takes none"],
    [["start", "now"], 'stepwise start: found "now", expected no argument'],
  ])("refuses what a command does not take, and shows its usage: %j", async (args, told) => {
    const { status, err } = await called(...args);
    expect(status).toBe(2);
    expect(err).toContain(told);
    expect(err).toContain(`Usage: stepwise ${args[0]}`);
  });
});

describe("the pack", () => {
  const facts = async () => called("facts", "--json");

  it("is the one that came with Stepwise where there is none, and it says so", async () => {
    process.chdir(directory.path);
    const { out, err } = await facts();
    expect(err).toBe(`no folder knowledge here: using the pack that came with Stepwise, ${packDir.replace(/\/$/, "")}`);
    expect(JSON.parse(out)).toMatchObject({ size: expect.any(Number) });
  });

  it("is the folder knowledge where there is one", async () => {
    mkdirSync(join(directory.path, "knowledge"));
    process.chdir(directory.path);
    expect((await facts()).err).toBe("");
  });

  it("is the one of the setting, and it says so", async () => {
    vi.stubEnv("STEPWISE_KNOWLEDGE", packDir);
    process.chdir(directory.path);
    expect((await facts()).err).toBe(`using the pack of STEPWISE_KNOWLEDGE, ${packDir}`);
  });

  it("is the one that is named, without a word", async () => {
    vi.stubEnv("STEPWISE_KNOWLEDGE", "/nowhere");
    process.chdir(directory.path);
    expect((await called("facts", "--json", "--knowledge", packDir)).err).toBe("");
  });
});

describe("stepwise schema", () => {
  it("makes the folder and writes the schemas into it", async () => {
    const folder = join(directory.path, "a", "b");
    const { status, out } = await called("schema", folder);
    expect(status).toBe(0);
    for (const path of out.split("\n")) expect(existsSync(path)).toBe(true);
  });

  it.each([
    ["/dev/null/x", "found a file in the way of /dev/null/x, expected a folder or nothing"],
    ["/dev/null", "found a file in the way of /dev/null, expected a folder or nothing"],
    ["/proc/x", "/proc/x, expected"],
  ])("says what is in the way of %s", async (folder, told) => {
    const { status, err } = await called("schema", folder);
    expect([status, err]).toEqual([1, expect.stringContaining(told)]);
    expect(err).toContain("give another folder");
    expect(err).not.toContain("    at ");
  });
});
