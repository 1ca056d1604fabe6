import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { render, renderAnswered } from "../../src/adapters/slack/render.ts";
import { conversationId } from "../../src/dialog/ids.ts";
import type { Message, Option } from "../../src/dialog/message.ts";
import { isObject, type Json } from "./blockkit/shape.ts";
import { messageProblems } from "./blockkit/validate.ts";

const conversation = conversationId("T1:C1:1700000001.000100");

const messageOf = (given: Partial<Message> = {}): Message => ({
  id: "m1",
  text: ["Hello."],
  lights: [],
  timer: null,
  question: null,
  ...given,
});
const asking = (options: readonly Partial<Option>[], text = "Which?"): Message =>
  messageOf({
    question: {
      id: "q1",
      about: { kind: "start" },
      text,
      options: options.map((option, i) => ({ id: `o${i}`, label: `Option ${i}`, words: [], light: null, ...option })),
    },
  });
const many = (count: number, label = (i: number): string => `Option ${i}`): readonly Partial<Option>[] =>
  Array.from({ length: count }, (_, i) => ({ label: label(i) }));

const typesOf = (message: Message) =>
  render(message, conversation).blocks.flatMap((block) =>
    block.type === "actions" ? block.elements.map(({ type }) => type) : [block.type],
  );

/** Every text object, with its type. */
function textsIn(value: unknown): readonly Json[] {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (!isObject(value)) return [];
  const own = typeof value.text === "string" ? [value] : [];
  return [...own, ...Object.values(value).flatMap(textsIn)];
}

describe("options", () => {
  it.each([
    [1, "button"],
    [10, "button"],
    [11, "static_select"],
    [100, "static_select"],
    [101, "section"],
  ])("%i of them are shown as %s", (count, type) => {
    const types = typesOf(asking(many(count)));
    expect(types.at(-1)).toBe(type);
    expect(messageProblems({ ...render(asking(many(count)), conversation) })).toEqual([]);
  });

  it("with labels too long for a button stand whole in a list, and the buttons have their numbers", () => {
    const long = (i: number): string => `${"very ".repeat(20)}long ${i}`;
    const { blocks } = render(asking(many(3, long)), conversation);
    const texts = textsIn(blocks).map(({ text }) => String(text));
    for (const i of [0, 1, 2]) expect(texts.some((text) => text.includes(`${i + 1}. ${long(i)}`))).toBe(true);
    expect(texts.filter((text) => /^\d\. very .*…$/.test(text))).toHaveLength(3);
  });

  it("with ids too long to travel are a list", () => {
    expect(typesOf(asking([{ id: "x".repeat(151) }])).at(-1)).toBe("section");
  });

  it("stand in the text for notifications and screen readers, numbered", () => {
    expect(render(asking(many(2)), conversation).text).toBe("Hello.\nWhich?\n1. Option 0\n2. Option 1");
  });
});

describe("a light", () => {
  const blinking = {
    label: "white, blinking fast",
    frames: [
      { colour: "#ffffff", ms: 150 },
      { colour: null, ms: 150 },
    ],
  };

  it.each([
    [blinking, "⚪⚫⚪⚫⚪⚫"],
    [
      {
        label: "slow",
        frames: [
          { colour: "#ff3b30", ms: 700 },
          { colour: null, ms: 700 },
        ],
      },
      "🔴🔴⚫⚫🔴🔴⚫⚫",
    ],
    [{ label: "steady", frames: [{ colour: "#2f7bff", ms: 1000 }] }, "🔵"],
    [{ label: "dark", frames: [{ colour: null, ms: 1000 }] }, "⚫"],
    [{ label: "any", frames: [{ colour: "white", ms: 1000 }] }, "⚪"],
  ])("%j is drawn with its words", (light, row) => {
    const { text, blocks } = render(messageOf({ lights: [light] }), conversation);
    expect(text).toContain(`${row} ${light.label}`);
    expect(JSON.stringify(blocks)).toContain(`${row}  ${light.label}`);
  });

  it("stands on its button", () => {
    expect(JSON.stringify(render(asking([{ light: blinking, label: "Blinking" }]), conversation).blocks)).toContain(
      "⚪⚫⚪⚫⚪⚫ Blinking",
    );
  });
});

it.each([
  [{ kind: "hold", seconds: 8 }, "Hold for 8 seconds"],
  [{ kind: "wait", seconds: 90 }, "Wait 1 minute 30 seconds"],
  [{ kind: "wait", seconds: 1800 }, "Wait 30 minutes"],
] as const)("a timer %j is said", (timer, words) => {
  expect(render(messageOf({ timer }), conversation).text).toContain(words);
});

