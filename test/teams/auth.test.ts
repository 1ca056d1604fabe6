import { request } from "node:http";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { app, type Json } from "./support/app.ts";
import { claimsOf, type TeamsBot, teamsBot } from "./support/bot.ts";
import { signingKey, token } from "./support/jwt.ts";
import { message, personal } from "./support/payloads.ts";

/** What reached the console, which is not the log. */
const onConsole = vi.hoisted(() => {
  const lines: unknown[][] = [];
  console.error = (...line: unknown[]) => void lines.push(line);
  return lines;
});

const problem = "my mi buds 4 pro won't connect to my pixel, the light is off";

let bot: TeamsBot;
afterEach(() => bot.stop());

/** Nothing was stored, nothing was said, and nobody was asked for a token. */
async function leftNoTrace(): Promise<void> {
  await bot.settled();
  expect(await bot.store.list(9)).toEqual([]);
  expect((await bot.store.undone()).activities).toEqual([]);
  expect([bot.microsoft.calls, bot.microsoft.logins]).toEqual([[], []]);
}

describe("a request to /api/messages", () => {
  beforeEach(async () => {
    bot = await teamsBot();
  });
  afterEach(() => {
    expect(bot.faults).toEqual([]);
    expect(onConsole).toEqual([]);
  });

  const signed = (claims: Json, key = bot.microsoft.key) => token({ ...claimsOf(bot.microsoft), ...claims }, key);

  it("that Teams has signed for this bot is taken, and answered with a token of the bot's own", async () => {
    expect((await bot.deliver(message(problem, personal))).status).toBe(200);
    await bot.said(personal, 1);
    expect(bot.microsoft.logins).toEqual([
      {
        grant_type: "client_credentials",
        client_id: app.id,
        client_secret: app.secret,
        scope: `${bot.microsoft.cloud.audience}/.default`,
      },
    ]);
  });

  it.each<[string, (bot: TeamsBot) => Promise<Response>, why?: string]>([
    [
      "without a token",
      () => bot.raw(JSON.stringify({ serviceUrl: bot.microsoft.serviceUrl, ...message(problem, personal) }), {}),
    ],
    ["with another scheme", () => bot.raw("{}", { authorization: "Basic YTpi" })],
    ["with garbage for a token", () => bot.deliver(message(problem, personal), "garbage"), "no_valid_identity"],
    ["with three parts of garbage", () => bot.deliver(message(problem, personal), "x.y.z"), "no_valid_identity"],
    [
      "signed with a key that nobody published",
      () => bot.deliver(message(problem, personal), signed({}, signingKey("k9"))),
      "signing_key_could_not_be_retrieved",
    ],
    [
      "signed with another key under the name of a published one",
      () => bot.deliver(message(problem, personal), signed({}, signingKey("k1"))),
      "invalid_signature",
    ],
    [
      "for another bot",
      () => bot.deliver(message(problem, personal), signed({ aud: "another" })),
      "invalid_appid_passed_on_token",
    ],
    [
      "by another issuer",
      () => bot.deliver(message(problem, personal), signed({ iss: "https://evil.example" })),
      "no_valid_identity",
    ],
    [
      "by the issuer of tokens for bots among themselves",
      () =>
        bot.deliver(
          message(problem, personal),
          signed({ iss: "https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/", ver: "1.0", appid: app.id }),
        ),
      "another_issuer",
    ],
    [
      "whose token has ended",
      () => bot.deliver(message(problem, personal), signed({ exp: Math.floor(Date.now() / 1000) - 3600 })),
      "the_token_has_expired",
    ],
    [
      "whose token is for later",
      () => bot.deliver(message(problem, personal), signed({ nbf: Math.floor(Date.now() / 1000) + 3600 })),
      "jwt_not_active",
    ],
    [
      "that wants the answer elsewhere than its token says",
      () => bot.deliver({ ...message(problem, personal), serviceUrl: "http://127.0.0.1:1/elsewhere/" }),
      "serviceurl_claim_do_not_match",
    ],
    [
      "whose token names no address",
      () => bot.deliver(message(problem, personal), signed({ serviceurl: undefined })),
      "serviceurl_claim_do_not_match",
    ],
    ["of another channel", () => bot.deliver({ ...message(problem, personal), channelId: "webchat" })],
    [
      "of a key that is not endorsed for Teams",
      () => {
        const webchat = signingKey("k2", ["webchat"]);
        bot.microsoft.published.push(webchat);
        return bot.deliver(message(problem, personal), signed({}, webchat));
      },
      "could_not_validate_endorsement_for_key",
    ],
    [
      "with an unsigned token",
      () => {
        const [, claims] = signed({}).split(".");
        const head = Buffer.from(JSON.stringify({ alg: "none", typ: "JWT", kid: "k1" })).toString("base64url");
        return bot.deliver(message(problem, personal), `${head}.${claims}.`);
      },
      "jwt_signature_is_required",
    ],
  ])("%s is refused with 401, and the log says why", async (_, sent, why) => {
    const response = await sent(bot);
    expect(response.status).toBe(401);
    const refused = bot.faults.splice(0);
    expect(refused).toMatchObject(why === undefined ? [] : [{ name: "Unauthorized", code: why }]);
    await leftNoTrace();
  });

  it("whose token does not fit leaves alone what others write to the console", async () => {
    await Promise.all([
      bot.deliver(message(problem, personal), signed({}, signingKey("k1"))),
      Promise.resolve().then(() => console.error("something of somebody else")),
    ]);
    expect(onConsole.splice(0)).toEqual([["something of somebody else"]]);
    expect(bot.faults.splice(0)).toHaveLength(1);
  });

  it("of another tenant is refused with 403", async () => {
    const other = {
      ...message(problem, personal),
      conversation: { id: personal, conversationType: "personal", tenantId: "other" },
    };
    expect((await bot.deliver(other)).status).toBe(403);
    await leftNoTrace();
  });

  const bearer = () => ({ authorization: `Bearer ${signed({})}` });
  it.each<[string, () => string]>([
    ["is no JSON", () => "{"],
    ["is a list", () => "[]"],
    [
      "has no type",
      () => JSON.stringify({ ...message("x", personal), serviceUrl: bot.microsoft.serviceUrl, type: undefined }),
    ],
    [
      "has no conversation",
      () => JSON.stringify({ ...message("x", personal), serviceUrl: bot.microsoft.serviceUrl, conversation: null }),
    ],
    ["has no address to answer to", () => JSON.stringify(message("x", personal))],
    [
      "has a file for an address",
      () => JSON.stringify({ ...message("x", personal), serviceUrl: "file:///etc/passwd" }),
    ],
  ])("that %s is answered 400", async (_, body) => {
    expect((await bot.raw(body(), bearer())).status).toBe(400);
    await leftNoTrace();
  });

  it("that is too big is answered 413, and read by another method than POST 405", async () => {
    expect((await bot.raw(JSON.stringify({ text: "x".repeat(300_000) }), bearer())).status).toBe(413);
    expect((await fetch(bot.url)).status).toBe(405);
    await leftNoTrace();
  });
});

