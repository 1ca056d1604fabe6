import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { layoutOf } from "../../src/graph/layout.ts";
import { graphOf } from "../../src/graph/model.ts";
import { svgOf } from "../../src/graph/svg.ts";
import { browserPath, browserRemedy, launched } from "../support/browser.ts";
import { answerOf, askStep, flowOf, packOf, sayStep } from "../support/pack.ts";
import { faultsOf, type Measured, measured } from "./measured.ts";
import { shippedPack } from "./shipped.ts";

/** Widest picture that still reads well on a page, in pixels. */
const widest = 1400;

if (browserPath === null) console.warn(`the tests of the pictures were skipped: ${browserRemedy}`);
const situation = browserPath === null ? `skipped: ${browserRemedy}` : "in Chromium";

const sorted = (names: readonly string[]) => names.toSorted();

/** Without spaces: lines are broken where they fit. */
const wordsAt = (edge: string, { labels }: Measured): string =>
  (labels.find(({ name }) => name === edge)?.text ?? "").replaceAll(/\s/g, "");

describe.skipIf(browserPath === null)(`the picture of a flow, ${situation}`, async () => {
  const shipped = await shippedPack();
  const flows = [...shipped.flows.values()].map((flow) => ({ id: flow.id, graph: graphOf(flow, shipped) }));
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    browser = await launched();
    page = await browser.newPage();
  });
  afterAll(() => browser?.close());

  it.each(flows)("of $id has every node, line and word, and nothing overlaps", async ({ graph }) => {
    const found = await measured(page, svgOf(await layoutOf(graph)));
    expect(found.error).toBeNull();
    expect(sorted(found.boxes.map(({ name }) => name))).toEqual(sorted(graph.nodes.map(({ id }) => id)));
    expect(sorted(found.lines.map(({ name }) => name))).toEqual(sorted(graph.edges.map(({ id }) => id)));
    for (const { id, label } of graph.edges) expect(wordsAt(id, found)).toContain(label.replaceAll(/\s/g, ""));
    expect(faultsOf(found)).toEqual([]);
    expect(found.whole.right).toBeLessThanOrEqual(widest);
  });

  it("has room for a wider font where Arial is missing", async () => {
    for (const { graph } of flows.filter(({ id }) => ["connect_headphones", "tws_setup"].includes(id))) {
      const svg = svgOf(await layoutOf(graph)).replace("font-family:Arial", "font-family:'DejaVu Sans',Arial");
      expect(faultsOf(await measured(page, svg))).toEqual([]);
    }
  });

  it("shows markup, control characters and long words as text", async () => {
    const bell = "\u0007";
    const nasty = `<script>alert(1)</script> & "q" 'a' ]]> ${bell} ${"W".repeat(90)} 日本語 👋 é`;
    const asked = askStep("which", [
      { ...answerOf("a", { kind: "resolved" }), label: [nasty] },
      { ...answerOf("b", { kind: "retry", step: "which" }), label: [nasty] },
      { ...answerOf("c", { kind: "next" }), label: [nasty] },
    ]);
    const graph = graphOf(flowOf("nasty", [sayStep("say", nasty), asked]), packOf());
    const found = await measured(page, svgOf(await layoutOf(graph)));
    expect(found.error).toBeNull();
    expect(faultsOf(found)).toEqual([]);
    for (const { id, label } of graph.edges) {
      // XML has no way to write a control character.
      expect(wordsAt(id, found)).toContain(label.replaceAll(bell, "").replaceAll(/\s/g, ""));
    }
  });

  it("is the same every time", async () => {
    const graph = flows.find(({ id }) => id === "tws_setup")?.graph;
    if (graph === undefined) throw new Error("the pack has a flow tws_setup");
    expect(svgOf(await layoutOf(graph))).toBe(svgOf(await layoutOf(graph)));
  });

  it("is dark where the system is, and light on paper", async () => {
    const [first] = flows;
    if (first === undefined) throw new Error("the pack has flows");
    await page.setContent(svgOf(await layoutOf(first.graph)));
    const fill = () => page.locator(".page").evaluate((rect) => String(rect.computedStyleMap().get("fill")));
    await page.emulateMedia({ colorScheme: "light", media: "screen" });
    expect(await fill()).toBe("rgb(255, 255, 255)");
    await page.emulateMedia({ colorScheme: "dark", media: "screen" });
    expect(await fill()).toBe("rgb(21, 26, 24)");
    await page.emulateMedia({ colorScheme: "dark", media: "print" });
    expect(await fill()).toBe("rgb(255, 255, 255)");
    await page.emulateMedia({ colorScheme: null, media: null });
  });
});
