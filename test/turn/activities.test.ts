import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AgentAction, Person } from "../../src/dialog/activity.ts";
import { type CaseState, type Conversation, conversationOf } from "../../src/dialog/conversation.ts";
import { pendingQuestion } from "../../src/dialog/decide.ts";
import type { DialogEvent } from "../../src/dialog/events.ts";
import { conversationId, deliveryId } from "../../src/dialog/ids.ts";
import type { Store } from "../../src/dialog/ports.ts";
import { rowOf } from "../../src/dialog/transcript.ts";
import { createMemoryStore } from "../../src/store/memory.ts";
import { createTurns, type Turns } from "../../src/turn.ts";
import { realBrain } from "../support/real.ts";
import { activityOf } from "../support/talk.ts";

const brain = await realBrain();
const c1 = conversationId("c1");

const sentences = [
  "mi buds 4 pro wont connect to my pixel, light is off",
  "actually it's an iphone",
  "reset my redmi buds 5 pro",
  "will a reset delete my eq?",
  "two speakers do not play together",
  "back",
  "start over",
  "yes",
  "no",
  "not sure",
  "it works",
  "already tried that",
  "why do you ask?",
  "thanks",
  "xyzzy",
  "smoke comes out",
  "can I talk to a person",
  "das geht nicht",
];

const agents = [
  { id: "a1", name: "Grace" },
  { id: "a2", name: null },
] as const;

/** What somebody at a desk does. */
const deeds = {
  claims: { do: "claim" },
  "lets go": { do: "release" },
  replies: { do: "say", text: "Please send it in." },
  notes: { do: "say", text: "// a broken hinge" },
  "sends a step": { do: "send_step", flow: "reset_headphones", step: "caution" },
  asks: { do: "ask", slot: "host_os" },
  "hands back": { do: "hand_back", at: null },
  "hands back at a step": { do: "hand_back", at: { flow: "reset_headphones", step: "caution" } },
  closes: { do: "close", cause: "a broken hinge", solved: false, remark: null, step: null },
} as const satisfies Record<string, AgentAction>;

/** One thing that reaches the bot, or happens to it. */
type Happening =
  | { readonly kind: "text" | "edit"; readonly text: string }
  | { readonly kind: "press"; readonly n: number }
  /** Of a question asked before, or of none. */
  | { readonly kind: "old press"; readonly n: number }
  | { readonly kind: "again" | "restart" }
  /** Of an earlier delivery than the last. */
  | { readonly kind: "old edit"; readonly n: number; readonly text: string }
  | { readonly kind: "agent"; readonly does: keyof typeof deeds; readonly who: 0 | 1; readonly claims: boolean }
  | { readonly kind: "silence"; readonly minutes: number };

const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("press" as const), n: fc.nat(9) }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constantFrom("text" as const, "edit" as const),
      text: fc.constantFrom(...sentences),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("text" as const), text: fc.string({ unit: "binary", maxLength: 30 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("old press" as const), n: fc.nat(9) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom("again" as const, "restart" as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("old edit" as const),
      n: fc.nat(9),
      text: fc.constantFrom(...sentences),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant("agent" as const),
      who: fc.constantFrom(0, 0, 0, 1),
      claims: fc.boolean(),
      does: fc.constantFrom(...(Object.keys(deeds) as (keyof typeof deeds)[])),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("silence" as const), minutes: fc.nat(3000) }) },
);

/** Carries them out by whole turns; what the store holds in the end. */
async function lived(happenings: readonly Happening[]): Promise<{ store: Store; events: readonly DialogEvent[] }> {
  const store = createMemoryStore();
  const faults: unknown[] = [];
  let now = 1_000_000;
  const process = (): Turns =>
    createTurns({
      store,
      brain: () => brain,
      clock: () => now,
      publish: () => {},
      failed: (error) => faults.push(error),
    });
  let turns = process();
  const asker: Person = { id: "u1", name: null };
  let last = activityOf({ id: deliveryId("d0"), said: { kind: "text", text: sentences[0] ?? "" } });
  for (const [i, one] of [{ kind: "again" } as const, ...happenings].entries()) {
    now += 1000;
    const say = async (said: typeof last.said, by = asker): Promise<void> => {
      last = activityOf({ id: deliveryId(`d${i}-${said.kind === "agent" ? said.action.do : ""}`), at: now, said, by });
      await (await turns.receive(last)).done;
    };
    const events = await store.events(c1);
    switch (one.kind) {
      case "text":
        await say({ kind: "text", text: one.text });
        break;
      case "edit":
        await say({ kind: "edit", of: last.id, text: one.text });
        break;
      case "old edit": {
        const said = events.flatMap((event) => (event.type === "UserUttered" ? [event.delivery] : []));
        await say({ kind: "edit", of: said[one.n % Math.max(1, said.length)] ?? last.id, text: one.text });
        break;
      }
      case "agent":
        if (one.claims) await say({ kind: "agent", desk: "web", action: deeds.claims }, agents[one.who]);
        await say({ kind: "agent", desk: "web", action: deeds[one.does] }, agents[one.who]);
        break;
      case "press": {
        const question = pendingQuestion(conversationOf(events));
        const option = question?.options[one.n % question.options.length];
        if (question && option) await say({ kind: "choice", question: question.id, option: option.id });
        break;
      }
      case "old press": {
        const asked = events.flatMap((event) => (event.type === "BotReplied" ? (event.message.question ?? []) : []));
        const question = asked[one.n % Math.max(1, asked.length)];
        await say({ kind: "choice", question: question?.id ?? "none", option: question?.options[0]?.id ?? "none" });
        break;
      }
      case "again":
        await (await turns.receive(last)).done;
        break;
      case "restart":
        turns = process();
        await turns.recover();
        break;
      case "silence":
        // The clock looks in now and then: a nudge, and later the end.
        for (let look = 0; look < 2; look++) {
          now += one.minutes * 30_000;
          await turns.tick();
        }
        break;
    }
  }
  expect(faults).toEqual([]);
  return { store, events: await store.events(c1) };
}

