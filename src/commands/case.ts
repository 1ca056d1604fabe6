import { conversationId } from "../dialog/ids.ts";
import { caseFileOf } from "../dialog/transcript.ts";
import { loadKnowledge } from "../knowledge/load.ts";
import { formatted } from "../knowledge/problem.ts";
import { type Command, knowledgeDirOf, knowledgeOption } from "./command.ts";
import { storeOfSettings } from "./settings.ts";

export const caseCommand: Command = {
  about: "Prints the case file of a conversation as JSON; without an id, lists the latest conversations.",
  arguments: "[conversation]",
  options: knowledgeOption,
  async run(values, [id]) {
    const { knowledge, problems } = await loadKnowledge(knowledgeDirOf(values));
    if (knowledge === null) {
      for (const problem of problems) console.error(formatted(problem));
      return 1;
    }
    const store = await storeOfSettings();
    if (store === null) return 1;
    try {
      if (id === undefined) {
        for (const row of await store.list(50)) console.log(JSON.stringify(row));
        return 0;
      }
      const file = caseFileOf(await store.events(conversationId(id)), knowledge);
      if (file === null) {
        console.error(`no case in conversation "${id}"; stepwise case lists the conversations there are`);
        return 1;
      }
      console.log(JSON.stringify(file, null, 2));
      return 0;
    } finally {
      await store.close();
    }
  },
};
