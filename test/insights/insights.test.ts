import { describe, expect, it } from "vitest";
import { casesCsv, csvFiles } from "../../src/insights/csv.ts";
import { exampleLines } from "../../src/insights/examples.ts";
import { historiesOf } from "../../src/insights/history.ts";
import { insightsOf } from "../../src/insights/insights.ts";
import { linesOf } from "../../src/insights/report.ts";
import { spreadOf } from "../../src/insights/spread.ts";
import { redacted } from "../../src/log.ts";
import { meaning } from "../support/scene.ts";
import { callsPerson, conversationAt, minute, noCoffee } from "./told.ts";

const start = Date.UTC(2026, 10, 1, 9);
const at = (id: string) => conversationAt(id, start);
type Told = { readonly events: Parameters<typeof historiesOf>[0] };

const casesOf = (...all: readonly Told[]) => all.flatMap(({ events }) => historiesOf(events, "web"));
const insights = (...all: readonly Told[]) => insightsOf(casesOf(...all), redacted);

/** fill does not help, descale works. */
const solved = (id: string) => at(id).say("no coffee", noCoffee).choose("no").pass(minute).choose("yes");
/** fill does not help; silent at descale. */
const silent = (id: string) => at(id).say("no coffee", noCoffee).choose("no").falls_silent();
/** fill could not be done, then a person who needs that many minutes for each of her steps. */
const withPerson = (id: string, minutes: number, cause = "Broken pump") =>
  at(id)
    .say("no coffee", noCoffee)
    .choose("not_sure")
    .say("a person please", callsPerson)
    .pass(minutes * minute)
    .act({ do: "claim" })
    .pass(minutes * minute)
    .act({ do: "say", text: "Hello" })
    .pass(minutes * minute)
    .act({ do: "close", cause, solved: true, remark: null, step: { flow: "brew", step: "grind" } });

describe("the cases of a conversation", () => {
  it("are each told from opening to end", () => {
    const { events } = at("c1").say("no coffee", noCoffee).choose("yes").pass(minute).say("no coffee", noCoffee);
    expect(historiesOf(events, "slack")).toMatchObject([
      { case: "c1#1", channel: "slack", outcome: "resolved", endedAt: start, flow: "brew", intent: "no_coffee" },
      { case: "c1#2", outcome: null, endedAt: null, openedAt: start + minute, waitedAt: { flow: "brew", at: "fill" } },
    ]);
  });

  it("that were put to rest and taken up again are one", () => {
    const { events } = silent("c1").say("yes", meaning({ option: "yes" }));
    expect(historiesOf(events, "web")).toMatchObject([{ outcome: "resolved" }]);
  });

  it("have only the steps that count: what was taken back is not among them", () => {
    const { events } = at("c1")
      .say("no coffee", noCoffee)
      .choose("no")
      .say("back", meaning({ control: "go_back" }));
    expect(historiesOf(events, "web")).toMatchObject([{ steps: [], asked: [{ step: "fill" }, { step: "descale" }] }]);
  });

  it("may call a person more than once, each call with its own times", () => {
    const { events } = at("c1")
      .say("no coffee", noCoffee)
      .say("a person please", callsPerson)
      .pass(minute)
      .act({ do: "claim" })
      .act({ do: "hand_back", at: null })
      .pass(minute)
      .say("a person please", callsPerson)
      .pass(minute)
      .act({ do: "claim" });
    expect(historiesOf(events, "web")[0]?.calls).toMatchObject([
      { at: start, claimedAt: start + minute, doneAt: null, closed: { result: "handed_back" } },
      { at: start + 2 * minute, claimedAt: start + 3 * minute, repliedAt: null, closed: null },
    ]);
  });
});

