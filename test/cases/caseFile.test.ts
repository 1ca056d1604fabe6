import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { caseMarkdown } from "../../src/cases/markdown.ts";
import { caseFile } from "../../src/cases/schema.ts";
import { validated } from "../support/caseFile.ts";
import { meaning, mention, sceneOf, told } from "../support/scene.ts";

const lungo = mention("machine", "lungo");
const noCoffee = meaning({ intent: "no_coffee", slots: [lungo] });
const begun = (text = "no coffee") => {
  const scene = sceneOf();
  scene.say(text, noCoffee);
  return scene;
};

describe("a case file", () => {
  it("fits its schema at every stage, and through JSON", () => {
    const scene = sceneOf();
    const stages = [
      () => scene.say("no coffee", meaning({ intent: "no_coffee", slots: [lungo], tried: [told("descale", 5)] })),
      () => scene.choose("no"),
      () => scene.choose("not_sure"),
      () => scene.say("a person please", meaning({ control: "person" })),
      () => scene.act({ do: "claim" }),
      () => scene.act({ do: "note", text: "a note" }),
      () => scene.act({ do: "say", text: "Hello", files: [{ name: "tank.png", type: null, link: null }] }),
      () =>
        scene.act({ do: "close", cause: "a leak", solved: true, remark: "new", step: { flow: "brew", step: "fill" } }),
    ];
    for (const stage of stages) {
      stage();
      expect(validated(scene.file)).toMatchObject({ schema: 1 });
    }
  });

  it("that was printed by the first version still loads", () => {
    const text = readFileSync(new URL("../fixtures/case-1.json", import.meta.url), "utf8");
    expect(caseFile.parse(JSON.parse(text))).toMatchObject({ schema: 1, problem: expect.any(String) });
  });

  it("names who spoke and where, and what the pack calls the problem", () => {
    const { file } = begun();
    expect(file).toMatchObject({ conversation: "c1", title: "no coffee", people: [{ id: "u1", name: "Ada" }] });
  });

  it("tells what the bot would try next, as it would say it", () => {
    const scene = begun();
    expect(scene.file.next.map(({ step }) => step)).toEqual(["fill", "descale", "hot_water"]);
    expect(scene.file.next[0]?.text).toMatch(/^Fill the left tank\./);
  });

  it("of somebody who asked for a person keeps what would have come next", () => {
    const scene = begun();
    scene.choose("no");
    scene.say("a person please", meaning({ control: "person" }));
    if (scene.question?.about.kind === "person") scene.choose("yes");
    expect(scene.file.phase).toBe("person");
    expect(scene.file.next[0]?.step).toBe("descale");
  });

  it("of a tree that is used up has nothing next", () => {
    const scene = begun();
    for (const _ of [1, 2, 3, 4, 5]) scene.choose("no");
    expect(scene.file.phase).toBe("person");
    expect(scene.file.next).toEqual([]);
  });

  it("stops before a consent that only the user can give", () => {
    const scene = sceneOf();
    scene.say("wipe it", meaning({ intent: "wipe_settings" }));
    expect(scene.file.next.map(({ step }) => step)).toEqual(["agree"]);
  });
});

describe("a case file to read", () => {
  it("begins with the problem, why it was handed over, and what is known", () => {
    const scene = begun("no coffee comes out");
    for (const _ of [1, 2, 3, 4, 5]) scene.choose("no");
    const lines = caseMarkdown(scene.file).split("\n");
    expect(lines.slice(0, 8)).toEqual([
      "# No coffee",
      "",
      "c1\\#1",
      "",
      "> no coffee comes out",
      "",
      "- Stands: with a person",
      "- Handed over: steps used up, to bench",
    ]);
    expect(lines).toContain("- Who: Ada");
    expect(lines.join("\n")).toContain("## Tried so far\n\n- Fill the left tank.");
  });

  it("leaves what a user wrote text", () => {
    const hostile = "<!channel> <script>x</script>\n# big\n1. one\n- two\n[a](http://x.y) ![](z) www.x.y @all `code`";
    const { file } = begun(hostile);
    const shown = caseMarkdown(file)
      .split("\n")
      .filter((line) => line.startsWith("> "));
    expect(shown.slice(0, 5)).toEqual([
      "> \\<\\!channel\\> \\<script\\>x\\</script\\>",
      "> \\# big",
      "> 1\\. one",
      "> \\- two",
      "> \\[a\\](http\\://x.y) \\!\\[\\](z) www\\.x.y \\@all \\`code\\`",
    ]);
  });

  it("drops signs that turn the writing round or ring the bell", () => {
    expect(caseMarkdown(begun("a\u202eb\u0007c").file)).toContain("> abc");
  });
});

describe("a case that a person had", () => {
  it("says in its Markdown who, what it was in truth, and the notes, as text", () => {
    const scene = begun();
    scene.say("it smokes", meaning({ safety: "smokes" }));
    scene.act({ do: "claim" });
    scene.act({ do: "note", text: "see [the list](http://x)" });
    scene.act({ do: "close", cause: "a *leak*", solved: false, remark: "sent in", step: null });
    const lines = caseMarkdown(scene.file).split("\n");
    expect(lines).toEqual(
      expect.arrayContaining([
        "- Handed over (urgent): safety, to alarm",
        "- Taken by: Grace",
        "- Closed by: Grace",
        "- Cause: a \\*leak\\*",
        "- Remark: sent in",
        "- Note of Grace: see \\[the list\\](http\\://x)",
      ]),
    );
  });
});
