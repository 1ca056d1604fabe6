import { beforeAll, describe, expect, it } from "vitest";
import type { Json } from "../src/dialog/knowledge.ts";
import type { Brain } from "../src/turn.ts";
import { realBrain } from "./support/real.ts";
import { talkOf, wordsOf } from "./support/talk.ts";

let brain: Brain;
beforeAll(async () => {
  brain = await realBrain();
});

const attribute = (model: string, ...path: string[]): Json | undefined => {
  const entry = brain.knowledge.catalogue.get("models")?.get(model);
  let value: Json | undefined = entry?.attributes[path[0] ?? ""];
  for (const key of path.slice(1))
    value = typeof value === "object" && value !== null ? (value as { [key: string]: Json })[key] : undefined;
  return value;
};

/** Gestures that are another model's and not, word for word, this one's as well. */
const foreignGestures = (model: string): readonly string[] => {
  const own = ["pairing", "reset"].map((kind) => attribute(model, kind, "instructions"));
  return [...(brain.knowledge.catalogue.get("models")?.keys() ?? [])].flatMap((other) =>
    ["pairing", "reset"].flatMap((kind) => {
      const text = attribute(other, kind, "instructions");
      return typeof text === "string" && !own.includes(text) ? [text] : [];
    }),
  );
};

describe("“mi buds 4 pro wont connect to my pixel, light is off”", () => {
  it("is asked neither model nor system nor light, sees the right gesture only, and ends with a person", async () => {
    const talk = talkOf(brain);
    const said: string[] = [];
    let message = await talk.say("mi buds 4 pro wont connect to my pixel, light is off");
    expect((await talk.file()).slots).toMatchObject({
      model: { value: "mi_buds_4_pro" },
      host_os: { value: "android" },
      led: { value: { colour: "off" } },
    });
    let turns = 0;
    while (message.question !== null && turns++ < 40) {
      expect(message.question.about.kind, "asks for nothing that was said").not.toBe("slot");
      said.push(wordsOf(message));
      message = await talk.say("still nothing");
    }
    const all = said.join("\n");
    expect(all).toMatch(/touchpad of the right bud/);
    expect(all).toMatch(/8 seconds/);
    expect(all).toContain("Ready to pair");
    for (const gesture of foreignGestures("mi_buds_4_pro")) expect(all).not.toContain(gesture);
    const file = await talk.file();
    expect(file).toMatchObject({ phase: "person", outcome: "escalated" });
    expect(file.handoff?.reason).toBeTruthy();
    expect(file.steps.length).toBeGreaterThan(4);
    for (const step of file.steps)
      expect(step).toMatchObject({ outcome: expect.any(String), asked: expect.any(String) });
  });

  it("takes a correction, a side question and “back” in the middle", async () => {
    const talk = talkOf(brain);
    await talk.say("mi buds 4 pro wont connect to my pixel, light is off");
    let message = await talk.say("still nothing");
    message = await talk.say("still nothing");
    expect(wordsOf(message)).toContain("gear");
    const corrected = await talk.say("actually it's an iphone");
    expect((await talk.file()).slots.host_os?.value).toBe("ios");
    expect(wordsOf(corrected)).toContain("i in a circle");
    expect(wordsOf(corrected)).not.toContain("gear");
    const answered = await talk.say("will a reset delete my eq?");
    expect(wordsOf(answered)).toMatch(/equalizer/i);
    expect(answered.question?.about).toEqual(corrected.question?.about);
    const next = await talk.say("still nothing");
    const back = await talk.say("back");
    expect(back.question?.about).toEqual(answered.question?.about);
    expect(next.question?.about).not.toEqual(back.question?.about);
    expect((await talk.file()).slots.host_os?.value).toBe("ios");
  });
});

