import { describe, expect, it } from "vitest";
import type { DeskBody, DeskCaseView, QueueView } from "../../src/adapters/web/api.ts";
import { createQueue } from "../../src/adapters/web/queue.ts";
import { type ConversationId, conversationId } from "../../src/dialog/ids.ts";
import { caseFileOf } from "../../src/dialog/transcript.ts";
import { validated } from "../support/caseFile.ts";
import { realBrain } from "../support/real.ts";
import { webOf } from "../support/server.ts";

const grace = { id: "grace-1", name: "Grace" };
const alan = { id: "alan-1", name: "Alan" };

/** A case that waits for a person, and the two who could take it. */
async function opened(...said: readonly string[]) {
  const web = await webOf();
  const conversation = await web.begin();
  for (const text of said.length === 0 ? ["my buds wont connect", "a person please"] : said)
    await web.say(conversation, text);
  const body = (action: DeskBody["action"], by = grace, id: string = crypto.randomUUID()): DeskBody => ({
    id,
    conversation,
    by,
    desk: "console",
    action,
  });
  const act = (...given: Parameters<typeof body>) => web.post("/api/desk", body(...given));
  const json = async <T>(path: string) => (await (await web.request(path)).json()) as T;
  return {
    ...web,
    conversation,
    body,
    act,
    queue: () => json<QueueView>("/api/queue"),
    seen: () => json<DeskCaseView>(`/api/cases/${conversation}`),
    user: () => web.view(conversation),
  };
}

describe("the queue", () => {
  it("holds what waits for a person, the most urgent first, and nothing else", async () => {
    const web = await opened();
    const [other, third] = [await web.begin(), await web.begin()];
    await web.say(other, "smoke comes out of my earbuds case");
    await web.say(third, "my buds wont connect");
    const { cases } = await web.queue();
    expect(cases.map(({ conversation }) => conversation)).toEqual([other, web.conversation]);
    expect(cases[0]?.summary).toMatchObject({ priority: "urgent", standing: { kind: "waiting" } });
  });

  it("reads a case again only when it has changed", async () => {
    const { knowledge } = await realBrain();
    const web = await opened();
    const other = await web.begin();
    await web.say(other, "a person please");
    const read: string[] = [];
    const { held } = web.store;
    const events = (of: ConversationId) => {
      read.push(of);
      return web.store.events(of);
    };
    const queue = createQueue({ held, events }, Date.now);
    const first = await queue(knowledge);
    expect((await queue(knowledge)).cases).toEqual(first.cases);
    expect([...read].sort()).toEqual([other, web.conversation].sort());
    await web.act({ do: "claim" });
    expect((await queue(knowledge)).cases).not.toEqual(first.cases);
    expect(read.slice(2)).toEqual([web.conversation]);
    await queue({ ...knowledge, hash: "edited" });
    expect(read).toHaveLength(5);
  });

  it("tells of each change, also of a case that leaves it", async () => {
    const web = await opened();
    const response = await web.request("/api/queue/events");
    const told: QueueView[] = [];
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    const next = async (): Promise<QueueView> => {
      for (;;) {
        const { value = "", done } = (await reader?.read()) ?? { done: true };
        if (done) throw new Error("the stream ended");
        const data = /^event: queue[\s\S]*?^data: (.*)$/m.exec(value)?.[1];
        if (data !== undefined) return JSON.parse(data) as QueueView;
      }
    };
    told.push(await next());
    await web.act({ do: "claim" });
    while (told.at(-1)?.cases[0]?.summary.standing.kind !== "claimed") told.push(await next());
    await web.act({ do: "close", cause: "a leak", solved: true, remark: null, step: null });
    while (told.at(-1)?.cases.length !== 0) told.push(await next());
    const versions = told.map(({ version }) => version);
    expect(versions).toEqual([...versions].sort((a, b) => a - b));
    await reader?.cancel();
  });
});

