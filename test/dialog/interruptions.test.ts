import { describe, expect, it } from "vitest";
import { answerOf, askStep, doStep, flowOf, is, packOf } from "../support/pack.ts";
import { meaning, mention, sceneOf, told } from "../support/scene.ts";

const noCoffee = (more: Parameters<typeof meaning>[0] = {}) => meaning({ intent: "no_coffee", ...more });
const lungo = mention("machine", "lungo");
const begun = () => {
  const scene = sceneOf();
  scene.say("no coffee from my lungo", noCoffee({ slots: [lungo] }));
  return scene;
};
const working = meaning({ control: "working", option: "yes" });

describe("“it works now”", () => {
  it("is never a yes to losing something", () => {
    const scene = sceneOf();
    scene.say("wipe it", meaning({ intent: "wipe_settings" }));
    expect(scene.say("never mind, it works now", working)?.question?.about.kind).toBe("solved");
    expect(scene.file.consents).toEqual([]);
    scene.choose("yes");
    expect(scene.file).toMatchObject({ outcome: "resolved", consents: [] });
  });

  it("is asked about where the step has no success of its own, and “not yet” leads back", () => {
    const smell = askStep("smell", [answerOf("yes", { kind: "next" }), answerOf("not_sure", { kind: "next" })]);
    const flow = flowOf("brew", [smell, doStep("grind")], { startsOn: ["no_coffee"] });
    const scene = sceneOf(packOf({ flows: new Map([["brew", flow]]) }));
    scene.say("…", noCoffee());
    scene.say("it works", working);
    expect(scene.choose("no")?.question?.text).toBe("smell?");
    scene.say("it works", working);
    expect(scene.say("it works", working)?.text).toEqual(["[resolved]"]);
  });

  it("is no yes to a person", () => {
    const scene = sceneOf();
    scene.say("it hums", meaning({ intent: "noise" }));
    expect(scene.question?.about.kind).toBe("person");
    scene.say("it works now", working);
    expect(scene.choose("yes")?.text).toEqual(["[resolved]"]);
    expect(scene.file.handoff).toBeNull();
  });
});

describe("danger", () => {
  const smoke = (more: Parameters<typeof meaning>[0] = {}) => meaning({ safety: "smoke", ...more });

  it("told with a problem keeps the facts for the person", () => {
    const scene = sceneOf();
    scene.say("my lungo smokes, descaled", noCoffee({ safety: "smokes", slots: [lungo], tried: [told("descale")] }));
    expect(scene.file).toMatchObject({
      intent: "no_coffee",
      slots: { machine: { value: "lungo" } },
      tried: [{ action: "descale" }],
      handoff: { queue: "alarm", reason: "safety" },
    });
  });

  it("is heard when a person has the case already, and again when it is told again", () => {
    const scene = begun();
    scene.say("a person please", meaning({ control: "person" }));
    expect(scene.say("now it smokes", smoke())?.text[0]).toBe("[handed_over_safety]");
    expect(scene.file.handoff).toMatchObject({ queue: "alarm", reason: "safety" });
    expect(scene.say("it smokes!", smoke())?.text).toEqual(["[handed_over_safety]", "[still_with_person]"]);
  });

  it("is not withdrawn by “start over”", () => {
    const scene = sceneOf();
    scene.say("it smokes", smoke());
    expect(scene.say("start over", meaning({ control: "start_over" }))?.text).toEqual(["[still_with_person]"]);
    expect(scene.file.phase).toBe("person");
  });

  it("is heard in an edit of an older message", () => {
    const scene = sceneOf();
    scene.say("no coffee", noCoffee({ slots: [lungo] }), { delivery: "first" });
    scene.choose("no");
    scene.say("no coffee and it smokes", smoke(), { edits: "first" });
    expect(scene.file.handoff?.queue).toBe("alarm");
  });
});

