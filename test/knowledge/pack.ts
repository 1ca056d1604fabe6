import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { wordings } from "../../src/dialog/wording.ts";
import { type Loaded, loadKnowledge } from "../../src/knowledge/load.ts";
import { formatted } from "../../src/knowledge/problem.ts";

/** File name → content; null leaves the file out. */
export type Files = Readonly<Record<string, string | null>>;

/** A complete pack about lamps, without a mistake. Line numbers of tests count from these texts. */
const lampPack = (): Readonly<Record<string, string>> => ({
  "bot.yaml": bot(),
  "slots.yaml": slots(),
  "actions.yaml": `schema: 1
actions:
  - { id: reset, name: resetting the lamp, phrases: [reset it] }
`,
  "controls.yaml": `schema: 1
controls:
  go_back: [back]
`,
  "facts.yaml": `schema: 1
facts:
  C-001: { fact: Hold for 8 seconds, trust: plain }
`,
  "catalogue/models.yaml": models(),
  "catalogue/figures.yaml": `schema: 1
entries:
  - { id: wait_s, name: wait, value: { value: 30, facts: [C-001] } }
`,
  "catalogue/lights.yaml": lights(),
  "intents/lamp_dark.yaml": `schema: 1
id: lamp_dark
title: a lamp that stays dark
examples: [my lamp is dark]
`,
  "intents/lamp_price.yaml": `schema: 1
id: lamp_price
title: what a lamp costs
examples: [how much is a lamp]
`,
  "flows/lamp_dark.yaml": flow(`  - do: Plug it in.
`),
});

/** Steps begin on line 6 of \`flows/lamp_dark.yaml\`, \`else\` follows them. */
export const flow = (steps: string, head = "starts_on: [lamp_dark]", otherwise = "resolved"): string => `schema: 1
id: lamp_dark
title: Wake a lamp
${head}
steps:
${steps}else: ${otherwise}
`;

/** A second flow that no intent starts. */
export const otherFlow = (steps: string, head = "needs: []", otherwise = "return"): string =>
  flow(steps, head, otherwise).replace("id: lamp_dark", "id: other");

export const bot = (): string => `schema: 1
title: Lamps
did_it_help:
  ask: Does it work now?
  answers:
    "yes": { label: It works, then: resolved }
    "no": { label: Not yet, then: next }
    not_sure: { label: I could not do that, outcome: could_not, then: next }
consent: { "yes": { label: Go ahead }, "no": { label: Better not }, not_sure: { label: I am not sure } }
losses: { colours: your saved colours }
safety: [smoke]
openers: [{ intent: lamp_dark, label: My lamp is dark }]
other_languages: { de: Das kann ich nur auf Englisch. }
desk: { queue: lamps, safety_queue: safety }
limits: { misunderstandings: 3, step_repeats: 1, nudge_after_minutes: 10, close_after_minutes: 60, turns: 40 }
wording:
${Object.keys(wordings)
  .map((key) => `  "${key}": "${key} text"`)
  .join("\n")}
`;

export const models = (): string => `schema: 1
entries:
  - id: lamp_one
    name: Lamp One
    aliases: [lamp one, lamp 1]
    form: desk
    hold_s: { value: 8, facts: [C-001] }
    hold: Hold the button for {{ self.hold_s }} seconds.
    light: white_fast
  - id: lamp_two
    name: Lamp Two
    form: floor
vague:
  - { words: [desk lamp], among: { form: [desk] } }
`;

export const slots = (): string => `schema: 1
slots:
  - { id: model, kind: entry, collection: models, name: Model, question: Which one?, why: They differ., unsure: No idea }
  - id: led
    kind: light
    name: Light
    question: What does it do?
    why: It tells the state.
    unsure: I cannot tell
    options: [{ id: dark, label: No light, value: { colour: "off" } }]
  - id: place
    kind: choice
    name: Place
    question: Where is it?
    why: Rooms differ.
    unsure: I do not know
    options: [{ id: kitchen, label: In the kitchen }, { id: cellar, label: In the cellar }]
`;

export const lights = (): string => `schema: 1
colours:
  white: { name: white, words: [white], shows: ["#ffffff"] }
  "off": { name: dark, words: [dark], shows: [] }
rhythms:
  fast: { name: blinking fast, words: [fast], beat: [150, 150] }
parts: {}
entries:
  - { id: white_fast, name: white and fast, colour: white, rhythm: fast }
`;

/** The line of a text, from 1, on which this first stands. */
export const lineOf = (text: string, part: string): number => text.slice(0, text.indexOf(part)).split("\n").length;

/** Writes the lamp pack with these files changed; it is gone after the test. */
export async function packDir(changes: Files = {}): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), "stepwise-pack-"));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  for (const [name, text] of Object.entries({ ...lampPack(), ...changes }))
    if (text !== null) await writePackFile(dir, name, text);
  return dir;
}

export async function writePackFile(dir: string, name: string, text: string): Promise<void> {
  await mkdir(dirname(join(dir, name)), { recursive: true });
  await writeFile(join(dir, name), text);
}

export const loaded = async (changes: Files = {}): Promise<Loaded> => loadKnowledge(await packDir(changes));

/** The problems as an author reads them, with file names inside the pack. */
export async function problemsIn(changes: Files): Promise<readonly string[]> {
  const dir = await packDir(changes);
  const { problems } = await loadKnowledge(dir);
  return problems.map((problem) => formatted(problem).replaceAll(`${dir}/`, ""));
}

/** The problems of the flow `lamp_dark` with these steps, without the file name. */
export async function problemsOfSteps(steps: string, changes: Files = {}): Promise<readonly string[]> {
  const name = "flows/lamp_dark.yaml";
  const problems = await problemsIn({ [name]: flow(steps), ...changes });
  return problems.map((problem) => problem.replace(`${name}:`, ""));
}