describe("somebody at a desk", () => {
  it("claims a case; who comes second is told who has it", async () => {
    const { act, seen } = await opened();
    const [first, second] = await Promise.all([act({ do: "claim" }), act({ do: "claim" }, alan)]);
    expect([first.status, second.status].sort()).toEqual([202, 409]);
    const { summary } = await seen();
    const winner = first.status === 202 ? "Grace" : "Alan";
    expect(summary.standing).toEqual({ kind: "claimed", by: winner });
    const refused = await (first.status === 202 ? second : first).json();
    expect(refused).toMatchObject({ error: { found: expect.stringContaining(`${winner} has this case`) } });
  });

  it("writes notes that stand at the desk and nowhere on the user's side", async () => {
    const { act, seen, user, request, conversation } = await opened();
    await act({ do: "claim" });
    await act({ do: "note", text: "hinge is broken" }, alan);
    await act({ do: "say", text: "// hinge, again" });
    expect((await seen()).items.flatMap((item) => (item.kind === "private" ? [item.text] : []))).toEqual([
      "hinge is broken",
      "hinge, again",
    ]);
    expect(JSON.stringify(await user())).not.toContain("hinge");
    const stream = (await request(`/api/conversations/${conversation}/events`)).body?.getReader();
    expect(new TextDecoder().decode((await stream?.read())?.value)).not.toContain("hinge");
    await stream?.cancel();
  });

  it("finds steps in the words of the case, and questions, ready to send", async () => {
    const { act, seen, user } = await opened("mi buds 4 pro wont connect to my pixel", "a person please");
    await act({ do: "claim" });
    const { next, flows, questions } = await seen();
    const [step] = next;
    if (step === undefined) throw new Error("no step is ahead");
    expect(flows[0]?.steps.map((one) => one.step)).toContain(step.step);
    await act({ do: "send_step", flow: step.flow, step: step.step });
    await act({ do: "ask", slot: questions[0]?.slot ?? "" });
    const said = (await user()).items.flatMap((item) => (item.kind === "agent" ? [item.text] : []));
    expect(said).toEqual([step.text, questions[0]?.text]);
  });

  it("shows what a user wrote as it was written", async () => {
    const odd = "<!channel> <@U1> [link](http://x) <b>bold</b> \u0007\u202e# heading";
    const { seen, user, act } = await opened("my buds wont connect", "a person please", odd);
    await act({ do: "claim" });
    await act({ do: "say", text: odd });
    const texts = (await seen()).items.flatMap((item) => ("text" in item ? [item.text] : []));
    expect(texts.filter((text) => text === odd)).toHaveLength(2);
    expect((await user()).items.at(-1)).toMatchObject({ kind: "agent", text: odd });
  });
});

describe("a whole hand-off on the page", () => {
  it("goes from the user to a person and back to a step, and is solved, with a file that keeps all of it", async () => {
    const web = await opened("mi buds 4 pro wont connect to my pixel, light is off", "a person please");
    const { act, conversation } = web;
    await act({ do: "claim" });
    for (const n of [1, 2, 3]) {
      await act({ do: "say", text: `answer ${n}` });
      await web.send(conversation, { id: crypto.randomUUID(), text: `words ${n}` });
      await web.turns.idle();
    }
    await act({ do: "note", text: "a note" });
    const { flows } = await web.seen();
    const step = flows[0]?.steps[1];
    if (step === undefined) throw new Error("no step to hand back at");
    await act({ do: "hand_back", at: { flow: step.flow, step: step.step } });
    const back = await web.user();
    expect(back.case?.phase).toBe("open");
    expect(back.items.at(-1)).toMatchObject({ waiting: true, message: { question: { about: { step: step.step } } } });
    await web.say(conversation, "it works now");
    const { knowledge } = await realBrain();
    const file = validated(caseFileOf(await web.store.events(conversationId(conversation)), knowledge));
    expect(file).toMatchObject({
      handoff: { claimedBy: grace, closed: { result: "handed_back", by: grace }, notes: [{ text: "a note" }] },
    });
    const spoken = file.transcript.flatMap((item) => ("text" in item ? [item.text] : []));
    expect(spoken).toEqual(
      expect.arrayContaining(["answer 1", "words 1", "answer 2", "words 2", "answer 3", "words 3"]),
    );
    expect(web.faults).toEqual([]);
  });
});
