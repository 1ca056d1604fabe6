import { describe, expect, it } from "vitest";
import type { DialogEvent, EventOf } from "../../src/dialog/events.ts";
import { caseId, deliveryId } from "../../src/dialog/ids.ts";
import type { About, Underway } from "../../src/dialog/message.ts";
import { decodeActivity, decodeEvent, encodeActivity, encodeEvent } from "../../src/store/codec.ts";
import { anActivity, noon, oddTexts, uttered } from "./fixtures.ts";

const by = { id: "u1", name: "Ada" };
const delivery = deliveryId("d1");
const done = { delivery, by, desk: "web" };
const drops = { slots: ["led"], steps: ["connect/charge"], redo: ["connect/reset"] };
const light = {
  label: "white",
  frames: [
    { colour: "#fff", ms: 200 },
    { colour: null, ms: 100 },
  ],
};
const step: Underway = { kind: "step", flow: "connect", step: "charge" };

const abouts: { readonly [Kind in About["kind"]]: Omit<Extract<About, { kind: Kind }>, "kind"> } = {
  slot: { slot: "led", flow: "connect", at: null },
  step: { flow: "connect", step: "charge" },
  start: {},
  intent: { intents: ["a", "b"] },
  order: { intents: ["a"] },
  next_problem: { intent: "a" },
  offer: { flow: "connect" },
  switch: { intent: "a", words: "and also", back: step },
  solved: { back: { kind: "start" } },
  person: { reason: "asked", back: step },
};

/** One of each; the compiler asks for a new one with each new event. */
const events: { readonly [Type in DialogEvent["type"]]: Omit<EventOf<Type>, "type" | "at"> } = {
  CaseOpened: { case: caseId("c1", 1), knowledge: "sha256-x" },
  UserUttered: { delivery, by, text: "hi", intent: "greet", confidence: 1, language: "en", edits: delivery },
  ChoiceMade: { delivery, by, question: "q1", option: "o1", label: "Yes", counted: false },
  SlotSet: { slot: "led", value: { colour: "white", rhythm: null, part: null }, words: "white", how: "said", drops },
  SlotNarrowed: { slot: "model", among: ["a", "b"], words: "buds" },
  SlotCleared: { slot: "led", words: "not white", drops },
  StepTried: { action: "reset", seconds: 3, words: "held it" },
  ProblemTold: { intent: "connect", confidence: 0.25, words: "no sound" },
  ProblemChosen: { intent: "connect" },
  ProblemSolved: { intent: "connect", outcome: "answered" },
  FlowStarted: { flow: "connect", mode: "call" },
  FlowFinished: { flow: "connect" },
  StepEntered: { flow: "connect", step: "charge" },
  StepFinished: { flow: "connect", step: "charge", outcome: "skipped_tried", answer: null, asked: "?", replied: null },
  FlowInterrupted: { flow: "connect", step: null, by: "reset" },
  FlowResumed: { flow: "connect", step: "charge" },
  ConsentGiven: { flow: "reset", step: "ask", loses: ["pairings"], given: true },
  NotUnderstood: { text: "hm" },
  BotReplied: {
    message: {
      id: "m1",
      text: ["One.", "Two."],
      lights: [light],
      timer: { kind: "hold", seconds: 8 },
      question: {
        id: "q1",
        about: step,
        text: "Well?",
        options: [
          { id: "o1", label: "Yes", words: ["yes"], light },
          { id: "o2", label: "No", words: [], light: null },
        ],
      },
    },
  },
  HandoffRequested: { queue: "audio", reason: "asked", due: 7 },
  FilesShared: {
    ...done,
    side: "user",
    files: [{ name: "light.png", type: "image/png", link: null, source: "slack:T1:F1" }],
  },
  HandoffOffered: { desks: ["all"], stage: 0, due: 1 },
  HandoffReminded: { desks: ["all"], due: null },
  HandoffClaimed: done,
  HandoffReleased: { ...done, due: 1 },
  AgentReplied: { ...done, text: "Hello" },
  AgentNoted: { ...done, text: "Hello" },
  AgentRefused: { ...done, why: "claimed" },
  HandoffClosed: {
    ...done,
    result: "closed",
    cause: null,
    solved: true,
    remark: null,
    step: { flow: "brew", step: "fill" },
  },
  Undone: {},
  Nudged: {},
  CaseClosed: { outcome: "resolved" },
  CaseReopened: {},
};

const again = (event: DialogEvent) => decodeEvent(encodeEvent(event), 1);

describe("a stored event", () => {
  it.each(Object.entries(events))("%s comes back as it was", (type, rest) => {
    const event = { at: noon, type, ...rest } as DialogEvent;
    expect(again(event)).toStrictEqual(event);
  });

  it.each(Object.entries(abouts))("comes back with a question about %s", (kind, rest) => {
    const { message } = events.BotReplied;
    const about = { kind, ...rest } as About;
    const question = { id: "q1", about, text: "?", options: [] };
    const event: DialogEvent = { at: noon, type: "BotReplied", message: { ...message, question } };
    expect(again(event)).toStrictEqual(event);
  });

  it.each(["mi_buds", null])("comes back with the slot value %j", (value) => {
    const event: DialogEvent = { at: noon, type: "SlotSet", ...events.SlotSet, value };
    expect(again(event)).toStrictEqual(event);
  });

  it("is text that any database keeps", () => {
    for (const text of oddTexts) {
      const body = encodeEvent(uttered(text));
      expect(body).not.toContain("\u0000");
      expect(Buffer.from(body).toString()).toBe(body);
      expect(again(uttered(text))).toStrictEqual(uttered(text));
    }
  });
});

describe("an event of version 1", () => {
  const stored = (body: object) => decodeEvent(JSON.stringify({ v: 1, body: { at: noon, by, ...body } }), 1);

  it.each(["HandoffClaimed", "AgentReplied"])("%s was done at no desk", (type) => {
    const text = type === "AgentReplied" ? { text: "Hello" } : {};
    expect(stored({ type, ...text })).toEqual({ at: noon, type, by, ...text, delivery: null, desk: null });
  });

  it("HandoffClosed knew its cause alone", () => {
    const closed = { type: "HandoffClosed", result: "closed", cause: "a leak" };
    const unknown = { delivery: null, desk: null, solved: null, remark: null, step: null };
    expect(stored(closed)).toEqual({ at: noon, by, ...closed, ...unknown });
  });
});

describe("a stored activity", () => {
  it("that cannot be read is refused without its text and its id, which an adapter may make of what is secret", () => {
    const body = encodeActivity(anActivity("d1", { said: { kind: "text", text: "secret" } }));
    expect(() => decodeActivity(body.replace('"kind":"text"', '"kind":"secret"'))).toThrow(
      /^activity cannot be read: found invalid_union at said\.kind; expected version 2; start the Stepwise/,
    );
  });
});
