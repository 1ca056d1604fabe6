import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { caseFileOf } from "../../src/dialog/transcript.ts";
import * as slackSide from "../slack/support/desk.ts";
import { validated } from "../support/caseFile.ts";
import { realBrain } from "../support/real.ts";
import * as teamsSide from "../teams/support/desk.ts";
import { personal } from "../teams/support/payloads.ts";
import { type Both, bothOn } from "./both.ts";

/** Colleagues talk among themselves; no user may ever read it. */
const secret = "the contacts are dirty I bet";
const { grace } = slackSide.people;

let both: Both;
let { server, slack, teams } = {} as Both;
beforeEach(async () => {
  both = await bothOn();
  ({ server, slack, teams } = both);
});
afterEach(async () => {
  await both.stop();
  expect(server.faults).toEqual([]);
});

const sideOfSlack = () => slack.side().map(({ blocks }) => slackSide.wordsIn(blocks));
const fileOf = async (conversation: string) =>
  validated(caseFileOf(await slack.events(conversation), (await realBrain()).knowledge));

describe("a user of Slack and a person at a desk in Teams", () => {
  it("go through a whole hand-off: claimed, three messages each way, a note, back at a step, solved", async () => {
    await slack.ask(slackSide.problem);
    await slack.ask("i want to speak to a person");
    await teamsSide.settledAt(teams);
    expect(slack.tickets()).toHaveLength(1);
    expect(teamsSide.ticketsIn(teams)).toHaveLength(1);
    expect(teamsSide.shownIn(teamsSide.ticketIn(teams)).join("\n")).toContain("Ada, on Slack");

    await teamsSide.press(teams, "Claim");
    await slack.sent();
    expect(sideOfSlack().at(-1)).toMatch(/^Grace has taken your case/);
    await slack.press(grace, "Claim").catch(() => {});
    for (const n of [1, 2, 3]) {
      await teamsSide.write(teams, `question ${n} <b>&</b> *x*`);
      await slack.sent();
      expect(sideOfSlack().at(-1)).toContain(`question ${n} <b>&</b> *x*`);
      await slack.ask(`answer ${n} &lt;at&gt;everyone&lt;/at&gt; **x**`);
      await teamsSide.settledAt(teams);
      expect(teamsSide.below(teams).at(-1)).toContain(`answer ${n} <at>everyone</at> **x**`);
    }
    await teamsSide.write(teams, `// ${secret}`);
    await slack.sent();
    expect(
      slack
        .thread()
        .map(({ blocks }) => slackSide.wordsIn(blocks))
        .join("\n"),
    ).toContain(secret);

    const steps = teamsSide.choicesIn(teamsSide.ticketIn(teams), "next");
    const data = teamsSide.buttonsOf(teamsSide.ticketIn(teams)).get("Send a step: Hand back there") ?? {};
    await teamsSide.pressed(teams, teamsSide.ticketIn(teams), { ...data, next: steps[0]?.value });
    await slack.sent();
    expect(sideOfSlack().at(-1)).toMatch(/^Grace passes you back to me/);
    await slack.ask("it works now");
    await slack.ask("yes");
    expect(await fileOf(`T1:C1:${slackSide.root}`)).toMatchObject({
      outcome: "resolved",
      handoff: { desks: ["all"], closed: { result: "handed_back", by: { name: "Grace" } }, notes: [{ text: secret }] },
    });
    expect(JSON.stringify(slack.fake.thread("C1", slackSide.root))).not.toContain(secret);
    expect(slack.tickets()).toHaveLength(1);
    expect(teamsSide.ticketsIn(teams)).toHaveLength(1);
  });
});

describe("a user of Teams and a person at a desk in Slack", () => {
  it("go through a whole hand-off: claimed, three messages each way, a note, back at a step, solved", async () => {
    await teamsSide.handedOver(teams);
    await slack.sent();
    await slack.press(grace, "Claim");
    expect(teamsSide.seen(teams).at(-1)).toMatch(/^Grace has taken your case/);
    for (const n of [1, 2, 3]) {
      await slack.write(grace, `question ${n} &lt;b&gt;&amp;&lt;/b&gt; *x*`);
      expect(teamsSide.seen(teams).at(-1)).toContain(`question ${n} <b>&</b> *x*`);
      await teamsSide.say(teams, `answer ${n} <at>everyone</at>`);
      await slack.sent();
      expect(slackSide.wordsIn(slack.thread().at(-1)?.blocks)).toContain(`answer ${n}`);
    }
    await slack.write(grace, `note: ${secret}`);
    await teamsSide.settledAt(teams);
    expect(teamsSide.below(teams).join("\n")).toContain(secret);

    await slack.fill(grace, "Hand back", {});
    await teamsSide.settledAt(teams);
    expect(teamsSide.seen(teams).at(-1)).toMatch(/^Grace passes you back to me/);
    await teamsSide.say(teams, "it works now");
    await teamsSide.say(teams, "yes");
    expect(await fileOf(personal)).toMatchObject({
      outcome: "resolved",
      handoff: { closed: { result: "handed_back", by: { name: "Grace" } }, notes: [{ text: secret }] },
    });
    expect(JSON.stringify(teams.microsoft.said(personal))).not.toContain(secret);
    expect(slack.tickets()).toHaveLength(1);
    expect(teamsSide.ticketsIn(teams)).toHaveLength(1);
  });

  it("who both reach for the case have it once, and the second is told", async () => {
    await teamsSide.handedOver(teams);
    await slack.sent();
    await Promise.all([slack.press(grace, "Claim"), teamsSide.press(teams, "Claim", {}, teamsSide.bob)]);
    const events = await slack.events(personal);
    expect(events.filter(({ type }) => type === "HandoffClaimed")).toHaveLength(1);
    expect(events.filter(({ type }) => type === "AgentRefused")).toHaveLength(1);
  });
});
