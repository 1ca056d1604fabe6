import { describe, expect, it } from "vitest";
import { assistOf } from "../../src/dialog/assist.ts";
import { deliveryId } from "../../src/dialog/ids.ts";
import { packOf } from "../support/pack.ts";
import { meaning, mention, told } from "../support/scene.ts";

const lungo = mention("machine", "lungo", { words: "my Lungo" });

const pasted = (text: string, understanding: ReturnType<typeof meaning>) =>
  assistOf(
    {
      kind: "text",
      at: 1,
      conversation: "c1",
      delivery: deliveryId("d1"),
      by: { id: "agent", name: null },
      text,
      place: "direct",
      addressed: true,
      edits: null,
      understanding,
    },
    packOf(),
  );

describe("a customer's letter", () => {
  it("is answered with what is known and one question, and names nothing that was tried", () => {
    const help = pasted("…", meaning({ intent: "no_coffee", slots: [lungo], tried: [told("descale")] }));
    expect(help.reply.split("\n\n").slice(0, 3)).toEqual([
      "[paste_greeting]",
      "[paste_understood LUNGO]",
      "Fill the left tank.",
    ]);
    expect(help.question?.text).toBe("Better?");
    expect(help.note).toContain("my Lungo");
  });

  it("with two problems asks about the likelier one and notes the other", () => {
    const problems = [
      { intent: "wipe_settings", confidence: 0.4, words: "how do I wipe it" },
      { intent: "no_coffee", confidence: 0.9, words: "no coffee comes" },
    ];
    const help = pasted("…", meaning({ intent: "no_coffee", problems, slots: [lungo] }));
    expect(help.question?.text).toBe("Better?");
    expect(help.note).toContain("[note_also how do I wipe it]");
  });

  it("about a topic without steps goes to a colleague; nobody asks the customer for leave", () => {
    const help = pasted("it hums", meaning({ intent: "noise" }));
    expect(help.question).toBeNull();
    expect(help.reply).toBe("[paste_greeting]\n\n[paste_person]");
  });

  it("that tells nothing we know is asked what it is about", () => {
    expect(pasted("good day", meaning()).reply).toBe("[paste_greeting]\n\n[paste_unclear]\n\n[paste_closing]");
  });

  it("in another language is answered in ours, and the note says so", () => {
    const help = pasted("…", meaning({ intent: "no_coffee", slots: [lungo], language: "de" }));
    expect(help.reply).toContain("Fill the left tank.");
    expect(help.note).toContain("[note_language de]");
  });

  it("that tells of danger keeps the facts for the file", () => {
    const help = pasted("…", meaning({ intent: "no_coffee", slots: [lungo], safety: "smokes" }));
    expect(help.known).toMatchObject([{ slot: "machine", value: "lungo" }]);
    expect(help.reply).toContain("[handed_over_safety]");
    expect(help.question).toBeNull();
  });
});
