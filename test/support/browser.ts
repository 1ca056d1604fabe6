import { existsSync } from "node:fs";
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from "playwright-core";

const places = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/usr/lib/chromium/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

const { STEPWISE_CHROMIUM: told } = process.env;

/** The browser to test with; null where there is none. */
export const browserPath = (told === undefined ? places : [told]).find((path) => existsSync(path)) ?? null;

export const browserRemedy =
  "found no Chromium; run apt-get install chromium, or set STEPWISE_CHROMIUM to the path of a Chrome or Chromium";

/** No sandbox (containers run as root), no graphics card, and no talk with anybody but the server under test. */
const args = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export function launched(): Promise<Browser> {
  if (browserPath === null) throw new Error(browserRemedy);
  return chromium.launch({ executablePath: browserPath, args });
}

/** A browser profile of its own, with everything on record that a page should not do. */
export interface Visitor {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Errors on the console and errors that nobody caught. */
  readonly errors: readonly string[];
  /** Requests to any other origin than the server's. */
  readonly strays: readonly string[];
  /** Another tab of the same profile. */
  tab(path: string): Promise<Page>;
}

export async function visit(
  browser: Browser,
  url: string,
  path: string,
  options: BrowserContextOptions = {},
): Promise<Visitor> {
  const errors: string[] = [];
  const strays: string[] = [];
  const { origin } = new URL(url);
  const context = await browser.newContext({ baseURL: url, locale: "en-GB", ...options });
  context.on("request", (request) => {
    const { origin: other, protocol } = new URL(request.url());
    if (protocol !== "data:" && other !== origin) strays.push(request.url());
  });
  context.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") errors.push(message.text());
  });
  context.on("weberror", (error) => errors.push(String(error.error())));
  const tab = async (to: string) => {
    const page = await context.newPage();
    await page.goto(to);
    return page;
  };
  return { context, page: await tab(path), errors, strays, tab };
}
