import { describe, expect, it } from "vitest";
import { createUnderstand } from "../../src/understanding/index.ts";
import { audioPack, understand } from "./pack.ts";

const best = (text: string): string | undefined => understand(text).intents[0]?.intent;

describe("what a text is about", () => {
  it.each([
    ["mi buds 4 pro wont connect to my pixel, light is off", "connect"],
    ["redmi buds 4 pro cannot be paired with the galaxy s24", "connect"],
    ["will a reset delete my eq?", "reset_loses"],
    ["connect two portable speaker 3", "two_speakers"],
    ["conected but no suond on my laptop", "no_sound"],
    ["only the left one plays", "one_bud"],
    ["how can i do a factory reset of the neckband", "reset"],
    ["what is the meaning of a red led", "led_question"],
    ["battery is empty after an hour", "battery"],
  ])("ranks %j first as %s", (text, intent) => {
    expect(best(text)).toBe(intent);
    expect(understand(text).outcome).not.toBe("out_of_scope");
  });

  it.each([
    "the vpn asks for a password again",
    "who is on call tomorrow",
    "please order a new keyboard",
    "",
    "🎧",
    "asdf qwer",
  ])("leaves %j alone", (text) => {
    expect(understand(text)).toMatchObject({ outcome: "out_of_scope", problems: [] });
  });

  it.each(["mi buds 5", "it's the neckband", "iPhone 15, iOS 17.4"])(
    "takes %j for a value and nothing more",
    (text) => {
      expect(understand(text)).toMatchObject({ outcome: "out_of_scope", problems: [] });
    },
  );

  it("claims nothing in a language the pack lacks", () => {
    const lacking = createUnderstand(audioPack({ otherLanguages: new Map([["es", "Solo hablo inglés."]]) }));
    expect(lacking("no puedo conectar mis earbuds con el phone, no connecting")).toMatchObject({
      outcome: "out_of_scope",
      problems: [],
      language: "es",
    });
  });

  it("gives confidences that sum to at most 1, best first", () => {
    const confidences = understand("my buds do not connect").intents.map(({ confidence }) => confidence);
    expect(confidences.reduce((sum, confidence) => sum + confidence, 0)).toBeLessThanOrEqual(1 + 1e-9);
    expect([...confidences].sort((a, b) => b - a)).toEqual(confidences);
  });

  it("does not depend on which product is named", () => {
    expect(understand("how do i reset my mi buds 5").intents).toEqual(understand("how do i reset my airdots").intents);
  });

  it("reads the same text the same way after a second training", () => {
    const text =
      "Hi, iPhone 15 iOS 17.4, Mi Earbuds Basic 3, blinking white fast, already forgot the device and restarted";
    expect(createUnderstand(audioPack())(text)).toEqual(understand(text));
  });

  it("works for a pack without intents or background", () => {
    const bare = createUnderstand(audioPack({ intents: new Map(), background: [] }));
    expect(bare("mi buds 5 are silent")).toMatchObject({ intents: [], outcome: "out_of_scope", problems: [] });
    const one = new Map([...audioPack().intents].slice(0, 1));
    expect(createUnderstand(audioPack({ intents: one, background: [] }))("my buds wont connect").intents).toHaveLength(
      1,
    );
  });
});

describe("several facts in one message", () => {
  it("takes them all", () => {
    const text =
      "Hi, iPhone 15 iOS 17.4, Mi Earbuds Basic 3, blinking white fast, already forgot the device and restarted";
    const { slots, tried, control } = understand(text);
    expect(Object.fromEntries(slots.map(({ slot, value }) => [slot, value]))).toEqual({
      model: "mi_twe_basic_3",
      host_os: "ios",
      host_version: "17.4",
      led: { colour: "white", rhythm: "fast_blink", part: null },
    });
    expect(tried.map(({ action }) => action)).toEqual(["forget_device", "restart_phone"]);
    expect(control).toBeNull();
    for (const { words, start, end } of [...slots, ...tried]) expect(text.slice(start, end)).toBe(words);
  });
});

