import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { caseCommand } from "../../src/commands/case.ts";
import { openEmbedded as openStore } from "../../src/store/sqlite-store.ts";
import { anAppend } from "../store/fixtures.ts";
import { temporary } from "../store/temp.ts";
import { packDir } from "../support/real.ts";

describe("stepwise case", () => {
  let directory: ReturnType<typeof temporary>;
  beforeEach(() => {
    directory = temporary();
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
    directory.remove();
  });

  it("makes no store where there is none, and says where it looked", async () => {
    const data = join(directory.path, "data");
    vi.stubEnv("STEPWISE_DATA", data);
    const complained = vi.spyOn(console, "error").mockImplementation(() => {});
    expect(await caseCommand.run({ knowledge: packDir }, [])).toBe(1);
    expect(complained.mock.calls).toEqual([[expect.stringMatching(/^found no store in ".+data"; .+ STEPWISE_DATA/)]]);
    expect(existsSync(data)).toBe(false);
  });

  it("lists the conversations there are", async () => {
    const store = await openStore(directory.path);
    await store.append(anAppend("c1", 0, ["a"]));
    await store.close();
    vi.stubEnv("STEPWISE_DATA", directory.path);
    const printed = vi.spyOn(console, "log").mockImplementation(() => {});
    expect(await caseCommand.run({ knowledge: packDir }, [])).toBe(0);
    expect(printed.mock.calls.map(([line]) => JSON.parse(String(line)))).toMatchObject([{ conversation: "c1" }]);
  });

  it("tells a kept case once more, and refuses what is none", async () => {
    vi.stubEnv("STEPWISE_DATA", directory.path);
    const printed = vi.spyOn(console, "log").mockImplementation(() => {});
    const complained = vi.spyOn(console, "error").mockImplementation(() => {});
    const kept = join(import.meta.dirname, "../fixtures/case-1.json");
    await caseCommand.run({ knowledge: packDir }, ["replay", kept]);
    expect(printed.mock.calls[0]).toEqual([expect.stringMatching(/^\d turns? on (the same|other) knowledge/)]);
    const other = join(packDir, "bot.yaml");
    expect(await caseCommand.run({ knowledge: packDir }, ["replay", other])).toBe(2);
    expect(await caseCommand.run({ knowledge: packDir }, ["replay"])).toBe(2);
    expect(complained.mock.calls.flat()).toEqual([
      `found no JSON in "${other}"; expected a case file as stepwise case prints it, without --markdown`,
      "found no file; expected one that stepwise case has printed",
    ]);
  });
});
