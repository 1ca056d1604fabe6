import { describe, expect, it } from "vitest";
import type { AgentAction } from "../../src/dialog/activity.ts";
import { deskOutlet, outgoingOf } from "../../src/dialog/effects.ts";
import type { EventOf } from "../../src/dialog/events.ts";
import type { OpeningHours, Route } from "../../src/dialog/knowledge.ts";
import { is, packOf } from "../support/pack.ts";
import { grace, meaning, mention, sceneOf } from "../support/scene.ts";

const person = meaning({ control: "person" });
const other = { id: "a2", name: "Alan" };
const minute = 60_000;

const routeOf = (given: Partial<Route> = {}): Route => ({
  queues: null,
  reasons: null,
  when: null,
  hours: null,
  stages: [["bench"]],
  claimWithin: 15 * minute,
  ...given,
});
const withRoutes = (...routes: readonly Route[]) => packOf({ handoff: { notePrefixes: ["//", "note:"], routes } });

/** A step is under way, and a person has been asked for. */
const handedOver = (pack = packOf()) => {
  const scene = sceneOf(pack);
  scene.say("no coffee", meaning({ intent: "no_coffee", slots: [mention("machine", "lungo")] }));
  scene.say("a person please", person);
  return scene;
};
const claimed = (pack = packOf()) => {
  const scene = handedOver(pack);
  scene.act({ do: "claim" });
  return scene;
};
type Scene = ReturnType<typeof handedOver>;
const last = (scene: Scene) => scene.events.at(-1);
const offers = (scene: Scene) =>
  scene.events.flatMap((event) => (event.type === "HandoffOffered" ? [event.desks.join(" ")] : []));

