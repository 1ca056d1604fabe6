import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { macrosOf } from "../../../src/adapters/common/macros.ts";
import { toldInThread, transcriptOver } from "../../../src/adapters/teams/thread.ts";
import { renderTicket } from "../../../src/adapters/teams/ticket.ts";
import { sitesOf } from "../../../src/conversations/files.ts";
import { playerOn } from "../../../src/conversations/player.ts";
import type { DialogEvent } from "../../../src/dialog/events.ts";
import { deliveryId } from "../../../src/dialog/ids.ts";
import { summaryOf } from "../../../src/dialog/summary.ts";
import { caseFileOf } from "../../../src/dialog/transcript.ts";
import { createMemoryStore } from "../../../src/store/memory.ts";
import { browserPath, browserRemedy, launched } from "../../support/browser.ts";
import { packDir, realBrain } from "../../support/real.ts";
import { css, hostConfig, type Scheme } from "../cards/host.ts";

const shots = resolve(import.meta.dirname, "../../../shots");
const bundle = createRequire(import.meta.url).resolve("adaptivecards/dist/adaptivecards.min.js");

/** Conversations of the pack that end with a person. */
const long = "Mi Buds 4 Pro to a Pixel, dark light, nothing helps";
const urgent = "a swallowed part is a matter of safety";

async function eventsOf(name: string): Promise<readonly DialogEvent[]> {
  const script = (await sitesOf(packDir)).sites.map((one) => one.script).find((one) => one.name === name);
  if (script === undefined) throw new Error(`found no conversation "${name}"; expected one of the pack`);
  const player = await playerOn(await realBrain(), createMemoryStore(), []);
  for (const turn of script.turns ?? []) if (!("wait" in turn)) await player.take(turn);
  return player.events;
}

const grace = { by: { id: "g", name: "Grace" }, desk: "teams" };
const after = (events: readonly DialogEvent[], more: readonly DialogEvent[]): readonly DialogEvent[] => [
  ...events,
  ...more.map((event) => ({ ...event, at: events.at(-1)?.at ?? 0 })),
];
const claimed = { type: "HandoffClaimed", at: 0, delivery: deliveryId("c"), ...grace } as const;
const closed = {
  type: "HandoffClosed",
  at: 0,
  delivery: deliveryId("e"),
  result: "closed",
  cause: "an empty battery",
  solved: true,
  remark: null,
  step: null,
  ...grace,
} as const;

/** `unfold`: the button of the form that is open. */
interface Picture {
  readonly name: string;
  readonly cards: () => Promise<readonly unknown[]>;
  readonly unfold: string | null;
  readonly says: readonly string[];
}

async function ticketOf(events: readonly DialogEvent[]): Promise<unknown> {
  const { knowledge } = await realBrain();
  const file = caseFileOf(events, knowledge, { channel: "teams", link: null });
  const summary = file === null ? null : summaryOf(file);
  if (file === null || summary === null)
    throw new Error("found no hand-over; expected a conversation that ends with one");
  return renderTicket({ ...summary, who: "Ada" }, macrosOf(events, knowledge)).card;
}

const pictures: readonly Picture[] = [
  {
    name: "waiting",
    cards: async () => [await ticketOf(await eventsOf(long))],
    unfold: null,
    says: ["Nobody has taken it yet", "Tried", "Known"],
  },
  {
    name: "urgent",
    cards: async () => [await ticketOf(await eventsOf(urgent))],
    unfold: "Note",
    says: ["URGENT", "For colleagues, never for the user"],
  },
  ...["Close", "Send a step", "Hand back"].map((unfold) => ({
    name: `claimed-${unfold.toLowerCase().replaceAll(" ", "-")}`,
    cards: async () => [await ticketOf(after(await eventsOf(long), [claimed]))],
    unfold,
    says: ["Grace has taken it"],
  })),
  {
    name: "thread",
    cards: async () => {
      const events = after(await eventsOf(long), [
        claimed,
        { type: "AgentReplied", at: 0, delivery: deliveryId("r"), text: "Hello, I have read it all.", ...grace },
        closed,
        { type: "CaseClosed", at: 0, outcome: "resolved" },
      ]);
      const told = events.flatMap((_, i) => (i < events.length - 4 ? [] : [toldInThread(events, i + 1, "teams")]));
      const all = [transcriptOver(events.slice(0, -4), 0, true), ...told];
      return [await ticketOf(events), ...all.flatMap((one) => (one === null ? [] : [one.card]))];
    },
    unfold: null,
    says: ["Solved by Grace: an empty battery", "What was said so far", "Grace (support)"],
  },
];

const situation = browserPath === null ? `skipped: ${browserRemedy}` : "in Chromium";

describe.skipIf(browserPath === null)(`tickets as cards, ${situation}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launched();
  });
  afterAll(() => browser.close());

  describe.each<Scheme>(["light", "dark"])("%s", (scheme) => {
    it.each(pictures)("$name", async ({ name, cards, unfold, says }) => {
      const page = await browser.newPage({ viewport: { width: 600, height: 800 } });
      await page.setContent(`<style>${css(scheme)}</style>`);
      await page.addScriptTag({ content: readFileSync(bundle, "utf8") });
      // In the page: what the renderer makes of each.
      await page.addScriptTag({
        content: `
          for (const one of ${JSON.stringify(await cards()).replaceAll("<", "\\u003c")}) {
            const place = document.createElement("div");
            place.className = "card";
            const card = new AdaptiveCards.AdaptiveCard();
            card.hostConfig = new AdaptiveCards.HostConfig(${JSON.stringify(hostConfig(scheme))});
            card.parse(one);
            place.append(card.render());
            document.body.append(place);
          }`,
      });
      // Nothing sticks out, and no label of a button is cut off; a form that unfolds is drawn to the edge of the card.
      const tooWide = (selector: string): Promise<number> =>
        page
          .locator(selector)
          .evaluateAll(
            (all) => all.filter((one) => one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0).length,
          );
      expect(await tooWide(".card *")).toBe(0);
      if (unfold !== null) await page.getByRole("button", { name: unfold, exact: true }).click();
      const text = ((await page.locator("body").textContent()) ?? "").replaceAll(/\s+/g, " ");
      for (const words of says) expect(text).toContain(words);
      mkdirSync(shots, { recursive: true });
      await page.screenshot({ path: join(shots, `teams-desk-${name}-${scheme}.png`), fullPage: true });
      expect(await tooWide(".ac-adaptiveCard .ac-adaptiveCard *:not(select):not(option)")).toBe(0);
      await page.close();
    });
  });
});
