import { describe, expect, it } from "vitest";
import { answerOf, askStep, doStep, flowOf, packOf } from "../support/pack.ts";
import { meaning, mention, sceneOf, told } from "../support/scene.ts";

const noCoffee = (more: Parameters<typeof meaning>[0] = {}) => meaning({ intent: "no_coffee", ...more });
const lungo = mention("machine", "lungo");

describe("the first words", () => {
  it("start the flow and ask only for what is missing", () => {
    const scene = sceneOf();
    const message = scene.say("no coffee", noCoffee());
    expect(message?.question).toMatchObject({ text: "Which machine?", about: { kind: "slot", slot: "machine" } });
    expect(message?.question?.options.map(({ id }) => id)).toEqual(["lungo", "ristretto", "not_sure"]);
  });

  it("that hold every fact lead straight to the first step, and the facts are said back", () => {
    const scene = sceneOf();
    const message = scene.say("no coffee from my lungo", noCoffee({ slots: [lungo] }));
    expect(message?.text).toEqual(["[understood LUNGO]", "Fill the left tank."]);
  });

  it("that name what was tried skip that step and say so", () => {
    const scene = sceneOf();
    scene.say("…", noCoffee({ slots: [lungo], tried: [told("descale")] }));
    expect(scene.choose("no")?.text).toEqual(["[skipped descaling]", "Do hot_water."]);
    expect(scene.file.steps.map(({ step, outcome }) => [step, outcome])).toEqual([
      ["fill", "did_not_help"],
      ["descale", "skipped_tried"],
    ]);
  });

  it("that name what was tried and no step asks for say nothing of skipping", () => {
    const scene = sceneOf();
    const message = scene.say("…", noCoffee({ slots: [lungo], tried: [told("descale")] }));
    expect(message?.text).toEqual(["[understood LUNGO]", "Fill the left tank."]);
  });

  it("offer a step again that was done too briefly, and say why", () => {
    const scene = sceneOf();
    scene.say("…", noCoffee({ slots: [lungo], tried: [told("descale", 3)] }));
    expect(scene.choose("no")?.text).toEqual(["[tried_too_short descaling 3 30]", "Do descale."]);
  });

  it("with two problems are met by the question which comes first; the other one comes up afterwards", () => {
    const scene = sceneOf();
    const both = noCoffee({
      problems: [
        { intent: "no_coffee", confidence: 0.8, words: "no coffee" },
        { intent: "wipe_settings", confidence: 0.8, words: "and how do i wipe it" },
      ],
    });
    expect(scene.say("…", both)?.question?.about.kind).toBe("order");
    scene.choose("wipe_settings");
    scene.choose("yes");
    expect(scene.choose("yes")?.question).toMatchObject({ about: { kind: "next_problem", intent: "no_coffee" } });
    expect(scene.choose("yes")?.question?.text).toBe("Which machine?");
  });

  it("that are unclear are met by the likeliest meanings", () => {
    const scene = sceneOf();
    const unsure = meaning({
      outcome: "unsure",
      intents: ["no_coffee", "noise", "which_beans", "wipe_settings"].map((intent) => ({ intent, confidence: 0.2 })),
    });
    expect(scene.say("…", unsure)?.question?.options.map(({ id }) => id)).toEqual([
      "no_coffee",
      "noise",
      "which_beans",
      "not_sure",
    ]);
  });

  it("about something else are told so", () => {
    expect(sceneOf().say("the weather")?.text).toEqual(["[out_of_scope coffee machines]"]);
  });

  it("in a shared place get no answer and leave no trace unless they are meant for the bot", () => {
    const scene = sceneOf();
    expect(scene.say("lunch?", meaning(), { place: "shared", addressed: false })).toBeNull();
    expect(scene.events).toEqual([]);
    expect(scene.say("lunch?", meaning(), { place: "shared", addressed: true })).not.toBeNull();
  });

  it("in a language the pack lacks are answered in that language with the offer of a person", () => {
    const message = sceneOf().say("kein Kaffee", meaning({ language: "de" }));
    expect(message?.text).toEqual(["Ich spreche kein Deutsch."]);
    expect(message?.question?.about.kind).toBe("person");
  });

  it("on a known topic without steps offer a person", () => {
    const scene = sceneOf();
    expect(scene.say("it hums", meaning({ intent: "noise" }))?.text).toEqual(["[topic_without_steps noise]"]);
    scene.choose("yes");
    expect(scene.file).toMatchObject({ phase: "person", handoff: { queue: "bench", reason: "no_steps" } });
  });
});

