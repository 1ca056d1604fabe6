import { storePlaceOf } from "../config.ts";
import { conversationId } from "../dialog/ids.ts";
import { caseFileOf } from "../dialog/transcript.ts";
import { loadKnowledge } from "../knowledge/load.ts";
import { formatted } from "../knowledge/problem.ts";
import { openExistingStore } from "../store/open.ts";
import { type Command, knowledgeDirOf, knowledgeOption } from "./command.ts";

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
    const place = storePlaceOf(process.env);
    const store = await openExistingStore(place);
    if (store === null) {
      console.error(
        `found no store in "${place.dataDir}"; expected the folder a server keeps its conversations in; set STEPWISE_DATA to it`,
      );
      return 1;
    }
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
