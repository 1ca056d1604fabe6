import { describe, expect, it } from "vitest";
import { faultOf, shortHash } from "../src/log.ts";

const secret = "Zebrafink";

describe("what a log holds", () => {
  it("of a conversation is a hash, the same each time, from which its id cannot be read", () => {
    expect(shortHash("conversation-1")).toMatch(/^[0-9a-f]{12}$/);
    expect(shortHash("conversation-1")).toBe(shortHash("conversation-1"));
    expect(shortHash("conversation-1")).not.toBe(shortHash("conversation-2"));
  });

  it("of an error is its class, its number and where it arose, not its words", () => {
    const error = Object.assign(new TypeError(`found ${secret}\n    at ${secret}`), { errcode: 13 });
    const line = faultOf(error, { safe: false });
    expect(line).toMatchObject({ error: "TypeError", code: 13 });
    expect(line.at?.[0]).toContain("log.test.ts");
    expect(JSON.stringify(line)).not.toContain(secret);
  });

  it("of an error whose words are its own is these, too", () => {
    expect(faultOf(new Error("disk full"), { safe: true })).toMatchObject({ error: "Error", message: "disk full" });
  });

  it("of what is no error is its kind", () => {
    expect(faultOf(secret, { safe: true })).toEqual({ error: "string" });
  });
});
