import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import type { AboutView, PasteView } from "../../src/adapters/web/api.ts";
import { createHub } from "../../src/adapters/web/hub.ts";
import { Overloaded } from "../../src/dialog/ports.ts";
import { createMemoryStore } from "../../src/store/memory.ts";
import { botItems, dataDir, questionIn, usersWords, webOf } from "../support/server.ts";
import { mail } from "./mail.ts";

const trouble = "My earbuds will not connect to my phone";
/** Stands in every refused body; no error may repeat it. */
const secret = "Zebrafink";

const slotsIn = (slots: PasteView["known"]) => slots.map(({ slot, value }) => [slot, value]);
const markedIn = (text: string, { marks }: PasteView, kind: string) =>
  marks.filter((mark) => mark.kind === kind).map(({ start, end, label }) => [text.slice(start, end), label]);

describe("a server that has too much to do", () => {
  it("asks to come again later, in plain words, and counts nothing", async () => {
    const web = await webOf({ receive: () => Promise.reject(new Overloaded(5)) });
    const response = await web.send("conversation-1", { id: "delivery-1", text: "hello" });
    expect([response.status, response.headers.get("retry-after")]).toEqual([503, "5"]);
    expect(await response.json()).toEqual({
      error: {
        found: "more than can be answered right now",
        expected: "a quieter moment",
        remedy: "wait a little and send it again with the same id; nothing is counted twice",
      },
    });
    expect(web.refusals).toEqual([]);
  });
});

describe("a new conversation", () => {
  it("gets an id of its own and is empty", async () => {
    const web = await webOf();
    const [one, other] = [await web.begin(), await web.begin()];
    expect(one).not.toBe(other);
    expect(await web.view(one)).toEqual({ conversation: one, version: 0, items: [], case: null });
  });

  it("is begun with 201", async () => {
    const { post } = await webOf();
    expect((await post("/api/conversations", {})).status).toBe(201);
  });

  it("may be opened with what the bot is for", async () => {
    const { request } = await webOf();
    const about = (await (await request("/api/about")).json()) as AboutView;
    expect(about.title).not.toBe("");
    expect(about.knowledge).toMatch(/^[0-9a-f]{64}$/);
    expect(about.problems).toContain("Connect headphones to a phone or computer");
    expect(about.examples.length).toBeGreaterThan(0);
  });
});

describe("a conversation under way", () => {
  it("shows what was said, the answer, and the question that waits", async () => {
    const web = await webOf();
    const view = await web.say(await web.begin(), trouble);
    expect(view.items.map(({ kind }) => kind)).toEqual(["user", "bot"]);
    expect(usersWords(view)).toEqual([trouble]);
    expect(questionIn(view).about).toMatchObject({ kind: "slot", slot: "model" });
    expect(view.case).toMatchObject({ phase: "open", outcome: null, problem: trouble, slots: [] });
  });

  it("shows a press as the chosen option, retires the question and asks the next", async () => {
    const web = await webOf();
    const id = await web.begin();
    await web.say(id, trouble);
    const view = await web.choose(id, "mi_buds_4_pro");
    expect(botItems(view).map(({ chosen, waiting }) => [chosen, waiting])).toEqual([
      ["Mi Buds 4 Pro", false],
      [null, true],
    ]);
    expect(questionIn(view).about).toMatchObject({ kind: "slot", slot: "host_os" });
  });

  it("takes typed words for the question that waits, and keeps them as the source of the fact", async () => {
    const web = await webOf();
    const id = await web.begin();
    await web.say(id, trouble);
    const view = await web.say(id, "the mi buds4pro");
    expect(view.case?.slots).toMatchObject([{ slot: "model", value: "Mi Buds 4 Pro", words: "mi buds4pro" }]);
  });

  it("shows a light with its frames", async () => {
    const web = await webOf();
    const view = await web.say(await web.begin(), `${trouble}, the light is blinking white fast`);
    const light = view.case?.slots.find(({ slot }) => slot === "led")?.light;
    expect(light?.label).toMatch(/^white, blinking fast/);
    expect(light?.frames.map(({ colour }) => colour)).toEqual(["#ffffff", null]);
  });

  it("ends solved when every step works", async () => {
    const web = await webOf();
    const id = await web.begin();
    await web.say(id, `${trouble}: Mi Buds 4 Pro, Galaxy S24, the light is blinking white fast`);
    let view = await web.view(id);
    while (view.case?.phase === "open") view = await web.choose(id, "yes");
    expect(view.case).toMatchObject({ phase: "ended", outcome: "resolved" });
    expect(view.items.filter(({ kind }) => kind === "note")).toMatchObject([{ text: "Solved" }]);
  });

  it("shows an ended conversation without a question that waits", async () => {
    const web = await webOf();
    const id = await web.begin();
    await web.say(id, trouble);
    const view = await web.say(id, "they are smoking!");
    expect(view.case?.phase).toBe("person");
    expect(botItems(view).filter(({ waiting }) => waiting)).toEqual([]);
  });

  it("gives text with markup back as data", async () => {
    const web = await webOf();
    const text = `<script>alert("1")</script> ${trouble}`;
    expect(usersWords(await web.say(await web.begin(), text))).toEqual([text]);
  });

  it("is JSON and never a page, whatever was said in it", async () => {
    const web = await webOf();
    const id = await web.begin();
    await web.say(id, "<h1>hello</h1>");
    const response = await web.request(`/api/conversations/${id}`);
    expect(response.headers.get("content-type")).toMatch(/^application\/json/);
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  });
});

