import { describe, expect, it } from "vitest";
import { caseUrl, configOf, foldersOf, storePlaceOf } from "../src/config.ts";
import { conversationId } from "../src/dialog/ids.ts";

const secret = "Zebrafink";
const faultsOf = (env: Record<string, string>): readonly string[] => {
  const config = configOf(env);
  return "faults" in config ? config.faults : [];
};

describe("with nothing set", () => {
  it.each([
    ["no variables", {}],
    [
      "empty ones, as docker run -e NAME= leaves them",
      { STEPWISE_HOST: "", STEPWISE_PORT: "", STEPWISE_DATA: "", STEPWISE_LOG: "", STEPWISE_CONSOLE_PASSWORD: "" },
    ],
    ["blank ones", { STEPWISE_PORT: " ", STEPWISE_KNOWLEDGE: "\t" }],
  ])("it runs on this machine only: %s", (_what, env) => {
    expect(configOf(env)).toEqual({
      host: "127.0.0.1",
      port: 3978,
      dataDir: "data",
      databaseUrl: null,
      url: null,
      keepDays: null,
      knowledgeDir: "knowledge",
      logLevel: "info",
      login: null,
      slack: null,
      teams: null,
      webhooks: [],
    });
    expect(foldersOf(env)).toEqual({ dataDir: "data", knowledgeDir: "knowledge" });
  });
});

describe("the folders", () => {
  it.each([
    ["https://stepwise.example", "https://stepwise.example/desk/slack%3AT1%3AC1%3A1.2"],
    ["https://intranet.example/help/", "https://intranet.example/help/desk/slack%3AT1%3AC1%3A1.2"],
  ])("makes links to cases below %s", (STEPWISE_URL, link) => {
    const config = configOf({ STEPWISE_URL });
    expect("url" in config && caseUrl(config.url, conversationId("slack:T1:C1:1.2"))).toBe(link);
    expect(caseUrl(null, conversationId("c1"))).toBeNull();
  });

  it("are read even where a setting of the server is wrong", () => {
    expect(foldersOf({ STEPWISE_DATA: "/data", STEPWISE_PORT: "teapot" })).toMatchObject({ dataDir: "/data" });
  });
});

describe("the place of the store", () => {
  it("is the folder, or a database instead", () => {
    expect(storePlaceOf({})).toEqual({ dataDir: "data", databaseUrl: null });
    const url = "postgresql://stepwise@db/stepwise";
    expect(storePlaceOf({ DATABASE_URL: url })).toEqual({ dataDir: "data", databaseUrl: url });
    expect(configOf({ DATABASE_URL: url })).toMatchObject({ databaseUrl: url });
  });

  it("is refused by name and never by value", () => {
    expect(() => storePlaceOf({ DATABASE_URL: `mysql://${secret}` })).toThrow(
      /^DATABASE_URL: expected postgresql:\S+$/,
    );
  });
});

describe("settings that are wrong", () => {
  it("are told all at once, by name, and never by value", () => {
    const faults = faultsOf({
      DATABASE_URL: `mysql://${secret}`,
      STEPWISE_HOST: `${secret}.example`,
      STEPWISE_PORT: secret,
      STEPWISE_LOG: secret,
    });
    expect(faults.map((fault) => fault.split(":")[0]).sort()).toEqual([
      "DATABASE_URL",
      "STEPWISE_CONSOLE_PASSWORD",
      "STEPWISE_LOG",
      "STEPWISE_PORT",
    ]);
    expect(faults.join()).not.toContain(secret);
  });

  it.each([
    [{ STEPWISE_CONSOLE_USER: "desk" }, /^STEPWISE_CONSOLE_PASSWORD: is missing/],
    [{ STEPWISE_CONSOLE_PASSWORD: "a long password" }, /^STEPWISE_CONSOLE_USER: is missing/],
    [{ STEPWISE_CONSOLE_USER: "desk", STEPWISE_CONSOLE_PASSWORD: "short" }, /^STEPWISE_CONSOLE_PASSWORD: must have/],
    [{ STEPWISE_HOST: "0.0.0.0" }, /^STEPWISE_CONSOLE_PASSWORD: is missing: STEPWISE_HOST is reachable/],
    [{ STEPWISE_HOST: "0.0.0.0", STEPWISE_CONSOLE_USER: "desk" }, /^STEPWISE_CONSOLE_PASSWORD: is missing/],
    [{ STEPWISE_PORT: "70000" }, /^STEPWISE_PORT/],
  ])("are told once: %j", (env, fault) => {
    expect(faultsOf(env)).toEqual([expect.stringMatching(fault)]);
  });
});