describe("a message that is too much for Slack", () => {
  it("is split where a line ends", () => {
    const text = Array.from({ length: 400 }, (_, i) => `This is line ${i}.`).join("\n");
    const { blocks } = render(messageOf({ text: [text] }), conversation);
    expect(blocks.length).toBeGreaterThan(1);
    expect(
      textsIn(blocks)
        .map((one) => one.text)
        .join("\n"),
    ).toBe(text);
  });

  it("is shortened where it can be seen, and its question stays whole", () => {
    const rendered = render({ ...asking(many(5)), text: ["word ".repeat(5000)] }, conversation);
    expect(messageProblems({ ...rendered })).toEqual([]);
    const texts = textsIn(rendered.blocks).map(({ text }) => text);
    expect(texts).toContain("… (shortened)");
    expect(texts).toContain("*Which?*");
    expect(texts).toContain("Option 4");
  });
});

describe("an answered question", () => {
  it("names what was chosen and by whom, and nobody can press any more", () => {
    const { blocks, text } = renderAnswered({
      message: asking(many(3)),
      chosen: { label: "Option 1", by: { id: "T1:U2", name: null } },
    });
    expect(blocks.some(({ type }) => type === "actions")).toBe(false);
    expect(textsIn(blocks).map((one) => one.text)).toEqual(["Hello.", "*Which?*", "✓ Option 1", "<@U2>"]);
    expect(text).toBe("Hello.\nWhich?\n✓ Option 1");
  });
});

/** Texts that Slack would read as something else, odd characters, and long ones. */
const words = fc.oneof(
  fc.constantFrom(
    "<!channel>",
    "<@U1>",
    "<http://evil.example|click>",
    "*bold* _it_ ~no~ `code`",
    "&lt;!here&gt;",
    ":tada:",
    "> quote",
  ),
  fc.string({ unit: "binary", maxLength: 300 }),
  fc.integer({ min: 1, max: 20_000 }).map((n) => "wörd 🎧 ".repeat(n / 8 + 1).slice(0, n)),
);
const filled = words.filter((text) => text.trim() !== "");
const light = fc.record({
  label: filled,
  frames: fc.array(fc.record({ colour: fc.constantFrom("#ffffff", null), ms: fc.integer({ min: 1, max: 9999 }) }), {
    minLength: 1,
    maxLength: 9,
  }),
});
const anyMessage: fc.Arbitrary<Message> = fc.record({
  id: fc.constant("m1"),
  text: fc.array(filled, { minLength: 1, maxLength: 6 }),
  lights: fc.array(light, { maxLength: 2 }),
  timer: fc.option(
    fc.record({ kind: fc.constantFrom("hold" as const, "wait" as const), seconds: fc.integer({ min: 1, max: 9999 }) }),
  ),
  question: fc.option(
    fc.record({
      id: fc.constant("q1"),
      about: fc.constant({ kind: "start" as const }),
      text: filled,
      options: fc.uniqueArray(
        fc.record({
          id: fc.string({ minLength: 1, maxLength: 160 }).filter((id) => id.trim() !== ""),
          label: filled.map((label) => label.slice(0, 200)).filter((label) => label.trim() !== ""),
          words: fc.constant([]),
          light: fc.option(light),
        }),
        { maxLength: 130, selector: ({ id }) => id, size: "max" },
      ),
    }),
  ),
});

describe("any message", () => {
  it("is within Slack's limits, asked and answered", () => {
    fc.assert(
      fc.property(anyMessage, filled, (message, label) => {
        expect(messageProblems({ ...render(message, conversation) })).toEqual([]);
        expect(
          messageProblems({ ...renderAnswered({ message, chosen: { label, by: { id: "T1:U1", name: null } } }) }),
        ).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it("stays text: Slack reads nothing in it but the person who chose", () => {
    fc.assert(
      fc.property(anyMessage, filled, (message, label) => {
        const asked = render(message, conversation);
        const answered = renderAnswered({ message, chosen: { label, by: { id: "T1:U1", name: null } } });
        const read = textsIn([asked.blocks, answered.blocks]).filter(({ type }) => type === "mrkdwn");
        expect(read.filter(({ text }) => text === "<@U1>")).toHaveLength(1);
        for (const { text } of read)
          if (text !== "<@U1>")
            expect(text).toMatch(/^\*(?!\s)(?:[^*_~`<>&\n:]|:(?![\w+-]+:)|&(?:amp|lt|gt);)+(?<!\s)\*$/u);
        for (const { text } of [asked, answered]) expect(text).not.toMatch(/[<>]|&(?!amp;|lt;|gt;|…|$)/);
        const literal = textsIn([asked.blocks, answered.blocks]).filter(({ type }) => type === "plain_text");
        expect(literal.every(({ emoji, text }) => emoji === false && !/<([!@#]|http)/.test(String(text)))).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});