describe("the stream of a conversation", () => {
  it("gives the view at once and again after each turn", async () => {
    const web = await webOf();
    const id = await web.begin();
    const views = await web.views(id);
    expect((await views.next()).value).toMatchObject({ version: 0, items: [] });
    await web.send(id, { id: "activity-1", text: trouble });
    const { value: after } = await views.next();
    expect(after).toEqual(await web.view(id));
    expect(after?.items).toHaveLength(2);
    await views.return();
  });

  it("reaches everyone who looks", async () => {
    const web = await webOf();
    const id = await web.begin();
    const [one, other] = [await web.views(id), await web.views(id)];
    await Promise.all([one.next(), other.next()]);
    await web.send(id, { id: "activity-1", text: trouble });
    const [{ value: first }, { value: second }] = await Promise.all([one.next(), other.next()]);
    expect(first).toEqual(second);
    await Promise.all([one.return(), other.return()]);
  });

  it("is one of server-sent events that carry the version as their id", async () => {
    const web = await webOf();
    const id = await web.begin();
    const { version } = await web.say(id, trouble);
    const { headers, body } = await web.request(`/api/conversations/${id}/events`);
    expect(headers.get("content-type")).toMatch(/^text\/event-stream/);
    const reader = body?.getReader();
    expect(new TextDecoder().decode((await reader?.read())?.value)).toContain(`id: ${version}`);
    await reader?.cancel();
  });

  it("is not watched any more once the reader has gone", async () => {
    const hub = createHub();
    const { promise: left, resolve } = withResolvers();
    const web = await webOf({
      hub: {
        ...hub,
        watch(conversation, changed) {
          const stop = hub.watch(conversation, changed);
          return () => {
            stop();
            resolve();
          };
        },
      },
    });
    const views = await web.views(await web.begin());
    await views.next();
    await views.return();
    await left;
  });

  /** Counts who watches. */
  const countedHub = () => {
    const hub = createHub();
    const watching = new Set<symbol>();
    return {
      ...hub,
      watching,
      watch(conversation: string, changed: () => void) {
        const one = Symbol();
        watching.add(one);
        const stop = hub.watch(conversation, changed);
        return () => {
          watching.delete(one);
          stop();
        };
      },
    };
  };

  it("ends when the conversation cannot be read: reported, watched no more, its reason told to nobody", async () => {
    const hub = countedHub();
    const error = new Error(secret);
    const complained = vi.spyOn(console, "error").mockImplementation(() => {});
    const web = await webOf({ hub, store: { ...createMemoryStore(), events: () => Promise.reject(error) } });
    const response = await web.request("/api/conversations/conversation-1/events");
    expect(await response.text()).toBe("");
    expect(hub.watching.size).toBe(0);
    expect(web.refusals).toEqual([{ error, conversation: "conversation-1" }]);
    expect(complained).not.toHaveBeenCalled();
    complained.mockRestore();
  });

  it("ends when the server stops", async () => {
    const hub = createHub();
    const web = await webOf({ hub });
    const response = await web.request("/api/conversations/conversation-1/events");
    hub.close();
    expect(await response.text()).toContain("event: view");
  });

  it("is not begun for a HEAD, whose body nobody reads", async () => {
    const hub = countedHub();
    const web = await webOf({ hub });
    const response = await web.request("/api/conversations/conversation-1/events", { method: "HEAD" });
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toMatch(/^text\/event-stream/);
    expect(hub.watching.size).toBe(0);
  });
});

