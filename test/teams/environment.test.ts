import { describe, expect, it } from "vitest";
import { teamsSettingsOf } from "../../src/adapters/teams/environment.ts";
import { publicCloud } from "../../src/adapters/teams/settings.ts";
import { app } from "./support/app.ts";

const whole = { TEAMS_APP_ID: app.id, TEAMS_TENANT_ID: app.tenant, TEAMS_CLIENT_SECRET: app.secret };

const faultsOf = (env: Readonly<Record<string, string>>): readonly string[] => {
  const settings = teamsSettingsOf(env);
  if (settings === null || !("faults" in settings)) throw new Error("expected faults");
  return settings.faults;
};

describe("the settings of Teams", () => {
  it("are none where nothing is set", () => {
    expect(teamsSettingsOf({ SLACK_BOT_TOKEN: "xoxb-1", NODE_ENV: "production" })).toBeNull();
  });

  it("are the app, its tenant and its secret", () => {
    expect(teamsSettingsOf(whole)).toEqual({
      cloud: publicCloud,
      auth: { kind: "entra", appId: app.id, tenant: app.tenant, secret: app.secret },
      desks: [],
      handoffEvent: false,
    });
  });

  it.each(Object.keys(whole))("say what to do where %s is missing, in production and elsewhere", (name) => {
    const rest = Object.fromEntries(Object.entries(whole).filter(([one]) => one !== name));
    for (const env of [rest, { ...rest, NODE_ENV: "production" }])
      expect(faultsOf(env)).toEqual([expect.stringMatching(`^${name}: is missing: .* it is .*“`)]);
  });

  it("name every variable that is missing", () => {
    expect(faultsOf({ TEAMS_APP_ID: app.id })).toHaveLength(2);
  });

  it("quote no value", () => {
    const faults = faultsOf({ ...whole, TEAMS_APP_ID: "my-secret-app", TEAMS_TENANT_ID: "contoso.example" }).join();
    expect(faults).toContain("TEAMS_APP_ID: expected");
    expect(faults).toContain("TEAMS_TENANT_ID: expected");
    expect(faults).not.toMatch(/my-secret-app|contoso|secret-of-the-tests/);
  });
});

describe("the desks", () => {
  const desks = "it=19:abc@thread.tacv2, audio = 19%3Axyz-1%40thread.tacv2";

  it("are channels by name; a channel alone is called teams", () => {
    expect(teamsSettingsOf({ ...whole, TEAMS_DESKS: desks, TEAMS_HANDOFF_EVENT: "yes" })).toMatchObject({
      desks: [
        { name: "it", channel: "19:abc@thread.tacv2" },
        { name: "audio", channel: "19:xyz-1@thread.tacv2" },
      ],
      handoffEvent: true,
    });
    expect(teamsSettingsOf({ TEAMS_WITHOUT_LOGIN: "yes", TEAMS_DESKS: "19:abc@thread.tacv2" })).toMatchObject({
      desks: [{ name: "teams", channel: "19:abc@thread.tacv2" }],
    });
  });

  it("are named by the links of their channels, which say the team, too", () => {
    const team = "0a0b0c0d-1111-2222-3333-444455556666";
    const link = `https://teams.microsoft.com/l/channel/19%3Aabc%40thread.tacv2/Help%2C%20please?groupId=${team}&tenantId=x`;
    const channel = { channel: "19:abc@thread.tacv2", team };
    for (const [list, name] of [
      [link, "teams"],
      [`audio=${link}`, "audio"],
      [` audio = ${link.replace("teams.microsoft.com", "teams.cloud.microsoft")} `, "audio"],
    ])
      expect(teamsSettingsOf({ ...whole, TEAMS_DESKS: list })).toMatchObject({ desks: [{ name, ...channel }] });
  });

  it.each([
    ["it=https://teams.microsoft.com/l/team/x", /entry 1: found no id of a channel; expected name=https:.*Copy link/],
    ["all=19:abc@thread.tacv2", /entry 1: found a name that cannot be one; expected .*choose another/],
    ["hub=19:abc@thread.tacv2", /entry 1: found a name that cannot be one/],
    ["a/b=19:abc@thread.tacv2", /entry 1: found a name that cannot be one/],
    ["19:abc@thread.tacv2,19:xyz@thread.tacv2", /entry 2: found a name for the second time/],
    ["a=19:abc@thread.tacv2,b=19:abc@thread.tacv2", /entry 2: found a channel for the second time/],
  ])("%s is refused, with what to do", (list, fault) => {
    const faults = faultsOf({ ...whole, TEAMS_DESKS: list });
    expect(faults).toEqual([expect.stringMatching(fault)]);
    expect(faults[0]).not.toContain("19:abc");
  });

  it("need Teams itself", () => {
    expect(faultsOf({ TEAMS_DESKS: desks })).toHaveLength(3);
    expect(faultsOf({ TEAMS_HANDOFF_EVENT: "yes" })).toHaveLength(3);
  });

  it("have no event but yes", () => {
    expect(faultsOf({ ...whole, TEAMS_HANDOFF_EVENT: "on" })).toEqual([
      "TEAMS_HANDOFF_EVENT: expected yes, or nothing",
    ]);
  });
});

describe("without a login", () => {
  it("the bot listens to this machine alone", () => {
    expect(teamsSettingsOf({ TEAMS_WITHOUT_LOGIN: "yes" })).toMatchObject({
      cloud: publicCloud,
      auth: { kind: "none" },
    });
    expect(teamsSettingsOf({ TEAMS_WITHOUT_LOGIN: "yes", STEPWISE_HOST: "localhost" })).toMatchObject({
      auth: { kind: "none" },
    });
  });

  it.each([
    ["other machines reach the port", { STEPWISE_HOST: "0.0.0.0" }, /STEPWISE_HOST=127\.0\.0\.1/],
    ["it is production", { NODE_ENV: "production" }, /set TEAMS_APP_ID/],
    ["an app is set up as well", whole, /stands beside TEAMS_APP_ID, TEAMS_TENANT_ID, TEAMS_CLIENT_SECRET/],
    ["it is anything but yes", { TEAMS_WITHOUT_LOGIN: "true" }, /expected yes/],
  ])("is refused where %s", (_, env, fault) => {
    const faults = faultsOf({ TEAMS_WITHOUT_LOGIN: "yes", ...env });
    expect(faults).toEqual([expect.stringMatching(fault)]);
    expect(faults[0]).toMatch(/^TEAMS_WITHOUT_LOGIN: /);
  });
});