describe("a person asked for", () => {
  it("gets the facts told in the same words", () => {
    const scene = sceneOf();
    scene.say("lungo gives no coffee, i want a human", noCoffee({ control: "person", slots: [lungo] }));
    expect(scene.file).toMatchObject({ intent: "no_coffee", slots: { machine: { value: "lungo" } } });
  });

  it("is not agreed to by “still nothing”", () => {
    const scene = sceneOf();
    scene.say("it hums", meaning({ intent: "noise" }));
    scene.say("still nothing", meaning({ control: "not_working", option: "no" }));
    expect(scene.question?.about.kind).toBe("person");
  });

  it("is told when nothing is needed any more", () => {
    const scene = sceneOf();
    scene.say("…", meaning({ control: "person" }));
    expect(scene.say("never mind", meaning({ control: "cancel" }))?.text).toEqual(["[goodbye]"]);
    expect(scene.file.outcome).toBe("withdrawn");
  });
});

describe("several problems", () => {
  const both = noCoffee({
    slots: [lungo],
    problems: [
      { intent: "no_coffee", confidence: 0.8, words: "no coffee" },
      { intent: "wipe_settings", confidence: 0.8, words: "how do i wipe it" },
    ],
  });

  it("are each dealt with once", () => {
    const scene = sceneOf();
    scene.say("…", both);
    scene.choose("no_coffee");
    expect(scene.choose("yes")?.question?.about).toEqual({ kind: "next_problem", intent: "wipe_settings" });
    scene.choose("yes");
    scene.choose("yes");
    scene.choose("yes");
    expect(scene.file).toMatchObject({ phase: "ended", outcome: "resolved", waiting: [] });
  });

  it("of which one needs no help any more are ended with a word", () => {
    const scene = sceneOf();
    scene.say("…", both);
    scene.choose("no_coffee");
    scene.choose("yes");
    expect(scene.choose("no")?.text).toEqual(["[goodbye]"]);
    expect(scene.file.outcome).toBe("resolved");
  });

  it("are in the case file as long as they wait", () => {
    const scene = sceneOf();
    scene.say("…", both);
    scene.choose("no_coffee");
    expect(scene.file.waiting).toEqual([
      { intent: "wipe_settings", title: "wipe settings", words: "how do i wipe it" },
    ]);
  });
});

describe("what was not understood", () => {
  it("counts in a row: a fact in between starts the count anew", () => {
    const scene = sceneOf();
    scene.say("no coffee", noCoffee());
    scene.say("blorp");
    scene.say("wibble");
    scene.say("lungo", meaning({ slots: [lungo] }));
    scene.say("glork");
    expect(scene.file.phase).toBe("open");
  });

  it("is no greeting", () => {
    const scene = begun();
    expect(scene.say("hi", meaning({ control: "greet" }))?.text).toEqual(["Fill the left tank."]);
  });
});

describe("a correction", () => {
  it("to a name that fits several drops the old value and asks among them", () => {
    const scene = begun();
    const vague = mention("machine", "", { value: null, among: ["ristretto"] });
    const message = scene.say("sorry, it is a ris…", meaning({ correcting: true, slots: [vague] }));
    expect(message?.text).toContain("[corrected_unknown machine]");
    expect(message?.question?.options.map(({ id }) => id)).toEqual(["ristretto", "not_sure"]);
  });

  it("to a name that fits the old value among others changes nothing", () => {
    const scene = begun();
    const vague = mention("machine", "", { value: null, among: ["lungo", "ristretto"] });
    scene.say("sorry, i mean the machine", meaning({ correcting: true, slots: [vague] }));
    expect(scene.file.slots.machine).toMatchObject({ value: "lungo" });
  });

  it("stays when going back", () => {
    const scene = begun();
    scene.choose("no");
    scene.say("it is not a lungo", meaning({ slots: [mention("machine", "lungo", { negated: true })] }));
    scene.say("back", meaning({ control: "go_back" }));
    expect(scene.file.slots.machine).toBeUndefined();
  });
});