describe("a delivery that comes twice", () => {
  const isDuplicate = async (response: Response) => ((await response.json()) as { duplicate: boolean }).duplicate;
  const body = { id: "activity-1", text: trouble };

  it("is answered 202 as a duplicate and brings no second answer", async () => {
    const web = await webOf();
    const id = await web.begin();
    const first = await web.send(id, body);
    expect([first.status, await first.json()]).toEqual([202, { duplicate: false }]);
    const second = await web.send(id, body);
    expect([second.status, await second.json()]).toEqual([202, { duplicate: true }]);
    await web.turns.idle();
    expect((await web.view(id)).items.map(({ kind }) => kind)).toEqual(["user", "bot"]);
  });

  it("counts once when both arrive together", async () => {
    const web = await webOf();
    const id = await web.begin();
    const answers = await Promise.all([1, 2, 3].map(async () => isDuplicate(await web.send(id, body))));
    expect(answers.filter((duplicate) => !duplicate)).toHaveLength(1);
    await web.turns.idle();
    expect((await web.view(id)).items).toHaveLength(2);
  });

  it("is another one in another conversation", async () => {
    const web = await webOf();
    const [one, other] = [await web.begin(), await web.begin()];
    await web.send(one, body);
    expect(await isDuplicate(await web.send(other, body))).toBe(false);
  });
});

describe("a press that comes too late", () => {
  it("changes nothing and shows the question that waits", async () => {
    const web = await webOf();
    const id = await web.begin();
    const { id: question } = questionIn(await web.say(id, trouble));
    const before = await web.choose(id, "mi_buds_4_pro");
    await web.send(id, { id: "activity-1", choice: { question, option: "mi_buds_4" } });
    await web.turns.idle();
    const after = await web.view(id);
    expect(after.case?.slots).toEqual(before.case?.slots);
    expect(botItems(after)[0]?.chosen).toBe("Mi Buds 4 Pro");
    expect(questionIn(after).about).toEqual(questionIn(before).about);
    expect(botItems(after).filter(({ waiting }) => waiting)).toHaveLength(1);
  });

  it("changes nothing either when the option is none of the question", async () => {
    const web = await webOf();
    const id = await web.begin();
    const before = await web.say(id, trouble);
    await web.send(id, { id: "activity-1", choice: { question: questionIn(before).id, option: "teapot" } });
    await web.turns.idle();
    const after = await web.view(id);
    expect(web.faults).toEqual([]);
    expect(after.case?.slots).toEqual([]);
    expect(questionIn(after).about).toEqual(questionIn(before).about);
  });

  it("in a conversation that nothing was said in leaves it empty", async () => {
    const web = await webOf();
    const id = await web.begin();
    await web.send(id, { id: "activity-1", choice: { question: "q1", option: "yes" } });
    await web.turns.idle();
    expect(web.faults).toEqual([]);
    expect((await web.view(id)).items).toEqual([]);
  });
});