describe("many cases", () => {
  it("are none where nothing was said", () => {
    expect(insights().total).toMatchObject({ cases: 0, rate: null });
    expect(linesOf(insights(), 10)).toEqual(["no cases"]);
  });

  it("are counted by how they ended, alone or with a person, by channel and flow", () => {
    const cases = [
      ...casesOf(solved("a"), solved("b"), silent("c"), at("e").say("no coffee", noCoffee)),
      ...historiesOf(withPerson("d", 1).events, "slack"),
    ];
    const { total, outcomes, channels, flows } = insightsOf(cases, redacted);
    expect(total).toEqual({ cases: 5, open: 1, resolved: 3, alone: 2, called: 1, silent: 1, rate: 0.75 });
    expect(outcomes).toEqual([
      { outcome: "resolved", count: 3 },
      { outcome: "open", count: 1 },
      { outcome: "silent", count: 1 },
    ]);
    expect(channels.map(({ channel, cases, called, rate }) => [channel, cases, called, rate])).toEqual([
      ["web", 4, 0, 2 / 3],
      ["slack", 1, 1, 1],
    ]);
    expect(flows.map(({ flow, cases }) => [flow, cases])).toEqual([["brew", 5]]);
  });

  it("tell of each step how it went, which one ended the case, and which one called a person", () => {
    const { steps } = insights(solved("a"), solved("b"), silent("c"), withPerson("d", 1));
    const none = { answered: 0, skipped: 0, notSure: 0, couldNot: 0, worked: 0, didNotHelp: 0 };
    expect(steps).toEqual([
      { ...none, flow: "brew", step: "descale", asked: 4, worked: 2, ended: 2, called: 0, silent: 1 },
      { ...none, flow: "brew", step: "fill", asked: 4, didNotHelp: 3, couldNot: 1, ended: 0, called: 1, silent: 0 },
    ]);
  });

  it("tell where users fall silent, at a step or at a fact that is asked for", () => {
    const unknown = at("e")
      .say("no coffee", meaning({ intent: "no_coffee" }))
      .falls_silent();
    expect(insights(silent("a"), silent("b"), unknown, solved("c")).dropOff).toEqual([
      { flow: "brew", at: "descale", count: 2 },
      { flow: "brew", at: "slot:machine", count: 1 },
    ]);
  });

  it("tell why persons were called, what it was in truth, and what would have solved it", () => {
    const found = insights(withPerson("a", 1), withPerson("b", 1, "broken  pump."), withPerson("c", 1, "Chalk"));
    expect(found.reasons).toMatchObject([{ queue: "bench", count: 3 }]);
    expect(found.causes).toEqual([
      { cause: "Broken pump", count: 2, solved: 2 },
      { cause: "Chalk", count: 1, solved: 1 },
    ]);
    expect(found.wouldHaveSolved).toEqual([{ flow: "brew", step: "grind", count: 3 }]);
  });

  it("tell how long persons take", () => {
    const all = Array.from({ length: 10 }, (_, i) => withPerson(`c${i}`, i + 1));
    const { times } = insights(...all);
    expect(times).toEqual({
      claim: { count: 10, median: 5 * minute, p90: 9 * minute },
      reply: { count: 10, median: 10 * minute, p90: 18 * minute },
      resolution: { count: 10, median: 15 * minute, p90: 27 * minute },
    });
    expect(spreadOf([])).toEqual({ count: 0, median: null, p90: null });
  });
});

