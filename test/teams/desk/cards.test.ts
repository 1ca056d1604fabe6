import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { relayed } from "../../../src/adapters/teams/relay.ts";
import type { Rendered } from "../../../src/adapters/teams/render.ts";
import { toldInThread, transcriptOver } from "../../../src/adapters/teams/thread.ts";
import { renderTicket } from "../../../src/adapters/teams/ticket.ts";
import type { DialogEvent } from "../../../src/dialog/events.ts";
import { deliveryId } from "../../../src/dialog/ids.ts";
import type { CaseSummary } from "../../../src/dialog/summary.ts";
import { messageProblems } from "../cards/validate.ts";
import type { TeamsBot } from "../support/bot.ts";
import { below, deskBot, handedOver, press, say, seen, settledAt, shownIn, ticketIn, write } from "../support/desk.ts";
import { personal } from "../support/payloads.ts";

const problemsOf = ({ card, summary }: Rendered) =>
  messageProblems({
    type: "message",
    summary,
    attachments: [{ contentType: "application/vnd.microsoft.card.adaptive", content: card }],
    channelData: { stepwise: { id: "0".repeat(32) } },
  });

const hostile = [
  "<at>everyone</at> <b>bold</b> <script>alert(1)</script>",
  "**bold** _it_ [a link](https://evil.example) `code` # head\n- one\n1. two",
  "{{DATE(2026-01-01T00:00:00Z,SHORT)}} {name} &lt;",
  "\u0000\u0007\u001b[31mred\u007f\u0085",
  "\u202egnp.exe\u202c \u2066x\u2069",
  "🙂👩‍👩‍👧 שלום \ud83d",
  "x".repeat(10_000),
  "\u0001".repeat(10_000),
  "line\n".repeat(4_000),
];
const text = fc.oneof(fc.constantFrom(...hostile), fc.string({ unit: "grapheme", maxLength: 400 }));
const texts = fc.array(text, { maxLength: 40 });

const standing: fc.Arbitrary<CaseSummary["standing"]> = fc.oneof(
  fc.constant({ kind: "waiting" as const }),
  fc.record({ kind: fc.constantFrom("claimed" as const, "with_bot" as const), by: text }),
  fc.record({
    kind: fc.constant("closed" as const),
    by: fc.option(text),
    solved: fc.boolean(),
    cause: fc.option(text),
  }),
);
const summary: fc.Arbitrary<CaseSummary> = fc.record({
  case: fc.constant("c#1"),
  priority: fc.constantFrom("urgent", "high", "normal"),
  title: text,
  problem: text,
  asked: fc.option(text),
  last: fc.option(text),
  warned: fc.option(text),
  language: fc.option(fc.constant("German")),
  who: text,
  channel: fc.option(fc.constantFrom("teams", "slack")),
  link: fc.option(fc.webUrl()),
  why: text,
  queue: text,
  since: fc.constant(0),
  known: fc.array(fc.record({ name: text, text }), { maxLength: 40 }),
  tried: fc.array(fc.record({ text, result: text }), { maxLength: 40 }),
  consents: texts,
  earlier: texts,
  also: texts,
  next: texts,
  standing,
});
const ids = fc.uniqueArray(fc.stringMatching(/^[a-z_]{1,60}$/), { maxLength: 60 });
const steps = ids.chain((all) =>
  fc.tuple(...all.map((step) => text.map((words) => ({ flow: "a_flow", step, text: words })))),
);
const macros = fc.record({
  next: steps.map((all) => all.slice(0, 3)),
  flows: fc.tuple(fc.record({ flow: fc.constant("a_flow"), title: text, isUnderway: fc.constant(true), steps })),
  questions: ids.chain((all) =>
    fc.tuple(...all.map((slot) => fc.record({ slot: fc.constant(slot), text, isMissing: fc.boolean() }))),
  ),
});

const by = { id: "u1", name: "Ada" };
const done = { at: 1, by, delivery: deliveryId("d"), desk: null };
const uttered = (words: string, i: number): DialogEvent => ({
  type: "UserUttered",
  at: i,
  delivery: deliveryId(`d${i}`),
  by,
  text: words,
  intent: null,
  confidence: 0,
  language: "en",
  edits: null,
});

