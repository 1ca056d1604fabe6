import { describe, expect, it } from "vitest";
import { runOf } from "./lamps.ts";

describe("a conversation", () => {
  it("passes when everything is as expected, word by word and turn by turn", async () => {
    const { told, played } = await runOf(`  - name: a dark lamp
    never: [hold]
    turns:
      - say: my lamp two is dark
        expect: { intent: lamp_dark, slots: { model: lamp_two }, step: lamp_dark/plug, says: [PLUG it, not yet] }
      - { choose: "no", expect: { step: lamp_dark/where, never: [damp] } }
      - { choose: kitchen, expect: { step: lamp_dark/wipe, says: [damp], slots: { place: kitchen } } }
      - { choose: "yes", expect: { end: escalated, reason: steps_used_up, queue: lamps } }
`);
    expect(told).toEqual([]);
    expect(played).toEqual(["a dark lamp"]);
  });

  it("that fails says where, what was expected, what the bot said and what it knows, and goes no further", async () => {
    const { told } = await runOf(`  - name: a dark lamp
    turns:
      - { say: my lamp one is dark, expect: { slots: { model: lamp_two } } }
      - { choose: "yes", expect: { end: answered } }
  - name: a short hold
    never: [8 seconds]
    turns:
      - say: my lamp one is dark
      - choose: "no"
        expect: { step: lamp_dark/where, says: [Hold, "12"] }
`);
    expect(told).toEqual([
      'conversations/lamps.yaml:5:63  "a dark lamp", turn 1, say "my lamp one is dark": expected model lamp_two, found lamp_one',
      "  the bot said:",
      "  | understood text",
      "  | Plug it in.",
      "  | Does it work now?",
      "  | [yes] It works",
      "  | [no] Not yet",
      "  | [not_sure] I could not do that",
      "  waits at lamp_dark/plug",
      "  intent: lamp_dark",
      "  slots: model Lamp One; led dark",
      "  tried: none",
      "  done: none",
      "",
      'conversations/lamps.yaml:12:25  "a short hold", turn 2, choose no: expected to wait at lamp_dark/where, found: waits at lamp_dark/hold',
      'conversations/lamps.yaml:12:55  "a short hold", turn 2, choose no: expected to read "12", not found',
      'conversations/lamps.yaml:8:13  "a short hold", turn 2, choose no: expected never to read "8 seconds", found it',
      "  the bot said:",
      "  | Hold the button for 8 seconds.",
      "  | Does it work now?",
      "  | [yes] It works",
      "  | [no] Not yet",
      "  | [not_sure] I could not do that",
      "  waits at lamp_dark/hold",
      "  intent: lamp_dark",
      "  slots: model Lamp One; led dark",
      "  tried: none",
      "  done: lamp_dark/plug no",
      "",
    ]);
  });

  it("fails at a choice that is not offered", async () => {
    const { told } = await runOf(`  - name: a dark lamp
    turns:
      - { say: my lamp one is dark, expect: { step: lamp_dark/plug } }
      - choose: yess
      - choose: "no"
`);
    expect(told[0]).toBe(
      'conversations/lamps.yaml:6:17  "a dark lamp", turn 2, choose yess: the bot does not offer "yess", it waits at lamp_dark/plug — did you mean "yes"?',
    );
  });

  it("tells what is known of a light and what somebody does not know", async () => {
    const { told } = await runOf(`  - name: a light
    turns:
      - say: my lamp is dark
        expect: { asks: model }
      - choose: not_sure
        expect: { slots: { model: not_sure, led: { colour: white } } }
`);
    expect(told[0]).toMatch(/:8:\d+ {2}"a light", turn 2, choose not_sure: expected led \{ colour: white \}, found \{/);
  });
});

describe("a conversation that begins in the middle of a flow", () => {
  it("begins at the step, with all that the engine says there", async () => {
    const { told } = await runOf(`  - name: the hold
    start: { flow: lamp_dark, step: hold, slots: { model: lamp_one }, expect: { step: lamp_dark/hold, says: [8 seconds] } }
    turns:
      - { choose: "yes", expect: { end: resolved } }
`);
    expect(told).toEqual([]);
  });

  it("knows the answers given before, and what was tried", async () => {
    const changes = {
      "flows/lamp_dark.yaml": `schema: 1
id: lamp_dark
title: Wake a lamp
starts_on: [lamp_dark]
steps:
  - id: agree
    consent: A reset forgets your colours. Go ahead?
    loses: [colours]
    refused: answered
  - id: reset
    when: { done: { step: agree, outcome: consented }, not: { tried: [reset] } }
    do: Reset it.
    effort: { minutes: 1, difficulty: easy, loses: [colours] }
  - id: last
    do: Look at it.
else: resolved
`,
    };
    const start = (more: string, step: string) =>
      `  - { name: ${step}, start: { flow: lamp_dark, step: reset, ${more}, expect: { step: lamp_dark/${step} } } }\n`;
    expect((await runOf(start('done: { agree: "yes" }', "reset"), null, changes)).told).toEqual([]);
    const { told } = await runOf(start('done: { agree: "yes" }, tried: [reset]', "last"), null, changes);
    expect(told[0]).toMatch(/"last", start: the bot does not come to lamp_dark\/reset, it waits at lamp_dark\/last —/);
  });

  it("is told that the step asks for something first", async () => {
    const { told } = await runOf(`  - name: the hold
    start: { flow: lamp_dark, step: hold }
    turns:
      - { choose: "yes", expect: { end: resolved } }
`);
    expect(told[0]).toBe(
      'conversations/lamps.yaml:4:37  "the hold", start: the bot does not come to lamp_dark/hold, it asks model — give under slots, tried or done what the step needs',
    );
  });

  it("tries each of several turns from the same point", async () => {
    const { told } = await runOf(`  - name: where it is
    start: { flow: lamp_dark, step: where, slots: { model: lamp_two } }
    each:
      - { choose: kitchen, expect: { step: lamp_dark/wipe, slots: { place: kitchen } } }
      - { choose: not_sure, expect: { step: lamp_dark/wipe, slots: { place: kitchen } } }
      - { choose: cellar, expect: { step: lamp_dark/wipe } }
      - { say: in the kitchen, expect: { slots: { place: kitchen }, answer: kitchen } }
      - { say: no idea, expect: { answer: kitchen } }
`);
    const failed = told.filter((line) => line.startsWith("conversations/"));
    expect(failed).toEqual([
      'conversations/lamps.yaml:7:77  "where it is", choose not_sure: expected place kitchen, found nothing known',
      'conversations/lamps.yaml:8:19  "where it is", choose cellar: the bot does not offer "cellar", it waits at lamp_dark/where — expected one of kitchen, not_sure',
      'conversations/lamps.yaml:10:43  "where it is", say "no idea": expected the answer kitchen, found not_sure',
    ]);
  });
});

describe("silence", () => {
  it("brings one nudge, then an end to which the person can come back", async () => {
    const { told } = await runOf(`  - name: silence
    turns:
      - say: my lamp two is dark
      - { wait: 9m, expect: { never: [nudge] } }
      - { wait: 2m, expect: { step: lamp_dark/plug, says: [nudge text], never: [silent] } }
      - { wait: 1d, expect: { end: silent, says: [closed_silent text], never: [nudge] } }
      - { choose: "no", expect: { step: lamp_dark/where } }
  - name: all of it at once
    turns:
      - say: my lamp two is dark
      - { wait: 2h, expect: { end: silent, says: [nudge text, closed_silent text] } }
`);
    expect(told).toEqual([]);
  });
});

describe("a filter", () => {
  const two = `  - { name: The hold, start: { flow: lamp_dark, expect: { asks: model } } }
  - { name: Another, start: { flow: lamp_dark, expect: { asks: model } } }
`;

  it("plays the conversations whose names contain it, and looks at no coverage", async () => {
    const { played, numbers, gaps } = await runOf(two, "HOLD");
    expect({ played, numbers, gaps }).toEqual({ played: ["The hold"], numbers: [], gaps: [] });
  });
});
