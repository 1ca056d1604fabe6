import { describe, expect, it } from "vitest";
import { bot, problemsIn } from "../pack.ts";

const priced = (...examples: readonly string[]) => ({
  "intents/lamp_price.yaml": `schema: 1\nid: lamp_price\ntitle: price\nexamples:\n${examples.map((each) => `  - ${each}\n`).join("")}`,
});

describe("the examples of an intent", () => {
  it("are told of when two intents share one, however it is spelt", async () => {
    expect(await problemsIn(priced("how much", '"My  lamp is dark!"'))).toEqual([
      'intents/lamp_price.yaml:6:5  "my lamp is dark" stands in intents/lamp_dark.yaml:4 already — remove one of them',
    ]);
  });

  it("are no sentences of the background", async () => {
    const background = "schema: 1\nsentences: [the bus is late, How much is a lamp?]\n";
    expect(await problemsIn({ ...priced("how much is a lamp"), "background.yaml": background })).toEqual([
      'background.yaml:2:30  "how much is a lamp" stands in intents/lamp_price.yaml:5 already — remove one of them',
    ]);
  });

  it("are as many as the bot asks for", async () => {
    const text = bot().replace("turns: 40 }", "turns: 40, examples: 2 }");
    expect(await problemsIn({ ...priced("how much", "what is the price"), "bot.yaml": text })).toEqual([
      "intents/lamp_dark.yaml:4:11  warning: found 1 examples, expected at least 2 — add sentences as people write them",
    ]);
  });

  it("differ in more than what is named", async () => {
    expect(await problemsIn(priced("what is the price of lamp one", "what is the price of a Lamp Two?"))).toEqual([]);
    expect(await problemsIn(priced("what is the price of lamp one", "what is the price of Lamp Two?"))).toEqual([
      "intents/lamp_price.yaml:6:5  warning: differs from “what is the price of lamp one” only in what is named — write it as somebody else would, or remove it",
    ]);
    expect(await problemsIn(priced("does it work with version 17", "does it work with version 18.1"))).toHaveLength(1);
    expect(await problemsIn(priced("price of the white lamp", "price of the dark lamp"))).toHaveLength(1);
  });

  it("may be no more than a name", async () => {
    expect(await problemsIn(priced("lamp one price", "lamp two price"))).toEqual([]);
  });
});
