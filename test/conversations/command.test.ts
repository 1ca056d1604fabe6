import { describe, expect, it, vi } from "vitest";
import { testCommand } from "../../src/commands/test.ts";
import { lampPack } from "./lamps.ts";

const ended = (name: string, end: string): string =>
  `  - { name: ${name}, start: { flow: lamp_dark, step: plug, slots: { model: lamp_two } }, turns: [{ choose: "yes", expect: { end: ${end} } }] }\n`;

/** Exit status and lines of one call. */
async function called(conversations: string, values: Readonly<Record<string, boolean>>, ...filter: string[]) {
  const lines: string[] = [];
  const log = vi.spyOn(console, "log").mockImplementation((line: string) => void lines.push(line));
  try {
    const status = await testCommand.run({ ...values, knowledge: await lampPack(conversations) }, filter);
    return { status, lines, last: lines.at(-1) ?? "" };
  } finally {
    log.mockRestore();
  }
}

describe("stepwise test", () => {
  it("is not content with gaps, unless they are allowed", async () => {
    const strict = await called(ended("plugged", "resolved"), {});
    expect(strict.status).toBe(1);
    expect(strict.lines.join("\n")).toContain("not covered: lamp_dark/hold");
    const lenient = await called(ended("plugged", "resolved"), { "allow-gaps": true });
    expect(lenient.status).toBe(0);
    expect(lenient.lines.join("\n")).not.toContain("not covered");
    expect(lenient.last).toMatch(/^1 of 1 conversations passed/);
  });

  it("plays only what is asked for, and says when that is nothing", async () => {
    const two = ended("right", "resolved") + ended("wrong", "answered");
    expect(await called(two, {}, "right")).toMatchObject({ status: 0 });
    expect(await called(two, {}, "wrong")).toMatchObject({ status: 1 });
    const none = await called(two, {}, "neither");
    expect(none.status).toBe(1);
    expect(none.lines[0]).toBe('no conversation has "neither" in its name');
  });

  it("prints everything as one JSON object", async () => {
    const { status, lines } = await called(ended("wrong", "answered"), { json: true });
    expect(status).toBe(1);
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      {
        ok: false,
        problems: [],
        conversations: [
          { name: "wrong", line: 3, failures: [{ turn: "turn 1, choose yes", mismatches: [{ line: 3 }] }] },
        ],
        coverage: { steps: [{ name: "lamp_dark/plug", place: { line: 7, column: 5 }, covered: true }, {}, {}, {}] },
      },
    ]);
  });

  it("does not play conversations with mistakes", async () => {
    const { status, lines } = await called(ended("wrong", "ended"), {});
    expect(status).toBe(1);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/lamps\.yaml:3:\d+ {2}.*found "ended", expected one of resolved/);
  });
});
