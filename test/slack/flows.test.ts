import { describe, expect, it } from "vitest";
import { render, renderAnswered } from "../../src/adapters/slack/render.ts";
import { conversationId } from "../../src/dialog/ids.ts";
import { realBrain } from "../support/real.ts";
import { everythingSaid } from "../support/said.ts";
import { messageProblems } from "./blockkit/validate.ts";

const conversation = conversationId("T0123456789:C0123456789:1700000001.000100");

describe("everything the pack asks and says, for every model on every phone and computer", () => {
  it("is within Slack's limits, asked and answered", async () => {
    const { knowledge } = await realBrain();
    const flows = new Set<string>();
    const wrong: unknown[] = [];
    let count = 0;
    for (const { flow, message } of everythingSaid(knowledge)) {
      count++;
      if (flow !== null) flows.add(flow);
      const label = message.question?.options.at(-1)?.label;
      const problems = [
        render(message, conversation),
        renderAnswered({ message, chosen: null }),
        ...(label === undefined
          ? []
          : [renderAnswered({ message, chosen: { label, by: { id: "T1:U1", name: null } } })]),
      ].flatMap((rendered) => messageProblems({ ...rendered }));
      if (problems.length > 0) wrong.push({ message, problems });
    }
    expect(wrong.slice(0, 3)).toEqual([]);
    expect([...flows].sort()).toEqual([...knowledge.flows.keys()].sort());
    expect(count).toBeGreaterThan(1000);
  });
});
