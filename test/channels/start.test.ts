import { afterEach, describe, expect, it } from "vitest";
import { start } from "../../src/main.ts";
import { until } from "../durable/process.ts";
import { appToken, botToken, fakeSlack } from "../slack/support/fake.ts";
import { fakeSocket } from "../slack/support/socket.ts";
import { temporary } from "../store/temp.ts";
import { configIn } from "../support/config.ts";
import { app } from "../teams/support/app.ts";
import { fakeMicrosoft } from "../teams/support/microsoft.ts";

describe("a server with several channels, one of which is refused", () => {
  const directory = temporary();
  afterEach(() => directory.remove());

  it("does not begin on the others", async () => {
    const [slack, socket, microsoft] = [await fakeSlack(), await fakeSocket(), await fakeMicrosoft()];
    slack.socketAt(socket.url);
    const release = microsoft.hold("login");
    const starting = start(
      configIn(directory.path, {
        slack: {
          apiUrl: slack.url,
          auth: { kind: "token", botToken },
          mode: { kind: "socket", appToken },
          unasked: [],
          desks: [],
        },
        teams: {
          cloud: microsoft.cloud,
          auth: { kind: "entra", appId: app.id, tenant: app.tenant, secret: "wrong" },
          desks: [],
          handoffEvent: false,
        },
      }),
    );
    await until(async () => slack.called("apps.connections.open").length > 0, 30_000);
    // Time for a connection, were one asked for.
    for (let n = 0; n < 50; n++) await fetch(slack.respondUrl, { method: "POST", body: "{}" });
    release();
    expect(await starting).toEqual({ fault: expect.stringMatching(/^TEAMS_CLIENT_SECRET: found/) });
    expect([slack.called("apps.connections.open").length, socket.connections.length]).toEqual([1, 0]);
    await Promise.all([slack.close(), socket.close(), microsoft.close()]);
  });
});