describe("a request that is wrong", () => {
  const json = "application/json";
  const activities = "/api/conversations/conversation-1/activities";
  const say = (more: object) => JSON.stringify({ id: "activity-1", text: secret, ...more });
  it.each([
    { what: "a blank text", path: activities, body: say({ text: " \n\t " }), status: 400 },
    { what: "a text of more than 20 000 characters", path: activities, body: say({ text: "x".repeat(20_001) }) },
    { what: "an unknown key", path: activities, body: say({ more: secret }) },
    { what: "a missing id", path: activities, body: JSON.stringify({ text: secret }) },
    { what: "an id with spaces", path: activities, body: say({ id: `${secret} is an id` }) },
    { what: "an id that is a number", path: activities, body: say({ id: 12_345_678 }) },
    { what: "neither text nor choice", path: activities, body: JSON.stringify({ id: "activity-1" }) },
    { what: "both text and choice", path: activities, body: say({ choice: { question: "q1", option: "yes" } }) },
    { what: "half a choice", path: activities, body: JSON.stringify({ id: "activity-1", choice: { option: secret } }) },
    { what: "a list", path: activities, body: JSON.stringify([secret]) },
    { what: "a bare text", path: activities, body: JSON.stringify(secret) },
    { what: "null", path: activities, body: "null" },
    { what: "no body", path: activities, body: "" },
    { what: "broken JSON", path: activities, body: `{"id": "activity-1", "text": "${secret}` },
    { what: "another content type", path: activities, body: say({}), type: "text/plain" },
    { what: "a content type that only begins like JSON", path: activities, body: say({}), type: "application/jsonp" },
    {
      what: "a form of another page",
      path: activities,
      body: `text=${secret}`,
      type: "application/x-www-form-urlencoded",
    },
    { what: "a body of more than 128 KB", path: activities, body: say({ text: secret.repeat(20_000) }), status: 413 },
    { what: "a blank paste", path: "/api/paste", body: '{"text":"  "}' },
    { what: "a paste with an unknown key", path: "/api/paste", body: say({}) },
    { what: "a paste that is too big", path: "/api/paste", body: say({ text: secret.repeat(20_000) }), status: 413 },
    { what: "a paste opened without an id", path: "/api/paste/open", body: JSON.stringify({ text: secret }) },
    { what: "a path the API does not have", path: "/api/teapots", body: say({}), status: 404 },
    {
      what: "a conversation with a name that is none",
      path: "/api/conversations/no/activities",
      body: say({}),
      status: 404,
    },
  ])("is refused without repeating its words: $what", async ({ path, body, type = json, status = 400 }) => {
    const web = await webOf();
    const response = await web.request(path, { method: "POST", headers: { "content-type": type }, body });
    expect(response.status).toBe(status);
    const text = await response.text();
    expect(JSON.parse(text)).toEqual({
      error: {
        found: expect.stringMatching(/./),
        expected: expect.stringMatching(/./),
        remedy: expect.stringMatching(/./),
      },
    });
    expect(text).not.toContain(secret);
    expect(await web.store.list(10)).toEqual([]);
    expect(await web.store.undone()).toMatchObject({ activities: [] });
  });

  it.each([
    ["broken JSON", "{"],
    ["a list", "[1]"],
    ["null", "null"],
  ])("says what was found in words a person knows: %s", async (_what, body) => {
    const { post } = await webOf();
    const { error } = (await (await post("/api/paste", body)).json()) as { error: { found: string } };
    expect(error.found).not.toMatch(/undefined|object with 0|^object$/);
  });

  it("is refused with the names of the keys it may have, and the number of the others", async () => {
    const { send, post } = await webOf();
    const found = async (response: Response) => ((await response.json()) as { error: { found: string } }).error.found;
    const body = { id: "activity-1", text: trouble, [`my name is ${secret}`]: 1, [secret]: 2 };
    expect(await found(await send("conversation-1", body))).toBe("an object with id, text, 2 unknown keys");
    expect(await found(await post("/api/paste", { [secret]: 1 }))).toBe("an object with 1 unknown key");
    expect(await found(await post("/api/paste", {}))).toBe("an object with no keys");
  });

  it("is refused for its size even when it does not say its size", async () => {
    const { request } = await webOf();
    const part = new TextEncoder().encode(secret.repeat(5000));
    const body = new ReadableStream({
      start(stream) {
        for (let i = 0; i < 10; i++) stream.enqueue(part);
        stream.close();
      },
    });
    const init: RequestInit = {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
      duplex: "half",
    };
    expect((await request("/api/paste", init)).status).toBe(413);
  });

  it.each(["/api/conversations/a%20b", "/api/conversations/a%20b/events", "/api/conversations/short"])(
    "has status 404 where the id names no conversation: %s",
    async (path) => {
      const { request } = await webOf();
      const response = await request(path);
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({ error: { remedy: "begin a new conversation" } });
    },
  );

  it("has status 404 for a method the API does not have", async () => {
    const { request } = await webOf();
    expect(
      (await request("/api/about", { method: "DELETE", headers: { "content-type": "application/json" } })).status,
    ).toBe(404);
  });
});

describe("a HEAD", () => {
  it.each(["/api/about", "/api/health", "/api/conversations/conversation-1"])(
    "is answered like a GET: %s",
    async (path) => {
      const { request } = await webOf();
      const response = await request(path, { method: "HEAD" });
      expect([response.status, await response.text()]).toEqual([200, ""]);
    },
  );
});