describe("every card of a desk is one that Teams takes, whatever is in it:", () => {
  it("a ticket", () => {
    fc.assert(
      fc.property(summary, macros, (one, all) => {
        expect(problemsOf(renderTicket(one, all))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it("a transcript", () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 30 }), fc.boolean(), (all, isWhole) => {
        const rendered = transcriptOver(all.map(uttered), 0, isWhole);
        expect(rendered === null ? [] : problemsOf(rendered)).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  it("what is said, noted and shared", () => {
    const link = fc.option(
      fc.oneof(fc.webUrl(), fc.constantFrom("javascript:alert(1)", "x".repeat(9_000), "https://a/\u202e")),
    );
    fc.assert(
      fc.property(
        text,
        fc.array(fc.record({ name: text, type: fc.constant(null), link }), { maxLength: 20 }),
        (words, files) => {
          const events: readonly DialogEvent[] = [
            uttered(words, 0),
            { type: "AgentReplied", text: words, ...done },
            { type: "AgentNoted", text: words, ...done },
            { type: "FilesShared", side: "agent", files, ...done },
            {
              type: "HandoffClosed",
              result: "closed",
              cause: words,
              solved: false,
              remark: words,
              step: null,
              ...done,
            },
          ];
          const drawn = events.flatMap((event, i) => [toldInThread(events, i + 1, "teams"), relayed(event)]);
          for (const one of drawn) expect(one === null ? [] : problemsOf(one)).toEqual([]);
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe("a transcript too long for a message", () => {
  it("keeps what was said last, and says how much is left out", () => {
    const all = Array.from({ length: 30 }, (_, i) => uttered(`${i}: ${"word ".repeat(400)}`, i));
    const rendered = transcriptOver(all, 0, true);
    const lines = rendered?.card.body.flatMap((one) =>
      one.type === "RichTextBlock" ? one.inlines.map((run) => run.text) : [],
    );
    expect(lines?.join("\n")).toContain("29: word");
    expect(lines?.join("\n")).not.toContain("\n0: word");
    expect(lines?.[1]).toMatch(/^… \d+ earlier ones are left out/);
  });
});

describe("hostile words", () => {
  let bot: TeamsBot;
  afterEach(async () => {
    await bot.stop();
    expect(bot.faults).toEqual([]);
  });
  const markup = "<at>Grace</at> **b** [l](https://evil.example) <b>h</b> & &amp;";
  const shown = "<at>Grace</at> **b** [l](https://evil.example) <b>h</b> & &";
  const control = "bell \u0007 and \u202eback";
  const line = "y".repeat(10_000);

  it("are shown as text, both ways, in the ticket and in its thread", async () => {
    bot = await deskBot();
    await handedOver(bot, [`my mi buds 4 pro won't connect ${markup}`, control, line, "person"]);
    expect(shownIn(ticketIn(bot))[1]).toContain(`“my mi buds 4 pro won't connect ${shown}”`);
    const transcript = below(bot)[0] ?? "";
    expect(transcript).toContain(shown);
    expect(transcript).toContain("bell ␇ and [U+202E]back");
    expect(transcript.replaceAll("\n", "")).toContain(line);
    await press(bot, "Claim");
    await write(bot, `// ${markup}`);
    for (const words of [markup, control, line]) {
      await write(bot, words, { textFormat: "plain" });
      await say(bot, words);
      await settledAt(bot);
    }
    const texted = (all: readonly string[]) =>
      all.slice(-3).map((one) => one.replace(/^.*\n/, "").replaceAll("\n", ""));
    expect(texted(seen(bot))).toEqual([shown, "bell ␇ and [U+202E]back", line]);
    expect(texted(below(bot))).toEqual([shown, "bell ␇ and [U+202E]back", line]);
    // Nobody is called by it.
    expect(bot.microsoft.messages().flatMap(({ activity }) => activity.entities ?? [])).toEqual([]);
    expect(bot.microsoft.said(personal).every(({ activity }) => activity.text === undefined)).toBe(true);
  });
});
