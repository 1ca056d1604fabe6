import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { render } from "../../src/adapters/teams/render.ts";
import type { Message } from "../../src/dialog/message.ts";
import { cardProblems, messageProblems } from "./cards/validate.ts";

const message = (text: readonly string[], labels: readonly string[] = []): Message => ({
  id: "m1",
  text,
  lights: [],
  timer: null,
  question: {
    id: "q1",
    about: { kind: "start" },
    text: "Which one?",
    options: labels.map((label, i) => ({ id: `o${i}`, label, words: [], light: null })),
  },
});
const activityOf = (one: Message) => {
  const { card, summary } = render(one);
  return {
    type: "message",
    summary,
    attachments: [{ contentType: "application/vnd.microsoft.card.adaptive", content: card }],
  };
};
/** Every text that is drawn as it stands. */
const runsOf = (one: Message): readonly string[] =>
  render(one).card.body.flatMap((element) =>
    element.type === "RichTextBlock" ? element.inlines.map(({ text }) => text) : [],
  );
const labels = ["a", "b", "c", "d", "e", "f", "g"];

describe("a message as a card", () => {
  it("keeps what looks like markup as it was written", () => {
    const words = "**not bold** [a link](https://evil.example) <at>everyone</at> _x_ `y` # z";
    expect(runsOf(message([words]))).toContain(words);
  });

  it("keeps lines apart", () => {
    expect(runsOf(message(["one\ntwo\n\nthree"]))).toEqual(["one", "two", "three", "Which one?"]);
  });

  it.each([
    [6, "ActionSet"],
    [7, "Input.ChoiceSet"],
  ])("offers %i answers as %s", (count, type) => {
    expect(render(message(["x"], labels.slice(0, count))).card.body.map((one) => one.type)).toContain(type);
  });

  it("shows a long answer whole, to be picked from all", () => {
    const long = "It came on by itself, stayed for a while, and then went out again";
    const menu = render(message(["x"], ["yes", long])).card.body.find((one) => one.type === "Input.ChoiceSet");
    expect(menu).toMatchObject({ style: "expanded", wrap: true, choices: [{ title: "yes" }, { title: long }] });
  });

  it("that is too much for Teams says that it was shortened, and asks all the same", () => {
    const much = message(
      Array.from({ length: 60 }, (_, i) => `${i} ${"words and more words ".repeat(40)}`),
      ["yes", "no"],
    );
    expect(messageProblems(activityOf(much))).toEqual([]);
    expect(runsOf(much)).toEqual(expect.arrayContaining(["… (shortened)", "Which one?"]));
  });

  it("is one that Teams takes, whatever is said and offered", () => {
    const words = fc.string({ unit: "grapheme", minLength: 1, maxLength: 3000 }).filter((text) => text.trim() !== "");
    const options = fc.array(
      fc.string({ minLength: 1, maxLength: 120 }).filter((text) => text.trim() !== ""),
      { maxLength: 120 },
    );
    fc.assert(
      fc.property(fc.array(words, { minLength: 1, maxLength: 20 }), options, (text, all) => {
        expect(messageProblems(activityOf(message(text, all)))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

describe("the tests' own look at a card", () => {
  const { card } = render(message(["x"], ["yes"]));
  it.each([
    ["an unknown element", { ...card, body: [{ type: "TextBlok", text: "x" }] }],
    ["an input without an id", { ...card, body: [{ type: "Input.Text" }] }],
    ["an unknown action", { ...card, actions: [{ type: "Action.Click", title: "x" }] }],
    ["another version", { ...card, version: "1.6" }],
    ["nothing for clients without cards", { ...card, fallbackText: "" }],
    ["too many actions in a row", { ...card, actions: labels.map((title) => ({ type: "Action.Submit", title })) }],
    ["Action.Execute alone", { ...card, actions: [{ type: "Action.Execute", title: "x", verb: "y" }] }],
  ])("finds %s", (_, broken) => {
    expect(cardProblems(broken)).not.toEqual([]);
  });
});
