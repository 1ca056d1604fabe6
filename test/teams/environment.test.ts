import { describe, expect, it } from "vitest";
import { teamsSettingsOf } from "../../src/adapters/teams/environment.ts";
import { publicCloud } from "../../src/adapters/teams/settings.ts";
import { app } from "./support/microsoft.ts";

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

describe("without a login", () => {
  it("the bot listens to this machine alone", () => {
    expect(teamsSettingsOf({ TEAMS_WITHOUT_LOGIN: "yes" })).toEqual({ cloud: publicCloud, auth: { kind: "none" } });
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