/** Where somebody stands, without what was told. */
const standing = (open: CaseState | null) => open && { case: open.id, stack: open.stack, steps: open.steps };

/** Where somebody stands, with what was told and what waits for an answer. */
const whole = ({ open }: Conversation) =>
  open?.phase.kind === "asking" && {
    ...standing(open),
    intent: open.intent,
    slots: open.slots,
    narrowed: open.narrowed,
    waiting: open.waiting,
    about: open.phase.question.about,
    options: open.phase.question.options,
  };

/** What a sequence has to bring about now and then for its properties to mean anything. */
const kindOf = (event: DialogEvent): string => {
  switch (event.type) {
    case "ChoiceMade":
      return event.counted ? "a choice" : "a stale choice";
    case "UserUttered":
      return event.edits === null ? "a text" : "an edit";
    case "HandoffClosed":
      return event.result;
    case "CaseClosed":
      return event.outcome;
    default:
      return event.type;
  }
};
const kinds = ["a text", "a choice", "a stale choice", "an edit", "Undone", "Nudged", "silent", "CaseReopened"];
const ofDesks = [
  "HandoffRequested",
  "HandoffOffered",
  "HandoffReminded",
  "HandoffClaimed",
  "HandoffReleased",
  "AgentReplied",
  "AgentNoted",
  "AgentRefused",
  "handed_back",
  "closed",
];

describe("any sequence of activities", () => {
  const sequence = fc.array(happening, { maxLength: 25 });
  const runs = { numRuns: 400 };

  it("leaves a state that is the fold of what is stored, and nothing undone", async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(sequence, async (happenings) => {
        const { store, events } = await lived(happenings);
        for (const event of events) seen.add(kindOf(event));
        expect((await store.undone()).activities).toEqual([]);
        const state = conversationOf(events);
        const [row] = await store.list(1);
        expect(row).toEqual({ conversation: c1, version: events.length, ...rowOf(state, "web") });
        const inSteps = events.reduce<Conversation>(
          (before, event) => conversationOf([event], before),
          conversationOf([]),
        );
        expect(inSteps).toEqual(state);
        const uttered = events.flatMap((event) => (event.type === "UserUttered" ? [event.delivery] : []));
        expect(new Set(uttered).size).toBe(uttered.length);
      }),
      runs,
    );
    expect([...seen]).toEqual(expect.arrayContaining([...kinds, ...ofDesks]));
  }, 120_000);

  it("never makes the bot ask for what it knows", async () => {
    await fc.assert(
      fc.asyncProperty(sequence, async (happenings) => {
        const { events } = await lived(happenings);
        for (const [i, event] of events.entries()) {
          const about = event.type === "BotReplied" ? event.message.question?.about : undefined;
          if (about?.kind !== "slot") continue;
          const known = conversationOf(events.slice(0, i)).open?.slots[about.slot];
          expect(known?.value ?? null, `event ${i + 1} asks for ${about.slot}`).toBeNull();
        }
      }),
      runs,
    );
  }, 120_000);

  it("is taken back by an undo to where the person stood before", async () => {
    await fc.assert(
      fc.asyncProperty(sequence, async (happenings) => {
        const { events } = await lived(happenings);
        for (const [i, event] of events.entries()) {
          if (event.type !== "Undone") continue;
          const after = standing(conversationOf(events.slice(0, i + 1)).open);
          const before = events.slice(0, i).map((_, n) => standing(conversationOf(events.slice(0, n)).open));
          expect(before).toContainEqual(after);
        }
      }),
      runs,
    );
  }, 120_000);

  it("and then an answer, which is taken back, leaves the state equal to the one before the answer", async () => {
    let takenBack = 0;
    await fc.assert(
      fc.asyncProperty(sequence, fc.nat(9), async (happenings, n) => {
        const { events } = await lived([...happenings, { kind: "press", n }, { kind: "text", text: "back" }]);
        const undone = events.findLastIndex(({ type }) => type === "Undone");
        const pressed = events.findLastIndex((event) => event.type === "ChoiceMade");
        const turn = events.findLastIndex((event, i) => event.type === "UserUttered" && i < undone);
        const answer = events.slice(pressed, turn).map(({ type }) => type);
        // Only what was answered can be taken back, and only while the case goes on.
        if (undone < pressed || answer.includes("Undone")) return;
        if (!answer.includes("SlotSet") && !answer.includes("StepFinished")) return;
        takenBack++;
        expect(whole(conversationOf(events))).toEqual(whole(conversationOf(events.slice(0, pressed))));
      }),
      runs,
    );
    expect(takenBack).toBeGreaterThan(20);
  }, 120_000);
});
