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
});
