import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Browser, BrowserContextOptions, Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { MessageQuestion } from "../../src/dialog/message.ts";
import { maxText } from "../../src/dialog/ports.ts";
import { browserPath, browserRemedy, launched, type Visitor, visit } from "../support/browser.ts";
import {
  botItems,
  type Client,
  clientAt,
  dataDir,
  processOn,
  questionIn,
  serverOn,
  usersWords,
} from "../support/server.ts";
import { mail } from "./mail.ts";

const trouble = "My earbuds will not connect to my phone";
/** What to press where "yes" is no option: facts of the device under test. */
const facts = ["mi_twe_basic_3", "ios", "white_soft"];
/** How long to wait for what must come, in milliseconds; no test asserts how soon it does. */
const patience = { timeout: 30_000 };
const shots = resolve(import.meta.dirname, "../../shots");

if (browserPath === null) {
  // The reporter shows the name of no skipped test; this it shows.
  console.warn(`the tests of the page were skipped: ${browserRemedy}`);
  it.runIf(process.env.CI !== undefined)("has a browser to test the page with", () => {
    throw new Error(browserRemedy);
  });
}

const situation = browserPath === null ? `skipped: ${browserRemedy}` : "in Chromium";

describe.skipIf(browserPath === null)(`the page, ${situation}`, () => {
  const data = dataDir();
  let browser: Browser;
  let server: Awaited<ReturnType<typeof serverOn>>;
  let client: Client;
  const visitors: Visitor[] = [];

  beforeAll(async () => {
    server = await serverOn(data.path);
    client = server.client;
    browser = await launched();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    data.remove();
  });
  // Whatever a test is about: no page may complain or talk with anybody else.
  afterEach(async () => {
    const met = visitors.splice(0);
    await Promise.all(met.map(({ context }) => context.close()));
    expect(met.flatMap(({ errors }) => errors)).toEqual([]);
    expect(met.flatMap(({ strays }) => strays)).toEqual([]);
  });
  const open = async (path = "/", options?: BrowserContextOptions) => {
    const visitor = await visit(browser, server.url, path, options);
    visitors.push(visitor);
    return visitor;
  };
  /** A conversation at the step with the light and the hold timer. */
  const atTheLight = async (): Promise<string> => {
    const id = await client.begin();
    let view = await client.say(id, trouble);
    for (const fact of facts) view = await client.choose(id, fact);
    while (botItems(view).at(-1)?.message.timer?.kind !== "hold") view = await client.choose(id, "yes");
    return id;
  };

  describe("a chat", () => {
    it("solves a problem with nothing but the mouse", async () => {
      const { page } = await open();
      await page.getByTestId("opener").first().click();
      await solved(page, (option) => option.click());
      expect(await page.getByTestId("outcome").textContent()).toMatch(/^Solved/);
      expect(await options(page).count()).toBe(0);
    });

    it("solves a problem with nothing but the keyboard", async () => {
      const { page } = await open();
      await page.locator('[data-testid="composer"]:focus').waitFor();
      await page.keyboard.type(trouble);
      await page.keyboard.press("Enter");
      await solved(page, async (option) => {
        await focused(page, option);
        await page.keyboard.press("Enter");
      });
      expect(await page.getByTestId("outcome").textContent()).toMatch(/^Solved/);
    });

    it("takes a typed answer while buttons are shown", async () => {
      const { page } = await open();
      await said(page, trouble);
      await page.getByTestId("option-mi_buds_4_pro").waitFor();
      await said(page, "mi buds4pro");
      await page.getByTestId("option-samsung").waitFor();
      expect(await page.getByTestId("slot-model").textContent()).toMatch(/Mi Buds 4 Pro\s*“mi buds4pro”/);
      expect(await page.getByTestId("option-mi_buds_4_pro").count()).toBe(0);
    });

    it("retires a question once it is answered, and leaves the answer to be seen", async () => {
      const { page } = await open();
      await said(page, trouble);
      await page.getByTestId("option-mi_buds_4_pro").click();
      await page.getByTestId("option-samsung").waitFor();
      expect(await page.getByTestId("option-mi_buds_4_pro").count()).toBe(0);
      const asked = page.getByRole("log").getByRole("article").filter({ hasText: "Which model is it?" });
      expect(await asked.getByRole("button").count()).toBe(0);
      expect(await asked.textContent()).toContain("Mi Buds 4 Pro");
    });

    it("counts one press when a button is pressed twice", async () => {
      const { page } = await open();
      await said(page, trouble);
      await page.getByTestId("option-mi_buds_4_pro").dblclick();
      await page.getByTestId("option-samsung").waitFor();
      const view = await client.view(conversationOf(page));
      expect(view.items.filter(({ kind }) => kind === "bot")).toHaveLength(2);
    });

    it("finds one of many options by part of its name", async () => {
      const { page } = await open();
      await said(page, trouble);
      await page.getByTestId("option-search").fill("neck");
      await page.getByTestId("option-search").press("Enter");
      await page.getByTestId("slot-model").waitFor();
      expect(await page.getByTestId("slot-model").textContent()).toContain("Mi Neckband Pro");
    });

    it("shows what is understood beside it, with the words it came from", async () => {
      const { page } = await open();
      await said(page, "My Mi Buds 4 Pro will not connect to my Galaxy S24, the light is blinking white fast");
      for (const [slot, value, words] of [
        ["model", "Mi Buds 4 Pro", "Mi Buds 4 Pro"],
        ["host_os", "Samsung phone", "Galaxy S24"],
        ["led", "White, blinking fast", "blinking white fast"],
      ]) {
        const text = await page.getByTestId("panel").getByTestId(`slot-${slot}`).textContent();
        expect(text).toContain(value);
        expect(text).toMatch(new RegExp(`“[^”]*${words}[^”]*”`));
      }
    });

    it("comes back to the same conversation after a reload", async () => {
      const { page } = await open();
      await said(page, trouble);
      await page.getByTestId("option-mi_buds_4_pro").click();
      await page.getByTestId("option-samsung").waitFor();
      const [address, log] = [page.url(), await page.getByRole("log").textContent()];
      await page.reload();
      await page.getByTestId("option-samsung").waitFor();
      expect(page.url()).toBe(address);
      expect(await page.getByRole("log").textContent()).toBe(log);
    });

    it("is offered again where a new one would begin", async () => {
      const visitor = await open();
      await said(visitor.page, trouble);
      await visitor.page.getByTestId("option-mi_buds_4_pro").waitFor();
      const other = await visitor.tab("/");
      await other.getByTestId("continue").click();
      await other.getByTestId("option-mi_buds_4_pro").waitFor();
      expect(other.url()).toBe(visitor.page.url());
    });

    it("is shown live in a second tab", async () => {
      const visitor = await open();
      await said(visitor.page, trouble);
      await visitor.page.getByTestId("option-mi_buds_4_pro").waitFor();
      const other = await visitor.tab(visitor.page.url());
      await other.getByTestId("option-mi_buds_4_pro").waitFor();
      await visitor.page.getByTestId("option-mi_buds_4_pro").click();
      await other.getByTestId("option-samsung").click();
      await visitor.page.getByTestId("option-white_fast").waitFor();
      expect(await other.getByRole("log").textContent()).toBe(await visitor.page.getByRole("log").textContent());
    });

    it("shows markup as the text it is", async () => {
      const { page } = await open();
      const text = `<img src=x onerror="document.title='taken'"> <script>document.title='taken'</script> ${trouble}`;
      await said(page, text);
      await page.getByTestId("option-mi_buds_4_pro").waitFor();
      await page.reload();
      await page.getByTestId("option-mi_buds_4_pro").waitFor();
      expect(await page.getByRole("log").getByRole("article").first().textContent()).toBe(text);
      expect(await page.locator("main img, main script").count()).toBe(0);
      expect(await page.title()).not.toContain("taken");
    });

    it.each(["/c/no", "/c/a-conversation-of-another-server"])(
      "tells what to do where an address names no conversation: %s",
      async (address) => {
        const visitor = await visit(browser, server.url, address);
        try {
          const told = visitor.page.getByRole("alert");
          await told.getByText("This conversation is not here").waitFor();
          expect(await visitor.page.getByTestId("opener").count()).toBe(0);
          await told.getByRole("button", { name: "Start a new one" }).click();
          await visitor.page.getByTestId("opener").first().waitFor();
          expect(await visitor.page.getByTestId("continue").count()).toBe(0);
        } finally {
          await visitor.context.close();
        }
      },
    );

    it("leaves the first page in the history, so that Back leads to it", async () => {
      const { page } = await open();
      await said(page, trouble);
      await page.getByTestId("option-not_sure").waitFor();
      await page.goBack();
      await page.getByTestId("opener").first().waitFor();
      expect(new URL(page.url()).pathname).toBe("/");
      await page.goForward();
      await page.getByTestId("option-not_sure").waitFor();
    });

    it("keeps a text that is too long and says by how much", async () => {
      const { page } = await open();
      const long = "x".repeat(maxText + 1234);
      await said(page, long);
      expect(await page.getByTestId("too-long").textContent()).toContain("1,234 characters too long");
      expect(await page.getByTestId("composer").inputValue()).toBe(long);
      await said(page, trouble);
      await page.getByTestId("option-not_sure").waitFor();
      expect(await page.getByTestId("too-long").textContent()).toBe("");
    });

    it.each([400, 404, 413, 500])(
      "speaks to people, not to developers, where the server answers %i",
      async (status) => {
        const visitor = await visit(browser, server.url, "/");
        try {
          const { page } = visitor;
          const error = { found: "an object with id, text", expected: "{ json }", remedy: "send JSON" };
          await page.route("**/api/paste", (route) => route.fulfill({ status, json: { error } }));
          await page.route("**/api/conversations/*/activities", (route) => route.fulfill({ status, json: { error } }));
          await said(page, trouble);
          if (status < 500) await page.getByRole("alert").waitFor();
          else await page.getByTestId("delivery").getByText("Not sent yet").waitFor();
          const spoken = [await page.locator("main").textContent()];
          await page.getByTestId("nav-paste").click();
          await page.getByTestId("paste-input").fill(trouble);
          await page.getByTestId("paste-read").click();
          await page.getByRole("alert").getByRole("button", { name: "Try again" }).waitFor();
          spoken.push(await page.locator("main").textContent());
          for (const text of spoken) expect(text).not.toMatch(/object|json|expected|\d{3}/i);
        } finally {
          await visitor.context.close();
        }
      },
    );

    it("always offers the way on for those who do not know", async () => {
      const { page } = await open();
      await said(page, trouble);
      await page.getByTestId("option-search").fill("no such thing");
      await page.getByText("You can also write the answer below").waitFor();
      await page.getByTestId("option-not_sure").click();
      await page.getByRole("article").nth(2).waitFor();
    });

    it("moves the focus from an opener and from an answer to the composer", async () => {
      const { page } = await open();
      const focusedComposer = page.locator('[data-testid="composer"]:focus');
      await page.getByTestId("opener").first().click();
      await focusedComposer.waitFor();
      await options(page).first().click();
      await page.getByTestId("slot-model").waitFor();
      await focusedComposer.waitFor();
    });

    it("never loses the focus on a touch screen", async () => {
      const { page } = await open("/", { hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } });
      const tag = () => page.locator("html").evaluate(({ ownerDocument }) => ownerDocument.activeElement?.tagName);
      await page.getByTestId("opener").first().tap();
      await options(page).first().waitFor();
      expect(await tag()).not.toBe("BODY");
      await options(page).first().tap();
      await page.getByTestId("option-samsung").waitFor();
      expect(await tag()).not.toBe("BODY");
    });

    it("tells screen readers each new message once, and nothing of what was there before", async () => {
      const { page } = await open();
      const told = page.getByTestId("announcer");
      await said(page, trouble);
      await page.getByTestId("option-mi_buds_4_pro").click();
      await page.getByTestId("option-samsung").waitFor();
      const words = await told.textContent();
      expect(words).toContain("What do you want to connect to?");
      expect(words).not.toContain("Which model");
      await page.reload();
      await page.getByTestId("option-samsung").waitFor();
      expect(await told.textContent()).toBe("");
    });
  });

  describe("a step with a light and a gesture", () => {
    it("shows a light that blinks as the words beside it say", async () => {
      const { page } = await open(`/c/${await atTheLight()}`);
      const figure = page.getByRole("figure").filter({ hasText: "White, blinking fast" });
      const lamp = await figure.getByTestId("light").locator("span").elementHandle();
      const lit = (opacity: string) =>
        page.waitForFunction(
          ([core, wanted]) => core?.computedStyleMap().get("opacity").toString() === wanted,
          [lamp, opacity],
        );
      for (const opacity of ["1", "0", "1"]) await lit(opacity);
      expect(await lamp?.evaluate((core) => core.computedStyleMap().get("color").toString())).toBe(
        "rgb(255, 255, 255)",
      );
    });

    it("begins each light with what is lit, so that none looks like no light at all", async () => {
      const id = await client.begin();
      let view = await client.say(id, trouble);
      for (const fact of facts.slice(0, 2)) view = await client.choose(id, fact);
      const { page } = await open(`/c/${id}`);
      await page.getByTestId("option-white_soft").waitFor();
      const lamps = page.getByRole("log").getByTestId("light").locator("span");
      const begun = await lamps.evaluateAll(beginningsOf);
      expect(begun.filter(({ opacity }) => opacity === "1")).toHaveLength(
        questionIn(view).options.filter(isLit).length,
      );
      // Zero would be the clock of the page, on which a light is in any phase.
      for (const { startTime } of begun) expect(startTime).not.toBe(0);
    });

    it("shows one that stands still to those who asked for less motion", async () => {
      const { page } = await open(`/c/${await atTheLight()}`, { reducedMotion: "reduce" });
      const core = page.getByRole("figure").getByTestId("light").locator("span");
      expect(await core.evaluate((lamp) => lamp.getAnimations().length)).toBe(0);
    });

    /** The step on a page whose clock stands still until it is moved. */
    const clocked = async (): Promise<Page> => {
      const { page } = await open();
      const id = await atTheLight();
      await page.clock.install();
      await page.goto(`/c/${id}`);
      await page.getByTestId("timer-start").waitFor();
      await page.clock.pauseAt(Date.now() + 3_600_000);
      return page;
    };
    const left = (page: Page) => page.getByRole("timer").textContent();

    it("has a timer that starts when asked, counts down and says when to let go", async () => {
      const page = await clocked();
      await page.clock.runFor(1000);
      expect(await left(page)).toBe("5");
      await page.getByTestId("timer-start").click();
      for (const seconds of ["4", "3", "2", "1"]) {
        await page.clock.runFor(1000);
        expect(await left(page)).toBe(seconds);
      }
      await page.clock.runFor(1000);
      const timer = page.getByRole("region", { name: "Hold timer" });
      expect(await timer.textContent()).toContain("Now let go");
      const tick = timer.getByRole("timer").locator("span svg");
      expect(await tick.evaluate((svg) => svg.computedStyleMap().get("transform").toString())).toBe("none");
    });

    it("has a timer that can be stopped and begins anew", async () => {
      const page = await clocked();
      await page.getByTestId("timer-start").click();
      await page.clock.runFor(2000);
      await page.getByTestId("timer-stop").click();
      await page.clock.runFor(1000);
      expect(await left(page)).toBe("5");
      await page.getByTestId("timer-start").click();
      await page.clock.runFor(1000);
      expect(await left(page)).toBe("4");
    });
  });

  describe("a letter that is pasted", () => {
    const options: BrowserContextOptions = { permissions: ["clipboard-read", "clipboard-write"] };
    const pasted = async (text = mail) => {
      const visitor = await open("/paste", options);
      const { page } = visitor;
      const html = page.locator("html");
      await html.evaluate((root) => {
        root.dataset.clicks = "0";
        root.addEventListener("click", () => {
          root.dataset.clicks = String(Number(root.dataset.clicks) + 1);
        });
      });
      await clipboard(page, text);
      await page.locator('[data-testid="paste-input"]:focus').waitFor();
      await page.keyboard.press("ControlOrMeta+V");
      return visitor;
    };

    it("is read at once and marked at the words that count", async () => {
      const { page } = await pasted();
      const marked = page.getByTestId("marked");
      await marked.waitFor();
      const words = await marked
        .locator("mark")
        .evaluateAll((marks) => marks.map((mark) => mark.firstChild?.textContent));
      for (const one of ["Mi Buds 4 Pro", "Samsung Galaxy S24", "dark on the right bud", "restarted my phone"])
        expect(words).toContain(one);
      // The labels for screen readers aside, the letter is whole.
      expect(await marked.locator("p").last().evaluate(lettersOf)).toBe(mail);
    });

    it("explains a mark to whoever points at it", async () => {
      const { page } = await pasted();
      await page.getByTestId("marked").locator("mark", { hasText: "dark on the right bud" }).hover();
      await page.getByRole("tooltip", { name: "Light: dark, on the right bud" }).waitFor();
    });

    it("is answered with a copied reply after at most two clicks", async () => {
      const { page } = await pasted();
      await page.getByTestId("copy-reply").click();
      const reply = await page.getByTestId("reply").inputValue();
      expect(reply).toContain("Mi Buds 4 Pro");
      await expect.poll(() => clipboard(page), patience).toBe(reply);
      expect(Number(await page.locator("html").getAttribute("data-clicks"))).toBeLessThanOrEqual(2);
    });

    it("is copied with the agent's own changes to the reply", async () => {
      const { page } = await pasted();
      await page.getByTestId("reply").fill("Dear customer, …");
      await page.getByTestId("copy-reply").click();
      await expect.poll(() => clipboard(page), patience).toBe("Dear customer, …");
    });

    it("shows what is known, the likely problem, the one question and the note", async () => {
      const { page } = await pasted();
      const known = await page.getByTestId("known").textContent();
      for (const fact of ["Mi Buds 4 Pro", "Samsung phone", "Dark, on the right bud", "Restarting the phone"])
        expect(known).toContain(fact);
      const trees = await page.getByTestId("trees").textContent();
      expect(trees).toMatch(/^Likely problemConnect headphones to a phone or computer (very likely|likely)/);
      expect(trees).not.toContain("%");
      expect(await page.getByTestId("best-question").textContent()).toContain("?");
      expect(await page.getByTestId("note").textContent()).toContain("Mi Buds 4 Pro");
    });

    it("goes on in the customer's place from what is known", async () => {
      const { page } = await pasted();
      await page.getByTestId("go-on").click();
      await page.getByTestId("slot-model").waitFor();
      expect(page.url()).toMatch(/\/c\/[\w-]+$/);
      expect(usersWords(await client.view(conversationOf(page)))).toEqual([mail]);
      await page.getByTestId("option-yes").click();
      await page.getByTestId("panel").getByText("Worked").first().waitFor();
    });

    it("shows markup as the text it is", async () => {
      const text = `${mail}\n<img src=x onerror="document.title='taken'">`;
      const { page } = await pasted(text);
      await page.getByTestId("marked").waitFor();
      expect(await page.getByTestId("marked").locator("p").last().evaluate(lettersOf)).toBe(text);
      expect(await page.locator("main img").count()).toBe(0);
      expect(await page.title()).not.toContain("taken");
    });

    it("warns before anything else where it tells of danger", async () => {
      const { page } = await pasted(`${mail}\n\nP.S. The right bud got very hot and there was smoke.`);
      await page.getByTestId("safety").waitFor();
      expect(await page.getByTestId("best-question").count()).toBe(0);
      expect(await page.getByTestId("known").textContent()).toContain("Mi Buds 4 Pro");
    });

    it("does not say that the reply asks where it does not", async () => {
      const { page } = await pasted("There was smoke!");
      await page.getByTestId("safety").waitFor();
      expect(await page.getByTestId("known").textContent()).toContain("Nothing yet.");
      expect(await page.getByTestId("known").textContent()).not.toContain("asks");
    });

    it("is kept where it is too long, with what to do", async () => {
      const long = "x".repeat(maxText + 1);
      const { page } = await pasted(long);
      await page.getByText("This text is 1 character too long.").waitFor();
      expect(await page.getByTestId("paste-input").inputValue()).toBe(long);
      expect(await page.getByTestId("paste-read").isDisabled()).toBe(true);
    });

    it("outlives a reload, with the changed reply, until it is cleared", async () => {
      const { page } = await pasted();
      await page.getByTestId("reply").fill("Dear customer, …");
      await page.reload();
      await page.getByTestId("known").waitFor();
      expect(await page.getByTestId("paste-input").inputValue()).toBe(mail);
      expect(await page.getByTestId("reply").inputValue()).toBe("Dear customer, …");
      await page.getByTestId("paste-clear").click();
      await page.locator('[data-testid="paste-input"]:focus').waitFor();
      await page.reload();
      await page.getByTestId("paste-input").waitFor();
      expect(await page.getByTestId("paste-input").inputValue()).toBe("");
      expect(await page.getByTestId("known").count()).toBe(0);
    });

    it("comes after the reply on a phone, which has no Ctrl key", async () => {
      const { page } = await open("/paste", { hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } });
      expect(await page.getByText("Ctrl").count()).toBe(0);
      await page.getByTestId("paste-input").fill(mail);
      await page.getByTestId("paste-read").tap();
      const tops = [];
      for (const part of ["best-question", "copy-reply", "known", "marked", "note"])
        tops.push((await page.getByTestId(part).boundingBox())?.y ?? Number.NaN);
      expect(tops).toEqual([...tops].sort((a, b) => a - b));
    });

    it("makes room for the next one", async () => {
      const { page } = await pasted();
      await page.getByTestId("known").waitFor();
      await page.getByTestId("paste-clear").click();
      expect(await page.getByTestId("paste-input").inputValue()).toBe("");
      expect(await page.getByTestId("known").count()).toBe(0);
    });
  });

  describe("the queue", () => {
    /** A case that waits for a person. */
    const waiting = async (): Promise<string> => {
      const id = await client.begin();
      await client.say(id, trouble);
      await client.say(id, "a person please");
      return id;
    };
    const act = async (page: Page, testId: string) => page.getByTestId(testId).click();
    const reply = async (page: Page, text: string) => {
      await page.getByTestId("reply").fill(text);
      await act(page, "send-reply");
      await page.getByRole("log").getByText(text).waitFor();
    };

    it("is where a person takes a case, talks, hands back at a step and closes, and notes stay there", async () => {
      const id = await waiting();
      const { page: user } = await open(`/c/${id}`);
      const { page } = await open("/desk");
      await page.locator(`a[href="/desk/${id}"]`).click();
      await page.getByTestId("my-name").fill("Grace");
      await act(page, "claim");
      await reply(page, "What does the case show?");
      await user.getByRole("log").getByText("What does the case show?").waitFor();
      await user.getByTestId("composer").fill("nothing at all");
      await user.getByTestId("composer").press("Enter");
      await page.getByRole("log").getByText("nothing at all").waitFor();
      await page.getByText("Note for colleagues").click();
      await reply(page, "contacts may be dirty");
      await act(page, "macros");
      await act(page, "hand-back-at");
      await page.getByTestId("choose-step").nth(1).click();
      await options(user).first().waitFor();
      expect(await user.content()).not.toContain("contacts may be dirty");
      await page.getByTestId("queued").filter({ hasText: "Grace has it" }).waitFor({ state: "detached" });
      await client.say(id, "a person please");
      await act(page, "claim");
      await act(page, "close");
      await page.getByTestId("cause").fill("contacts were dirty");
      await page.getByTestId("solved-yes").check();
      await act(page, "close-case");
      await user.getByRole("log").getByText("Grace has closed the case as solved").waitFor();
      await expect.poll(() => page.getByTestId("standing").textContent(), patience).toBe("Solved by Grace");
    });

    it("tells whoever comes second who has the case", async () => {
      const id = await waiting();
      const { page, context } = await visit(browser, server.url, `/desk/${id}`);
      await page.getByTestId("my-name").fill("Alan");
      // While the press is on its way.
      await page.route("**/api/desk", async (route) => {
        const by = { id: "grace-1", name: "Grace" };
        const action = { do: "claim" };
        await client.post("/api/desk", { id: "claim-first", conversation: id, by, desk: "console", action });
        await route.continue();
      });
      await act(page, "claim");
      await page.getByRole("alert").getByText("Grace has this case").waitFor();
      // The browser itself complains of a refusal, so this visitor is none of those that may not.
      await context.close();
    });
  });

  describe("on every screen", () => {
    const desktop = { width: 1440, height: 900 };
    const phone = { width: 390, height: 844 };
    const smallest = { width: 360, height: 640 };
    const views = (["light", "dark"] as const).flatMap((colorScheme) =>
      Object.entries({ desktop, phone, smallest }).map(([screen, viewport]) => ({ colorScheme, screen, viewport })),
    );

    /** Leaves a picture for people to look at, too. */
    const fits = async (page: Page, name: string) => {
      mkdirSync(shots, { recursive: true });
      await page.screenshot({ path: join(shots, `${name}.png`) });
      const [scrolled, seen] = await page.locator("html").evaluate((html) => [html.scrollWidth, html.clientWidth]);
      expect(scrolled).toBe(seen);
      // What is wider than the screen is cut off even where the page does not scroll.
      const wide = await page
        .locator("main *")
        .evaluateAll(
          (all, width) =>
            all
              .filter((one) => one.clientWidth > 1 && one.getBoundingClientRect().right > width + 1)
              .map((one) => one.outerHTML),
          seen,
        );
      expect(wide).toEqual([]);
    };

    it.each(views)("the chat needs no scrolling sideways: $screen, $colorScheme", async ({ screen, ...view }) => {
      const { page } = await open(`/c/${await atTheLight()}`, view);
      await page.getByTestId("option-yes").waitFor();
      await fits(page, `chat-${screen}-${view.colorScheme}`);
    });

    it.each(views)("the letter needs no scrolling sideways: $screen, $colorScheme", async ({ screen, ...view }) => {
      const { page } = await open("/paste", view);
      await page.getByTestId("paste-input").fill(mail);
      await page.getByTestId("paste-read").click();
      await page.getByTestId("best-question").waitFor();
      // Away from the marks, which explain themselves to the mouse.
      await page.mouse.move(0, 0);
      await fits(page, `paste-${screen}-${view.colorScheme}`);
    });

    it.each(views)("the queue needs no scrolling sideways: $screen, $colorScheme", async ({ screen, ...view }) => {
      const id = await client.begin();
      await client.say(id, trouble);
      await client.say(id, "a person please");
      const { page } = await open("/desk", view);
      await page.getByTestId("queued").first().waitFor();
      await fits(page, `queue-${screen}-${view.colorScheme}`);
      await page.locator(`a[href="/desk/${id}"]`).click();
      await page.getByTestId("desk-summary").waitFor();
      await fits(page, `case-${screen}-${view.colorScheme}`);
    });

    it.each([phone, { width: 360, height: 740 }, smallest])(
      "shows all answers of a new message above the composer: $width x $height",
      async (viewport) => {
        const { page } = await open(`/c/${await atTheLight()}`, { viewport, hasTouch: true, isMobile: true });
        const isAbove = async () => {
          const end = await options(page).last().boundingBox();
          const composer = await page.getByTestId("composer").boundingBox();
          return end !== null && composer !== null && end.y + end.height <= composer.y;
        };
        await expect.poll(isAbove, patience).toBe(true);
        const before = await page.getByRole("article").count();
        await page.getByTestId("option-no").tap();
        await page.getByRole("article").nth(before).waitFor();
        await expect.poll(isAbove, patience).toBe(true);
      },
    );

    it("the explanation of a mark needs no scrolling sideways", async () => {
      const { page } = await open("/paste", { viewport: smallest });
      await page.getByTestId("paste-input").fill(mail);
      await page.getByTestId("paste-read").click();
      await page.getByTestId("marked").locator("mark").first().hover();
      await page.getByRole("tooltip").waitFor();
      await fits(page, "mark-smallest-light");
    });

    it("the first page needs no scrolling sideways", async () => {
      const { page } = await open("/", { viewport: smallest });
      await page.getByTestId("opener").first().waitFor();
      await fits(page, "first-smallest-light");
    });

    it("shows what is understood on a phone when asked", async () => {
      const { page } = await open(`/c/${await atTheLight()}`, {
        viewport: smallest,
        hasTouch: true,
        reducedMotion: "reduce",
      });
      await page.getByTestId("panel-open").tap();
      await page.getByTestId("slot-led").waitFor();
      await fits(page, "panel-smallest-light");
    });
  });

  describe("anybody else's server", () => {
    it("is asked for nothing by any view, and no view complains", async () => {
      const { page, errors, strays } = await open("/");
      await page.getByTestId("opener").first().waitFor();
      await page.goto(`/c/${await atTheLight()}`);
      await page.getByTestId("option-yes").waitFor();
      await page.getByTestId("nav-paste").click();
      await page.getByTestId("paste-input").fill(mail);
      await page.getByTestId("paste-read").click();
      await page.getByTestId("best-question").waitFor();
      await page.getByTestId("nav-chat").click();
      await page.getByTestId("option-yes").waitFor();
      await page.goto("/nothing/here");
      await page.getByRole("heading", { name: "Nothing here" }).waitFor();
      expect(errors).toEqual([]);
      expect(strays).toEqual([]);
    });
  });

  describe("while the server is away", () => {
    it("waits, comes back by itself, and loses and repeats nothing", async () => {
      const own = dataDir();
      const first = await processOn(own.path);
      const visitor = await visit(browser, first.url, "/");
      let second: typeof first | null = null;
      try {
        const { page } = visitor;
        await said(page, trouble);
        await page.getByTestId("option-mi_buds_4_pro").click();
        await page.getByTestId("option-samsung").waitFor();

        await first.kill();
        await page.getByText("Connection lost").waitFor();
        await page.getByTestId("option-samsung").click();
        await page.getByTestId("delivery").getByText("Not sent yet").waitFor();
        second = await processOn(own.path, first.port);
        await page.getByTestId("option-white_fast").waitFor();
        await page.getByText("Connection lost").waitFor({ state: "detached" });

        const view = await clientAt(first.url).view(conversationOf(page));
        expect(view.case?.slots.map(({ value }) => value)).toEqual(["Mi Buds 4 Pro", "Samsung phone"]);
        expect(botItems(view).map(({ chosen }) => chosen)).toEqual(["Mi Buds 4 Pro", "Samsung phone", null]);
        expect(questionIn(view).about).toMatchObject({ slot: "led" });
        expect(await page.getByRole("log").getByRole("article").count()).toBe(1 + botItems(view).length);
        expect(await page.getByTestId("delivery").count()).toBe(0);

        await said(page, "blinking white fast");
        await page.getByTestId("option-yes").waitFor();
      } finally {
        await visitor.context.close();
        await first.kill();
        await second?.kill();
        own.remove();
      }
    });

    it("keeps typed words that could not be sent, even through a reload, and sends them once", async () => {
      const own = dataDir();
      const first = await processOn(own.path);
      const visitor = await visit(browser, first.url, "/");
      let second: typeof first | null = null;
      try {
        const { page } = visitor;
        await said(page, trouble);
        await page.getByTestId("option-mi_buds_4_pro").waitFor();
        await first.kill();
        await said(page, "the mi buds 4 pro");
        await page.getByTestId("delivery").getByText("Not sent yet").waitFor();
        second = await processOn(own.path, first.port);
        await page.reload();
        await page.getByTestId("option-samsung").waitFor();
        expect(usersWords(await clientAt(first.url).view(conversationOf(page)))).toEqual([
          trouble,
          "the mi buds 4 pro",
        ]);
        expect(await page.getByRole("log").getByText("the mi buds 4 pro", { exact: true }).count()).toBe(1);
      } finally {
        await visitor.context.close();
        await first.kill();
        await second?.kill();
        own.remove();
      }
    });
  });
});

