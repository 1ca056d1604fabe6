import { describe, expect, it } from "vitest";
import { receive, receiveJson } from "../../src/adapters/terminal/receive.ts";
import { conversationId, deliveryId } from "../../src/dialog/ids.ts";
import type { MessageQuestion } from "../../src/dialog/message.ts";
import { maxText } from "../../src/dialog/ports.ts";

const secret = "Zebrafink";
const place = { conversation: conversationId("c1"), delivery: deliveryId("d1"), at: 1, user: "terminal" };
const option = (id: string) => ({ id, label: id, words: [], light: null });
const pending: MessageQuestion = {
  id: "q1",
  about: { kind: "start" },
  text: "?",
  options: [option("yes"), option("no")],
};

describe("a typed line", () => {
  it("is a text, and nothing where it is blank", () => {
    expect(receive("no sound", place)).toMatchObject({ ok: { said: { kind: "text", text: "no sound" } } });
    expect(receive(" \t", place)).toBeNull();
  });

  it("is refused where it is longer than any channel takes", () => {
    expect(receive("x".repeat(maxText), place)).toMatchObject({ ok: {} });
    expect(receive("x".repeat(maxText + 1), place)).toEqual({
      fault: "found 20001 characters; expected 20000 at most; tell only what went wrong",
    });
  });
});

describe("a line of a program", () => {
  const json = (body: unknown) => receiveJson(JSON.stringify(body), place, pending);

  it("is a text or a choice of the question that waits", () => {
    expect(json({ text: "no sound" })).toMatchObject({ ok: { said: { kind: "text", text: "no sound" } } });
    expect(json({ choice: "no" })).toMatchObject({ ok: { said: { kind: "choice", question: "q1", option: "no" } } });
  });

  it.each([
    ["a choice that is not offered", { choice: secret }, /expected one of yes, no$/],
    ["another shape", { say: secret }, /expected \{"text"/],
    ["a long text", { text: secret.repeat(maxText) }, /expected 20000 at most/],
  ])("is refused without its words: %s", (_what, body, expected) => {
    const received = json(body);
    expect(received).toEqual({ fault: expect.stringMatching(expected) });
    expect(JSON.stringify(received)).not.toContain(secret);
  });
});
