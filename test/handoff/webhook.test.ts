import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { Webhook } from "standardwebhooks";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { caseFile } from "../../src/cases/schema.ts";
import { switchOn } from "../../src/handoff/off.ts";
import { webhookBody } from "../../src/handoff/schema.ts";
import { jsonSchemaOf } from "../../src/knowledge/jsonSchema.ts";
import { realBrain } from "../support/real.ts";
import { otherSecret, type Received, receiverOf, secret } from "./support/receiver.ts";
import { callsPerson, deskScene, grace, problem } from "./support/scene.ts";

let receiver: Awaited<ReturnType<typeof receiverOf>>;
beforeAll(async () => {
  await realBrain();
});
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.UTC(2026, 0, 2, 12) });
  receiver = await receiverOf();
});
afterEach(async () => {
  await receiver.close();
  vi.useRealTimers();
});

const pass = (ms: number): unknown => vi.setSystemTime(Date.now() + ms);
const hour = 3_600_000;

const schema = new Ajv2020({ strict: false });
addFormats.default(schema);
const fits = schema.compile(jsonSchemaOf("webhook", webhookBody));

async function handedOver(given: Parameters<typeof deskScene>[1] = {}) {
  const scene = await deskScene(receiver.url, given);
  await scene.say(problem);
  await scene.say(callsPerson);
  return scene;
}

describe("a case at a desk elsewhere", () => {
  it("is told from its offer to its end, in order, each as its schema says", async () => {
    const scene = await handedOver();
    await scene.say("are you there?");
    await scene.take({ kind: "text", text: "see this", files: [{ name: "a.png", type: "image/png", link: null }] });
    pass(16 * 60_000);
    await scene.tick();
    await scene.act({ do: "claim" });
    await scene.act({ do: "say", text: "Hello, Grace here" });
    await scene.act({ do: "note", text: "firmware 1.0" });
    await scene.act({ do: "release" });
    await scene.act({ do: "claim" });
    await scene.say("smoke comes out of the case");
    await scene.act({ do: "hand_back", at: null });
    await scene.say(callsPerson);
    await scene.act({ do: "claim" });
    await scene.act({ do: "close", cause: "flat battery", solved: true, remark: null, step: null });
    await scene.deliver();
    expect(receiver.types()).toEqual([
      "case.offered",
      "case.user_said",
      "case.user_said",
      "case.files",
      "case.reminded",
      "case.claimed",
      "case.agent_said",
      "case.noted",
      "case.released",
      "case.claimed",
      "case.user_said",
      "case.raised",
      "case.closed",
      "case.offered",
      "case.claimed",
      "case.closed",
      "case.ended",
    ]);
    for (const { body } of receiver.all) expect(fits(body), JSON.stringify(fits.errors)).toBe(true);
    const seqs = receiver.all.map(({ body }) => body.data.seq);
    expect(seqs).toEqual([...seqs].sort((a, b) => a - b));
    expect(new Set(receiver.all.map(({ body }) => body.data.case)).size).toBe(1);
    expect(await scene.unsent()).toEqual([]);
  });

  it("is offered with everything a person needs, and offered again as the same case", async () => {
    const scene = await handedOver();
    await scene.act({ do: "claim" });
    await scene.act({ do: "hand_back", at: null });
    await scene.say(callsPerson);
    await scene.deliver();
    const offers = receiver.all.flatMap(({ body }) => (body.type === "case.offered" ? [body.data] : []));
    expect(offers.map(({ again }) => again)).toEqual([false, true]);
    const [first] = offers;
    expect(first).toMatchObject({ case: "c1#1", conversation: "c1", desk: "jira", priority: "normal" });
    expect(first?.summary).toContain(problem);
    expect(first?.file.problem).toBe(problem);
    expect(caseFile.safeParse(first?.file).success).toBe(true);
  });

  it("ends with its cause, and says where it was done", async () => {
    const scene = await handedOver();
    await scene.act({ do: "claim" }, "jira");
    await scene.act({ do: "say", text: "said at the desk itself" }, "jira");
    await scene.act(
      { do: "close", cause: "flat battery", solved: false, remark: "sent a new one", step: null },
      "jira",
    );
    await scene.deliver();
    expect(receiver.types()).toEqual(["case.offered", "case.claimed", "case.closed", "case.ended"]);
    expect(receiver.all[2]?.body.data).toMatchObject({
      by: grace,
      doneAt: "jira",
      result: "closed",
      cause: "flat battery",
      solved: false,
      remark: "sent a new one",
      file: { handoff: { closed: { cause: "flat battery" } } },
    });
    expect(receiver.all[3]?.body.data).toMatchObject({ outcome: "escalated" });
  });

  it("comes with what a user wrote as JSON text, whatever it is", async () => {
    const hostile = `</script><!channel> {{7*7}} "\\" \u202E\u0000\u0007 \ud800 ${"x".repeat(10_000)}\nwebhook-id: forged`;
    const scene = await handedOver();
    await scene.say(hostile);
    await scene.deliver();
    const told = receiver.all.find(({ body }) => body.type === "case.user_said");
    expect(told?.body.data).toMatchObject({ text: hostile });
    expect(told?.raw).not.toContain("\u0000");
    expect(told?.raw.split("\n")).toHaveLength(1);
  });
});

