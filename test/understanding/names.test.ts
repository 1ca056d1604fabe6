import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { Entry, Knowledge } from "../../src/dialog/knowledge.ts";
import type { Understand } from "../../src/dialog/ports.ts";
import { realBrain } from "../support/real.ts";

let knowledge: Knowledge;
let understand: Understand;
let models: readonly Entry[];
beforeAll(async () => {
  ({ knowledge, understand } = await realBrain());
  models = [...(knowledge.catalogue.get("models")?.values() ?? [])];
});

/** What a text says of a slot: the value, those it leaves open, or nothing. */
function said(text: string, slot = "model"): readonly string[] {
  const mention = understand(text).slots.find((one) => one.slot === slot && !one.negated);
  return mention === undefined ? [] : typeof mention.value === "string" ? [mention.value] : mention.among;
}

const around = ["my * wont pair", "*", "how do i reset the *?", "since today my * are silent, help", "Got * + pixel 8"];

/** One slip as fingers make it, in a word long enough to be recognised all the same. */
const slip = fc.record({ word: fc.nat(9), at: fc.nat(20), kind: fc.constantFrom("drop", "double", "swap") });
type Slip = typeof slip extends fc.Arbitrary<infer T> ? T : never;

function slipped(name: string, { word, at, kind }: Slip): string {
  const words = name.split(" ");
  const long = words.map((_, i) => i).filter((i) => /^[a-z]{5,}$/i.test(words[i] as string));
  const chosen = long[word % Math.max(long.length, 1)];
  if (chosen === undefined) return name;
  const text = words[chosen] as string;
  const i = 1 + (at % (text.length - 2));
  const changed = {
    drop: text.slice(0, i) + text.slice(i + 1),
    double: text.slice(0, i) + text.charAt(i) + text.slice(i),
    swap: text.slice(0, i) + text.charAt(i + 1) + text.charAt(i) + text.slice(i + 2),
  }[kind];
  return words.with(chosen, changed).join(" ");
}

const written = fc.record({
  model: fc.nat(100),
  name: fc.nat(100),
  frame: fc.constantFrom(...around),
  /** Spaces that are left out, bit by bit. */
  joined: fc.nat(31),
  upper: fc.boolean(),
  slip: fc.option(slip, { freq: 2 }),
});

describe("the name of a model of the shipped catalogue", () => {
  it("never turns into another one by spacing, case or a slip", () => {
    fc.assert(
      fc.property(written, ({ model, name, frame, joined, upper, slip: one }) => {
        const entry = models[model % models.length] as Entry;
        const names = [entry.name, ...entry.aliases];
        const plain = names[name % names.length] as string;
        const typed = one === null ? plain : slipped(plain, one);
        const spaced = typed.split(" ").reduce((text, word, i) => text + ((joined >> i) & 1 ? "" : " ") + word);
        const text = frame.replace("*", upper ? spaced.toUpperCase() : spaced);
        const found = said(text);
        if (found.length > 0) expect(found, text).toContain(entry.id);
      }),
      { numRuns: 3000 },
    );
  });

  it("is found as it is written, and joined", () => {
    for (const { id, name, aliases } of models)
      for (const text of [name, ...aliases]) expect(said(`my ${text} wont pair`), text).toContain(id);
  });

  it("means no Mi product behind the word Redmi, and the other way round", () => {
    fc.assert(
      fc.property(fc.nat(100), fc.nat(100), fc.constantFrom(...around), (model, name, frame) => {
        const ofMi = models.filter(({ attributes }) => attributes.brand === "mi");
        const entry = ofMi[model % ofMi.length] as Entry;
        const names = [entry.name, ...entry.aliases].map((text) =>
          text.toLowerCase().replaceAll(/\b(xiaomi |mi ?)/g, ""),
        );
        const text = frame.replace("*", `redmi ${names[name % names.length]}`);
        // Words the pack calls vague ("redmi speaker") may leave it open.
        expect(said(text), text).not.toEqual([entry.id]);
      }),
      { numRuns: 1000 },
    );
    expect(said("mi buds 4 pro")).toEqual(["mi_buds_4_pro"]);
    expect(said("redmi buds 4 pro")).toEqual(["redmi_buds_4_pro"]);
    expect(said("red mi buds 4 pro")).not.toContain("mi_buds_4_pro");
    expect(said("redmi buds4pro")).toEqual(["redmi_buds_4_pro"]);
  });

  it.each(["jbl", "sony", "bose", "samsung", "anker", "huawei", "oneplus"])(
    "means no Xiaomi product behind the word %s",
    (brand) => {
      for (const name of ["buds 4 pro", "buds 5", "earbuds 2s", "neckband pro", "portable speaker 3", "soundbar"])
        for (const id of said(`my ${brand} ${name} wont pair`))
          expect(knowledge.catalogue.get("models")?.get(id)?.attributes.brand, name).not.toMatch(/^(mi|redmi)$/);
    },
  );

  it.each([
    ["basic 3", "mi_twe_basic_3"],
    ["mi earbuds basic 3", "mi_twe_basic_3"],
    ["earbuds 3", "mi_twe_3"],
    ["earbuds 2 basic", "mi_twe_2_basic"],
    ["mi home speaker", "mi_home_speaker"],
    ["redmi airdots 3 pro", "redmi_airdots_pro_3"],
    ["redmi x speaker", "redmi_bluetooth_speaker_x"],
  ])("%s is %s: the longest name wins", (text, id) => {
    expect(said(text)).toEqual([id]);
  });

  it.each(["mi home", "the mi home app", "speakerphone", "pro", "lite", "4 pro", "speaker 3 is loud"])(
    "does not settle on one by %j",
    (text) => {
      expect(said(text).length).not.toBe(1);
    },
  );

  it.each([
    "my redmi note 12",
    "redmi note 4 pro",
    "xiaomi 13 pro",
    "mi 11",
    "redmi phone",
    "mi phone 5",
    "poco x3",
    "xiaomi 14 ultra",
    "redmi note 13 pro plus",
    "mi note 10 lite",
  ])("is not what a phone is called: %j", (text) => {
    expect(said(text)).toEqual([]);
  });
});
