import { describe, expect, it } from "vitest";
import { render, renderAnswered } from "../../src/adapters/teams/render.ts";
import { realBrain } from "../support/real.ts";
import { everythingSaid } from "../support/said.ts";
import { messageProblems } from "./cards/validate.ts";

describe("everything the pack asks and says, for every model on every phone and computer", () => {
  it("is a card that Teams shows: by the published schema, the renderer's parser and Teams's limits, asked and answered", async () => {
    const { knowledge } = await realBrain();
    const flows = new Set<string>();
    const wrong: unknown[] = [];
    let count = 0;
    for (const { flow, message } of everythingSaid(knowledge)) {
      count++;
      if (flow !== null) flows.add(flow);
      const label = message.question?.options.at(-1)?.label;
      const problems = [
        render(message),
        renderAnswered({ message, chosen: null }, "channel"),
        ...(label === undefined
          ? []
          : [renderAnswered({ message, chosen: { label, by: { id: "aad-ada", name: "Ada" } } }, "channel")]),
      ].flatMap(({ summary, card }) =>
        messageProblems({
          type: "message",
          summary,
          attachments: [{ contentType: "application/vnd.microsoft.card.adaptive", content: card }],
        }),
      );
      if (problems.length > 0) wrong.push({ message, problems });
    }
    expect(wrong.slice(0, 3)).toEqual([]);
    expect([...flows].sort()).toEqual([...knowledge.flows.keys()].sort());
    expect(count).toBeGreaterThan(1000);
  });
});
