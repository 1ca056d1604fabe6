import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Answered, answeredBefore } from "../../src/adapters/common/answered.ts";
import { render, renderAnswered } from "../../src/adapters/teams/render.ts";
import { sitesOf } from "../../src/conversations/files.ts";
import { playerOn } from "../../src/conversations/player.ts";
import type { DialogEvent } from "../../src/dialog/events.ts";
import { createMemoryStore } from "../../src/store/memory.ts";
import { browserPath, browserRemedy, launched } from "../support/browser.ts";
import { packDir, realBrain } from "../support/real.ts";
import { css, hostConfig, type Scheme } from "./cards/host.ts";

/** Conversations of the pack that show much of what cards can hold. */
const shown = [
  "Mi Buds 4 Pro to an iPhone, model picked from the list, works in the end",
  "reset of the Mi Buds 4 Pro, from the question to the music",
  "two Portable Speaker 3 become a pair",
  "red on the 2S, how it shines not told",
  "a swallowed part is a matter of safety",
];
const shots = resolve(import.meta.dirname, "../../shots");
const bundle = createRequire(import.meta.url).resolve("adaptivecards/dist/adaptivecards.min.js");

type Entry =
  | { readonly said: string }
  | { readonly card: unknown; readonly lines: readonly string[]; readonly buttons: number };

async function eventsOf(name: string): Promise<readonly DialogEvent[]> {
  const script = (await sitesOf(packDir)).sites.map((one) => one.script).find((one) => one.name === name);
  if (script === undefined) throw new Error(`found no conversation "${name}"; expected one of the pack`);
  const player = await playerOn(await realBrain(), createMemoryStore(), []);
  for (const turn of script.turns ?? []) if (!("wait" in turn)) await player.take(turn);
  return player.events;
}

/** As in a group chat, where it is said who has answered. */
const named = ({ message, chosen }: Answered): Pick<Answered, "message" | "chosen"> => ({
  message,
  chosen: chosen === null ? null : { ...chosen, by: { ...chosen.by, name: "Ada" } },
});

/** `arriving`: each card as it comes; else as it stays, every one but the last updated to what was answered. */
function entriesOf(events: readonly DialogEvent[], arriving: boolean): readonly Entry[] {
  const left = new Map(
    events.flatMap((event, i) => {
      const one = event.type === "BotReplied" ? answeredBefore(events, i + 1) : null;
      return one === null ? [] : [[one.seq, one] as const];
    }),
  );
  return events.flatMap((event, i): readonly Entry[] => {
    if (event.type === "UserUttered") return [{ said: event.text }];
    if (event.type !== "BotReplied") return [];
    const answered = arriving ? undefined : left.get(i + 1);
    const { card } = answered === undefined ? render(event.message) : renderAnswered(named(answered), "groupChat");
    const { text, question } = event.message;
    const buttons = card.body.flatMap((one) => (one.type === "ActionSet" ? one.actions : [])).length;
    return [{ card, lines: [...text, question?.text ?? ""], buttons }];
  });
}

const situation = browserPath === null ? `skipped: ${browserRemedy}` : "in Chromium";

describe.skipIf(browserPath === null)(`conversations as cards, ${situation}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launched();
  });
  afterAll(() => browser.close());

  const views = (["light", "dark"] as const).flatMap((scheme) =>
    (["arriving", "staying"] as const).map((when) => [scheme, when] as const),
  );
  describe.each<readonly [Scheme, string]>(views)("%s, %s", (scheme, when) => {
    it.each(shown)("%s", async (name) => {
      const entries = entriesOf(await eventsOf(name), when === "arriving");
      expect(entries.length).toBeGreaterThan(1);
      const page = await browser.newPage({ viewport: { width: 600, height: 800 } });
      await page.setContent(`<style>${css(scheme)}</style>`);
      await page.addScriptTag({ content: readFileSync(bundle, "utf8") });
      // In the page: what the renderer makes of each.
      await page.addScriptTag({
        content: `
          for (const entry of ${JSON.stringify(entries).replaceAll("<", "\\u003c")}) {
            const place = document.createElement("div");
            place.className = "said" in entry ? "said" : "card";
            if ("said" in entry) place.textContent = entry.said;
            else {
              const card = new AdaptiveCards.AdaptiveCard();
              card.hostConfig = new AdaptiveCards.HostConfig(${JSON.stringify(hostConfig(scheme))});
              card.parse(entry.card);
              place.append(card.render());
            }
            document.body.append(place);
          }`,
      });
      const places = page.locator(".card");
      const cards = entries.flatMap((entry) => ("card" in entry ? [entry] : []));
      expect(await places.count()).toBe(cards.length);
      for (const [i, { lines, buttons }] of cards.entries()) {
        const place = places.nth(i);
        const text = ((await place.textContent()) ?? "").replaceAll(/\s+/g, " ");
        for (const line of lines) expect(text).toContain(line.replaceAll(/\s+/g, " ").trim());
        expect(await place.getByRole("button").count()).toBe(buttons);
        // Nothing sticks out, and no label of a button is cut off.
        const tooWide = await place
          .locator("*")
          .evaluateAll(
            (all) => all.filter((one) => one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0).length,
          );
        expect(tooWide).toBe(0);
      }
      mkdirSync(shots, { recursive: true });
      await page.screenshot({
        path: join(shots, `teams-${shown.indexOf(name) + 1}-${scheme}-${when}.png`),
        fullPage: true,
      });
      await page.close();
    });
  });
});