describe("the signature", () => {
  it("fits the secret and no other, nor another id, time or body", async () => {
    const scene = await handedOver();
    await scene.deliver();
    const [first] = receiver.all;
    if (first === undefined) throw new Error("nothing came");
    const { raw, headers } = first;
    expect(new Webhook(secret).verify(raw, headers)).toEqual(first.body);
    expect(() => new Webhook(otherSecret).verify(raw, headers)).toThrow("No matching signature");
    for (const forged of [
      { "webhook-id": "another" },
      { "webhook-timestamp": `${Number(headers["webhook-timestamp"]) + 1}` },
    ])
      expect(() => new Webhook(secret).verify(raw, { ...headers, ...forged })).toThrow("No matching signature");
    expect(() => new Webhook(secret).verify(`${raw} `, headers)).toThrow("No matching signature");
    pass(6 * 60_000);
    expect(() => new Webhook(secret).verify(raw, headers)).toThrow("too old");
  });

  it("is there for each secret while they change", async () => {
    const scene = await handedOver({ secrets: [otherSecret, secret] });
    await scene.deliver();
    expect(receiver.all).toHaveLength(1);
    const [{ raw, headers } = { raw: "", headers: {} }] = receiver.all;
    for (const one of [secret, otherSecret]) expect(new Webhook(one).verify(raw, headers)).toBeTruthy();
  });

  it("carries the time of each try, so that a late one is not taken for an old one", async () => {
    const scene = await handedOver();
    receiver.answers(() => ({ status: 500 }));
    await scene.deliver();
    receiver.answers(() => ({ status: 200 }));
    pass(hour);
    await scene.deliver();
    const times = receiver.all.map(({ headers }) => Number(headers["webhook-timestamp"]));
    expect(times).toHaveLength(2);
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBe(3600);
  });
});

describe("a receiver that does not take it", () => {
  it.each([301, 400, 401, 403, 404, 408, 413, 422, 500, 502, 503])(
    "with %i is asked again with growing rests",
    async (status) => {
      const elsewhere = await receiverOf();
      receiver.answers(() => ({ status, headers: { location: elsewhere.url }, body: "the receiver's own words" }));
      const scene = await handedOver();
      const rests: number[] = [];
      for (let tries = 1; tries <= 4; tries++) {
        await scene.deliver();
        const [row] = await scene.unsent();
        expect(row).toMatchObject({ state: "waiting", attempts: tries, fault: `WebhookFault http_${status}` });
        rests.push((row?.dueAt ?? 0) - Date.now());
        pass(rests.at(-1) ?? 0);
      }
      expect(rests).toEqual([1000, 2000, 4000, 8000]);
      expect(new Set(receiver.all.map(({ id }) => id)).size).toBe(1);
      expect(elsewhere.all).toEqual([]);
      expect(scene.failures).toEqual([]);
      await elsewhere.close();
    },
  );

  it.each([
    [429, "120", 120_000],
    [503, new Date(Date.UTC(2026, 0, 2, 12, 1)).toUTCString(), 60_000],
    [503, "999999999", hour],
  ])("with %i and Retry-After %s is left alone for so long, and that is no failure", async (status, after, rest) => {
    receiver.answers(() => ({ status, headers: { "retry-after": after } }));
    const scene = await handedOver();
    await scene.deliver();
    const [row] = await scene.unsent();
    expect(row).toMatchObject({ state: "waiting", attempts: 0, dueAt: Date.now() + rest + 500 });
  });

  it("because it cannot be reached, is asked again", async () => {
    const scene = await handedOver();
    const closed = await receiverOf();
    await closed.close();
    scene.restart({ url: closed.url });
    await scene.deliver();
    expect(await scene.unsent()).toMatchObject([{ state: "waiting", fault: "WebhookFault ECONNREFUSED" }]);
  });

  it("in time has not answered", async () => {
    receiver.answers(() => "never");
    const scene = await handedOver();
    const [row] = await scene.store.outbox.claim(Date.now(), Date.now() + hour, 1);
    if (row?.event == null) throw new Error("nothing to send");
    const patience = new AbortController();
    const sent = scene.desk.outlet.send({ ...row, id: "one", event: row.event }, patience.signal);
    await vi.waitFor(() => expect(receiver.all).toHaveLength(1));
    patience.abort();
    await expect(sent).rejects.toMatchObject({ name: "WebhookFault", code: "no_answer_in_time" });
  });

  it("for an hour loses nothing, and gets everything in order", async () => {
    let down = false;
    receiver.answers(({ body }) => {
      if (!down) return { status: 200 };
      return body.data.seq % 2 === 0 ? "cut" : { status: 500 };
    });
    const scene = await handedOver();
    await scene.deliver();
    down = true;
    await scene.act({ do: "claim" });
    for (let minute = 0; minute < 60; minute++) {
      if (minute % 10 === 0) await scene.say(`minute ${minute}`);
      await scene.deliver();
      pass(60_000);
    }
    down = false;
    pass(hour);
    await scene.deliver();
    const texts = (all: readonly Received[]) =>
      all.flatMap(({ body }) => (body.type === "case.user_said" ? [body.data.text] : []));
    expect(texts(receiver.once())).toEqual([0, 10, 20, 30, 40, 50].map((minute) => `minute ${minute}`));
    expect(receiver.once().map(({ body }) => body.data.seq)).toEqual(
      [...receiver.once().map(({ body }) => body.data.seq)].sort((a, b) => a - b),
    );
    expect(await scene.unsent()).toEqual([]);
  });

  it("over a weekend loses nothing", async () => {
    receiver.answers(() => ({ status: 502 }));
    const scene = await handedOver();
    for (let quarter = 0; quarter < 60 * 4; quarter++) {
      await scene.deliver();
      pass(900_000);
    }
    receiver.answers(() => ({ status: 200 }));
    await scene.deliver();
    expect(await scene.unsent()).toEqual([]);
    expect(scene.failures).toEqual([]);
  });
});

