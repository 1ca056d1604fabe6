import { describe, expect, it } from "vitest";
import { standingInWords, summaryInWords, summaryOf } from "../../src/dialog/summary.ts";
import { answerOf, askStep, doStep, flowOf, packOf } from "../support/pack.ts";
import { meaning, mention, sceneOf, told } from "../support/scene.ts";

const lungo = mention("machine", "lungo");
const person = meaning({ control: "person" });
type Scene = ReturnType<typeof sceneOf>;
const summary = (scene: Scene) => {
  const found = summaryOf(scene.file);
  if (found === null) throw new Error("no person was called");
  return found;
};
const begun = (text = "no coffee") => {
  const scene = sceneOf();
  scene.say(text, meaning({ intent: "no_coffee", slots: [lungo], tried: [told("descale", 5)] }));
  return scene;
};

describe("a summary", () => {
  it("is of no case that no person was called for", () => {
    expect(summaryOf(begun().file)).toBeNull();
  });

  it("says what is known, what was tried and how that ended, and what would come next", () => {
    const scene = begun();
    scene.choose("no");
    scene.say("a person please", person);
    expect(summary(scene)).toMatchObject({
      priority: "normal",
      title: "No coffee",
      problem: "no coffee",
      asked: expect.any(String),
      last: "a person please",
      why: "asked for a person",
      known: [{ name: "machine", text: "LUNGO" }],
      standing: { kind: "waiting" },
    });
    expect(summary(scene).tried[0]).toEqual({ text: "Descaling, for 5 s", result: "before the bot, result not told" });
    expect(summary(scene).tried[1]).toMatchObject({ result: "did not help, “no”" });
    expect(summary(scene).next.length).toBeGreaterThan(0);
  });

  it("tells the step that waits for a result from those not tried, and a mere question from both", () => {
    const smell = askStep("smell", [answerOf("yes", { kind: "next" }), answerOf("not_sure", { kind: "next" })]);
    const flow = flowOf("brew", [doStep("grind"), smell, doStep("wait")], { startsOn: ["no_coffee"] });
    const scene = sceneOf(packOf({ flows: new Map([["brew", flow]]) }));
    scene.say("no coffee", meaning({ intent: "no_coffee" }));
    scene.say("a person please", person);
    expect(summary(scene).tried).toEqual([{ text: "Do grind. Better?", result: "suggested, no result yet" }]);
    expect(summary(scene).next.join(" ")).not.toMatch(/grind/i);
    scene.act({ do: "claim" });
    scene.act({ do: "hand_back", at: { flow: "brew", step: "smell" } });
    scene.say("a person please", person);
    expect(summary(scene).tried).toEqual([]);
    expect(summary(scene)).toMatchObject({ asked: "smell?" });
  });

  it("puts danger first, and names it where no problem was told", () => {
    const scene = sceneOf();
    scene.say("hello", meaning({ control: "greet" }));
    scene.say("it smokes", meaning({ safety: "smokes" }));
    const lines = summaryInWords(summary(scene)).split("\n");
    expect(lines[0]).toBe("URGENT: Danger reported");
    expect(lines).toEqual(
      expect.arrayContaining(["“hello”", "They said last: “it smokes”", "The bot told them: [handed_over_safety]"]),
    );
  });

  it("says what a vague name leaves possible", () => {
    const scene = sceneOf();
    const vague = { slot: "machine", value: null, among: ["lungo", "ristretto"] };
    scene.say("no coffee", meaning({ intent: "no_coffee", slots: [{ ...lungo, ...vague }] }));
    scene.say("a person please", person);
    expect(summary(scene).known).toEqual([{ name: "machine", text: "one of LUNGO, RISTRETTO" }]);
  });

  it("keeps the words that a value was read from, where they say more", () => {
    const scene = sceneOf();
    const words = "lungo de luxe";
    scene.say("no coffee", meaning({ intent: "no_coffee", slots: [{ ...lungo, words }] }));
    scene.say("a person please", person);
    expect(summary(scene).known).toEqual([{ name: "machine", text: "LUNGO (“lungo de luxe”)" }]);
  });

  it("names the language of somebody the bot could not talk with", () => {
    const scene = sceneOf();
    scene.say("kein Kaffee", meaning({ language: "de" }));
    scene.say("ein Mensch bitte", meaning({ control: "person", language: "de" }));
    expect(summary(scene)).toMatchObject({ language: "German" });
  });

  it("tells what was said and noted while somebody had it who has handed it back, and nothing of it twice", () => {
    const scene = begun();
    scene.say("a person please", person);
    scene.act({ do: "claim" });
    scene.act({ do: "say", text: "which room are you in?" });
    scene.say("the kitchen");
    scene.act({ do: "note", text: "a microwave?" });
    scene.act({ do: "hand_back", at: null });
    expect(summary(scene).earlier).toEqual([]);
    scene.say("a person again please", person);
    expect(summary(scene)).toMatchObject({
      earlier: [
        "Grace had it, and handed it back to the bot",
        "Grace: “which room are you in?”",
        "Ada: “the kitchen”",
        "Grace, a note: “a microwave?”",
      ],
      last: "a person again please",
      standing: { kind: "waiting" },
    });
    expect(summaryInWords(summary(scene))).toContain("Before this:\n- Grace had it");
  });

  it("tells what was told in a case just before that has ended, but for what is known anyway", () => {
    const scene = begun();
    scene.choose("no");
    scene.say("never mind", meaning({ control: "cancel" }));
    scene.say("a person please", person);
    expect(summary(scene).problem).toBe("a person please");
    expect(summary(scene).earlier).toEqual([
      "They had asked: “no coffee” (no coffee; they left it at that)",
      "Told then: machine: LUNGO",
      "Tried then: Fill the left tank. Better? (did not help)",
      expect.stringMatching(/^The bot asked: .+ They said last: “never mind”$/),
    ]);
    const again = begun();
    again.say("never mind", meaning({ control: "cancel" }));
    again.say("noise", meaning({ intent: "noise", slots: [lungo] }));
    again.say("a person please", person);
    expect(summary(again).earlier[0]).toBe("They had asked: “no coffee” (no coffee; they left it at that)");
    expect(summary(again).earlier.join(" ")).not.toContain("LUNGO");
  });

  it("tells nothing of what was asked the day before yesterday", () => {
    const scene = begun();
    scene.say("never mind", meaning({ control: "cancel" }));
    scene.wait(25 * 3_600_000);
    scene.say("a person please", person);
    expect(summary(scene).earlier).toEqual([]);
  });

  it("keeps the answer that gave no value beside its question: not listed is not the same as not known", () => {
    const scene = sceneOf();
    scene.say("no coffee", meaning({ intent: "no_coffee" }));
    scene.choose("not_sure");
    scene.say("a person please", person);
    const [unknown] = summary(scene).known;
    expect(unknown?.text).toMatch(/^not known; asked “.+”, they answered “.+”$/);
  });

  it("tells a second problem once", () => {
    const scene = sceneOf();
    const both = ["no_coffee", "noise"].map((intent) => ({ intent, confidence: 0.9, words: intent.replace("_", " ") }));
    scene.say("no coffee, and noise", meaning({ intent: "no_coffee", problems: both }));
    scene.choose("no_coffee");
    scene.say("a person please", person);
    expect(summary(scene).also).toEqual(["“noise”"]);
  });

  it("says of a user who does not say who they are no more than that", () => {
    const scene = sceneOf();
    scene.say("no coffee", meaning({ intent: "no_coffee" }), { by: "c1", name: null });
    scene.say("a person please", person, { by: "c1", name: null });
    expect(summary(scene).who).toBe("somebody without a name");
  });

  it("is short, whatever was written, and cuts no sign in two", () => {
    const scene = begun(`no coffee ${"😀".repeat(5000)}`);
    scene.say("a person please", person);
    const { problem } = summary(scene);
    expect(problem.length).toBeLessThanOrEqual(300);
    expect(problem).toMatch(/😀…$/u);
    expect(problem).not.toMatch(/\p{Surrogate}/u);
  });

  it.each<[string, (scene: Scene) => void, string]>([
    ["nobody has", () => {}, "nobody has taken it yet"],
    ["somebody has", (scene) => scene.act({ do: "claim" }), "Grace has taken it"],
    [
      "is handed back",
      (scene) => {
        scene.act({ do: "claim" });
        scene.act({ do: "hand_back", at: null });
      },
      "Grace handed it back to the bot",
    ],
    [
      "is closed",
      (scene) => {
        scene.act({ do: "claim" });
        scene.act({ do: "close", cause: "a leak", solved: true, remark: null, step: null });
      },
      "solved by Grace: a leak",
    ],
    [
      "is given up by a person",
      (scene) => {
        scene.act({ do: "claim" });
        scene.act({ do: "close", cause: "a leak", solved: false, remark: null, step: null });
      },
      "closed without a solution by Grace: a leak",
    ],
    [
      "the user takes back",
      (scene) => scene.say("never mind", meaning({ control: "cancel" })),
      "closed without a solution, without a person",
    ],
  ])("says of a case that %s where it stands", (_how, act, words) => {
    const scene = begun();
    scene.say("a person please", person);
    act(scene);
    expect(standingInWords(summary(scene).standing)).toBe(words);
  });
});
