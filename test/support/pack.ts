import type {
  Answer,
  AskStep,
  ConsentStep,
  DoStep,
  Flow,
  Goto,
  SayStep,
  Step,
  Template,
} from "../../src/dialog/flow.ts";
import type { Entry, Knowledge } from "../../src/dialog/knowledge.ts";
import type { Slot } from "../../src/dialog/slots.ts";
import { type Wording, wordings } from "../../src/dialog/wording.ts";

/**
 * A pack of another trade, in memory: two coffee machines, one flow that begins, one that is called, one that resets.
 * Texts are short so that a test reads whole.
 */
export function packOf(changes: Partial<Knowledge> = {}): Knowledge {
  return {
    hash: "0".repeat(64),
    title: "coffee machines",
    flows: byId([brew, rinse, wipe]),
    answers: byId([
      {
        id: "beans",
        intent: "which_beans",
        question: "Which beans?",
        texts: [
          { when: is("machine", "lungo"), text: t("Any beans will do in the {{ machine }}.") },
          { when: null, text: t("Dry ones.") },
        ],
        facts: [],
        offers: null,
      },
    ]),
    slots: byId([
      slotOf({ id: "machine", kind: "entry", collection: "machines", question: "Which machine?", why: "They differ." }),
      slotOf({ id: "water", kind: "choice", question: "Which water?", dependsOn: ["machine"] }),
    ]),
    catalogue: new Map([
      ["machines", byId([entryOf("lungo", { tank: "left" }), entryOf("ristretto", { tank: "right" })])],
    ]),
    lights: { colours: new Map(), rhythms: new Map(), parts: new Map() },
    vague: [],
    systems: new Map(),
    things: [],
    actions: byId([{ id: "descale", name: "descaling", phrases: ["descale it"] }]),
    intents: byId(
      ["no_coffee", "which_beans", "wipe_settings", "noise"].map((id) => ({
        id,
        title: id.replace("_", " "),
        examples: [],
      })),
    ),
    background: [],
    controls: new Map(),
    safety: [],
    handoff: { notePrefixes: ["//", "note:"], routes: [] },
    losses: new Map([["recipes", "your recipes"]]),
    wording: Object.fromEntries(
      Object.entries(wordings).map(([key, names]) => [
        key,
        `[${key}${names.map((name) => ` {{ ${name} }}`).join("")}]`,
      ]),
    ) as Wording,
    limits: { misunderstandings: 3, stepRepeats: 1, nudgeAfter: 600_000, closeAfter: 3_600_000, turns: 40 },
    presses: "anyone",
    desk: { queue: "bench", safetyQueue: "alarm" },
    openers: [{ intent: "no_coffee", label: "No coffee" }],
    otherLanguages: new Map([["de", "Ich spreche kein Deutsch."]]),
    ...changes,
  };
}

/** `"{{ a.b }}"` → an insert; enough for tests. */
export const t = (text: string): Template =>
  text
    .split(/(\{\{ [\w.]+ \}\})/)
    .filter((part) => part !== "")
    .map((part) => (part.startsWith("{{") ? { path: part.slice(3, -3).split(".") } : part));

export const is = (path: string, ...values: string[]) => ({ kind: "is" as const, path: path.split("."), values });

const byId = <T extends { readonly id: string }>(all: readonly T[]): ReadonlyMap<string, T> =>
  new Map(all.map((one) => [one.id, one]));

export const entryOf = (id: string, attributes: Entry["attributes"]): Entry => ({
  id,
  name: id.toUpperCase(),
  aliases: [id],
  attributes,
});

function slotOf(given: Partial<Slot> & Pick<Slot, "id" | "kind">): Slot {
  const options =
    given.kind === "choice" ? ["soft", "hard"].map((id) => ({ id, label: id, words: [], value: id })) : [];
  return {
    collection: null,
    name: given.id,
    question: `${given.id}?`,
    why: "",
    unsure: "no idea",
    options,
    dependsOn: [],
    ...given,
  };
}

const base = { when: null, needs: [], facts: [], redoAfter: [] };

export const answerOf = (id: string, then: Goto, outcome: Answer["outcome"] = "answered"): Answer => ({
  id,
  label: t(id),
  words: [],
  when: null,
  say: null,
  sets: {},
  outcome,
  then,
});

const next: Goto = { kind: "next" };

const helped = (): readonly Answer[] => [
  answerOf("yes", { kind: "resolved" }, "worked"),
  answerOf("no", next, "did_not_help"),
  answerOf("not_sure", next, "could_not"),
];

export const doStep = (id: string, given: Partial<DoStep> = {}): DoStep => ({
  ...base,
  kind: "do",
  id,
  text: t(`Do ${id}.`),
  question: { text: t("Better?"), why: null, answers: helped() },
  action: null,
  holdS: null,
  timer: "hold",
  light: null,
  likelihood: "common",
  effort: { minutes: 1, difficulty: "easy", loses: [] },
  ...given,
});

export const askStep = (id: string, answers: readonly Answer[], given: Partial<AskStep> = {}): AskStep => ({
  ...base,
  kind: "ask",
  id,
  text: null,
  question: { text: t(`${id}?`), why: `because of ${id}`, answers },
  ...given,
});

export const sayStep = (id: string, text: string, then: Goto = next): SayStep => ({
  ...base,
  kind: "say",
  id,
  text: t(text),
  then,
});

const consentStep = (id: string): ConsentStep => ({
  ...base,
  kind: "consent",
  id,
  text: t("This loses your recipes."),
  loses: ["recipes"],
  question: {
    text: t("Go on?"),
    why: null,
    answers: [
      answerOf("yes", next, "consented"),
      answerOf("no", escalate("refused"), "refused"),
      answerOf("not_sure", escalate("refused"), "refused"),
    ],
  },
});

const escalate = (reason: string): Goto => ({ kind: "escalate", queue: "bench", reason });

export const flowOf = (id: string, steps: readonly Step[], given: Partial<Flow> = {}): Flow => ({
  id,
  title: `the ${id} flow`,
  startsOn: [],
  startsWhen: null,
  needs: [],
  steps,
  otherwise: escalate("steps_used_up"),
  ...given,
});

/** fill (by machine) → descale → the called rinse → grind, after which rinse may be repeated → person. */
const brew = flowOf(
  "brew",
  [
    doStep("fill", { text: t("Fill the {{ machine.tank }} tank."), when: { kind: "known", path: ["machine"] } }),
    doStep("descale", { action: "descale", holdS: t("30") }),
    { ...base, kind: "call", id: "rinsing", flow: "rinse" },
    doStep("grind", {
      redoAfter: ["fill"],
      question: {
        text: t("Better?"),
        why: null,
        answers: [
          answerOf("yes", { kind: "resolved" }, "worked"),
          answerOf("no", { kind: "retry", step: "grind" }, "did_not_help"),
          answerOf("not_sure", next, "could_not"),
        ],
      },
    }),
  ],
  { startsOn: ["no_coffee"], needs: [{ slot: "machine", only: null, when: null }] },
);

const rinse = flowOf("rinse", [doStep("hot_water"), sayStep("dry", "Let it dry.")], { otherwise: { kind: "return" } });

const wipe = flowOf("wipe", [consentStep("agree"), doStep("erase")], { startsOn: ["wipe_settings"] });