describe("an answer of the API", () => {
  it.each(["/api/about", "/api/conversations/conversation-1", "/api/teapots"])(
    "is kept by nobody: %s",
    async (path) => {
      const { request } = await webOf();
      expect((await request(path)).headers.get("cache-control")).toBe("no-store");
    },
  );
});

describe("a store that does not answer", () => {
  it("is a health of 503, reported", async () => {
    const error = new Error(secret);
    const { request, refusals } = await webOf({ answers: () => Promise.reject(error) });
    const response = await request("/api/health");
    const text = await response.text();
    expect(response.status).toBe(503);
    expect(JSON.parse(text)).toMatchObject({ error: { found: "a store that does not answer" } });
    expect(text).not.toContain(secret);
    expect(refusals).toEqual([{ error, conversation: null }]);
  });
});

describe("a fault of the server", () => {
  it("is told with a remedy and without its reason", async () => {
    const error = new Error(secret);
    const web = await webOf({ receive: () => Promise.reject(error) });
    const conversation = await web.begin();
    const response = await web.send(conversation, { id: "activity-1", text: trouble });
    expect(web.refusals).toEqual([{ error, conversation }]);
    const text = await response.text();
    expect(response.status).toBe(500);
    expect(JSON.parse(text)).toMatchObject({ error: { remedy: expect.stringContaining("same id") } });
    expect(text).not.toContain(secret);
  });
});