describe("what was not understood", () => {
  const near = meaning({ outcome: "out_of_scope", intents: [{ intent: "noise", confidence: 0.1 }] });
  const mumbles = (id: string, text: string, understanding = meaning()) =>
    at(id).say("no coffee", noCoffee).say(text, understanding);
  const all = insights(
    mumbles("a", "It hums like  a cat!", near),
    mumbles("b", "it hums like a cat", near),
    mumbles("c", "call me on +49 170 1234567 or ada@example.com"),
    mumbles("d", 'a "quote" \\ and \u001b[31mred\u202E\u{E0041} # not a comment'),
  );

  it("is grouped, most frequent first, with the question it was said to, and nobody can be found by it", () => {
    expect(all.notUnderstood).toEqual([
      { text: "It hums like  a cat!", count: 2, at: { flow: "brew", at: "fill" }, nearest: "noise" },
      expect.objectContaining({ count: 1 }),
      { text: "call me on [phone] or [email]", count: 1, at: { flow: "brew", at: "fill" }, nearest: null },
    ]);
  });

  it("becomes lines for the pack that are YAML whatever they hold", async () => {
    const { parse } = await import("yaml");
    const lines = exampleLines(all.notUnderstood);
    expect(lines).toEqual([
      "# nearest: intents/noise.yaml",
      '  - "It hums like a cat!" # 2 times, said to brew/fill',
      "# near no intent",
      String.raw`  - "a \"quote\" \\ and \u001b[31mred\u202e\U000e0041 # not a comment" # 1 time, said to brew/fill`,
      '  - "call me on [phone] or [email]" # 1 time, said to brew/fill',
    ]);
    expect(parse(["examples:", ...lines].join("\n"))).toEqual({
      examples: [
        "It hums like a cat!",
        'a "quote" \\ and \u001b[31mred\u202e\u{E0041} # not a comment',
        "call me on [phone] or [email]",
      ],
    });
  });

  it("is shown without anything a terminal acts on", () => {
    const text = linesOf(all, 30).join("\n");
    for (const sign of ["\u001b", "\u202E"]) expect(text).not.toContain(sign);
    expect(text).toContain("It hums like a cat!");
  });
});

describe("the report", () => {
  it("reads as tables", () => {
    const lines = linesOf(insights(solved("a"), solved("b"), silent("c"), withPerson("d", 1)), 30);
    expect(lines.join("\n")).toMatchInlineSnapshot(`
      "4 cases, 0 under way: 75.0 % of those that ended are resolved, 2 without a person

      How they ended
        outcome   cases
        resolved      3
        silent        1

      By channel
        channel  cases  open  resolved  of ended  alone  person called  silent
        web          4     0         3    75.0 %      2              1       1

      By flow
        flow  cases  open  resolved  of ended  alone  person called  silent
        brew      4     0         3    75.0 %      2              1       1

      By step
        step          asked  worked  no help  could not  not sure  answered  skipped  solved it  person next  silent
        brew/descale      4       2        0          0         0         0        0          2            0       1
        brew/fill         4       0        3          1         0         0        0          0            1       0

      Where users fell silent
        question      cases
        brew/descale      1

      Why a person was called
        reason            queue  times
        asked_for_person  bench      1

      What it was in truth
        cause        times  solved
        Broken pump      1       1

      What would have solved it
        step        times
        brew/grind      1

      After a person was called
        until            times  median  90 % within
        it is claimed        1  1 min   1 min
        the first reply      1  2 min   2 min
        the end              1  3 min   3 min"
    `);
  });

  it("says how much it leaves out", () => {
    const all = Array.from({ length: 5 }, (_, i) => withPerson(`c${i}`, 1, `cause ${i}`));
    expect(linesOf(insights(...all), 2)).toContain("  … and 3 more");
  });
});

describe("the CSV files", () => {
  const cases = casesOf(withPerson("a", 1, '=HYPERLINK("x"), ada@example.com'), silent("b"));
  const files = csvFiles(cases, insightsOf(cases, redacted), redacted);

  it("are cases, steps and what was not understood", () => {
    expect(Object.keys(files)).toEqual(["cases.csv", "steps.csv", "not-understood.csv"]);
    expect(files["steps.csv"]?.split("\r\n")[1]).toBe("brew,descale,2,0,0,0,0,0,0,0,0,1");
    expect(files["not-understood.csv"]).toBe("");
  });

  it("hold a row a case, no formula, and nobody's address", () => {
    const [head, first, second] = casesCsv(cases, redacted).split("\r\n");
    expect(head).toContain("case,channel,opened_at,ended_at,intent,flow,outcome,silent_at,calls,reason");
    expect(first).toContain(`a#1,web,2026-11-01T09:00:00.000Z,2026-11-01T09:03:00.000Z,no_coffee,brew,resolved,,1,`);
    expect(first).toContain(`"'=HYPERLINK(""x""), [email]",true,brew/grind`);
    expect(second).toContain("silent,brew/descale,0,,,");
  });
});
