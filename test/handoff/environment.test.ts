import { describe, expect, it } from "vitest";
import { configOf } from "../../src/config.ts";
import { webhookSettingsOf } from "../../src/handoff/environment.ts";
import { otherSecret, secret } from "./support/receiver.ts";

const token = "Zebrafink";
const faultsOf = (WEBHOOK_DESKS: string, WEBHOOK_SECRETS: string): readonly string[] => {
  const config = configOf({ WEBHOOK_DESKS, WEBHOOK_SECRETS });
  return "faults" in config ? config.faults : [];
};

describe("desks elsewhere", () => {
  it("are none where none is set", () => {
    expect(webhookSettingsOf({})).toEqual([]);
    expect(configOf({ WEBHOOK_DESKS: " ", WEBHOOK_SECRETS: "" })).toMatchObject({ webhooks: [] });
  });

  it("have a name, an address and a secret each, two while it changes", () => {
    const WEBHOOK_DESKS = "jira=https://desk.example/in?key=a=b, zendesk=http://localhost:8080/";
    const WEBHOOK_SECRETS = `jira=${secret},zendesk=${secret},jira=${otherSecret}`;
    expect(configOf({ WEBHOOK_DESKS, WEBHOOK_SECRETS })).toMatchObject({
      webhooks: [
        { name: "jira", url: "https://desk.example/in?key=a=b", secrets: [secret, otherSecret] },
        { name: "zendesk", url: "http://localhost:8080/", secrets: [secret] },
      ],
    });
  });

  it.each([
    [`https://${token}.example`, `jira=${secret}`, /^WEBHOOK_DESKS: entry 1 is no name=https/],
    [`jira=${token}`, `jira=${secret}`, /^WEBHOOK_DESKS: the address of "jira" is none/],
    [`jira=ftp://${token}.example`, `jira=${secret}`, /^WEBHOOK_DESKS: the address of "jira" is none/],
    [`jira=http://${token}.example`, `jira=${secret}`, /^WEBHOOK_DESKS: the address of "jira" begins with http:/],
    [`jira=https://a:${token}@b.example`, `jira=${secret}`, /^WEBHOOK_DESKS: the address of "jira" holds a name/],
    ["jira=https://a.example,jira=https://b.example", `jira=${secret}`, /^WEBHOOK_DESKS: names the desk "jira" twice/],
    ["all=https://a.example", `all=${secret}`, /^WEBHOOK_DESKS: names a desk "all"/],
    ["jira=https://a.example", "", /^WEBHOOK_SECRETS: is missing for the desk "jira"/],
    ["", `jira=${secret}`, /^WEBHOOK_SECRETS: is for the desk "jira", which/],
    ["jira=https://a.example", `jira=${token}`, /^WEBHOOK_SECRETS: the secret of "jira" is none/],
    ["jira=https://a.example", "jira=whsec_c2hvcnQ=", /^WEBHOOK_SECRETS: the secret of "jira" is none/],
    ["jira=https://a.example", token, /^WEBHOOK_SECRETS: entry 1 is no name=whsec_/],
  ])("set wrong are told once, and never by value: %s", (desks, secrets, fault) => {
    const faults = faultsOf(desks, secrets);
    expect(faults).toEqual([expect.stringMatching(fault)]);
    expect(faults.join()).not.toContain(token);
  });
});
