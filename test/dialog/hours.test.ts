import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clockTime, isOpen, opensAt } from "../../src/dialog/hours.ts";
import type { OpeningHours } from "../../src/dialog/knowledge.ts";

const berlin: OpeningHours = {
  zone: "Europe/Berlin",
  spans: [
    { days: [1, 2, 3, 4, 5], from: 9 * 60, to: 12 * 60 },
    { days: [1, 2, 3, 4], from: 13 * 60, to: 17 * 60 + 30 },
  ],
  closedOn: ["2026-12-25"],
};
const at = (text: string) => Date.parse(text);

describe("opening hours", () => {
  it.each([
    ["2026-11-23T08:00:00Z", true],
    ["2026-11-23T07:59:59Z", false],
    ["2026-11-23T11:30:00Z", false],
    ["2026-11-23T16:29:00Z", true],
    ["2026-11-23T16:30:00Z", false],
    ["2026-11-27T13:00:00Z", false],
    ["2026-11-22T10:00:00Z", false],
    ["2026-12-25T09:00:00Z", false],
    // In summer clocks there are two hours ahead.
    ["2026-07-06T07:00:00Z", true],
  ])("at %s: %s", (time, open) => {
    expect(isOpen(berlin, at(time))).toBe(open);
  });

  it.each([
    ["at once", "2026-11-23T08:00:00Z", "2026-11-23T08:00:00Z"],
    ["after the break", "2026-11-23T11:00:00Z", "2026-11-23T12:00:00Z"],
    ["after the weekend", "2026-11-27T14:00:00Z", "2026-11-30T08:00:00Z"],
    ["after a day that is kept free", "2026-12-24T20:00:00Z", "2026-12-28T08:00:00Z"],
    ["after the clocks were set back", "2026-10-24T10:00:00Z", "2026-10-26T08:00:00Z"],
    ["after the clocks were set ahead", "2026-03-28T10:00:00Z", "2026-03-30T07:00:00Z"],
  ])("begin %s", (_when, from, to) => {
    expect(opensAt(berlin, at(from))).toBe(at(to));
  });

  it("are said in the time of the desk, which is named", () => {
    expect(clockTime(berlin, at("2026-11-23T08:00:00Z"))).toBe("Monday 09:00 (CET)");
  });

  it("never begin where no day is open", () => {
    expect(opensAt({ ...berlin, spans: [] }, at("2026-11-23T08:00:00Z"))).toBeNull();
  });

  it("begin at a moment that is open, with none before it, wherever the desk is", () => {
    const zones = ["UTC", "Europe/Berlin", "Asia/Kolkata", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia"];
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: at("2025-01-01T00:00:00Z"), max: at("2027-01-01T00:00:00Z") }),
        fc.integer({ min: 4 * 4, max: 12 * 4 }),
        (zone, from, quarter) => {
          const hours = { ...berlin, zone, spans: [{ days: [2, 5], from: quarter * 15, to: 20 * 60 }] };
          const opens = opensAt(hours, from);
          if (opens === null) throw new Error("never opens");
          expect(isOpen(hours, opens)).toBe(true);
          expect(opens === from || !isOpen(hours, opens - 1)).toBe(true);
          for (let step = 1; step < 20; step++)
            expect(opens === from || !isOpen(hours, from + ((opens - from) * step) / 20)).toBe(true);
        },
      ),
      { numRuns: 100 },
    );
  });
});
