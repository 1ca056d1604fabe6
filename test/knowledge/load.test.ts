// biome-ignore-all lint/suspicious/noThenProperty: `then` is a word of the format; these values are never awaited.
import { cp } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Flow } from "../../src/dialog/flow.ts";
import { loadKnowledge } from "../../src/knowledge/load.ts";
import { type Files, flow, loaded, models, packDir, problemsIn } from "./pack.ts";

async function flowLoaded(steps: string, changes: Files = {}): Promise<Flow | undefined> {
  const { knowledge, problems } = await loaded({ "flows/lamp_dark.yaml": flow(steps), ...changes });
  expect(problems).toEqual([]);
  return knowledge?.flows.get("lamp_dark");
}

describe("a pack without mistakes", () => {
  it("loads with no problems", async () => {
    const { knowledge, problems } = await loaded();
    expect(problems).toEqual([]);
    expect(knowledge?.title).toBe("Lamps");
    expect(knowledge?.limits.nudgeAfter).toBe(600_000);
    expect(knowledge?.controls.get("go_back")).toEqual(["back"]);
    expect(knowledge?.vague).toEqual([{ collection: "models", words: ["desk lamp"], among: ["lamp_one"] }]);
  });

  it("unwraps figures and fills in what entries say of themselves", async () => {
    const lamp = (await loaded()).knowledge?.catalogue.get("models")?.get("lamp_one");
    expect(lamp?.attributes).toEqual({
      form: "desk",
      hold_s: 8,
      hold: "Hold the button for 8 seconds.",
      light: "white_fast",
    });
  });

  it("fills inserts through a chain and from other entries", async () => {
    const text = models().replace(
      "form: floor",
      'form: floor\n    a: "{{ self.b }}"\n    b: "{{ figures.wait_s.value }}"',
    );
    const lamp = (await loaded({ "catalogue/models.yaml": text })).knowledge?.catalogue.get("models")?.get("lamp_two");
    expect(lamp?.attributes).toEqual({ form: "floor", a: 30, b: 30 });
  });

  it("keeps its hash wherever it stands, and changes it with any content", async () => {
    const dir = await packDir();
    const copy = join(await packDir(), "copy");
    await cp(dir, copy, { recursive: true });
    const { knowledge } = await loadKnowledge(dir);
    expect((await loadKnowledge(copy)).knowledge?.hash).toBe(knowledge?.hash);
    expect((await loaded({ "flows/lamp_dark.yaml": flow("  - do: Plug it in!\n") })).knowledge?.hash).not.toBe(
      knowledge?.hash,
    );
  });
});

describe("a do step", () => {
  it("asks whether it helped when it asks nothing of its own", async () => {
    const step = (await flowLoaded("  - do: Plug it in.\n"))?.steps[0];
    expect(step).toMatchObject({
      id: "step_1",
      kind: "do",
      question: {
        text: ["Does it work now?"],
        answers: [
          { id: "yes", outcome: "worked", then: { kind: "resolved" } },
          { id: "no", outcome: "did_not_help", then: { kind: "next" } },
          { id: "not_sure", outcome: "could_not", then: { kind: "next" } },
        ],
      },
      effort: { minutes: 1, difficulty: "easy", loses: [] },
      likelihood: "sometimes",
    });
  });

  it("holds or waits for the seconds given", async () => {
    const steps = (
      await flowLoaded(`  - do: Hold it.
    when: { model: lamp_one }
    hold_s: "{{ model.hold_s }}"
  - do: Wait.
    wait_s: 5
`)
    )?.steps;
    expect(steps?.[0]).toMatchObject({ timer: "hold", holdS: [{ path: ["model", "hold_s"] }] });
    expect(steps?.[1]).toMatchObject({ timer: "wait", holdS: ["5"] });
  });
});