describe("a case that a person is called for", () => {
  it("is offered to every desk where the pack names none", () => {
    expect(offers(handedOver())).toEqual(["all"]);
  });

  it("goes the first way that fits its queue, its reason and its facts", () => {
    const routes = [
      routeOf({ reasons: ["safety"], stages: [["fire"]] }),
      routeOf({ when: is("machine", "ristretto"), stages: [["small"]] }),
      routeOf({ queues: ["bench"], when: is("machine", "lungo"), stages: [["large"]] }),
      routeOf({ stages: [["rest"]] }),
    ];
    expect(offers(handedOver(withRoutes(...routes)))).toEqual(["large"]);
    const smoking = sceneOf(withRoutes(...routes));
    smoking.say("it smokes", meaning({ safety: "smokes" }));
    expect(offers(smoking)).toEqual(["fire"]);
    expect(smoking.file.handoff).toMatchObject({ priority: "urgent" });
  });

  it("that nobody takes is brought to mind once, then offered further, and the user is told", () => {
    const scene = handedOver(withRoutes(routeOf({ stages: [["bench"], ["night", "console"]] })));
    expect(scene.wait(14 * minute)).toBeNull();
    expect(scene.wait(2 * minute)).toBeNull();
    expect(last(scene)).toMatchObject({ type: "HandoffReminded", desks: ["bench"] });
    expect(scene.wait(15 * minute)?.text).toEqual(["[still_unclaimed]"]);
    expect(offers(scene)).toEqual(["bench", "night console"]);
    expect(scene.wait(15 * minute)?.text).toEqual(["[still_unclaimed]"]);
    expect(last(scene)?.type).toBe("BotReplied");
    expect(scene.wait(1000 * minute)).toBeNull();
  });

  it("is brought to nobody's mind once somebody has it, and again when they let it go", () => {
    const scene = claimed(withRoutes(routeOf()));
    const { length } = scene.events;
    scene.wait(100 * minute);
    expect(scene.events).toHaveLength(length);
    scene.act({ do: "release" });
    expect(scene.wait(14 * minute)).toBeNull();
    scene.wait(2 * minute);
    expect(scene.types(length)).toEqual(["HandoffReleased", "HandoffReminded", "BotReplied"]);
  });

  it("asked for twice is one, and danger makes it urgent where it lies", () => {
    const scene = claimed(withRoutes(routeOf({ reasons: ["safety"], stages: [["fire"]] }), routeOf()));
    expect(scene.say("a person, now!", person)).toBeNull();
    expect(offers(scene)).toEqual(["bench"]);
    scene.say("it smokes", meaning({ safety: "smokes" }));
    expect(offers(scene)).toEqual(["bench", "fire"]);
    expect(scene.file.handoff).toMatchObject({ claimedBy: grace, priority: "urgent", desks: ["bench", "fire"] });
  });

  it("that waits and becomes urgent is brought to mind as soon as its new way says", () => {
    const safety = { reasons: ["safety"], claimWithin: 5 * minute };
    const scene = handedOver(withRoutes(routeOf(safety), routeOf()));
    scene.wait(5 * minute);
    scene.say("it smokes", meaning({ safety: "smokes" }));
    expect(offers(scene)).toEqual(["bench"]);
    expect(scene.wait(4 * minute)).toBeNull();
    const { length } = scene.events;
    scene.wait(2 * minute);
    expect(scene.types(length)).toEqual(["HandoffReminded", "BotReplied"]);
  });

  it("that was brought to mind already and becomes urgent is so again", () => {
    const scene = handedOver(withRoutes(routeOf({ reasons: ["safety"], claimWithin: 5 * minute }), routeOf()));
    scene.wait(16 * minute);
    expect(last(scene)).toMatchObject({ type: "BotReplied" });
    scene.say("it smokes", meaning({ safety: "smokes" }));
    const { length } = scene.events;
    scene.wait(6 * minute);
    expect(scene.types(length)).toEqual(["HandoffReminded", "BotReplied"]);
  });

  it("that becomes urgent shortly before it is looked at anyway is looked at then", () => {
    const scene = handedOver(withRoutes(routeOf({ reasons: ["safety"], claimWithin: 5 * minute }), routeOf()));
    scene.wait(12 * minute);
    scene.say("it smokes", meaning({ safety: "smokes" }));
    const { length } = scene.events;
    scene.wait(4 * minute);
    expect(scene.types(length)).toEqual(["HandoffReminded", "BotReplied"]);
  });

  it("can be taken back by the user, as long as nobody has it", () => {
    const scene = handedOver();
    expect(scene.say("never mind", meaning({ control: "cancel" }))?.text).toEqual(["[goodbye]"]);
    expect(scene.file).toMatchObject({ phase: "ended", outcome: "withdrawn" });
  });

  describe("outside the hours of its desk", () => {
    const weekdays: OpeningHours = {
      zone: "UTC",
      spans: [{ days: [1, 2, 3, 4, 5], from: 9 * 60, to: 17 * 60 }],
      closedOn: [],
    };

    it("waits there, and the user learns when somebody is back", () => {
      // The scene plays on a Thursday, a quarter of an hour after midnight.
      const scene = handedOver(withRoutes(routeOf({ hours: weekdays })));
      const said = scene.events.findLast((event): event is EventOf<"BotReplied"> => event.type === "BotReplied");
      expect(said?.message.text).toEqual(["[handed_over_closed bench Thursday 09:00 (UTC)]"]);
      const due = scene.state.open?.phase.kind === "person" ? scene.state.open.phase.due : null;
      expect(due).toBe((9 * 60 + 15) * minute);
    });

    it("goes to a desk that is there, where the pack names one", () => {
      const scene = handedOver(withRoutes(routeOf({ hours: weekdays }), routeOf({ stages: [["night"]] })));
      expect(offers(scene)).toEqual(["night"]);
    });
  });
});

