import { describe, expect, it } from "vitest";
import { models, problemsIn } from "../pack.ts";

const withModels = (text: string) => problemsIn({ "catalogue/models.yaml": text });
const apps = (name: string, aliases: string) => ({
  "catalogue/apps.yaml": `schema: 1\nentries:\n  - { id: glow, name: ${name}, aliases: [${aliases}] }\n`,
});

describe("what an entry is called", () => {
  it("is no other entry's alias, however it is spelt", async () => {
    const shared = models().replace("name: Lamp Two", "name: Lamp Two\n    aliases: [lamp2, Lamp1]");
    expect(await withModels(shared)).toEqual([
      'catalogue/models.yaml:12:22  entry "lamp_two": “Lamp1” is also what models/lamp_one is called — keep it in one, or move it to vague with both',
    ]);
  });

  it("is no name of another collection", async () => {
    expect(await problemsIn(apps("Glow", "glow, lamp two"))).toEqual([
      'catalogue/apps.yaml:3:45  entry "glow": “lamp two” is also what models/lamp_two is called — keep it in one, or move it to vague with both',
    ]);
  });

  it("may be written in several ways", async () => {
    expect(await withModels(models().replace("[lamp one, lamp 1]", "[lamp one, lamp 1, lamp1]"))).toEqual([]);
  });

  it("is not vague as well", async () => {
    expect(await withModels(models().replace("[lamp one, lamp 1]", "[lamp one, desk-lamp]"))).toEqual([
      'catalogue/models.yaml:5:25  entry "lamp_one": “desk-lamp” is listed under vague, where it asks back — remove it here or there',
    ]);
  });
});

describe("a system", () => {
  const systems = (list: string) => withModels(models().replace("entries:", `systems: [${list}]\nentries:`));

  it("is how a name of its collection begins", async () => {
    expect(await systems("Lamp One, lamp")).toEqual([]);
    expect(await systems("lam")).toEqual([
      "catalogue/models.yaml:2:11  no name here begins with “lam” — remove it, or list it among the aliases of its entry",
    ]);
  });
});

describe("the name of an entry", () => {
  it("is read as that entry, not as the one whose alias stands in it", async () => {
    expect(await problemsIn(apps("Lamp One Glow", "glow app"))).toEqual([
      'catalogue/apps.yaml:3:23  entry "glow": “Lamp One Glow” is read as models/lamp_one, because of its alias “Lamp One” — list the whole name among the aliases here',
    ]);
    expect(await problemsIn(apps("Lamp One Glow", "glow app, lamp one glow"))).toEqual([]);
  });

  it("wins over a shorter name that begins like it", async () => {
    expect(await withModels(models().replace("name: Lamp Two", "name: Lamp One Pro"))).toEqual([]);
  });

  it("does not matter where nothing is to be found by it", async () => {
    expect(await problemsIn(apps("Whatever shows Lamp One", ""))).toEqual([]);
  });
});
