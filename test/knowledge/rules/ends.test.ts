import { describe, expect, it } from "vitest";
import { flow, otherFlow, problemsIn } from "../pack.ts";

const name = "flows/lamp_dark.yaml";
const plug = "  - do: Plug it in.\n";

describe("the end of a flow", () => {
  it("is no next step", async () => {
    expect(await problemsIn({ [name]: flow(plug, undefined, "next") })).toEqual([
      `${name}:7:7  found "next", expected one of return, resolved, answered`,
    ]);
  });

  it("leads back only where something calls the flow", async () => {
    const told =
      "found return in a flow that nothing calls, expected an end — write resolved, answered or { escalate: … }";
    expect(await problemsIn({ [name]: flow(plug, undefined, "return") })).toEqual([`${name}:7:7  ${told}`]);
    const step = '  - ask: On?\n    answers: { "on": { label: It is, then: return }, not_sure: { then: next } }\n';
    expect(await problemsIn({ [name]: flow(step) })).toEqual([`${name}:7:44  step "step_1", answer "on": ${told}`]);
    const called = { [name]: flow("  - call: other\n"), "flows/other.yaml": otherFlow(plug) };
    expect(await problemsIn(called)).toEqual([]);
  });

  it("leads back from a flow that a called one leads to", async () => {
    const other = otherFlow(plug, undefined, "{ flow: third }");
    const third = otherFlow(plug).replace("id: other", "id: third");
    const files = { "flows/other.yaml": other, "flows/third.yaml": third };
    expect(await problemsIn({ [name]: flow("  - call: other\n"), ...files })).toEqual([]);
    const started = { ...files, "flows/third.yaml": third.replace("needs: []", "starts_on: [lamp_price]") };
    expect(await problemsIn({ [name]: flow("  - go: { flow: other }\n"), ...started })).toHaveLength(1);
  });

  it("is its own in a flow that is started as well as called", async () => {
    const other = otherFlow(plug, "starts_on: [lamp_price]");
    expect(await problemsIn({ [name]: flow("  - call: other\n"), "flows/other.yaml": other })).toEqual([
      "flows/other.yaml:7:7  found return in a flow that is also started by itself, expected its own end — write { escalate: … }; a call comes back by return in a step",
    ]);
  });
});
