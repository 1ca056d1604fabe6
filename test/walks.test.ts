import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { conversationOf } from "../src/dialog/conversation.ts";
import type { Knowledge } from "../src/dialog/knowledge.ts";
import type { Message } from "../src/dialog/message.ts";
import { realBrain } from "./support/real.ts";
import { meaning, mention, sceneOf } from "./support/scene.ts";
import { wordsOf } from "./support/talk.ts";

let knowledge: Knowledge;
beforeAll(async () => {
  knowledge = (await realBrain()).knowledge;
});

/** One thing a user does: take the n-th option (modulo what is offered), go back, correct the model, ask a side question. */
type Move =
  | { readonly kind: "option"; readonly n: number }
  | { readonly kind: "back" | "not_sure" | "nonsense" | "side" }
  | { readonly kind: "model"; readonly n: number };

const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant("option" as const), n: fc.nat(11) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom("back" as const, "not_sure" as const, "nonsense" as const, "side" as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("model" as const), n: fc.nat(30) }) },
);

const walk = fc.record({
  intent: fc.nat(50),
  model: fc.option(fc.nat(30)),
  host: fc.option(fc.nat(12)),
  moves: fc.array(move, { maxLength: 60 }),
});

const pick = <T>(all: Iterable<T>, n: number): T => {
  const list = [...all];
  const one = list[n % list.length];
  if (one === undefined) throw new Error("nothing to pick from");
  return one;
};

const modelsOf = (): readonly string[] => [...(knowledge.catalogue.get("models")?.keys() ?? [])];

/** Walks at random and looks at every message on the way. */
function walked(
  { intent, model, host, moves }: { intent: number; model: number | null; host: number | null; moves: readonly Move[] },
  look: (scene: ReturnType<typeof sceneOf>, message: Message | null) => void,
) {
  const scene = sceneOf(knowledge);
  const starts = [...knowledge.flows.values()].flatMap(({ startsOn }) => startsOn);
  const slots = [
    ...(model === null ? [] : [mention("model", pick(modelsOf(), model))]),
    ...(host === null ? [] : [mention("host_os", pick(knowledge.catalogue.get("hosts")?.keys() ?? [], host))]),
  ];
  look(scene, scene.say("it does not work", meaning({ intent: pick(starts, intent), slots })));
  const side = [...knowledge.answers.values()][0]?.intent ?? "";
  for (const one of moves) {
    if (scene.state.open === null || scene.state.open.phase.kind === "person") break;
    const options = scene.question?.options ?? [];
    switch (one.kind) {
      case "option":
        look(scene, scene.choose(pick(options, one.n).id));
        break;
      case "back":
        look(scene, scene.say("back", meaning({ control: "go_back" })));
        break;
      case "not_sure":
        look(scene, scene.choose(options.some(({ id }) => id === "not_sure") ? "not_sure" : pick(options, 0).id));
        break;
      case "nonsense":
        look(scene, scene.say("xyzzy"));
        break;
      case "side":
        look(scene, scene.say("side question", meaning({ intent: side })));
        break;
      case "model":
        look(
          scene,
          scene.say(
            "it is that one",
            meaning({ correcting: true, slots: [mention("model", pick(modelsOf(), one.n))] }),
          ),
        );
        break;
    }
  }
  return scene;
}

const runs = { numRuns: 300 };

describe("any walk through the shipped pack", () => {
  it("leaves a question, a person or an end: never silence", () => {
    fc.assert(
      fc.property(walk, (steps) => {
        walked(steps, (scene, message) => {
          expect(message, "the bot said something").not.toBeNull();
          const { open } = scene.state;
          if (open === null || open.phase.kind === "person") return;
          expect(open.phase.kind).toBe("asking");
          expect(scene.question?.options.length ?? 0).toBeGreaterThan(0);
        });
      }),
      runs,
    );
  });

  it("ends for somebody whom nothing helps, within the limit of turns", () => {
    fc.assert(
      fc.property(walk, (steps) => {
        const scene = walked({ ...steps, moves: [] }, () => {});
        let turns = 0;
        for (; scene.state.open?.phase.kind === "asking" && turns <= knowledge.limits.turns; turns++) {
          const ids = (scene.question?.options ?? []).map(({ id }) => id);
          scene.choose(["no", "not_sure"].find((id) => ids.includes(id)) ?? pick(ids, 0));
        }
        expect(scene.state.open?.phase.kind, `after ${turns} turns at ${scene.file.flow}/${scene.file.step}`).not.toBe(
          "asking",
        );
      }),
      runs,
    );
  });

  it("never fills a text with a gap", () => {
    fc.assert(
      fc.property(walk, (steps) => {
        walked(steps, (_scene, message) => {
          expect(message === null ? "" : wordsOf(message)).not.toMatch(/\{\{|\}\}|undefined|\[object|(^|\s)…/);
        });
      }),
      runs,
    );
  });

  it("shows the gesture of no model but the one that is known", () => {
    fc.assert(
      fc.property(walk, (steps) => {
        walked(steps, (scene, message) => {
          if (message === null) return;
          const known = scene.state.open?.slots.model?.value ?? null;
          const own = gesturesOf(typeof known === "string" ? known : null);
          // The set-up of two speakers goes by the speakers, not by the headphones.
          const speakers = ["speaker_a", "speaker_b"].map((slot) => scene.state.open?.slots[slot]?.value);
          const others = modelsOf().filter((model) => model !== known && !speakers.includes(model));
          for (const gesture of others.flatMap(gesturesOf))
            if (!own.includes(gesture)) expect(wordsOf(message)).not.toContain(gesture);
        });
      }),
      runs,
    );
  });

  it("shows nothing that erases before the yes that covers it", () => {
    fc.assert(
      fc.property(walk, (steps) => {
        walked(steps, (scene) => {
          const about = scene.question?.about;
          if (about?.kind !== "step") return;
          const step = knowledge.flows.get(about.flow)?.steps.find(({ id }) => id === about.step);
          if (step?.kind !== "do" || step.effort.loses.length === 0) return;
          const given = scene.file.consents.flatMap((consent) => (consent.given ? consent.loses : []));
          expect(given).toEqual(expect.arrayContaining([...step.effort.loses]));
        });
      }),
      runs,
    );
  });

  it("is the same when its events are folded again, whole or in two parts", () => {
    fc.assert(
      fc.property(walk, fc.nat(200), (steps, cut) => {
        const { events } = walked(steps, () => {});
        const at = cut % (events.length + 1);
        expect(conversationOf(events.slice(at), conversationOf(events.slice(0, at)))).toEqual(conversationOf(events));
        const ids = events.flatMap((event) => (event.type === "BotReplied" ? [event.message.id] : []));
        expect(new Set(ids).size).toBe(ids.length);
      }),
      runs,
    );
  });
});

function gesturesOf(model: string | null): readonly string[] {
  const entry = model === null ? undefined : knowledge.catalogue.get("models")?.get(model);
  return ["pairing", "reset"].flatMap((kind) => {
    const attribute = entry?.attributes[kind];
    const text =
      typeof attribute === "object" && attribute !== null && "instructions" in attribute
        ? attribute.instructions
        : null;
    return typeof text === "string" ? [text] : [];
  });
}