describe("the keys of Teams out of reach", () => {
  it("are answered 503, so that Teams tries again", async () => {
    bot = await teamsBot();
    await bot.stop();
    const { microsoft } = bot;
    bot = await teamsBot({
      settings: { cloud: { ...microsoft.cloud, openId: "http://127.0.0.1:1/openid" } },
    });
    const claims = { ...claimsOf(bot.microsoft), iss: microsoft.cloud.issuer };
    expect((await bot.deliver(message(problem, personal), token(claims, bot.microsoft.key))).status).toBe(503);
    expect(bot.faults).toMatchObject([{ name: "TeamsFault", code: "no_keys" }]);
  });
});

describe("without a login", () => {
  beforeEach(async () => {
    bot = await teamsBot({ settings: { auth: { kind: "none" } } });
  });
  const open = (serviceUrl: string) => bot.raw(JSON.stringify({ ...message(problem, personal), serviceUrl }), {});

  it("a request from this machine is taken", async () => {
    expect((await open(bot.microsoft.serviceUrl)).status).toBe(200);
    await bot.turns.idle();
    expect(await bot.events(personal)).not.toEqual([]);
  });

  it("what a page in a browser could send unasked is refused", async () => {
    const body = JSON.stringify({ ...message(problem, personal), serviceUrl: bot.microsoft.serviceUrl });
    expect((await bot.raw(body, { "content-type": "text/plain" })).status).toBe(415);
    await leftNoTrace();
  });

  it.each<[string, Json, number]>([
    ["under another name of this machine", { host: "localhost:3978" }, 200],
    ["from a page of this machine", { host: "[::1]:3978", origin: "http://localhost:56150" }, 200],
    ["under a name of elsewhere that leads here", { host: "evil.example:3978" }, 403],
    ["from a page of elsewhere", { host: "127.0.0.1:3978", origin: "https://evil.example" }, 403],
    ["from a page that does not say whose it is", { host: "127.0.0.1:3978", origin: "null" }, 403],
  ])("a request %s is answered with its status", async (_, named, expected) => {
    const body = JSON.stringify({ ...message(problem, personal), serviceUrl: bot.microsoft.serviceUrl });
    const headers = { "content-type": "application/json", ...named } as Record<string, string>;
    const status = await new Promise((resolve, reject) => {
      const asking = request(bot.url, { method: "POST", headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      asking.on("error", reject).end(body);
    });
    expect(status).toBe(expected);
    if (expected === 403) await leftNoTrace();
    else await bot.settled();
  });

  it.each(["https://evil.example/", "http://127.evil.example/", "http://10.0.0.1/"])(
    "nothing is sent to %s",
    async (serviceUrl) => {
      expect((await open(serviceUrl)).status).toBe(403);
      await leftNoTrace();
    },
  );
});
