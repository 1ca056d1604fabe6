import { expect, it } from "vitest";
import { render, renderAnswered } from "../../src/adapters/slack/render.ts";
import { conversationId } from "../../src/dialog/ids.ts";
import type { Message } from "../../src/dialog/message.ts";
import { explore } from "../../src/proof/explore.ts";
import { blockProblems, messageProblems } from "../slack/blockkit/validate.ts";
import { realBrain } from "../support/real.ts";

const conversation = conversationId("T0123456789:C0123456789:1700000001.000100");

it("keeps every message of every flow within Slack's limits, asked and answered", async () => {
  const { knowledge } = await realBrain();
  const seen = new Set<string>();
  const flows = new Set<string>();
  const wrong: { readonly message: Message; readonly problems: readonly string[] }[] = [];
  explore(knowledge, ({ events }) => {
    for (const event of events) {
      if (event.type === "StepEntered") flows.add(event.flow);
      if (event.type !== "BotReplied") continue;
      const { id: _, ...message } = event.message;
      const key = JSON.stringify({ ...message, question: message.question && { ...message.question, id: "" } });
      if (seen.has(key)) continue;
      seen.add(key);
      const asked = render(event.message, conversation);
      const label = event.message.question?.options[0]?.label;
      const answers = [null, ...(label === undefined ? [] : [{ label, by: { id: "T1:U1", name: null } }])];
      const problems = [
        ...messageProblems({ ...asked }),
        ...answers.flatMap((chosen) => messageProblems({ ...renderAnswered({ message: event.message, chosen }) })),
        ...blockProblems(asked.blocks, "message"),
      ];
      if (problems.length > 0) wrong.push({ message: event.message, problems });
    }
  });
  expect(wrong.slice(0, 3)).toEqual([]);
  expect([...knowledge.flows.keys()].filter((flow) => !flows.has(flow))).toEqual([]);
  expect(seen.size).toBeGreaterThan(1000);
}, 600_000);
