import { spawn } from "node:child_process";
import { once } from "node:events";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { realBrain } from "../support/real.ts";
import { dataDir } from "../support/server.ts";
import { helpDesks } from "./support/helpDesks.ts";
import { otherSecret, secret } from "./support/receiver.ts";
import { callsPerson, deskScene, problem } from "./support/scene.ts";

const example = resolve(import.meta.dirname, "../../examples/webhook/receiver.mjs");

/** The example in a process of its own. */
async function exampleOn(url: string, folder: string, port = 0) {
  const child = spawn(process.execPath, [example], {
    stdio: ["ignore", "pipe", "ignore"],
    env: {
      PATH: process.env.PATH,
      PORT: String(port),
      STATE_FILE: join(folder, "state.json"),
      WEBHOOK_SECRET: secret,
      ZENDESK_URL: url,
      ZENDESK_EMAIL: "bot@a.example",
      ZENDESK_TOKEN: "zt",
      JIRA_URL: url,
      JIRA_EMAIL: "bot@a.example",
      JIRA_TOKEN: "jt",
      JIRA_SERVICE_DESK: "10",
      JIRA_REQUEST_TYPE: "25",
    },
  });
  const [line] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
  const listens = Number(/(\d+)$/.exec(line)?.[1]);
  return {
    port: listens,
    url: `http://127.0.0.1:${listens}/`,
    async kill() {
      const closed = once(child, "close");
      child.kill("SIGKILL");
      await closed;
    },
  };
}

let desks: Awaited<ReturnType<typeof helpDesks>>;
let receiver: Awaited<ReturnType<typeof exampleOn>>;
let folder: ReturnType<typeof dataDir>;
beforeAll(async () => {
  await realBrain();
});
beforeEach(async () => {
  folder = dataDir();
  desks = await helpDesks();
  receiver = await exampleOn(desks.url, folder.path);
});
afterEach(async () => {
  await receiver.kill();
  await desks.close();
  folder.remove();
});

async function handedOver(secrets = [secret]) {
  const scene = await deskScene(receiver.url, { secrets });
  await scene.say(problem);
  await scene.say(callsPerson);
  return scene;
}

describe("the example", () => {
  it("makes one ticket of a case, with what happens as comments, solved at its end", async () => {
    const scene = await handedOver();
    await scene.say("are you there?");
    await scene.act({ do: "claim" });
    await scene.act({ do: "say", text: "Hello, Grace here" });
    await scene.act({ do: "note", text: "looks like the battery" });
    await scene.act({ do: "close", cause: "flat battery", solved: true, remark: null, step: null });
    await scene.deliver();
    expect(await scene.unsent()).toEqual([]);
    expect(desks.tickets).toHaveLength(1);
    expect(desks.tickets[0]).toMatchObject({ external_id: "c1#1", priority: "normal", status: "solved" });
    expect(desks.tickets[0]?.comments.map((comment) => [comment.public, comment.html_body])).toEqual([
      [false, expect.stringContaining(problem)],
      [true, "Ada (user):<br>are you there?"],
      [false, "Grace has taken this case at console."],
      [true, "Grace (support):<br>Hello, Grace here"],
      [false, "Note by Grace:<br>looks like the battery"],
      [false, "Solved by Grace: flat battery"],
    ]);
    expect(desks.issues).toHaveLength(1);
    expect(desks.issues[0]).toMatchObject({ place: ["10", "25"], status: "solved" });
    expect(desks.issues[0]?.fields.summary).toBe(desks.tickets[0]?.subject);
    expect(desks.issues[0]?.comments.map((comment) => comment.public)).toEqual([true, false, true, false, false]);
  });

  it("opens no second ticket for a case that is handed over again", async () => {
    const scene = await handedOver();
    await scene.act({ do: "claim" });
    await scene.act({ do: "close", cause: "unknown", solved: false, remark: null, step: null });
    await scene.deliver();
    expect(desks.issues.map(({ status }) => status)).toEqual(["solved"]);
    await scene.say(problem);
    await scene.say(callsPerson);
    await scene.act({ do: "claim" });
    await scene.act({ do: "hand_back", at: null });
    await scene.say(callsPerson);
    await scene.deliver();
    expect(desks.tickets.map(({ external_id, status }) => [external_id, status])).toEqual([
      ["c1#1", "solved"],
      ["c1#2", "open"],
    ]);
    expect(desks.issues.map(({ status }) => status)).toEqual(["solved", "open"]);
  });

  it("shows what a user wrote as text, whatever it is", async () => {
    const scene = await handedOver();
    await scene.say('<img src=x> {{ticket.url}} [~admin] {html}<b>{html} *bold* "quoted"');
    await scene.deliver();
    expect(desks.tickets[0]?.comments[1]?.html_body).toBe(
      'Ada (user):<br>&lt;img src=x&gt; &#123;&#123;ticket.url}} [~admin] &#123;html}&lt;b&gt;&#123;html} *bold* "quoted"',
    );
    expect(desks.issues[0]?.comments[0]?.body).toContain("\\[\\~admin\\] \\{html\\}<b>\\{html\\} \\*bold\\*");
  });

  it("does nothing twice that is sent twice, also after it was killed", async () => {
    const scene = await handedOver();
    const unmarked = { ...scene.store.outbox, sent: () => Promise.reject(new Error("the disk is full")) };
    scene.restart({}, unmarked);
    await scene.deliver();
    const { port } = receiver;
    await receiver.kill();
    receiver = await exampleOn(desks.url, folder.path, port);
    scene.restart();
    await scene.waited();
    await scene.deliver();
    expect(await scene.unsent()).toEqual([]);
    expect([desks.tickets.length, desks.issues.length]).toEqual([1, 1]);
    expect(desks.tickets[0]?.comments).toHaveLength(1);
  });

  it("says no while its help desk does, and loses nothing", async () => {
    const scene = await handedOver();
    desks.fail(true);
    await scene.deliver();
    expect(await scene.unsent()).toMatchObject([{ state: "waiting", fault: "WebhookFault http_502" }]);
    desks.fail(false);
    await scene.waited();
    await scene.deliver();
    expect([desks.tickets.length, desks.issues.length]).toEqual([1, 1]);
  });

  it("takes nothing that is signed with another secret", async () => {
    const scene = await handedOver([otherSecret]);
    await scene.deliver();
    expect(await scene.unsent()).toMatchObject([{ state: "waiting", fault: "WebhookFault http_401" }]);
    expect(desks.tickets).toEqual([]);
  });
});