describe("whoever claims a case", () => {
  it("is named to the user, and nobody else can claim it", () => {
    const scene = handedOver();
    expect(scene.act({ do: "claim" })?.text).toEqual(["[claimed Grace]"]);
    expect(scene.act({ do: "claim" }, other)).toBeNull();
    expect(last(scene)).toMatchObject({ type: "AgentRefused", by: other, why: "claimed" });
    expect(scene.file.handoff?.claimedBy).toEqual(grace);
  });

  it("claims once, however often they press", () => {
    const scene = claimed();
    const { length } = scene.events;
    expect(scene.act({ do: "claim" })).toBeNull();
    expect(scene.events).toHaveLength(length);
  });

  it.each<AgentAction>([
    { do: "say", text: "Hello" },
    { do: "send_step", flow: "brew", step: "fill" },
    { do: "ask", slot: "water" },
    { do: "hand_back", at: null },
    { do: "release" },
    { do: "close", cause: "a leak", solved: true, remark: null, step: null },
  ])("is the only one who can $do", (action) => {
    const waiting = handedOver();
    waiting.act(action);
    expect(last(waiting)).toMatchObject({ type: "AgentRefused", why: "unclaimed" });
    const taken = claimed();
    taken.act(action, other);
    expect(last(taken)).toMatchObject({ type: "AgentRefused", why: "claimed" });
    const ended = sceneOf();
    ended.act(action);
    expect(ended.types()).toEqual(["AgentRefused"]);
  });

  it("keeps their name where the platform says none with a message", () => {
    const scene = claimed();
    scene.act({ do: "say", text: "Hello" }, { id: grace.id, name: null });
    expect(last(scene)).toMatchObject({ type: "AgentReplied", by: grace, text: "Hello" });
  });
});

describe("while a person has the case", () => {
  it("the bot is silent, and notes what it is told", () => {
    const scene = claimed();
    expect(scene.say("tap water", meaning({ slots: [mention("water", "tap")] }))).toBeNull();
    expect(scene.file.slots.water).toMatchObject({ value: "tap" });
  });

  it.each([["// a broken hinge"], ["Note: a broken hinge"]])("%s is for colleagues only", (text) => {
    const scene = claimed();
    scene.act({ do: "say", text }, other);
    expect(last(scene)).toMatchObject({ type: "AgentNoted", text: "a broken hinge" });
    expect(scene.file.handoff?.notes).toMatchObject([{ by: other, text: "a broken hinge" }]);
    expect(JSON.stringify(scene.file.transcript)).not.toContain("hinge");
  });

  it("a step and a question are said in the person's name, with the values of the case", () => {
    const scene = claimed();
    scene.act({ do: "send_step", flow: "brew", step: "fill" });
    expect(last(scene)).toMatchObject({ type: "AgentReplied", by: grace });
    scene.act({ do: "ask", slot: "water" });
    expect(last(scene)).toMatchObject({ type: "AgentReplied", text: "Which water?" });
    scene.act({ do: "send_step", flow: "brew", step: "nowhere" });
    expect(last(scene)).toMatchObject({ type: "AgentRefused", why: "unknown" });
  });

  it("what would come next stays what it was before danger was told as well", () => {
    const scene = handedOver();
    const { next } = scene.file;
    expect(next.length).toBeGreaterThan(0);
    scene.say("it smokes", meaning({ safety: "smokes" }));
    expect(scene.file.next).toEqual(next);
  });
});

describe("a case handed back", () => {
  it("goes on with the question that waited", () => {
    const scene = sceneOf();
    const waiting = scene.say("no coffee", meaning({ intent: "no_coffee", slots: [mention("machine", "lungo")] }));
    scene.say("a person please", person);
    scene.act({ do: "claim" });
    const message = scene.act({ do: "hand_back", at: null });
    expect(message?.text[0]).toBe("[handed_back Grace]");
    expect(message?.question).toMatchObject({ about: waiting?.question?.about });
    expect(scene.file).toMatchObject({ phase: "open", handoff: { closed: { result: "handed_back", by: grace } } });
  });

  it("at a step goes on there, also in another flow", () => {
    const scene = claimed();
    const message = scene.act({ do: "hand_back", at: { flow: "wipe", step: "agree" } });
    expect(message?.question?.about).toEqual({ kind: "step", flow: "wipe", step: "agree" });
  });

  it("after its tree was used up asks whether it works, and calls a person again where it does not", () => {
    const scene = sceneOf();
    scene.say("no coffee", meaning({ intent: "no_coffee", slots: [mention("machine", "lungo")] }));
    for (let turns = 0; scene.question !== null && turns < 20; turns++) scene.choose("no");
    expect(scene.file.handoff).toMatchObject({ reason: "steps_used_up" });
    scene.act({ do: "claim" });
    expect(scene.act({ do: "hand_back", at: null })?.question?.about.kind).toBe("solved");
    scene.choose("no");
    expect(scene.file).toMatchObject({ phase: "person", handoff: { claimedBy: null, closed: null } });
    expect(offers(scene)).toEqual(["all", "all"]);
  });
});

