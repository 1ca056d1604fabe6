import { execFileSync, spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import draft4 from "ajv-draft-04";
import formats from "ajv-formats";
import { strFromU8, unzipSync } from "fflate";
import { afterEach, describe, expect, it } from "vitest";
import { commands } from "../../src/adapters/teams/doors.ts";
import { temporary } from "../store/temp.ts";
import { app } from "./support/app.ts";

const require = createRequire(import.meta.url);
const script = join(import.meta.dirname, "../../scripts/teams-package.mjs");
const whole = ["--app-id", app.id, "--organisation", "Contoso IT", "--site", "https://contoso.example"];
const directory = temporary();
afterEach(() => directory.remove());

function packed(more: readonly string[] = [], name = "app.zip"): Uint8Array {
  const out = join(directory.path, name);
  execFileSync(process.execPath, [script, ...whole, "--out", out, ...more]);
  return readFileSync(out);
}
const manifestIn = (zip: Uint8Array) => JSON.parse(strFromU8(unzipSync(zip)["manifest.json"] ?? new Uint8Array()));

/** Microsoft's own schemas, a folder each, as its package for manifests brings them. */
const schemas = join(require.resolve("@microsoft/app-manifest/package.json"), "../build/json-schemas/teams");

function schemaFaults(manifest: { readonly manifestVersion: string }): readonly unknown[] {
  const path = join(schemas, `v${manifest.manifestVersion}`, "MicrosoftTeams.schema.json");
  const ajv = new draft4.default({ strict: false, allErrors: true, logger: false });
  formats.default(ajv);
  const validate = ajv.compile(JSON.parse(readFileSync(path, "utf8")));
  validate(manifest);
  return validate.errors ?? [];
}

/** Width and height from the head of a PNG. */
const sizeOf = (png: Uint8Array | undefined) => {
  const bytes = Buffer.from(png ?? []);
  return [bytes.toString("latin1", 1, 4), bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
};

describe("the package for Teams", () => {
  it("holds a manifest that Microsoft's schema takes, with the ids of the app", () => {
    const manifest = manifestIn(packed());
    expect(schemaFaults(manifest)).toEqual([]);
    expect(JSON.stringify(manifest)).not.toContain("{{");
    expect([manifest.id, manifest.bots[0].botId, manifest.composeExtensions[0].botId]).toEqual([
      app.id,
      app.id,
      app.id,
    ]);
  });

  it("is of the newest schema that Microsoft's package has, which takes not everything", () => {
    const manifest = manifestIn(packed());
    const versions = readdirSync(schemas).flatMap((name) => /^v1\.(\d+)$/.exec(name)?.[1] ?? []);
    expect(manifest.manifestVersion).toBe(`1.${Math.max(...versions.map(Number))}`);
    expect(schemaFaults({ ...manifest, icons: undefined, bots: [{ botId: "x" }] }).length).toBeGreaterThan(1);
  });

  it("names the commands that the bot answers", () => {
    const [{ commands: named }] = manifestIn(packed()).composeExtensions;
    expect(named.map(({ id }: { readonly id: string }) => id).sort()).toEqual(Object.values(commands).sort());
    expect(named.every(({ fetchTask }: { readonly fetchTask: boolean }) => fetchTask)).toBe(true);
  });

  it("holds the icons in the sizes that Teams wants, and nothing else", () => {
    const files = unzipSync(packed());
    expect(Object.keys(files).sort()).toEqual(["color.png", "manifest.json", "outline.png"]);
    expect(sizeOf(files["color.png"])).toEqual(["PNG", 192, 192]);
    expect(sizeOf(files["outline.png"])).toEqual(["PNG", 32, 32]);
  });

  it("is the same, byte for byte, each time", () => {
    expect(Buffer.from(packed([], "one.zip")).equals(packed([], "two.zip"))).toBe(true);
  });

  it("asks for no permission, unless it is to hear threads", () => {
    expect(manifestIn(packed())).not.toHaveProperty("authorization");
    const hearing = manifestIn(packed(["--hears-threads"]));
    expect(schemaFaults(hearing)).toEqual([]);
    expect(JSON.stringify(hearing.authorization)).toContain("ChannelMessage.Read.Group");
  });

  it("is not made of half of what it needs, and says what is missing", () => {
    const { status, stderr } = spawnSync(process.execPath, [script, "--app-id", "x"], { encoding: "utf8" });
    expect(status).toBe(1);
    for (const name of ["--app-id: expected", "--organisation: expected", "--site: expected"])
      expect(stderr).toContain(name);
  });
});