describe("an ask step", () => {
  it("records what was answered, labels yes and no, and fills slots", async () => {
    const step = (
      await flowLoaded(`  - ask: Is it in the cellar?
    answers:
      "yes": { set: { place: cellar, led: { colour: white } }, then: next }
      "no": { then: { escalate: { queue: lamps, reason: elsewhere } } }
      not_sure: { then: next }
`)
    )?.steps[0];
    expect(step).toMatchObject({
      kind: "ask",
      question: {
        answers: [
          {
            label: ["yes text"],
            outcome: "answered",
            sets: { place: "cellar", led: { colour: "white", rhythm: null, part: null } },
          },
          { label: ["no text"], then: { kind: "escalate", queue: "lamps", reason: "elsewhere" } },
          { label: ["I am not sure"], outcome: "not_sure" },
        ],
      },
    });
  });
});

describe("a consent step", () => {
  it("goes on after yes, and where it was refused after no and not sure", async () => {
    const step = (
      await flowLoaded(`  - consent: A reset forgets your colours. Go ahead?
    loses: [colours]
    refused: answered
`)
    )?.steps[0];
    expect(step).toMatchObject({
      kind: "consent",
      text: [],
      question: {
        text: ["A reset forgets your colours. Go ahead?"],
        answers: [
          { id: "yes", label: ["Go ahead"], outcome: "consented", then: { kind: "next" } },
          { id: "no", label: ["Better not"], outcome: "refused", then: { kind: "answered" } },
          { id: "not_sure", outcome: "refused", then: { kind: "answered" } },
        ],
      },
    });
  });
});

describe("a condition", () => {
  it("is read key by key", async () => {
    const step = (
      await flowLoaded(`  - id: first
    do: Plug it in.
  - do: Look.
    when:
      model: lamp_one
      model.form: [desk, floor]
      led: { colour: white, rhythm: [fast] }
      unknown: [place]
      any: [{ tried: [reset] }, { done: { step: first } }]
`)
    )?.steps[1];
    expect(step?.when).toEqual({
      kind: "all",
      of: [
        { kind: "not", of: { kind: "known", path: ["place"] } },
        {
          kind: "any",
          of: [
            { kind: "tried", actions: ["reset"] },
            { kind: "done", step: "lamp_dark/first", outcomes: [] },
          ],
        },
        { kind: "is", path: ["model"], values: ["lamp_one"] },
        { kind: "is", path: ["model", "form"], values: ["desk", "floor"] },
        { kind: "light", slot: "led", colour: ["white"], rhythm: ["fast"], part: null },
      ],
    });
  });
});

describe("a pack with mistakes", () => {
  it("is not used, and all files are told about at once", async () => {
    const changes = {
      "flows/lamp_dark.yaml": flow("  - doo: Plug it in.\n"),
      "intents/lamp_price.yaml": "schema: 1\nid: lamp_price\ntitle: price\nexamples: []\n",
    };
    expect((await loaded(changes)).knowledge).toBeNull();
    expect(await problemsIn(changes)).toEqual([
      'flows/lamp_dark.yaml:6:5  step "step_1": found the key doo, expected a step with one of do, ask, consent, say, call, go — did you mean "do"?',
      "intents/lamp_price.yaml:4:11  found a list that is too short, expected at least 1 — add one",
    ]);
  });

  it("does not call unknown what a broken file declares", async () => {
    expect(await problemsIn({ "facts.yaml": "schema: 1\nfacts: [\n" })).toEqual([
      "facts.yaml:2:8  found no ] for the [ here — add it, or put a text that begins with [ in quotes",
    ]);
  });

  it("is used in spite of a warning", async () => {
    const { knowledge, problems } = await loaded({ "flows/lamp_dark.yaml": flow("  - do: Wait 5 minutes.\n") });
    expect(problems.map(({ level }) => level)).toEqual(["warning"]);
    expect(knowledge).not.toBeNull();
  });

  it("is a problem when it is not there", async () => {
    const { knowledge, problems } = await loadKnowledge("/nowhere/lamps");
    expect(knowledge).toBeNull();
    expect(problems).toMatchObject([{ file: "/nowhere/lamps", line: 1, column: 1, rule: "files" }]);
  });
});
