import { pino } from "pino";
import { describe, expect, it } from "vitest";
import { faultOf, logOptions, redacted, shortHash } from "../src/log.ts";

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

describe("before anything is logged", () => {
  it.each([
    ["ada.l+shop@mail.example.org", "[email]"],
    ["ada@localhost", "[email]"],
    ["+49 (0)30 1234-567", "[phone]"],
    ["0301234567", "[phone]"],
    ["4111 1111 1111 1111", "[card]"],
    ["4111-1111-1111-1111", "[card]"],
    ["378282246310005", "[card]"],
    ["a4:5e:60:c2:11:0f", "[mac]"],
    ["A4-5E-60-C2-11-0F", "[mac]"],
    ["a45e.60c2.110f", "[mac]"],
  ])("%s is taken out", (found, left) => {
    expect(redacted(`found ${found}, expected nothing`)).toBe(`found ${left}, expected nothing`);
    expect(redacted(found)).toBe(left);
  });

  it.each(["port 3978 of 127.0.0.1", "version 22.13.0", "event 12 of 345", "SQLITE_BUSY 261", "row 1234567890ab"])(
    "%s stays",
    (text) => {
      expect(redacted(text)).toBe(text);
    },
  );

  it("it is so in a message and at any depth of a line", () => {
    const lines: string[] = [];
    const log = pino(logOptions("info"), { write: (line: string) => void lines.push(line) });
    log.error(
      { reason: "to ada@mail.example", deep: [{ at: "call 030 1234567" }], n: 1 },
      "not sent to ada@mail.example",
    );
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({
      reason: "to [email]",
      deep: [{ at: "call [phone]" }],
      n: 1,
      msg: "not sent to [email]",
    });
  });
});
