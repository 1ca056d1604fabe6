import { beforeAll, describe, expect, it } from "vitest";
import type { Understand } from "../../src/dialog/ports.ts";
import { isLight } from "../../src/dialog/slots.ts";
import { realBrain } from "../support/real.ts";
import { mail } from "../web/mail.ts";
import { mails } from "./mails.ts";

let understand: Understand;
beforeAll(async () => {
  understand = (await realBrain()).understand;
});

describe("a letter", () => {
  it.each(mails)("is about what fails in it: $name", ({ text, problems, slots, tried }) => {
    const found = understand(text);
    const told = found.problems.map(({ intent, words }) => `${intent}: ${words.replaceAll(/\s+/g, " ")}`);
    expect(told, JSON.stringify(found.intents.slice(0, 3))).toHaveLength(problems.length);
    for (const [i, { intents, words }] of problems.entries()) {
      expect(intents, told[i]).toContain(found.problems[i]?.intent);
      expect(told[i]).toContain(words);
    }
    const values = found.slots.filter(({ value, negated }) => typeof value === "string" && !negated);
    if (slots) expect(Object.fromEntries(values.map(({ slot, value }) => [slot, value]))).toMatchObject(slots);
    if (tried) expect(found.tried.map(({ action }) => action)).toEqual(expect.arrayContaining([...tried]));
    for (const { words, start, end } of [...found.slots, ...found.tried]) expect(text.slice(start, end)).toBe(words);
  });

  it("is not about the time when all was well", () => {
    const { problems, slots, tried } = understand(mail);
    expect(problems.map(({ words }) => words).join(" / ")).toMatch(/cannot get them to connect/);
    expect(problems.map(({ words }) => words).join(" / ")).not.toMatch(/worked without any trouble/);
    expect(tried.map(({ action }) => action)).toEqual(["forget_device", "restart_phone", "charge"]);
    const values = slots.filter(({ value, negated }) => !negated && !isLight(value));
    expect(Object.fromEntries(values.map(({ slot, value }) => [slot, value]))).toEqual({
      model: "mi_buds_4_pro",
      host_os: "samsung",
      host_version: "14",
    });
  });
});
