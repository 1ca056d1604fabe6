import { loadKnowledge } from "../knowledge/load.ts";
import { formatted } from "../knowledge/problem.ts";
import { type Command, jsonOption, knowledgeDirOf, knowledgeOption } from "./command.ts";

export const checkCommand: Command = {
  about: "Checks the knowledge pack: every mistake with file, line, column and remedy; exit status 1 if there is one.",
  arguments: "",
  options: { ...knowledgeOption, ...jsonOption },
  async run(values) {
    const dir = knowledgeDirOf(values);
    const { knowledge, problems } = await loadKnowledge(dir);
    if (values.json === true)
      console.log(JSON.stringify({ ok: knowledge !== null && problems.length === 0, problems }));
    else {
      for (const problem of problems) console.log(formatted(problem));
      if (knowledge === null || problems.length > 0) console.log(`${problems.length} problems in ${dir}`);
      else
        console.log(
          `${dir} is sound: ${knowledge.flows.size} flows, ${knowledge.answers.size} answers, ${knowledge.intents.size} intents, ${knowledge.catalogue.get("models")?.size ?? 0} models`,
        );
    }
    // A warning does not keep the bot from running, but it has to be looked at before it reaches anyone.
    return knowledge === null || problems.length > 0 ? 1 : 0;
  },
};