describe("a pasted letter of a customer", () => {
  const pasted = async (text: string) => {
    const web = await webOf();
    const response = await web.post("/api/paste", { text });
    expect(response.status).toBe(200);
    return { web, view: (await response.json()) as PasteView };
  };

  it("is marked at the words that name model, system and light", async () => {
    const { view } = await pasted(mail);
    expect(markedIn(mail, view, "slot")).toEqual([
      ["Mi Buds 4 Pro", "Model: Mi Buds 4 Pro"],
      ["Samsung Galaxy S24", "Phone or computer: Samsung phone"],
      ["14", "System version: 14"],
      ["dark on the right bud", "Light: dark, on the right bud"],
    ]);
  });

  it("is marked at the words that name what was tried", async () => {
    const { view } = await pasted(mail);
    expect(markedIn(mail, view, "tried")).toEqual([
      ["forgot the device", "Tried: removing the old Bluetooth entry"],
      ["restarted my phone", "Tried: restarting the phone"],
      ["charging overnight", "Tried: charging"],
    ]);
  });

  it("is marked at the sentence that tells the problem, not at the one that says all was well", async () => {
    const { view } = await pasted(mail);
    const problem = markedIn(mail, view, "problem")
      .map(([words]) => words)
      .join(" … ");
    expect(problem).toContain("cannot get them to connect to my phone");
    expect(problem).not.toContain("worked without any trouble");
  });

  it("has marks in order that do not overlap and lie within it", async () => {
    const { view } = await pasted(`👋 ${mail}`);
    let end = 0;
    for (const mark of view.marks) {
      expect(mark.start).toBeGreaterThanOrEqual(end);
      expect(mark.end).toBeGreaterThan(mark.start);
      end = mark.end;
    }
    expect(end).toBeLessThanOrEqual(mail.length + 3);
  });

  it("has marks at the same words after characters of two UTF-16 units", async () => {
    const text = `👋🎧 ${mail}`;
    const { view } = await pasted(text);
    expect(markedIn(text, view, "slot").map(([words]) => words)).toEqual([
      "Mi Buds 4 Pro",
      "Samsung Galaxy S24",
      "14",
      "dark on the right bud",
    ]);
  });

  it("tells what is known, with the customer's words", async () => {
    const { view } = await pasted(mail);
    expect(slotsIn(view.known)).toEqual([
      ["model", "Mi Buds 4 Pro"],
      ["host_os", "Samsung phone"],
      ["host_version", "14"],
      ["led", "dark, on the right bud"],
    ]);
    for (const { words } of view.known) expect(mail).toContain(words);
    expect(view.tried.map(({ words }) => words)).toEqual([
      "forgot the device",
      "restarted my phone",
      "charging overnight",
    ]);
    expect(view.language).toBe("en");
    expect(view.safety).toBeNull();
  });

  it("tells another light just as well", async () => {
    const { view } = await pasted(mail.replace("it is dark on the right bud", "the right one blinks white fast"));
    expect(slotsIn(view.known)).toContainEqual(["led", "white, blinking fast, on the right bud"]);
  });

  it("does not take the case that is opened for the part that blinks", async () => {
    const sentence = "When I open the case, the light blinks white fast.";
    const { view } = await pasted(mail.replace(/When I open the case.*?bud\./, sentence));
    expect(slotsIn(view.known)).toContainEqual(["led", "white, blinking fast"]);
  });

  it("fits the tree for connecting headphones best", async () => {
    const { trees } = (await pasted(mail)).view;
    expect(trees[0]?.flow).toBe("connect_headphones");
    expect(trees[0]?.because.length).toBeGreaterThan(0);
    for (const { confidence } of trees) expect(confidence).toBeGreaterThan(0);
    expect(trees.map(({ confidence }) => confidence)).toEqual(
      trees
        .map(({ confidence }) => confidence)
        .sort()
        .reverse(),
    );
  });

  it("gets a reply that names no step the customer has tried, and one question", async () => {
    const { reply, question } = (await pasted(mail)).view;
    expect(reply).not.toMatch(/forget|restart|overnight|on the charger/i);
    expect(question?.text).toMatch(/\?$/);
    expect(question?.why).not.toBe("");
    expect(reply).toContain(question?.text);
    expect(reply.match(/\?/g)).toHaveLength(1);
  });

  it("gets a note for the file that the customer does not read", async () => {
    const { note, reply } = (await pasted(mail)).view;
    for (const fact of ["Mi Buds 4 Pro", "Samsung phone", "dark, on the right bud", "restarting the phone"])
      expect(note).toContain(fact);
    expect(reply).not.toContain(note);
  });

  it("leaves nothing behind", async () => {
    const { web } = await pasted(mail);
    await web.turns.idle();
    expect(await web.store.list(10)).toEqual([]);
    expect(await web.store.undone()).toMatchObject({ activities: [] });
  });

  it("with markup comes back as data", async () => {
    const text = `${mail}\n<script>alert("1")</script>`;
    const { web } = await pasted(text);
    const response = await web.post("/api/paste", { text });
    expect(response.headers.get("content-type")).toMatch(/^application\/json/);
  });

  it("that tells of danger gets no steps and a mark at the danger", async () => {
    const text = `${mail}\n\nP.S. The right bud got very hot and there was smoke.`;
    const { view } = await pasted(text);
    expect(view.safety).not.toBeNull();
    expect(view.question).toBeNull();
    expect(markedIn(text, view, "safety")).toEqual([[view.safety, "Safety"]]);
    expect(view.reply).not.toMatch(/lid|touchpad|Bluetooth/);
  });

  it("about something else fits no tree", async () => {
    const { view } = await pasted("Dear team, when does my parcel with the toaster arrive?");
    expect(view.trees).toEqual([]);
    expect(view.known).toEqual([]);
  });
});

describe("a pasted letter that is opened", () => {
  const id = "paste-activity-1";
  const openedIn = async (response: Response) => ((await response.json()) as { conversation: string }).conversation;

  it("becomes a conversation that knows what the letter tells and goes on", async () => {
    const web = await webOf();
    const response = await web.post("/api/paste/open", { text: mail, id });
    expect(response.status).toBe(201);
    const conversation = await openedIn(response);
    await web.turns.idle();
    const opened = await web.view(conversation);
    expect(usersWords(opened)).toEqual([mail]);
    expect(opened.case?.slots.map(({ slot }) => slot)).toEqual(["model", "host_os", "host_version", "led"]);
    const next = await web.choose(conversation, "yes");
    expect(next.case?.steps).toContainEqual(expect.objectContaining({ step: "power_cycle", outcome: "worked" }));
    expect(questionIn(next).id).not.toBe(questionIn(opened).id);
  });

  it("asks the question that the paste showed", async () => {
    const web = await webOf();
    const { question } = (await (await web.post("/api/paste", { text: mail })).json()) as PasteView;
    const conversation = await openedIn(await web.post("/api/paste/open", { text: mail, id }));
    await web.turns.idle();
    expect(questionIn(await web.view(conversation)).text).toBe(question?.text);
  });

  it("is the same conversation when the request is repeated", async () => {
    const web = await webOf();
    const first = await openedIn(await web.post("/api/paste/open", { text: mail, id }));
    expect(await openedIn(await web.post("/api/paste/open", { text: mail, id }))).toBe(first);
    await web.turns.idle();
    expect((await web.view(first)).items).toHaveLength(2);
  });
});

