import { describe, expect, it } from "vitest";
import { ownWords, sentencesOf } from "../../src/understanding/sentences.ts";
import { toneOf } from "../../src/understanding/tone.ts";

const own = (text: string): string => ownWords(text).replaceAll(/\s+/g, " ").trim();

describe("the words of the one who writes", () => {
  it.each([
    ["the subject, not the header", "From: A\nTo: B\nSubject: Re: no sound\n\nhello", "no sound hello"],
    ["nothing below a header amid the text", "no sound\n\nFrom: B\nSent: today\nSubject: hi\nreset it", "no sound"],
    ["nothing below an unmarked quotation", "no sound\nOn Mon, 3 Mar, B <b@x> wrote:\nreset it", "no sound"],
    ["what stands below a marked one", "On Mon, 3 Mar, B <b@x> wrote:\n> reset it\n\nno sound", "no sound"],
    [
      "the customer of a chat with time stamps",
      "[10:31] Agent: reset it\n10:32 Customer: no sound",
      "10:32 Customer: no sound",
    ],
    ["nothing of the signature", "no sound\n\nWith best wishes,\nA", "no sound"],
  ])("are %s", (_, text, expected) => {
    expect(own(text)).toBe(expected);
    expect(ownWords(text).length).toBeGreaterThanOrEqual(expected.length);
  });

  it("keeps the offsets", () => {
    const text = "Subject: no sound\n\nhello";
    expect(ownWords(text).indexOf("no sound")).toBe(text.indexOf("no sound"));
  });

  it("reads on over a line break of the mail program, not over one that means something", () => {
    const wrapped = "since the update of last week the earbuds that I bought\ndo not connect. It is new.\nhelp";
    expect(sentencesOf(ownWords(wrapped)).map(({ text }) => text)).toEqual([
      "since the update of last week the earbuds that I bought do not connect.",
      "It is new.",
      "help",
    ]);
  });
});

it("a signature on the line of what it signs is no sentence", () => {
  const texts = (text: string) => sentencesOf(text).map((sentence) => sentence.text);
  expect(texts("No sound. Kind regards, A.")).toEqual(["No sound."]);
  expect(texts("Thanks, A.")).toEqual(["Thanks, A."]);
  expect(texts("No sound. Thanks, the light is red.")).toEqual(["No sound.", "Thanks, the light is red."]);
});

describe("what is announced", () => {
  it.each([
    ["There is also another problem: no sound.", "no sound."],
    ["one more question: how do i reset it?", "how do i reset it?"],
    ["Also the light is red.", "Also the light is red."],
    ["There is another thing:", "There is another thing:"],
  ])("stands behind the colon, where there is one: %j", (text, expected) => {
    const [sentence] = sentencesOf(text);
    expect(sentence).toEqual({ text: expected, start: text.indexOf(expected), announced: true });
  });
});

describe("the tone of a sentence", () => {
  it.each([
    ["Since then I cannot get them to connect any more.", "trouble"],
    ["The left one is dead.", "trouble"],
    ["I bought them and they won't connect.", "trouble"],
    ["Until Sunday they worked without any trouble.", "story"],
    ["I ordered them in March.", "story"],
    ["My wife has the same one and hers is perfectly okay.", "story"],
    ["I would be very grateful for a quick answer.", "story"],
    ["With my private phone it works.", "story"],
    ["I was not sure whether that is safe.", "plain"],
    ["It does not matter which of the two.", "plain"],
    ["It works with my other phone, so I doubt that they are broken.", "plain"],
    ["How do I reset them?", "plain"],
  ])("%j is %s", (sentence, tone) => {
    expect(toneOf(sentence)).toBe(tone);
  });
});
