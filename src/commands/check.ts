import type { Knowledge } from "../dialog/knowledge.ts";
import { loadKnowledge, readPack } from "../knowledge/load.ts";
import { formatted, type Problem } from "../knowledge/problem.ts";
import type { Finding } from "../proof/finding.ts";
import { type Proof, prove } from "../proof/prove.ts";
import { storyOf } from "../proof/story.ts";
import { type Command, jsonOption, knowledgeDirOf, knowledgeOption } from "./command.ts";

export const checkCommand: Command = {
  about:
    "Checks the knowledge pack: every mistake with file, line, column and remedy; then explores every conversation and proves that none is stranded or misled. Exit status 1 if anything is wrong.",
  arguments: "",
  options: {
    ...knowledgeOption,
    ...jsonOption,
    quick: { type: "boolean", about: "leaves out the exploration, which takes half a minute on a large pack" },
  },
  async run(values) {
    const dir = knowledgeDirOf(values);
    const { knowledge, problems } = await loadKnowledge(dir);
    const proved = knowledge === null || values.quick === true ? null : await provedIn(dir, knowledge);
    const ok = knowledge !== null && problems.length === 0 && (proved === null || proved.found.length === 0);
    if (values.json === true) console.log(JSON.stringify(asJson(ok, problems, proved)));
    else for (const line of inLines(dir, knowledge, problems, proved)) console.log(line);
    // A warning does not keep the bot from running, but it has to be looked at before it reaches anyone.
    return ok ? 0 : 1;
  },
};

interface Proved {
  readonly proof: Proof;
  readonly seconds: number;
  readonly found: readonly {
    readonly problem: Problem;
    readonly finding: Finding;
    readonly story: readonly string[];
  }[];
}

async function provedIn(dir: string, knowledge: Knowledge): Promise<Proved> {
  const begun = performance.now();
  const proof = prove(knowledge);
  const seconds = (performance.now() - begun) / 1000;
  const pack = proof.findings.length === 0 ? null : await readPack(dir);
  const found = proof.findings.map((finding) => {
    const { flow, step, message } = finding;
    const sheet = pack?.flows.find((one) => one.flow.id === flow);
    const index = sheet?.flow.steps.findIndex(({ id }) => id === step) ?? -1;
    // A problem at a step says which step itself.
    const named = index < 0 ? `${step === null ? `flow "${flow}"` : `step "${step}"`}: ${message}` : message;
    const problem: Problem = sheet?.source.problem("proof", index < 0 ? [] : ["steps", index], named) ?? {
      file: dir,
      line: 1,
      column: 1,
      rule: "proof",
      message: named,
      level: "error",
    };
    return { problem, finding, story: storyOf(proof.explored, finding.way, knowledge) };
  });
  return { proof, seconds, found };
}

const asJson = (ok: boolean, problems: readonly Problem[], proved: Proved | null) => ({
  ok,
  problems: [...problems, ...(proved?.found.map(({ problem }) => problem) ?? [])],
  proof:
    proved === null
      ? null
      : {
          states: proved.proof.states,
          turns: proved.proof.turns,
          longest: proved.proof.longest?.length ?? null,
          seconds: proved.seconds,
          findings: proved.found.map(({ problem, finding, story }) => ({ claim: finding.claim, ...problem, story })),
        },
});

function inLines(
  dir: string,
  knowledge: Knowledge | null,
  problems: readonly Problem[],
  proved: Proved | null,
): readonly string[] {
  const lines = problems.map(formatted);
  for (const { problem, story } of proved?.found ?? [])
    lines.push(
      formatted(problem),
      ...(story.length === 0 ? [] : ["  The shortest conversation that shows it:"]),
      ...story.map((line) => `    ${line}`),
    );
  const count = problems.length + (proved?.found.length ?? 0);
  if (knowledge === null || count > 0) lines.push(`${count} ${count === 1 ? "problem" : "problems"} in ${dir}`);
  else
    lines.push(
      `${dir} is sound: ${knowledge.flows.size} flows, ${knowledge.answers.size} answers, ${knowledge.intents.size} intents, ${knowledge.catalogue.get("models")?.size ?? 0} models`,
    );
  if (proved !== null) lines.push(summaryOf(proved));
  return lines;
}

function summaryOf({ proof: { states, turns, longest, findings }, seconds }: Proved): string {
  const verdict = findings.length === 0 ? "proved" : "explored";
  const length = longest === null ? "a conversation without end" : `longest conversation ${longest.length} turns`;
  return `${verdict}: ${states.toLocaleString("en")} states, ${turns.toLocaleString("en")} turns, ${length}, ${seconds.toFixed(1)} s`;
}
