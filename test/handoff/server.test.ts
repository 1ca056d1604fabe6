import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { outboxCommand } from "../../src/commands/outbox.ts";
import type { Config } from "../../src/config.ts";
import { type Running, start } from "../../src/main.ts";
import { configIn } from "../support/config.ts";
import { clientAt, dataDir } from "../support/server.ts";
import { receiverOf, secret } from "./support/receiver.ts";
import { callsPerson, grace, problem } from "./support/scene.ts";

let receiver: Awaited<ReturnType<typeof receiverOf>>;
let folder: ReturnType<typeof dataDir>;
let running: Running | null = null;
beforeEach(async () => {
  receiver = await receiverOf();
  folder = dataDir();
});
afterEach(async () => {
  await running?.stop();
  running = null;
  await receiver.close();
  folder.remove();
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

async function serverWith(webhooks: Config["webhooks"]): Promise<Running> {
  const started = await start(configIn(folder.path, { webhooks }));
  if (!("stop" in started)) throw new Error(JSON.stringify(started));
  running = started;
  return started;
}

const jira = () => ({ name: "jira", url: receiver.url, secrets: [secret] });
const told = (count: number) => vi.waitFor(() => expect(receiver.once().length).toBeGreaterThanOrEqual(count), 10_000);

describe("a server with a desk elsewhere", () => {
  it("tells it of a case, and takes from it what a person does there", async () => {
    const { url } = await serverWith([jira()]);
    const client = clientAt(url);
    const conversation = await client.begin();
    await client.say(conversation, problem);
    await client.say(conversation, callsPerson);
    await told(1);
    expect(receiver.all[0]?.body).toMatchObject({
      type: "case.offered",
      data: { conversation, desk: "jira", file: { where: { channel: "web" } } },
    });
    const act = (id: string, action: object) =>
      client.post("/api/desk", { id, conversation, by: grace, desk: "jira", action });
    expect((await act("delivery-1", { do: "claim" })).status).toBe(202);
    expect((await act("delivery-2", { do: "say", text: "Hello, Grace here" })).status).toBe(202);
    const { items } = await client.view(conversation);
    expect(items.at(-1)).toMatchObject({ kind: "agent", name: "Grace", text: "Hello, Grace here" });
    await client.say(conversation, "thank you");
    await told(3);
    expect(receiver.once().map(({ body }) => body.type)).toEqual(["case.offered", "case.claimed", "case.user_said"]);
  });

  it("has it on again after stepwise outbox --retry", async () => {
    receiver.answers(() => ({ status: 410 }));
    const { url } = await serverWith([jira()]);
    const client = clientAt(url);
    const conversation = await client.begin();
    await client.say(conversation, problem);
    await client.say(conversation, callsPerson);
    vi.stubEnv("STEPWISE_DATA", folder.path);
    const lines: string[] = [];
    vi.spyOn(console, "log").mockImplementation((line: string) => lines.push(line));
    await vi.waitFor(async () => {
      lines.length = 0;
      await outboxCommand.run({}, []);
      expect(lines.map((line) => JSON.parse(line))).toMatchObject([
        { to: "desk:jira", state: "given_up", fault: expect.stringContaining("410 Gone") },
      ]);
    }, 10_000);
    receiver.answers(() => ({ status: 200 }));
    lines.length = 0;
    expect(await outboxCommand.run({ retry: "all" }, [])).toBe(0);
    expect(lines).toEqual(['the desk "jira" is switched on again', "1 to be sent again"]);
    await vi.waitFor(() => expect(receiver.types()).toEqual(["case.offered", "case.offered"]), 10_000);
  });

  it("does not start with two desks of one name", async () => {
    const started = await start(configIn(folder.path, { webhooks: [jira(), jira()] }));
    expect(started).toEqual({ fault: expect.stringContaining('two desks named "jira"') });
  });
});
