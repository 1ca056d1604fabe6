import { describe, expect, it } from "vitest";
import type { MessageQuestion } from "../../src/dialog/message.ts";
import { isLight } from "../../src/dialog/slots.ts";
import { understand } from "./pack.ts";

/** "colour rhythm part" with "-" for what is not said; null where the text tells of no light. */
function seen(text: string, pending: MessageQuestion | null = null): string | null {
  const value = understand(text, pending).slots.find(({ slot }) => slot === "led")?.value ?? null;
  return isLight(value) ? [value.colour, value.rhythm, value.part].map((word) => word ?? "-").join(" ") : null;
}

const asked: MessageQuestion = {
  id: "q",
  about: { kind: "slot", slot: "led", flow: "f", at: null },
  text: "What does the light do?",
  options: [],
};

describe("a light in a text", () => {
  it.each([
    ["the light is white", "white - -"],
    ["blinking white fast", "white fast_blink -"],
    ["white fast blink, both buds", "white fast_blink earbuds"],
    ["it quickly flashes white", "white fast_blink -"],
    ["the white light on the left bud blinks", "white blink left"],
    ["blinks red slowly", "red slow_blink -"],
    ["a red light that pulses slowly", "red pulse -"],
    ["red/white/red on the case", "red_white_red - case"],
    ["red, white, red", "red_white_red - -"],
    ["my earbuds flash red and white", "red_white blink earbuds"],
    ["both buds flash white once then nothing", "white single_blink earbuds"],
    ["solid white led", "white steady -"],
    ["the led is not blinking, it's white", "white steady -"],
    ["it keeps blinking", "- blink -"],
    ["blinks white fast", "white fast_blink -"],
    ["red/white/red", "red_white_red - -"],
    ["flashing red and white alternately", "red_white blink -"],
    ["it flashes alternately red and white", "red_white blink -"],
    ["solid blue on the left, nothing on the right", "blue steady left"],
    ["the right one blinks fast in white", "white fast_blink right"],
    ["light red, pulsing slowly", "red pulse -"],
    ["on the case: white, steady", "white steady case"],
    ["lid open, soft white pulse", "white pulse -"],
    ["it won't stop blinking red", "red blink -"],
    ["the light on the case is red", "red - case"],
  ])("reads %j as %s", (text, light) => {
    expect(seen(text)).toBe(light);
  });

  it.each([
    ["light is off", "off - -"],
    ["the led stays off", "off - -"],
    ["no light at all", "off - -"],
    ["left one is dark", "off - left"],
    ["the light doesn't come on", "off - -"],
    ["nothing lights up on my case", "off - case"],
    ["LED never turns on", "off - -"],
    ["no lights at all", "off - -"],
    ["case light is not on", "off - case"],
    ["no light when I open the case", "off - -"],
  ])("reads %j as dark", (text, light) => {
    expect(seen(text)).toBe(light);
  });

  it.each([
    "i turned bluetooth off and on",
    "turned it off",
    "my left bud is dead",
    "the battery is dead",
    "the white buds won't charge",
    "my red case is lost",
    "it is not blinking",
    "it stopped blinking",
    "random disconnects",
    "the connection is not steady",
    "mi buds 5 right now",
    "switch off the phone",
    "it never went red white red",
    "the light on the case",
  ])("finds none in %j", (text) => {
    expect(seen(text)).toBeNull();
  });

  it("takes no part from a name or from a word that is no side", () => {
    expect(seen("the light of my mi buds 5 is white right now")).toBe("white - -");
    expect(seen("I left it on the table and the light is red")).toBe("red - -");
  });

  it("gives the words that told it", () => {
    const text = "hello, it is blinking white fast since today";
    const mention = understand(text).slots.find(({ slot }) => slot === "led");
    expect(mention?.words).toBe("blinking white fast");
    expect(text.slice(mention?.start, mention?.end)).toBe("blinking white fast");
  });
});

describe("the answer to a question about the light", () => {
  it.each([
    ["white", "white - -"],
    ["off", "off - -"],
    ["dark", "off - -"],
    ["fast, white", "white - -"],
    ["solid", null],
    ["nope", null],
  ])("reads a bare %j", (text, light) => {
    expect(seen(text, asked)).toBe(light);
  });
});
