import { describe, expect, it } from "vitest";
import { packOf } from "../support/pack.ts";
import { meaning, sceneOf } from "../support/scene.ts";

const asked = (presses: "anyone" | "requester") => {
  const scene = sceneOf(packOf({ presses }));
  scene.say("no coffee", meaning({ intent: "no_coffee" }));
  return scene;
};

describe("a press by somebody else in a shared thread", () => {
  it("counts where anybody may press", () => {
    const scene = asked("anyone");
    expect(scene.choose("lungo", scene.question?.id, "u2")?.text).toEqual(["Fill the left tank."]);
    expect(scene.events.findLast(({ type }) => type === "ChoiceMade")).toMatchObject({
      by: { id: "u2" },
      counted: true,
    });
  });

  it("is recorded and changes nothing where only the person who asked may press", () => {
    const scene = asked("requester");
    const question = scene.question;
    expect(scene.choose("lungo", question?.id, "u2")).toBeNull();
    expect(scene.events.at(-1)).toMatchObject({
      type: "ChoiceMade",
      by: { id: "u2" },
      option: "lungo",
      label: "LUNGO",
      counted: false,
    });
    expect(scene.question).toEqual(question);
    expect(scene.choose("lungo", question?.id)?.text).toEqual(["Fill the left tank."]);
  });

  it("leaves the case with the person who told the problem, whoever speaks in between", () => {
    const scene = asked("requester");
    scene.say("back", meaning({ control: "repeat" }), { by: "u2" });
    expect(scene.state.open?.by).toBe("u1");
    expect(scene.choose("lungo", scene.question?.id, "u2")).toBeNull();
  });
});
