import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readText } from "../../src/adapters/slack/text.ts";
import { maxText } from "../../src/dialog/ports.ts";

describe("Slack's text", () => {
  it.each([
    ["<@U0BOT> no sound", "no sound"],
    ["hey <@U0BOT|stepwise> no  sound", "hey no sound"],
    ["<@U0BOT>", "👋"],
    ["see <https://a.example/x?a=1&amp;b=2>", "see https://a.example/x?a=1&b=2"],
    ["see <https://a.example|the page>", "see the page"],
    ["mail <mailto:ada@a.example|ada@a.example> or <tel:+123>", "mail ada@a.example or +123"],
    [
      "<@U2> and <@U3|bo> in <#C1|general> <#C2> <!here> <!date^1^{date}|today> <!subteam^S1>",
      "@U2 and @bo in #general #C2 @here today @subteam^S1",
    ],
    ["a &lt; b &amp;&amp; c &gt; d &amp;lt;", "a < b && c > d &lt;"],
    ["works :+1::skin-tone-3: :tada:", "works 👍 :tada:"],
    ["two\nlines\t here", "two\nlines here"],
  ])("%j is read as %j", (raw, text) => {
    expect(readText(raw, "U0BOT").text).toBe(text);
  });

  it("tells whether it names the bot, and whether it names somebody else", () => {
    expect(readText("<@U0BOT> x", "U0BOT")).toMatchObject({ mentioned: true, others: false });
    expect(readText("<@U2> x", "U0BOT")).toMatchObject({ mentioned: false, others: true });
    expect(readText("x", null)).toMatchObject({ mentioned: false, others: false });
  });

  it("is never longer than a text may be, and what a person typed comes out as typed", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (typed) => {
        const raw = typed.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
        const { text } = readText(raw, "U0BOT");
        const names = /:[a-z0-9_+-]+:/.test(typed);
        if (!names) expect(text).toBe(typed.replaceAll(/[^\S\n]+/g, " ").trim());
      }),
    );
    expect(readText("x".repeat(40_000), null).text).toHaveLength(maxText);
  });
});