describe("a receiver whose sender died after it had taken a message", () => {
  it("gets the same webhook-id with the same words once more", async () => {
    const scene = await handedOver();
    const dying = { ...scene.store.outbox, sent: () => new Promise<void>(() => {}) };
    scene.restart({}, dying).wake();
    await vi.waitFor(() => expect(receiver.all).toHaveLength(1));
    await scene.say("said in between");
    scene.restart();
    pass(30_000);
    await scene.deliver();
    const [first, second] = receiver.all;
    expect(second?.id).toBe(first?.id);
    expect(second?.raw).toBe(first?.raw);
    expect(receiver.once().map(({ body }) => body.type)).toEqual(["case.offered", "case.user_said"]);
  });
});

describe("a receiver that is gone", () => {
  async function gone() {
    receiver.answers(() => ({ status: 410 }));
    const scene = await handedOver();
    await scene.say("still there?");
    await scene.deliver();
    return scene;
  }

  it("switches its desk off: a notice, nothing more is sent, and the outbox says why", async () => {
    const scene = await gone();
    expect(scene.notices).toEqual(["jira"]);
    expect(receiver.all).toHaveLength(1);
    const rows = await scene.unsent();
    expect(rows.length).toBeGreaterThan(1);
    for (const row of rows)
      expect(row).toMatchObject({ state: "given_up", fault: expect.stringMatching(/"jira" switched off.*410 Gone/) });
  });

  it("stays off after a restart, and after what is old was forgotten", async () => {
    const scene = await gone();
    receiver.answers(() => ({ status: 200 }));
    scene.restart();
    pass(400 * 24 * hour);
    await scene.store.prune(Date.now());
    await scene.say("and now?");
    await scene.deliver();
    expect(receiver.all).toHaveLength(1);
    expect(scene.notices).toEqual(["jira", "jira"]);
  });

  it("is on again at another address", async () => {
    const scene = await gone();
    const moved = await receiverOf();
    scene.restart({ url: moved.url });
    await scene.say("and now?");
    await scene.deliver();
    expect(moved.types()).toEqual(["case.user_said"]);
    await moved.close();
  });

  it("is on again when somebody says so, and gets what it missed in order", async () => {
    const scene = await gone();
    receiver.answers(() => ({ status: 200 }));
    expect(await switchOn(scene.store.references, "jira")).toBe(true);
    expect(await switchOn(scene.store.references, "jira")).toBe(false);
    await scene.store.outbox.retry(null, Date.now());
    await scene.deliver();
    expect(receiver.types().slice(1)).toEqual(["case.offered", "case.user_said"]);
    expect(await scene.unsent()).toEqual([]);
  });
});
