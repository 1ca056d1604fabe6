import { describe, expect, it } from "vitest";
import { bot, problemsIn } from "../pack.ts";

const withHandoff = (lines: string) =>
  problemsIn({ "bot.yaml": `${bot()}\nhandoff:\n  note_prefixes: ["//"]\n${lines}` });
const route = (given: string) => `    - { ${given}, desks: [all], claim_within_minutes: 5 }\n`;
const hours = (zone: string, from: string, to: string) =>
  `  hours:\n    office: { zone: ${zone}, open: [{ days: [mon], from: "${from}", to: "${to}" }] }\n`;

describe("the ways of a hand-off", () => {
  it("may differ by hours, queue, reason and facts", async () => {
    const routes = `  routes:\n${route("hours: office")}${route("when: { model: lamp_one }")}${route("reasons: [safety]")}`;
    expect(await withHandoff(hours("Europe/Berlin", "09:00", "17:00") + routes)).toEqual([]);
  });

  it("name hours and values that are there", async () => {
    const routes = `  routes:\n${route("hours: ofice")}${route("when: { model: lamp_nine }")}`;
    const found = await withHandoff(hours("Europe/Berlin", "09:00", "17:00") + routes);
    expect(found).toHaveLength(2);
    expect(found[0]).toMatch(/unknown hours "ofice" — did you mean "office"\?/);
    expect(found[1]).toContain("lamp_nine");
  });

  it("open before they close, in a time zone", async () => {
    const found = await withHandoff(`${hours("Middle/Earth", "22:00", "06:00")}  routes:\n${route("hours: office")}`);
    expect(found).toHaveLength(2);
    expect(found[0]).toMatch(/found “Middle\/Earth”, expected a time zone/);
    expect(found[1]).toMatch(/opens at 22:00 and closes at 06:00/);
  });

  it("are all come to", async () => {
    const found = await withHandoff(
      `  routes:\n${route("queues: [a]")}${route("")}${route("queues: [b]")}`.replaceAll("{ ,", "{"),
    );
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/is never taken: the route before it takes every case/);
  });
});