const options = (page: Page) => page.locator('[data-testid^="option-"]:not([data-testid="option-search"])');

async function said(page: Page, text: string): Promise<void> {
  await page.getByTestId("composer").fill(text);
  await page.getByTestId("composer").press("Enter");
}

/** Answers every question, with the device's facts or "yes", until the case has ended. */
async function solved(page: Page, choose: (option: Locator) => Promise<void>): Promise<void> {
  const ended = page.getByTestId("outcome");
  for (;;) {
    await options(page).or(ended).first().waitFor();
    if ((await ended.count()) > 0) return;
    const offered = await options(page).evaluateAll((all) => all.map((one) => one.dataset.testid ?? ""));
    const wanted = [...facts, "yes"].map((id) => `option-${id}`).find((id) => offered.includes(id));
    if (wanted === undefined) throw new Error(`no answer to: ${offered.join(", ")}`);
    const said = page.getByRole("log").getByRole("article");
    const before = await said.count();
    await choose(page.getByTestId(wanted));
    await said.nth(before).waitFor();
  }
}

/** Goes back with Shift + Tab from wherever the focus is. */
async function focused(page: Page, target: Locator): Promise<void> {
  const stops = await page.locator("a, button, input, textarea, summary, [tabindex]").count();
  for (let i = 0; i <= stops; i++) {
    if (await target.evaluate((element) => element.matches(":focus"))) return;
    await page.keyboard.press("Shift+Tab");
  }
  throw new Error("the keyboard does not reach the option");
}

