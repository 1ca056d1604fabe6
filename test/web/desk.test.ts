import { beforeEach, describe, expect, it } from "vitest";
import type { DeskBody } from "../../src/adapters/web/api.ts";
import type { AgentAction } from "../../src/dialog/activity.ts";
import { conversationId } from "../../src/dialog/ids.ts";
import { webOf } from "../support/server.ts";

const grace = { id: "g", name: "Grace" };
const linus = { id: "l", name: "Linus" };
/** Stands in refused bodies; no error may repeat it. */
const secret = "Zebrafink";

let web: Awaited<ReturnType<typeof webOf>>;
let conversation: string;
let ids = 0;
beforeEach(async () => {
  web = await webOf();
  conversation = await web.begin();
});

async function calledPerson(): Promise<void> {
  await web.say(conversation, "my mi buds 4 pro won't connect to my pixel, light is off");
  await web.say(conversation, "I want to talk to a person");
}
const bodyOf = (action: AgentAction, changes: Partial<DeskBody> = {}): DeskBody => ({
  id: `delivery-${++ids}`,
  conversation,
  by: grace,
  desk: "jira",
  action,
  ...changes,
});
async function act(body: unknown): Promise<{ readonly status: number; readonly body: unknown }> {
  const response = await web.post("/api/desk", body);
  return { status: response.status, body: await response.json() };
}
const done = { status: 202, body: { duplicate: false } };
const refused = (found: RegExp) => ({
  status: 409,
  body: { error: expect.objectContaining({ found: expect.stringMatching(found) }) },
});
const said = async () =>
  (await web.view(conversation)).items.flatMap((item) => (item.kind === "agent" ? [[item.name, item.text]] : []));

describe("a person at a desk that is no channel", () => {
  it("claims, speaks, notes, asks and closes", async () => {
    await calledPerson();
    expect(await act(bodyOf({ do: "claim" }))).toEqual(done);
    expect(await act(bodyOf({ do: "say", text: "Hello, Grace here" }))).toEqual(done);
    expect(await act(bodyOf({ do: "note", text: secret }))).toEqual(done);
    expect(await act(bodyOf({ do: "ask", slot: "model" }))).toEqual(done);
    const close = { do: "close", cause: "flat battery", solved: true, remark: null, step: null } as const;
    expect(await act(bodyOf(close))).toEqual(done);
    expect((await said())[0]).toEqual(["Grace", "Hello, Grace here"]);
    expect(await said()).toHaveLength(2);
    expect(JSON.stringify(await web.view(conversation))).not.toContain(secret);
    expect((await web.view(conversation)).case).toMatchObject({ phase: "ended", outcome: "resolved" });
  });

  it("hands the case back to the bot", async () => {
    await calledPerson();
    await act(bodyOf({ do: "claim" }));
    expect(await act(bodyOf({ do: "hand_back", at: null }))).toEqual(done);
    expect((await web.view(conversation)).case?.phase).toBe("open");
  });

  it("is told why something cannot be done, once the turn is done", async () => {
    await web.say(conversation, "hello");
    expect(await act(bodyOf({ do: "claim" }))).toEqual(refused(/with no person/));
    await calledPerson();
    expect(await act(bodyOf({ do: "say", text: "Hello" }))).toEqual(refused(/Nobody has this case yet/));
    await act(bodyOf({ do: "claim" }));
    expect(await act(bodyOf({ do: "claim" }, { by: linus }))).toEqual(refused(/^Grace has this case/));
    const step = { flow: "nowhere", step: "nothing" };
    expect(await act(bodyOf({ do: "send_step", ...step }))).toEqual(refused(/no such step/));
    expect(await said()).toEqual([]);
  });

  it("does a thing once, however often it is delivered, and hears the same answer", async () => {
    await calledPerson();
    await act(bodyOf({ do: "claim" }));
    const once = bodyOf({ do: "say", text: "Hello" });
    expect(await act(once)).toEqual(done);
    expect(await act(once)).toEqual({ status: 202, body: { duplicate: true } });
    expect(await said()).toHaveLength(1);
    const never = bodyOf({ do: "say", text: "Hello" }, { by: linus });
    expect(await act(never)).toEqual(refused(/^Grace/));
    expect(await act(never)).toEqual(refused(/^Grace/));
  });

  it("has ids that count in their conversation only", async () => {
    await calledPerson();
    await act(bodyOf({ do: "claim" }));
    const taken = bodyOf({ do: "note", text: "one" }, { id: "same-id-everywhere" });
    expect(await act(taken)).toEqual(done);
    conversation = await web.begin();
    await calledPerson();
    expect(await act({ ...taken, conversation })).toEqual(done);
  });

  it("finds nothing where nothing was said", async () => {
    expect((await act(bodyOf({ do: "claim" }))).status).toBe(404);
    expect(await web.store.events(conversationId(conversation))).toEqual([]);
  });

  it.each<[string, (good: DeskBody) => unknown]>([
    ["no JSON", () => secret],
    ["a key too many", (good) => ({ ...good, [secret]: 1 })],
    ["an action nobody knows", (good) => ({ ...good, action: { do: secret } })],
    ["an action with a key too many", (good) => ({ ...good, action: { do: "claim", text: secret } })],
    ["a blank text", (good) => ({ ...good, action: { do: "say", text: " " } })],
    ["a text beyond measure", (good) => ({ ...good, action: { do: "say", text: secret.repeat(3000) } })],
    ["a close without its cause", (good) => ({ ...good, action: { do: "close", solved: true } })],
    [
      "a file that is a script",
      (good) => ({
        ...good,
        action: { do: "say", text: "see", files: [{ name: "a", type: null, link: `javascript:${secret}` }] },
      }),
    ],
    ["nobody", (good) => ({ ...good, by: { id: "", name: null } })],
    ["a desk with a slash", (good) => ({ ...good, desk: `a/${secret}` })],
  ])("is refused %s, and none of it is repeated", async (_what, change) => {
    await calledPerson();
    const { status, body } = await act(change(bodyOf({ do: "claim" })));
    expect(status).toBe(400);
    expect(JSON.stringify(body)).not.toContain(secret);
    expect(await web.store.undone()).toMatchObject({ activities: [] });
  });

  it("needs the login of the API where there is one", async () => {
    web = await webOf({ login: { user: "desk", password: "a long password" } });
    expect((await web.post("/api/desk", bodyOf({ do: "claim" }))).status).toBe(401);
  });
});
