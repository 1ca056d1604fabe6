import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { graphCommand } from "../../src/commands/graph.ts";
import { browserPath, launched } from "../support/browser.ts";
import { packDir } from "../support/real.ts";
import { shippedPack } from "./shipped.ts";

describe("stepwise graph", () => {
  let folder: string;
  const said = { log: "", error: "" };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "stepwise-graph-"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  afterEach(() => {
    vi.restoreAllMocks();
  });

  const run = (values: Record<string, string>, ...positionals: string[]) => {
    Object.assign(said, { log: "", error: "" });
    vi.spyOn(console, "log").mockImplementation((line) => {
      said.log += `${line}\n`;
    });
    vi.spyOn(console, "error").mockImplementation((line) => {
      said.error += `${line}\n`;
    });
    return graphCommand.run({ knowledge: packDir, ...values }, positionals);
  };

  it("prints a flow as Mermaid", async () => {
    expect(await run({}, "tws_setup")).toBe(0);
    expect(said.log).toMatch(/^%%.*\nflowchart TD\n/);
  });

  it("prints all flows as Markdown with charts", async () => {
    expect(await run({})).toBe(0);
    expect(said.log).toMatch(/^## .+\n\n```mermaid\n/);
  });

  it("writes one flow where it is told, in the form its name says", async () => {
    expect(await run({ out: join(folder, "new", "one.svg") }, "tws_setup")).toBe(0);
    expect(await readFile(join(folder, "new", "one.svg"), "utf8")).toMatch(/^<svg /);
    expect(await run({ out: join(folder, "one.mmd") }, "tws_setup")).toBe(0);
    expect(await readFile(join(folder, "one.mmd"), "utf8")).toContain("flowchart TD");
    expect(await run({ out: join(folder, "new") }, "tws_setup")).toBe(0);
    expect(said.log).toBe(`${join(folder, "new", "tws_setup.svg")}\n`);
  });

  it("refuses what it cannot do, with a remedy", async () => {
    expect(await run({}, "tws_setpu")).toBe(2);
    expect(said.error).toContain('did you mean "tws_setup"?');
    expect(await run({ format: "png" })).toBe(2);
    expect(said.error).toContain("expected one of mermaid, svg");
    expect(await run({ format: "svg" })).toBe(2);
    expect(said.error).toContain("--out");
  });

  describe("for all flows", () => {
    beforeAll(async () => {
      expect(await run({ out: join(folder, "all") })).toBe(0);
      vi.restoreAllMocks();
    });

    it("writes a picture each and a page", async () => {
      const { flows } = await shippedPack();
      expect((await readdir(join(folder, "all"))).toSorted()).toEqual(
        [...[...flows.keys()].map((flow) => `${flow}.svg`), "index.html"].toSorted(),
      );
    });

    it.skipIf(browserPath === null)("makes a page that leads to every flow and loads nothing", async () => {
      const { flows } = await shippedPack();
      const browser = await launched();
      try {
        const page = await browser.newPage();
        const requests: string[] = [];
        const errors: string[] = [];
        page.on("request", (request) => requests.push(request.url()));
        page.on("console", (message) => errors.push(message.text()));
        page.on("pageerror", (error) => errors.push(String(error)));
        const index = pathToFileURL(join(folder, "all", "index.html")).href;
        await page.goto(index);
        expect(requests).toEqual([index]);
        expect(errors).toEqual([]);
        expect(await page.locator("section svg").count()).toBe(flows.size);
        const ids = await page.locator("[id]").evaluateAll((all) => all.map(({ id }): string => id));
        expect(new Set(ids).size).toBe(ids.length);
        const targets = await page
          .locator("a")
          .evaluateAll((links) => links.map((link): string => link.getAttribute("href")));
        expect(targets.length).toBeGreaterThan(flows.size);
        expect(targets.filter((target) => !ids.some((id) => target === `#${id}`))).toEqual([]);
      } finally {
        await browser.close();
      }
    });
  });
});
