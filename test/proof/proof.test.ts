import { describe, expect, it } from "vitest";
import type { Flow } from "../../src/dialog/flow.ts";
import { prove } from "../../src/proof/prove.ts";
import { storyOf } from "../../src/proof/story.ts";
import { answerOf, askStep, doStep, flowOf, is, packOf, sayStep, t } from "../support/pack.ts";

const starts = { startsOn: ["no_coffee"], needs: [{ slot: "machine", only: null, when: null }] };
const packWith = (...flows: readonly Flow[]) => packOf({ flows: new Map(flows.map((flow) => [flow.id, flow])) });
const findingsOf = (...flows: readonly Flow[]) => {
  const pack = packWith(...flows);
  const proof = prove(pack);
  return proof.findings.map(({ claim, flow, step, way }) => ({
    claim,
    place: `${flow}/${step}`,
    story: storyOf(proof.explored, way, pack),
  }));
};
const lossy = { minutes: 1, difficulty: "easy", loses: ["recipes"] } as const;

describe("a sound pack", () => {
  it("is proved, with the longest conversation", () => {
    const proof = prove(packOf());
    expect(proof.findings).toEqual([]);
    expect(proof.states).toBeGreaterThan(10);
    // Opening, machine, fill, descale, hot_water, then grind twice.
    expect(proof.longest).toHaveLength(7);
  });

  it("is explored the same way each time", () => {
    const [one, other] = [prove(packOf()), prove(packOf())];
    expect(one.explored).toEqual(other.explored);
  });
});

describe("a pack is found out when", () => {
  it("a question has no way on from “not sure”", () => {
    const smell = askStep("smell", [answerOf("burnt", { kind: "next" })]);
    expect(findingsOf(flowOf("brew", [smell], starts))).toEqual([
      {
        claim: "not_sure",
        place: "brew/smell",
        story: ["> no coffee; LUNGO", "[understood LUNGO]", "smell?"],
      },
    ]);
  });

  it("something is lost without a yes", () => {
    const erase = doStep("erase", { effort: lossy });
    expect(findingsOf(flowOf("brew", [erase], starts))).toMatchObject([{ claim: "consent", place: "brew/erase" }]);
  });

  it("the yes stands in one of two ways only", () => {
    const agree = {
      ...askStep("agree", [
        answerOf("yes", { kind: "next" }, "consented"),
        answerOf("no", { kind: "resolved" }, "refused"),
        answerOf("not_sure", { kind: "resolved" }, "refused"),
      ]),
      kind: "consent" as const,
      text: t("This loses your recipes."),
      loses: ["recipes"],
      when: is("machine", "lungo"),
    };
    const erase = doStep("erase", { effort: lossy });
    const found = findingsOf(flowOf("brew", [agree, erase], starts));
    expect(found).toMatchObject([{ claim: "consent", place: "brew/erase" }]);
    expect(found[0]?.story).toContain("> no coffee; RISTRETTO");
  });

  it("answers lead round in a circle", () => {
    const one = askStep("one", [
      answerOf("on", { kind: "step", step: "two" }),
      answerOf("not_sure", { kind: "resolved" }),
    ]);
    const two = askStep("two", [
      answerOf("back", { kind: "step", step: "one" }),
      answerOf("not_sure", { kind: "resolved" }),
    ]);
    const [found] = findingsOf(flowOf("brew", [one, two], starts));
    expect(found).toMatchObject({ claim: "loops" });
    expect(found?.story.slice(-4)).toEqual(["> on", "two?", "> back", "one?"]);
  });

  it("a conversation takes more turns than allowed", () => {
    const steps = Array.from({ length: 45 }, (_, i) => doStep(`step_${i}`));
    const claims = findingsOf(flowOf("brew", steps, starts)).map(({ claim }) => claim);
    expect(claims).toContain("too_long");
  });

  it("a step comes more often than it may be repeated", () => {
    const flow = flowOf(
      "brew",
      [
        doStep("fill"),
        askStep("more", [answerOf("yes", { kind: "retry", step: "fill" }), answerOf("not_sure", { kind: "next" })]),
        askStep("still", [
          answerOf("yes", { kind: "flow", flow: "brew_again" }),
          answerOf("not_sure", { kind: "next" }),
        ]),
      ],
      starts,
    );
    const again = flowOf("brew_again", [{ ...doStep("x"), kind: "call", flow: "deeper" } as never], {});
    const deeper = flowOf("deeper", [doStep("pump"), doStep("wait")], { otherwise: { kind: "return" } });
    expect(findingsOf(flow, again, deeper)).toEqual([]);
    const twice = flowOf("brew_again", [call("one"), call("two"), call("three")], {});
    expect(findingsOf(flow, twice, deeper)).toMatchObject([
      { claim: "repeats", place: "deeper/pump" },
      { claim: "repeats", place: "deeper/wait" },
    ]);
  });

  it("a step can never come, or an answer never be given", () => {
    const never = { kind: "all" as const, of: [is("machine", "lungo"), is("machine", "ristretto")] };
    const smell = askStep("smell", [
      { ...answerOf("burnt", { kind: "next" }), when: never },
      answerOf("not_sure", { kind: "next" }),
    ]);
    expect(findingsOf(flowOf("brew", [smell, doStep("pump", { when: never })], starts))).toEqual([
      { claim: "unreached", place: "brew/pump", story: [] },
      { claim: "unreached", place: "brew/smell", story: [] },
    ]);
  });

  it("one thing's figure or gesture is shown to somebody who has another", () => {
    const pack = packOf();
    const entries = new Map(
      [...(pack.catalogue.get("machines") ?? [])].map(([id, entry]) => [
        id,
        { ...entry, attributes: { tank: entry.attributes.tank ?? "", gesture: `Hold the ${id} lever down for long` } },
      ]),
    );
    const catalogue = new Map([["machines", entries]]);
    const direct = sayStep("direct", "Fill the {{ machines.lungo.tank }} tank of it.");
    const literal = sayStep("literal", "Hold the lungo lever down for long.");
    const flow = flowOf("brew", [direct, literal, doStep("fill", { text: t("Fill {{ machine }}.") })], starts);
    const proof = prove({ ...pack, catalogue, flows: new Map([["brew", flow]]) });
    expect(proof.findings.map(({ claim, step, message }) => [claim, step, message.split(" to somebody")[0]])).toEqual(
      expect.arrayContaining([["foreign", "direct", "says “Hold the lungo lever down for long” of lungo"]]),
    );
    const right = { ...direct, when: is("machine", "lungo") };
    const told = { ...literal, when: is("machine", "lungo") };
    const sound = flowOf("brew", [right, told, doStep("fill")], starts);
    expect(prove({ ...pack, catalogue, flows: new Map([["brew", sound]]) }).findings).toEqual([]);
  });

  it("a text has a gap", () => {
    const flow = flowOf("brew", [doStep("fill", { text: t("Fill the {{ machine.sieve }} .") })], starts);
    expect(findingsOf(flow)).toMatchObject([{ claim: "gaps" }, { claim: "gaps" }, { claim: "gaps" }]);
  });
});

const call = (id: string) => ({
  kind: "call" as const,
  id,
  flow: "deeper",
  when: null,
  needs: [],
  facts: [],
  redoAfter: [],
});