describe("a flow under way", () => {
  const begun = () => {
    const scene = sceneOf();
    scene.say("no coffee from my lungo", noCoffee({ slots: [lungo] }));
    return scene;
  };

  it("runs a called flow and comes back, repeats a step as often as the limit allows, then calls a person", () => {
    const scene = begun();
    for (const _ of [1, 2, 3, 4]) scene.choose("no");
    expect(scene.question?.about).toMatchObject({ step: "grind" });
    scene.choose("no");
    expect(scene.file.handoff).toMatchObject({ queue: "bench", reason: "steps_used_up" });
    expect(scene.file.steps.map(({ step, outcome }) => `${step} ${outcome}`)).toEqual([
      "fill did_not_help",
      "descale did_not_help",
      "hot_water did_not_help",
      "dry said",
      "grind did_not_help",
      "grind did_not_help",
    ]);
  });

  it("leads back only while no step on the way from there has been repeated as often as the limit allows", () => {
    const again = (step: string) => answerOf("no", { kind: "retry", step });
    const flow = flowOf(
      "brew",
      [
        askStep("tamp", [again("tamp"), answerOf("yes", { kind: "next" })]),
        askStep("pull", [again("tamp"), answerOf("yes", { kind: "next" })]),
      ],
      { startsOn: ["no_coffee"] },
    );
    const scene = sceneOf(packOf({ flows: new Map([["brew", flow]]) }));
    scene.say("no coffee", noCoffee());
    for (const option of ["no", "yes"]) scene.choose(option);
    expect(scene.question?.about).toMatchObject({ step: "pull" });
    scene.choose("no");
    expect(scene.file.handoff?.reason).toBe("steps_used_up");
  });

  it("ends resolved where an answer says so", () => {
    const scene = begun();
    expect(scene.choose("yes")?.text).toEqual(["[resolved]"]);
    expect(scene.file).toMatchObject({ phase: "ended", outcome: "resolved" });
  });

  it("keeps to the limit of turns", () => {
    const pack = packOf();
    const scene = sceneOf({ ...pack, limits: { ...pack.limits, turns: 2 } });
    scene.say("…", noCoffee({ slots: [lungo] }));
    scene.choose("no");
    scene.choose("no");
    expect(scene.file.handoff?.reason).toBe("too_many_steps");
  });

  it("takes a correction, does over only what rested on the old value, then goes on where it was", () => {
    const scene = begun();
    scene.choose("no");
    scene.choose("no");
    expect(scene.question?.about).toMatchObject({ flow: "rinse", step: "hot_water" });
    const message = scene.say(
      "it's a ristretto",
      meaning({ correcting: true, slots: [mention("machine", "ristretto")] }),
    );
    expect(message?.text).toEqual(["[corrected machine RISTRETTO]", "Fill the right tank."]);
    // descale did not depend on the machine: it stands.
    expect(scene.choose("no")?.text).toEqual(["Do hot_water."]);
  });

  it("forgets what depended on a corrected slot", () => {
    const scene = sceneOf();
    scene.say("…", noCoffee({ slots: [lungo, mention("water", "soft")] }));
    scene.say("…", meaning({ correcting: true, slots: [mention("machine", "ristretto")] }));
    expect(Object.keys(scene.file.slots)).toEqual(["machine"]);
  });

  it("takes a value said in passing for no correction", () => {
    const scene = begun();
    scene.say("my neighbour's ristretto is fine", meaning({ slots: [mention("machine", "ristretto")] }));
    expect(scene.file.slots.machine?.value).toBe("lungo");
  });

  it("asks again when a value turns out wrong and the right one is not said", () => {
    const scene = begun();
    const message = scene.say("it's not a lungo", meaning({ slots: [mention("machine", "lungo", { negated: true })] }));
    expect(message?.question?.text).toBe("Which machine?");
  });

  it("goes back one step at a time, as far as the first question, and erases nothing", () => {
    const scene = begun();
    scene.choose("no");
    scene.choose("no");
    const back = meaning({ control: "go_back" });
    expect(scene.say("back", back)?.text).toEqual(["[undone]", "Do descale."]);
    expect(scene.say("back", back)?.text).toEqual(["[undone]", "Fill the left tank."]);
    expect(scene.say("back", back)?.text).toEqual(["[nothing_to_undo]", "Fill the left tank."]);
    expect(scene.file.steps).toEqual([]);
    expect(scene.types().filter((type) => type === "StepFinished")).toHaveLength(2);
  });

  it("answers a side question and returns to the same step", () => {
    const scene = begun();
    const message = scene.say("which beans?", meaning({ intent: "which_beans" }));
    expect(message?.text).toEqual([
      "Any beans will do in the LUNGO.",
      "[back_at the brew flow]",
      "Fill the left tank.",
    ]);
    expect(scene.question?.about).toMatchObject({ step: "fill" });
    expect(scene.types()).toContain("FlowInterrupted");
    expect(scene.types()).toContain("FlowResumed");
  });

  it("asks which problem comes first when a second one turns up, and remembers the other", () => {
    const scene = begun();
    expect(scene.say("how do i wipe it", meaning({ intent: "wipe_settings" }))?.question?.about.kind).toBe("switch");
    expect(scene.choose("keep")?.text).toContain("Fill the left tank.");
    expect(scene.choose("yes")?.question?.about).toEqual({ kind: "next_problem", intent: "wipe_settings" });
  });

  it("changes over on request and comes back to the first problem", () => {
    const scene = begun();
    scene.say("how do i wipe it", meaning({ intent: "wipe_settings" }));
    expect(scene.choose("change")?.text).toEqual(["This loses your recipes."]);
    scene.choose("yes");
    expect(scene.choose("yes")?.question?.about).toEqual({ kind: "next_problem", intent: "no_coffee" });
  });

  it("says why it asks, repeats, and starts over", () => {
    const scene = sceneOf();
    scene.say("…", noCoffee());
    expect(scene.say("why?", meaning({ control: "why" }))?.text).toEqual(["They differ."]);
    expect(scene.say("again", meaning({ control: "repeat" }))?.question?.text).toBe("Which machine?");
    expect(scene.say("start over", meaning({ control: "start_over" }))?.question?.about.kind).toBe("start");
    expect(scene.state.cases).toBe(2);
  });

  it("takes “not sure” as a way on", () => {
    const scene = sceneOf();
    scene.say("…", noCoffee());
    expect(scene.say("no idea", meaning({ control: "dont_know" }))?.text).toEqual(["Do descale."]);
    expect(scene.file.slots.machine).toMatchObject({ value: null });
  });

  it("asks what it needs in mid-flow, says why, and goes on where the answer leads, or with “not sure” past it", () => {
    const smell = askStep("smell", [
      answerOf("burnt", { kind: "step", step: "grind" }),
      answerOf("sour", { kind: "step", step: "rinse_twice" }),
      answerOf("not_sure", { kind: "next" }, "could_not"),
    ]);
    const flow = flowOf("brew", [smell, doStep("rinse_twice"), doStep("grind")], { startsOn: ["no_coffee"] });
    const asked = () => {
      const scene = sceneOf(packOf({ flows: new Map([["brew", flow]]) }));
      scene.say("…", noCoffee());
      return scene;
    };
    const scene = asked();
    expect(scene.say("why?", meaning({ control: "why" }))?.text).toEqual(["because of smell"]);
    expect(scene.question?.text).toBe("smell?");
    expect(scene.choose("burnt")?.text).toEqual(["Do grind."]);
    expect(asked().choose("sour")?.text).toEqual(["Do rinse_twice."]);
    expect(asked().say("no idea", meaning({ control: "dont_know" }))?.text).toEqual(["Do rinse_twice."]);
  });

  it("rephrases, then spells the options out, then calls a person", () => {
    const scene = begun();
    expect(scene.say("xyzzy")?.text[0]).toBe("[not_understood]");
    expect(scene.say("xyzzy")?.text[0]).toBe("[not_understood_options “yes”, “no”, “not_sure”]");
    scene.say("xyzzy");
    expect(scene.file.handoff?.reason).toBe("not_understood");
  });

  it("counts misunderstandings in a row only", () => {
    const scene = begun();
    scene.say("xyzzy");
    scene.say("xyzzy");
    scene.choose("no");
    expect(scene.say("xyzzy")?.text[0]).toBe("[not_understood]");
  });

  it("takes “thanks” for no “it works”, and “it works now” for an end", () => {
    const scene = begun();
    expect(scene.say("thanks", meaning({ control: "thanks" }))?.question?.about.kind).toBe("solved");
    expect(scene.choose("no")?.text).toEqual(["Fill the left tank."]);
    scene.say("works now", meaning({ control: "working" }));
    expect(scene.file.outcome).toBe("resolved");
    expect(scene.file.steps.at(-1)).toMatchObject({ step: "fill", outcome: "worked" });
  });

  it("asks how it went when somebody is merely done", () => {
    const scene = begun();
    expect(scene.say("done", meaning({ control: "done" }))?.text[0]).toBe("[done_question]");
    expect(scene.question?.about).toMatchObject({ step: "fill" });
  });

  it("passes over a step the user has just said to have done before", () => {
    const scene = begun();
    scene.choose("no");
    expect(scene.say("did that yesterday", meaning({ tried: [told("descale")] }))?.text).toEqual([
      "[skipped descaling]",
      "Do hot_water.",
    ]);
  });
});