describe("two problems in one message", () => {
  const problems = (text: string): string[] => understand(text).problems.map(({ intent }) => intent);

  it.each([
    ["my left bud is dead and also my speaker wont pair with the second one", ["one_bud", "two_speakers"]],
    ["The battery drains fast. Also there is no sound on windows.", ["battery", "no_sound"]],
    ["my left bud is dead and the battery drains fast", ["one_bud", "battery"]],
    ["there is no sound on windows, and my left bud is dead", ["no_sound", "one_bud"]],
  ])("finds both in the order told: %j", (text, expected) => {
    expect(problems(text)).toEqual(expected);
  });

  it.each([
    "my buds wont connect to my phone. I already restarted it. The light is off.",
    "connected but no sound. I hear nothing at all.",
    "My earbuds won't connect. I did a factory reset twice.",
    "wont connect and light is off",
    "my buds won't connect and they keep blinking",
    "connected and paired but I hear nothing",
    "the battery drains fast and dies after an hour",
  ])("takes details for details: %j", (text) => {
    expect(problems(text)).toHaveLength(1);
  });
});

const mail = `Hello support team,

I hope this message finds you well. Last month I bought the Mi Buds 5 in your online shop as a birthday present for myself and until last Sunday I was really happy with them. Since then I have a strange issue and I am running out of ideas. My earbuds won't connect to my phone any more, they simply do not show up in the bluetooth list. The phone is a Samsung Galaxy S24 with Android 14.

I already forgot the device and restarted the phone, and I turned bluetooth off and on several times. I have not done a factory reset yet because I do not want to lose my settings. When I open the lid the left bud blinks white slowly.

It works with my other phone, an older one of my daughter, so I doubt that they are broken. Could you please help me?

Kind regards,
Jane Miller
Sent from my iPhone

On Mon, 3 Mar 2025 at 10:11, Support <help@example.com> wrote:
> Please reset your earbuds and connect two speakers.
> There is no sound.`;

describe("a customer's mail", () => {
  it("is about its strongest sentence, not about greetings, signatures and quotes", () => {
    const { outcome, problems, intents, language, control, safety } = understand(mail);
    expect(outcome).toBe("confident");
    expect(intents[0]?.intent).toBe("connect");
    expect(problems).toHaveLength(1);
    expect(problems[0]?.words).toContain("won't connect to my phone");
    expect({ language, control, safety }).toEqual({ language: "en", control: null, safety: null });
  });

  it("gives the facts told in it", () => {
    const { slots, tried } = understand(mail);
    const values = Object.fromEntries(slots.filter(({ negated }) => !negated).map(({ slot, value }) => [slot, value]));
    expect(values).toEqual({
      model: "mi_buds_5",
      host_os: "samsung",
      host_version: "14",
      led: { colour: "white", rhythm: "slow_blink", part: "left" },
    });
    expect(tried.map(({ action }) => action)).toEqual([
      "forget_device",
      "restart_phone",
      "bluetooth_toggle",
      "second_device",
    ]);
    for (const { words, start, end } of [...slots, ...tried]) expect(mail.slice(start, end)).toBe(words);
  });
});

describe("words of others", () => {
  it.each([
    "the battery drains fast\n\nBest regards\nJane\nSent from my iPhone",
    "the battery drains fast\n> I restarted my iphone and use a neckband",
    "Agent: did you restart the iphone?\nCustomer: the battery drains fast",
  ])("give no facts: %j", (text) => {
    expect(understand(text)).toMatchObject({ slots: [], tried: [], problems: [{ intent: "battery" }] });
  });

  it("does not take early thanks for the end of a message", () => {
    const text =
      "Thanks,\nbut that was not it. My neckband still runs out of battery after an hour or so every single day.";
    expect(understand(`Hello\n${text}`).slots).toMatchObject([{ slot: "model", value: "neckband" }]);
  });
});

describe("a pasted chat", () => {
  it("listens to the customer only", () => {
    const chat =
      "Agent: how do i reset the earbuds you ask?\nCustomer: the battery drains fast\nAgent: is there sound?";
    expect(understand(chat).problems.map(({ intent }) => intent)).toEqual(["battery"]);
  });
});