describe.each([
  ["mi buds 4 pro", "mi_buds_4_pro", /case/i, "15", /red.*white.*red/i],
  ["mi neckband pro", "mi_neckband_pro", /volume/i, "15", /white/i],
  ["mi true wireless earbuds 2s", "mi_twe_2s", /both/i, "12", /white/i],
  ["mi buds 3 lite", "mi_buds_3_lite", /same moment/i, "12", /white/i],
] as const)("“how do i reset %s”", (name, model, control, seconds, feedback) => {
  const gestureOf = () => String(attribute(model, "reset", "instructions"));

  it("says what is lost and asks first; then comes the gesture of that model and no other", async () => {
    const talk = talkOf(brain);
    let message = await talk.say(`how do i reset ${name}`);
    expect(wordsOf(message)).toMatch(/forget/i);
    expect(wordsOf(message)).not.toContain(gestureOf());
    message = await talk.say("yes");
    const seen: string[] = [];
    for (let turns = 0; turns < 20 && message.question !== null; turns++) {
      seen.push(wordsOf(message));
      if (seen.at(-1)?.includes(gestureOf())) break;
      // Whatever is asked on the way there: no trouble with it, but the reset is still wanted.
      const options = message.question.options.map(({ id }) => id);
      const choice = ["off", "skip", "done", "ready", "no"].find((id) => options.includes(id)) ?? options[0] ?? "";
      message = await talk.choose(choice);
    }
    const all = seen.join("\n");
    expect(all).toContain(gestureOf());
    expect(all).toMatch(control);
    expect(all).toContain(seconds);
    expect(all).toMatch(feedback);
    for (const gesture of foreignGestures(model)) expect(all).not.toContain(gesture);
    expect((await talk.file()).consents).toMatchObject([{ given: true }]);
  });

  it("shows no reset to somebody who says no", async () => {
    const talk = talkOf(brain);
    await talk.say(`how do i reset ${name}`);
    const message = await talk.say("no");
    expect(wordsOf(message)).not.toContain(gestureOf());
    expect((await talk.file()).consents).toMatchObject([{ given: false }]);
  });
});

describe("a model nobody can name", () => {
  it("gets reversible steps, then a person, and no reset gesture", async () => {
    const talk = talkOf(brain);
    const said: string[] = [];
    let message = await talk.say("how do i reset my earbuds");
    for (let turns = 0; turns < 30 && message.question !== null; turns++) {
      said.push(wordsOf(message));
      const options = message.question.options.map(({ id }) => id);
      message = await talk.choose(["not_sure", "no"].find((id) => options.includes(id)) ?? options[0] ?? "");
    }
    for (const gesture of foreignGestures("")) expect(said.join("\n")).not.toContain(gesture);
    expect((await talk.file()).phase).toBe("person");
  });
});

describe("two speakers", () => {
  it("“connect two portable speaker 3” is led through the set-up in the one order that works", async () => {
    const talk = talkOf(brain);
    let message = await talk.say("connect two portable speaker 3");
    const seen: string[] = [];
    for (let turns = 0; turns < 30 && message.question !== null; turns++) {
      seen.push(wordsOf(message));
      const options = message.question.options.map(({ id }) => id);
      message = await talk.choose(["android", "yes"].find((id) => options.includes(id)) ?? options[0] ?? "");
    }
    const all = seen.join("\n");
    const order = [
      /Mi Home/,
      /restart|off and on|switch.*off/i,
      /12/,
      /Volume \+/,
      /Volume [–−-]/,
      /slow/i,
      /Dual Speaker Mode/,
      /\(L\)/,
    ];
    const places = order.map((what) => all.search(what));
    expect(
      places.every((place) => place >= 0),
      JSON.stringify(places),
    ).toBe(true);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect((await talk.file()).outcome).toBe("resolved");
  });

  it("“two redmi bluetooth speaker x” is told plainly that it cannot be, and what can", async () => {
    const message = await talkOf(brain).say("two redmi bluetooth speaker x");
    expect(message.text.join(" ")).toMatch(/no two-speaker mode/);
    expect(wordsOf(message)).toMatch(/cable|AUX/);
  });

  it("“portable speaker 3 and a jbl” get no two-speaker set-up", async () => {
    const talk = talkOf(brain);
    const said: string[] = [];
    let message = await talk.say("portable speaker 3 and a jbl");
    for (let turns = 0; turns < 20 && message.question !== null; turns++) {
      said.push(wordsOf(message));
      message = await talk.choose(message.question.options.some(({ id }) => id === "no") ? "no" : "not_sure");
    }
    expect(said.join("\n")).toMatch(/identical|same model/i);
    expect(said.join("\n")).not.toMatch(/Dual Speaker Mode|Volume \+/);
  });
});

describe("a message with everything in it", () => {
  it("is asked nothing that it said, and the steps passed over are named", async () => {
    const talk = talkOf(brain);
    const message = await talk.say(
      "Hi, iPhone 15 iOS 17.4, Mi Earbuds Basic 3, blinking white fast, already forgot the device and restarted",
    );
    const file = await talk.file();
    expect(file.slots).toMatchObject({
      model: { value: "mi_twe_basic_3" },
      host_os: { value: "ios" },
      host_version: { value: "17.4" },
      led: { value: { colour: "white", rhythm: "fast_blink" } },
    });
    expect(message.question?.about.kind).not.toBe("slot");
    const skipped = message.text.find((text) => text.includes("already")) ?? "";
    expect(skipped).toMatch(/Bluetooth entry/);
    expect(skipped).toMatch(/restarting/);
  });
});
