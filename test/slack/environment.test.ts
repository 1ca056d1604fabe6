import { describe, expect, it } from "vitest";
import { slackSettingsOf } from "../../src/adapters/slack/environment.ts";
import { configOf } from "../../src/config.ts";

const secret = "Zebrafink";
const key = Buffer.alloc(32, 7);
const token = { SLACK_BOT_TOKEN: `xoxb-${secret}` };
const oauth = { SLACK_CLIENT_ID: "1.2", SLACK_CLIENT_SECRET: secret, SLACK_TOKEN_KEY: key.toString("base64") };
const http = { SLACK_SIGNING_SECRET: secret };
const socket = { SLACK_APP_TOKEN: `xapp-${secret}` };

const faultsOf = (env: Record<string, string>): readonly string[] => {
  const settings = slackSettingsOf(env);
  return settings !== null && "faults" in settings ? settings.faults : [];
};

describe("with nothing of Slack set", () => {
  it("there is no Slack", () => {
    expect(slackSettingsOf({ STEPWISE_PORT: "1" })).toBeNull();
  });
});

describe("Slack", () => {
  it("is one workspace over Socket Mode, even where the secret for HTTP is set too", () => {
    expect(slackSettingsOf({ ...token, ...socket, ...http })).toEqual({
      apiUrl: "https://slack.com/api/",
      auth: { kind: "token", botToken: token.SLACK_BOT_TOKEN },
      mode: { kind: "socket", appToken: socket.SLACK_APP_TOKEN },
      unasked: [],
      desks: [],
    });
  });

  it("is any workspace over HTTP, with the key in base64 or hexadecimal", () => {
    const settings = slackSettingsOf({
      ...oauth,
      ...http,
      SLACK_ANSWER_UNASKED: "C01, C02",
      SLACK_API_URL: "https://slack-gov.com/api/",
    });
    expect(settings).toEqual({
      apiUrl: "https://slack-gov.com/api/",
      auth: { kind: "oauth", clientId: "1.2", clientSecret: secret, key },
      mode: { kind: "http", signingSecret: secret },
      unasked: ["C01", "C02"],
      desks: [],
    });
    expect(slackSettingsOf({ ...oauth, ...http, SLACK_TOKEN_KEY: key.toString("hex") })).toMatchObject({
      auth: { key },
    });
  });

  it("has desks, each by its name and channel, and by its workspace where there are several", () => {
    expect(slackSettingsOf({ ...token, ...http, SLACK_DESKS: "C01, audio=G02" })).toMatchObject({
      desks: [
        { name: "slack", install: null, channel: "C01" },
        { name: "audio", install: null, channel: "G02" },
      ],
    });
    expect(slackSettingsOf({ ...oauth, ...http, SLACK_DESKS: "audio=T01:C01,E02:C02" })).toMatchObject({
      desks: [
        { name: "audio", install: "T01", channel: "C01" },
        { name: "slack", install: "E02", channel: "C02" },
      ],
    });
  });

  it.each([
    [socket, [/^SLACK_BOT_TOKEN: is missing.*OAuth & Permissions/]],
    [http, [/^SLACK_BOT_TOKEN: is missing/]],
    [token, [/^SLACK_SIGNING_SECRET: is missing.*SLACK_APP_TOKEN.*Socket Mode/]],
    [{ ...token, ...oauth, ...http }, [/^SLACK_BOT_TOKEN: stands beside SLACK_CLIENT_ID/]],
    [{ SLACK_CLIENT_ID: "1.2", ...http }, [/^SLACK_CLIENT_SECRET: is missing/]],
    [{ ...oauth, ...http, SLACK_TOKEN_KEY: "short" }, [/^SLACK_TOKEN_KEY: expected 32 random bytes.*openssl/]],
    [{ SLACK_CLIENT_ID: "1.2", SLACK_CLIENT_SECRET: secret, ...http }, [/^SLACK_TOKEN_KEY: is missing.*openssl/]],
    [{ ...oauth, ...socket }, [/^SLACK_APP_TOKEN: stands beside SLACK_CLIENT_ID/]],
    [
      { SLACK_BOT_TOKEN: secret, SLACK_APP_TOKEN: secret },
      [/^SLACK_BOT_TOKEN: expected .*xoxb/, /^SLACK_APP_TOKEN: expected .*xapp/],
    ],
    [{ ...token, ...http, SLACK_DESKS: "#support" }, [/^SLACK_DESKS: expected channels as name=C0123/]],
    [{ ...token, ...http, SLACK_DESKS: "all=C01" }, [/^SLACK_DESKS: .*all and console are no names/]],
    [{ ...token, ...http, SLACK_DESKS: "C01,C02" }, [/^SLACK_DESKS: found two desks called slack/]],
    [{ ...token, ...http, SLACK_DESKS: "audio=T01:C01" }, [/^SLACK_DESKS: .*beside SLACK_BOT_TOKEN.*name=C0123/]],
    [{ ...oauth, ...http, SLACK_DESKS: "audio=C01" }, [/^SLACK_DESKS: names no workspace.*name=T0123:C0123/]],
    [{ SLACK_DESKS: "C01" }, [/^SLACK_BOT_TOKEN: is missing/, /^SLACK_SIGNING_SECRET: is missing/]],
    [{ ...token, ...http, SLACK_ANSWER_UNASKED: "#general" }, [/^SLACK_ANSWER_UNASKED: expected ids/]],
    [{ SLACK_API_URL: "slack", ...token, ...http }, [/^SLACK_API_URL: expected an address/]],
    [{ SLACK_ANSWER_UNASKED: "C1" }, [/^SLACK_BOT_TOKEN: is missing/, /^SLACK_SIGNING_SECRET: is missing/]],
  ])("half set up is refused by name and never by value: %j", (env, faults) => {
    const found = faultsOf(env);
    expect(found).toEqual(faults.map((fault) => expect.stringMatching(fault)));
    expect(found.join()).not.toContain(secret);
  });

  it("is refused together with everything else", () => {
    const config = configOf({ STEPWISE_PORT: "teapot", ...token });
    expect("faults" in config ? config.faults.map((fault) => fault.split(":")[0]) : []).toEqual([
      "STEPWISE_PORT",
      "SLACK_SIGNING_SECRET",
    ]);
  });
});