describe("after the end", () => {
  it("thanks open no case, so that the last one stays the last", () => {
    const scene = begun();
    scene.choose("yes");
    expect(scene.say("thanks", meaning({ control: "thanks" }))?.text).toEqual(["[goodbye]"]);
    expect(scene.file).toMatchObject({ problem: "no coffee from my lungo", outcome: "resolved" });
  });

  it("“it is back” goes on after the step that had helped", () => {
    const scene = begun();
    scene.choose("yes");
    const message = scene.say("it broke again", meaning({ control: "not_working" }));
    expect(message?.text).toEqual(["[welcome_back the brew flow]", "Do descale."]);
    expect(scene.state.cases).toBe(1);
  });
});

describe("“back”", () => {
  it("takes a yes to a loss back", () => {
    const scene = sceneOf();
    scene.say("wipe it", meaning({ intent: "wipe_settings" }));
    scene.choose("yes");
    scene.say("back", meaning({ control: "go_back" }));
    expect(scene.file.consents).toEqual([]);
  });

  it("from a question in between leads to what it interrupted", () => {
    const scene = begun();
    scene.choose("no");
    scene.say("thanks", meaning({ control: "thanks" }));
    expect(scene.say("back", meaning({ control: "go_back" }))?.text).toEqual(["[undone]", "Do descale."]);
  });
});

describe("a late press on an answered button", () => {
  it("leaves an edit of the last words an edit of them", () => {
    const scene = begun();
    const first = scene.question?.id;
    scene.say("no", meaning({ option: "no" }), { delivery: "second" });
    scene.choose("yes", first);
    expect(scene.say("yes", meaning({ option: "yes" }), { edits: "second" })?.text).toEqual(["[resolved]"]);
  });
});

describe("an edit of the knowledge", () => {
  it("that takes the flow away plans anew from the facts", () => {
    const scene = begun();
    const flow = flowOf("brew_anew", [doStep("look")], { startsOn: ["no_coffee"] });
    scene.learn(packOf({ flows: new Map([["brew_anew", flow]]) }));
    expect(scene.choose("no")?.text).toEqual(["Do look."]);
  });
});

describe("the bot's own sentences", () => {
  it("take the user's words as they are, whatever they look like", () => {
    const pack = packOf();
    const title = "$& costs $$5 {{ current }}";
    const intents = new Map(pack.intents).set("wipe_settings", { id: "wipe_settings", title, examples: [] });
    const scene = sceneOf({ ...pack, intents });
    scene.say("…", noCoffee({ slots: [lungo] }));
    const message = scene.say("and wiping?", meaning({ intent: "wipe_settings" }));
    expect(message?.question?.text).toBe(`[switch_problem ${title} the brew flow]`);
  });
});

describe("an option in its own words", () => {
  it("is that option, whatever else the words may mean", () => {
    const again = askStep("again", [
      { ...answerOf("more", { kind: "next" }), words: ["once more"] },
      answerOf("not_sure", { kind: "next" }),
    ]);
    const flow = flowOf("brew", [again, doStep("grind")], { startsOn: ["no_coffee"] });
    const scene = sceneOf(packOf({ flows: new Map([["brew", flow]]) }));
    scene.say("…", noCoffee());
    expect(scene.say("Once more!", meaning({ control: "repeat", option: "more" }))?.text).toEqual(["Do grind."]);
  });
});

describe("a thing that a flow waits for", () => {
  const flow = { ...flowOf("descale_only", [doStep("look")]), startsWhen: is("machine", "lungo") };
  const pack = packOf({ flows: new Map([["descale_only", flow]]) });

  it("starts that flow where the words tell no problem", () => {
    expect(sceneOf(pack).say("my lungo is blue", meaning({ slots: [lungo] }))?.text).toEqual([
      "[understood LUNGO]",
      "Do look.",
    ]);
  });

  it("does so after a greeting as well", () => {
    const scene = sceneOf(pack);
    scene.say("hi", meaning({ control: "greet" }));
    expect(scene.say("my lungo is blue", meaning({ slots: [lungo] }))?.text).toContain("Do look.");
  });
});

describe("an opener", () => {
  it("in its own words is that problem, whatever its words may be like", () => {
    const unsure = meaning({ outcome: "unsure", intents: [{ intent: "noise", confidence: 0.4 }] });
    expect(sceneOf().say("no coffee!", unsure)?.question?.text).toBe("Which machine?");
  });
});