describe("what cannot be undone", () => {
  it("needs a yes: no instruction is shown before it, and a refusal shows none", () => {
    const scene = sceneOf();
    const asked = scene.say("wipe it", meaning({ intent: "wipe_settings" }));
    expect(asked?.text).toEqual(["This loses your recipes."]);
    const refused = scene.choose("no");
    expect(refused?.text.join()).not.toContain("Do erase");
    expect(scene.file).toMatchObject({ handoff: { reason: "refused" }, consents: [{ given: false }] });
  });

  it("records the consent", () => {
    const scene = sceneOf();
    scene.say("wipe it", meaning({ intent: "wipe_settings" }));
    expect(scene.choose("yes")?.text).toEqual(["Do erase."]);
    expect(scene.file.consents).toMatchObject([{ loses: ["recipes"], given: true }]);
  });
});

describe("a person", () => {
  it("is called at once for safety, with no flow before it", () => {
    const scene = sceneOf();
    const message = scene.say("it smokes", noCoffee({ safety: "smokes" }));
    expect(message?.text).toEqual(["[handed_over_safety]", "[handed_over alarm]"]);
    expect(scene.types()).not.toContain("FlowStarted");
  });

  it.each(["person", "angry"] as const)("is called when the user is %s", (control) => {
    const scene = sceneOf();
    scene.say("…", meaning({ control }));
    expect(scene.file.handoff?.queue).toBe("bench");
  });

  it("is called in the middle of a problem without another being made of the words that call", () => {
    const scene = sceneOf();
    const other = (words: string) =>
      meaning({
        intent: "wipe_settings",
        control: "person" as const,
        problems: [{ intent: "wipe_settings", confidence: 0.9, words }],
      });
    scene.say("no coffee", noCoffee());
    scene.say("A person, please!", other("a person please"));
    expect(scene.file.waiting).toEqual([]);
    scene.say("start over", meaning({ control: "start_over" }));
    scene.say("no coffee", noCoffee());
    scene.say("How do I wipe it? A person, please!", other("How do I wipe it?"));
    expect(scene.file.waiting).toEqual([
      { intent: "wipe_settings", title: "wipe settings", words: "How do I wipe it?" },
    ]);
  });

  it("keeps the bot from talking about the problem, and the user may still withdraw", () => {
    const scene = sceneOf();
    scene.say("…", meaning({ control: "person" }));
    expect(scene.say("no coffee", noCoffee())?.text).toEqual(["[still_with_person]"]);
    scene.say("start over", meaning({ control: "start_over" }));
    expect(scene.file.outcome).toBe("withdrawn");
  });
});

