import { afterEach, describe, expect, it } from "vitest";
import type { Config } from "../../src/config.ts";
import { type Running, start } from "../../src/main.ts";
import { until } from "../durable/process.ts";
import { temporary } from "../store/temp.ts";
import { configIn } from "../support/config.ts";
import { app, type Json } from "./support/app.ts";
import { claimsOf } from "./support/bot.ts";
import { token } from "./support/jwt.ts";
import { type FakeMicrosoft, fakeMicrosoft } from "./support/microsoft.ts";
import { message, personal } from "./support/payloads.ts";

const problem = "my mi buds 4 pro won't connect to my pixel, the light is off";

describe("the server with Teams set up", () => {
  const directory = temporary();
  afterEach(() => directory.remove());

  const configOf = ({ cloud }: FakeMicrosoft, secret: string): Config =>
    configIn(directory.path, {
      // Teams signs what it sends and knows no login.
      login: { user: "desk", password: "a long password" },
      teams: {
        cloud,
        auth: { kind: "entra", appId: app.id, tenant: app.tenant, secret },
        desks: [],
        handoffEvent: false,
      },
    });
  const running = async (config: Config): Promise<Running> => {
    const started = await start(config);
    if (!("stop" in started)) throw new Error(JSON.stringify(started));
    return started;
  };
  const deliver = (url: string, microsoft: FakeMicrosoft, activity: Json): Promise<Response> =>
    fetch(`${url}api/messages`, {
      method: "POST",
      body: JSON.stringify({ serviceUrl: microsoft.serviceUrl, ...activity }),
      headers: {
        "content-type": "application/json",
        authorization: `Bearer ${token(claimsOf(microsoft), microsoft.key)}`,
      },
    });

  it("answers on the port of the page, also what came before it was restarted, in the place it came from", async () => {
    const microsoft = await fakeMicrosoft();
    const first = await running(configOf(microsoft, app.secret));
    expect((await fetch(`${first.url}api/about`)).status).toBe(401);
    expect((await fetch(`${first.url}api/messages`, { method: "POST", body: "{}" })).status).toBe(401);
    microsoft.down(true);
    expect((await deliver(first.url, microsoft, message(problem, personal))).status).toBe(200);
    await first.stop();
    microsoft.down(false);
    const second = await running(configOf(microsoft, app.secret));
    await until(async () => microsoft.said(personal).length === 1, 30_000);
    await second.stop();
    await microsoft.close();
  });

  it("does not start with a secret that Microsoft refuses", async () => {
    const microsoft = await fakeMicrosoft();
    expect(await start(configOf(microsoft, "wrong"))).toEqual({
      fault: expect.stringMatching(/^TEAMS_CLIENT_SECRET: found/),
    });
    await microsoft.close();
  });
});