describe("a server with a login", () => {
  const login = { user: "agent", password: "a long password" };
  const headers = (password: string) => ({
    authorization: `Basic ${Buffer.from(`${login.user}:${password}`).toString("base64")}`,
  });

  it.each([
    "/",
    "/paste",
    "/api/about",
    "/api/conversations/conversation-1",
    "/api/conversations/conversation-1/events",
  ])("answers 401 without it: %s", async (path) => {
    const { request } = await webOf({ login });
    const response = await request(path);
    expect(response.status).toBe(401);
    expect(response.headers.get("www-authenticate")).toMatch(/^Basic/);
  });

  it("answers 401 with a wrong password", async () => {
    const { request } = await webOf({ login });
    expect((await request("/api/about", { headers: headers("another password") })).status).toBe(401);
  });

  it("answers 401 to words said without it, and keeps nothing", async () => {
    const { post, store } = await webOf({ login });
    const response = await post("/api/conversations/conversation-1/activities", { id: "activity-1", text: trouble });
    expect(response.status).toBe(401);
    expect(await store.undone()).toMatchObject({ activities: [] });
  });

  it("answers 200 with it", async () => {
    const { request } = await webOf({ login });
    expect((await request("/api/about", { headers: headers(login.password) })).status).toBe(200);
  });

  it("tells its health to everyone", async () => {
    const { request } = await webOf({ login });
    const response = await request("/api/health");
    expect([response.status, await response.json()]).toEqual([200, { ok: true }]);
  });
});

describe("the page", () => {
  const html = "<!doctype html><title>Stepwise</title>";
  const withPage = async (test: (web: Awaited<ReturnType<typeof webOf>>) => Promise<void>) => {
    const dir = dataDir();
    const page = join(dir.path, "page");
    mkdirSync(join(page, "assets"), { recursive: true });
    writeFileSync(join(page, "index.html"), html);
    writeFileSync(join(page, "assets", "index-1.js"), "export {};");
    writeFileSync(join(dir.path, "private.txt"), secret);
    try {
      await test(await webOf({ page }));
    } finally {
      dir.remove();
    }
  };

  it.each(["/", "/paste", "/c/conversation-1"])("is served at %s", (path) =>
    withPage(async ({ request }) => {
      const response = await request(path);
      expect([response.status, await response.text()]).toEqual([200, html]);
    }),
  );

  it("is asked for anew each time, so that an update reaches everyone", () =>
    withPage(async ({ request }) => {
      expect((await request("/")).headers.get("cache-control") ?? "").toMatch(/no-cache|no-store|max-age=0/);
    }));

  it("has parts that are kept for good, because their names change with them", () =>
    withPage(async ({ request }) => {
      const response = await request("/assets/index-1.js");
      expect(response.headers.get("content-type")).toMatch(/javascript/);
      expect(response.headers.get("cache-control")).toMatch(/immutable/);
    }));

  it("never stands in for a part that is gone", () =>
    withPage(async ({ request }) => {
      const response = await request("/assets/index-0.js");
      expect(response.status).toBe(404);
      expect(response.headers.get("cache-control") ?? "").not.toMatch(/immutable/);
    }));

  it.each(["/../private.txt", "/%2e%2e/private.txt", "/..%2fprivate.txt", "/assets/..%2f..%2fprivate.txt"])(
    "is all that is served: %s",
    (path) =>
      withPage(async ({ request }) => {
        expect(await (await request(path)).text()).not.toContain(secret);
      }),
  );

  it.each(["/", "/api/about", "/api/teapots"])("may load nothing from elsewhere and be framed by no one: %s", (path) =>
    withPage(async ({ request }) => {
      const { headers } = await request(path);
      expect(headers.get("content-security-policy")).toMatch(/default-src 'self'.*frame-ancestors 'none'/);
      expect(headers.get("content-security-policy")).not.toMatch(/script-src[^;]*unsafe|\*/);
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("referrer-policy")).toBe("no-referrer");
      expect(headers.get("access-control-allow-origin")).toBeNull();
    }),
  );
});

function withResolvers() {
  let resolve = (): void => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
