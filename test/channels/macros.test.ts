import { describe, expect, it } from "vitest";
import { macrosOf } from "../../src/adapters/common/macros.ts";
import type { Knowledge } from "../../src/dialog/knowledge.ts";
import { packOf } from "../support/pack.ts";
import { meaning, mention, sceneOf } from "../support/scene.ts";

const pack = packOf();

/** In the flow that is called, a person is asked for. */
function calledIn(machine: "lungo" | null, knowledge: Knowledge = pack) {
  const scene = sceneOf(knowledge);
  const slots = machine === null ? [] : [mention("machine", machine)];
  scene.say("no coffee", meaning({ intent: "no_coffee", slots }));
  if (machine === null) scene.choose("not_sure");
  else scene.choose("no");
  scene.choose("no");
  scene.say("a person please", meaning({ control: "person" }));
  return macrosOf(scene.events, knowledge);
}

describe("what one press can do at a desk", () => {
  it("is nothing before there is a case", () => {
    expect(macrosOf([], pack)).toEqual({ next: [], flows: [], questions: [] });
  });

  it("begins with the steps ahead; of the flows, the one called stands before the one that called it", () => {
    const { next, flows } = calledIn("lungo");
    expect(next.map(({ flow, step }) => `${flow}/${step}`)).toEqual(["rinse/hot_water", "brew/grind"]);
    expect(flows.map(({ flow, isUnderway }) => [flow, isUnderway])).toEqual([
      ["rinse", true],
      ["brew", true],
      ["wipe", false],
    ]);
  });

  it("has every step that says something, with the values of the case", () => {
    const [rinse, brew] = calledIn("lungo").flows;
    expect(rinse?.steps.map(({ text }) => text)).toEqual(["Do hot_water. Better?", "Let it dry."]);
    expect(brew?.steps.map(({ step, text }) => [step, text])).toEqual([
      ["fill", "Fill the left tank. Better?"],
      ["descale", "Do descale. Better?"],
      ["grind", "Do grind. Better?"],
    ]);
  });

  it("asks first what a flow under way needs, also where the user did not know it", () => {
    const waterFirst = packOf({ slots: new Map([...pack.slots].toReversed()) });
    expect(calledIn(null, waterFirst).questions).toEqual([
      { slot: "machine", text: "Which machine?", isMissing: true },
      { slot: "water", text: "Which water?", isMissing: false },
    ]);
  });

  it("asks last what is known", () => {
    expect(calledIn("lungo").questions.map(({ slot, isMissing }) => [slot, isMissing])).toEqual([
      ["water", false],
      ["machine", false],
    ]);
  });
});
