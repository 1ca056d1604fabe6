import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createInstallations, WrongTokenKey } from "../../src/adapters/slack/installations.ts";
import { scopes } from "../../src/adapters/slack/scopes.ts";
import { seal, unseal } from "../../src/adapters/slack/seal.ts";
import { createMemoryStore } from "../../src/store/memory.ts";
import { type SlackBot, slackBot } from "./support/bot.ts";
import { bot as self } from "./support/fake.ts";
import { envelope, mention } from "./support/payloads.ts";

const key = Buffer.alloc(32, 1);
const other = Buffer.alloc(32, 2);
const problem = "my mi buds 4 pro won't connect to my pixel, the light is off";
const at = `<@${self.user}>`;
const root = "1700000001.000100";

describe("what is sealed", () => {
  it("opens with its key under its id, and in no other way", () => {
    const sealed = seal("xoxb-secret", "slack:T1", key);
    expect(sealed).not.toContain("xoxb");
    expect(unseal(sealed, "slack:T1", key)).toBe("xoxb-secret");
    expect(unseal(sealed, "slack:T2", key)).toBeNull();
    expect(unseal(sealed, "slack:T1", other)).toBeNull();
    expect(unseal(`A${sealed.slice(1)}`, "slack:T1", key) === "xoxb-secret" && !sealed.startsWith("A")).toBe(false);
    expect(unseal("", "slack:T1", key)).toBeNull();
  });

  it("is never the same twice", () => {
    expect(seal("a", "b", key)).not.toBe(seal("a", "b", key));
  });

  it("with another key is said to be so, without a word of what it is", async () => {
    const store = createMemoryStore();
    await store.installations.put("slack:T1", seal("xoxb-secret", "slack:T1", other), 0);
    await expect(createInstallations(store.installations, key, () => 0).of("T1")).rejects.toThrow(WrongTokenKey);
  });
});

describe("an app that any workspace can install", () => {
  const store = createMemoryStore();
  let bot: SlackBot;
  beforeEach(async () => {
    bot = await slackBot({
      store,
      settings: { auth: { kind: "oauth", clientId: "1.2", clientSecret: "client", key } },
    });
  });
  afterEach(async () => {
    await bot.stop();
    expect(bot.faults).toEqual([]);
  });

  /** From "Add to Slack" back to the bot, as a browser goes. */
  async function install(answer: Record<string, unknown>): Promise<Response> {
    bot.fake.installs(answer);
    const begin = await fetch(`${bot.base}/slack/install`, { redirect: "manual" });
    const to = new URL(begin.headers.get("location") ?? "");
    expect(to.searchParams.get("scope")?.split(",")).toEqual(Object.keys(scopes));
    const cookie = (begin.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
    const state = to.searchParams.get("state") ?? "";
    return fetch(`${bot.base}/slack/oauth_redirect?code=code&state=${encodeURIComponent(state)}`, {
      headers: { cookie },
    });
  }
  const workspace = (team: string, token: string) => ({
    app_id: "A1",
    access_token: token,
    token_type: "bot",
    scope: Object.keys(scopes).join(","),
    bot_user_id: self.user,
    team: { id: team, name: "Tests" },
    enterprise: null,
    is_enterprise_install: false,
    authed_user: { id: "U1" },
  });
  const inTeam = (team: string, ts: string) =>
    envelope(mention(`${at} ${problem}`, ts), {
      team_id: team,
      authorizations: [
        { enterprise_id: null, team_id: team, user_id: self.user, is_bot: true, is_enterprise_install: false },
      ],
    });

  it("answers each workspace with its own token, and keeps none of them open", async () => {
    for (const team of ["T5", "T6"]) bot.fake.tokens.set(`xoxb-of-${team}`, team);
    for (const team of ["T5", "T6"]) expect((await install(workspace(team, `xoxb-of-${team}`))).status).toBe(200);
    for (const [i, team] of ["T5", "T6"].entries())
      expect((await bot.raw(inTeam(team, `170000000${i}.000100`))).status).toBe(200);
    for (const i of [0, 1]) await bot.said("C1", `170000000${i}.000100`, 1);
    const sealed = await store.installations.get("slack:T5");
    expect(sealed).not.toBeNull();
    expect(Buffer.from(sealed ?? "", "base64").toString("latin1")).not.toContain("xoxb");
  });

  it("says at the start when its key is not the one that the tokens are sealed with, and what to do", async () => {
    expect(await bot.slack.standsAgainst()).toBeNull();
    await bot.stop();
    bot = await slackBot({
      store,
      settings: { auth: { kind: "oauth", clientId: "1.2", clientSecret: "client", key: other } },
    });
    expect(await bot.slack.standsAgainst()).toMatch(
      /^SLACK_TOKEN_KEY: found .*; expected the key they were sealed with; set that key; .*install the app/,
    );
  });

  it("is there after a restart", async () => {
    bot.fake.tokens.set("xoxb-of-T5", "T5");
    expect((await bot.raw(inTeam("T5", root))).status).toBe(200);
    expect(await bot.said("C1", root, 1)).toHaveLength(1);
  });

  it("refuses what comes from a workspace that has not installed it", async () => {
    expect((await bot.raw(inTeam("T7", root))).status).toBe(401);
    await bot.settled();
    expect((await store.list(9)).some(({ conversation }) => conversation.startsWith("T7"))).toBe(false);
  });

  it("refuses a way back that did not begin here", async () => {
    const response = await fetch(`${bot.base}/slack/oauth_redirect?code=code&state=made-up`);
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(await store.installations.get("slack:T7")).toBeNull();
  });

  it("forgets a workspace that removes it", async () => {
    const event = (event: Record<string, unknown>) =>
      bot.raw({ ...envelope(event), team_id: "T5", authorizations: undefined });
    await event({ type: "tokens_revoked", tokens: { oauth: ["U1"], bot: [] } });
    expect(await store.installations.get("slack:T5")).not.toBeNull();
    await event({ type: "app_uninstalled" });
    expect(await store.installations.get("slack:T5")).toBeNull();
    expect(await store.installations.get("slack:T6")).not.toBeNull();
  });
});