describe("buttons", () => {
  it("count once: the same press again is nothing", () => {
    const scene = sceneOf();
    scene.say("…", noCoffee({ slots: [lungo] }));
    const first = scene.question?.id;
    scene.choose("no", first);
    const { version } = scene.state;
    expect(scene.choose("no", first)).toBeNull();
    expect(scene.types(version)).toEqual(["ChoiceMade"]);
  });

  it("of an answered question say so and show the present one", () => {
    const scene = sceneOf();
    scene.say("…", noCoffee({ slots: [lungo] }));
    const first = scene.question?.id;
    scene.choose("no", first);
    expect(scene.choose("yes", first)?.text).toEqual(["[stale_choice]", "Do descale."]);
    expect(scene.file.phase).toBe("open");
  });

  it("of an answered question bring a case back that was put to rest", () => {
    const scene = sceneOf();
    scene.say("…", noCoffee({ slots: [lungo] }));
    const first = scene.question?.id;
    scene.choose("no", first);
    for (const minutes of [11, 61]) scene.wait(minutes * 60_000);
    expect(scene.file.outcome).toBe("silent");
    expect(scene.choose("yes", first)?.text).toEqual(["[stale_choice]", "Do descale."]);
    expect(scene.file.phase).toBe("open");
  });
});

describe("an edit", () => {
  it("of the last thing said replaces it", () => {
    const scene = sceneOf();
    scene.say("no coffee", noCoffee({ slots: [lungo] }), { delivery: "first" });
    scene.say("no", meaning({ option: "no" }), { delivery: "second" });
    const message = scene.say("yes", meaning({ option: "yes" }), { edits: "second" });
    expect(message?.text).toEqual(["[resolved]"]);
    expect(scene.file.steps.map(({ outcome }) => outcome)).toEqual(["worked"]);
  });

  it("of the first words begins anew", () => {
    const scene = sceneOf();
    scene.say("no coffee", noCoffee({ slots: [lungo] }), { delivery: "first" });
    const message = scene.say("wipe it", meaning({ intent: "wipe_settings" }), { edits: "first" });
    expect(message?.text).toEqual(["This loses your recipes."]);
    expect(scene.file.slots).toEqual({});
  });

  it("of anything older is left alone", () => {
    const scene = sceneOf();
    scene.say("no coffee", noCoffee({ slots: [lungo] }), { delivery: "first" });
    scene.choose("no");
    const { version } = scene.state;
    expect(scene.say("wipe it", meaning({ intent: "wipe_settings" }), { edits: "first" })).toBeNull();
    expect(scene.state.version).toBe(version);
  });
});

