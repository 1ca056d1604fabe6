import { describe, expect, it } from "vitest";
import { runOf } from "./lamps.ts";

/** The mistakes of a conversation, without the file name; it begins on line 3. */
const mistakes = async (conversation: string): Promise<readonly string[]> =>
  (await runOf(conversation)).told.map((line) => line.replace("conversations/lamps.yaml:", ""));

describe("a conversation that cannot be meant", () => {
  it("is told of its form, key by key", async () => {
    expect(
      await mistakes(`  - name: form
    turn: [{ say: hello }]
    turns:
      - { says: hello }
      - { wait: 15 minutes }
      - { say: hello, expect: { ends: resolved } }
      - { choose: yes }
`),
    ).toEqual([
      '4:5  unknown key "turn" — did you mean "turns"?',
      '6:9  found the key says, expected a turn with one of say, choose, wait — did you mean "say"?',
      "7:17  expected a time such as 90s, 15m, 2h or 1d",
      '8:33  unknown key "ends" — did you mean "end"?',
      '9:19  found yes without quotes, which YAML may read as true or false — write "yes"',
    ]);
  });

  it("is told of every id that the pack does not know", async () => {
    expect(
      await mistakes(`  - name: ids
    start:
      flow: lamp_dark
      step: holt
      slots: { modell: lamp_one, model: lamp_on, led: { colour: whit }, place: attic }
      tried: [rest]
      done: { wher: kitchen, where: kichen }
    turns:
      - { say: hello, expect: { step: lamp_drk/hold, slots: { model: lamp 1 } } }
      - { say: hello, expect: { asks: modle, intent: lamp_prise } }
      - { say: hello, expect: { step: hold } }
`),
    ).toEqual([
      '6:13  conversation "ids": unknown step of lamp_dark "holt" — did you mean "hold"?',
      '7:16  conversation "ids": unknown slot "modell" — did you mean "model"?',
      '7:41  conversation "ids": unknown model "lamp_on" — did you mean "lamp_one"?',
      '7:65  conversation "ids": unknown colour "whit" — did you mean "white"?',
      '7:80  conversation "ids": unknown place "attic" — expected one of kitchen, cellar, not_sure',
      '8:15  conversation "ids": unknown action "rest" — did you mean "reset"?',
      '9:15  conversation "ids": unknown step of lamp_dark "wher" — did you mean "where"?',
      '9:37  conversation "ids": unknown answer of lamp_dark/where "kichen" — did you mean "kitchen"?',
      '11:39  conversation "ids": unknown flow "lamp_drk" — did you mean "lamp_dark"?',
      '11:70  conversation "ids": unknown model "lamp 1" — expected one of lamp_one, lamp_two, not_sure',
      '12:39  conversation "ids": unknown slot or question "modle" — did you mean "model"?',
      '12:54  conversation "ids": unknown intent "lamp_prise" — did you mean "lamp_price"?',
      '13:39  conversation "ids": found "hold", expected flow/step — write the flow before it',
    ]);
  });

  it("is told when it can never fail or never pass", async () => {
    expect(
      await mistakes(`  - { name: empty, never: [smoke] }
  - { name: hello, turns: [{ say: hello }] }
  - { name: hello, turns: [{ say: hello, expect: { end: resolved, step: lamp_dark/hold, reason: why } }] }
`),
    ).toEqual([
      '3:5  conversation "empty": nothing happens — give it turns',
      '4:13  conversation "hello": expects nothing and so can never fail — add an expect',
      '5:13  conversation "hello": another one has this name — give it a name of its own',
      '5:57  conversation "hello": found step and end, of which only one can come true — keep one',
      '5:97  conversation "hello": only a case that goes to a person has a reason — add end: escalated',
    ]);
  });
});