describe("a case closed by a person", () => {
  it("keeps its cause and what would have solved it", () => {
    const scene = claimed();
    const step = { flow: "brew", step: "fill" };
    const message = scene.act({ do: "close", cause: "empty tank", solved: true, remark: "was new", step });
    expect(message?.text).toEqual(["[closed_solved Grace]"]);
    expect(scene.file).toMatchObject({
      phase: "ended",
      outcome: "resolved",
      handoff: { closed: { by: grace, cause: "empty tank", solved: true, remark: "was new", step } },
    });
  });

  it("without a solution is no success", () => {
    const scene = claimed();
    scene.act({ do: "close", cause: "sent in", solved: false, remark: null, step: null });
    expect(scene.file).toMatchObject({ phase: "ended", outcome: "escalated" });
    expect(scene.say("thanks", meaning({ control: "thanks" }))?.text).toEqual(["[goodbye]"]);
  });
});

describe("what is sent", () => {
  const outside = {
    channels: new Set(["chat"]),
    desks: new Map([
      ["bench", ["file"]],
      ["night", []],
    ]),
  };
  /** "type → outlet" of each row. */
  const sent = (scene: Scene, channel = "chat") =>
    outgoingOf(sceneOf().state, scene.events, channel, outside).map(
      ({ seq, to }) => `${scene.events[seq - 1]?.type} → ${to}`,
    );
  const from = (scene: Scene, length: number) => sent(scene).slice(length);

  it("to a desk is the ticket with its parts, then what the user says, never what was said before", () => {
    const scene = handedOver(withRoutes(routeOf()));
    const toDesks = sent(scene).filter((row) => !row.endsWith("chat"));
    expect(toDesks).toEqual([
      `HandoffOffered → ${deskOutlet("bench")}`,
      `HandoffOffered → ${deskOutlet("bench", "file")}`,
    ]);
    const { length } = sent(scene);
    scene.say("hurry");
    expect(from(scene, length)).toEqual(["UserUttered → desk:bench", "BotReplied → chat"]);
  });

  it("of a note reaches the other desks and never the user", () => {
    const scene = claimed(withRoutes(routeOf({ stages: [["all"]] })));
    const { length } = sent(scene);
    scene.act({ do: "note", text: "hinge" });
    scene.act({ do: "say", text: "Hello" });
    expect(from(scene, length)).toEqual([
      "AgentNoted → desk:night",
      "AgentReplied → chat",
      "AgentReplied → desk:night",
    ]);
  });

  it("to a desk after a case is handed back is its end alone", () => {
    const scene = claimed(withRoutes(routeOf()));
    const { length } = sent(scene);
    scene.act({ do: "hand_back", at: null });
    scene.say("it works", meaning({ control: "working", option: "yes" }));
    expect(from(scene, length).filter((row) => row.endsWith("desk:bench"))).toEqual([
      "HandoffClosed → desk:bench",
      "CaseClosed → desk:bench",
    ]);
  });

  it("where nothing is set up is nothing", () => {
    expect(sent(claimed(withRoutes(routeOf({ stages: [["unknown"]] }))), "page")).toEqual([]);
  });
});