describe("silence", () => {
  const minute = 60_000;

  it("is met by one nudge, then by rest; whoever comes back goes on where they were", () => {
    const scene = sceneOf();
    scene.say("…", noCoffee({ slots: [lungo] }));
    expect(scene.wait(9 * minute)).toBeNull();
    expect(scene.wait(2 * minute)?.text).toEqual(["[nudge]"]);
    expect(scene.wait(30 * minute)).toBeNull();
    expect(scene.wait(31 * minute)?.text).toEqual(["[closed_silent]"]);
    expect(scene.file.outcome).toBe("silent");
    const message = scene.say("hello again", meaning({ control: "repeat" }));
    expect(message?.text).toEqual(["[welcome_back the brew flow]", "Fill the left tank."]);
    expect(scene.state.cases).toBe(1);
  });

  it("does not outlive the case: a button pressed the next day counts", () => {
    const scene = sceneOf();
    scene.say("…", noCoffee({ slots: [lungo] }));
    scene.wait(11 * minute);
    scene.wait(61 * minute);
    expect(scene.choose("no")?.text).toEqual(["Do descale."]);
  });

  it("ends with a new case when the person comes back with something else", () => {
    const scene = sceneOf();
    scene.say("…", noCoffee({ slots: [lungo] }));
    scene.wait(11 * minute);
    scene.wait(61 * minute);
    scene.say("wipe it", meaning({ intent: "wipe_settings" }));
    expect(scene.state.cases).toBe(2);
  });
});