const isLit = ({ light }: MessageQuestion["options"][number]): boolean =>
  light?.frames.some(({ colour }) => colour !== null) ?? false;

const conversationOf = (page: Page): string => new URL(page.url()).pathname.replace("/c/", "");

/** Puts words on the clipboard where given; what is on it. */
const clipboard = (page: Page, words: string | null = null): Promise<string> =>
  page.locator("html").evaluate(async (html, text) => {
    const { clipboard: board } = html.ownerDocument.defaultView.navigator;
    if (text !== null) await board.writeText(text);
    return board.readText();
  }, words);

/** The text of a paragraph without what only screen readers get; runs in the page. */
const lettersOf = (paragraph: ParentNode): string =>
  [...paragraph.childNodes].map((node) => (node.nodeName === "#text" ? node : node.firstChild)?.textContent).join("");

interface ParentNode {
  readonly childNodes: Iterable<{ nodeName: string; textContent: string; firstChild: { textContent: string } | null }>;
}

/** What each animated lamp began with, and when; runs in the page. */
const beginningsOf = (lamps: readonly AnimatedLamp[]) =>
  lamps.flatMap((lamp) =>
    lamp.getAnimations().map(({ effect, startTime }) => ({ opacity: effect.getKeyframes()[0]?.opacity, startTime })),
  );

interface AnimatedLamp {
  getAnimations(): readonly {
    readonly startTime: number | null;
    readonly effect: { getKeyframes(): readonly { readonly opacity: string }[] };
  }[];
}
