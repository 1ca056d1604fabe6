import { randomUUID } from "node:crypto";
import { chat } from "../adapters/terminal/channel.ts";
import { loadBrain } from "../brain.ts";
import { foldersOf, storePlaceOf } from "../config.ts";
import { conversationId } from "../dialog/ids.ts";
import { formatted } from "../knowledge/problem.ts";
import { faultOf } from "../log.ts";
import { modelCacheFor } from "../modelCache.ts";
import { createMemoryStore } from "../store/memory.ts";
import { openStore } from "../store/open.ts";
import { createTurns } from "../turn.ts";
import { type Command, knowledgeDirOf, knowledgeOption, text } from "./command.ts";

export const chatCommand: Command = {
  about:
    'Talks in the terminal.\n\nWith --json one object a line: {"text": "…"} or {"choice": "option id"} in, {"messages", "case"} out.',
  arguments: "",
  options: {
    ...knowledgeOption,
    json: { type: "boolean", about: "one JSON object a line, in and out" },
    conversation: { type: "string", about: "name of a conversation to keep and go on with (default: none is kept)" },
  },
  async run(values) {
    const loaded = await loadBrain(knowledgeDirOf(values), modelCacheFor(foldersOf(process.env).dataDir));
    if ("problems" in loaded) {
      for (const problem of loaded.problems) console.error(formatted(problem));
      return 1;
    }
    const { brain } = loaded;
    const name = text(values, "conversation");
    const conversation = conversationId(`terminal:${name ?? randomUUID()}`);
    const store = name === undefined ? createMemoryStore() : await openStore(storePlaceOf(process.env));
    let status = 0;
    const turns = createTurns({
      store,
      brain: () => brain,
      clock: Date.now,
      publish: () => {},
      failed: (error, _conversation, failure) => {
        status = 1;
        const fault = faultOf(error, { safe: failure !== "decision" });
        console.error(
          `the turn failed: ${fault.message ?? `${fault.error} at ${fault.at?.[0] ?? "an unknown place"}`}`,
        );
      },
    });
    try {
      // A server may be using the store: the other conversations are its business.
      await turns.recover(conversation);
      await chat({
        conversation,
        knowledge: () => brain.knowledge,
        receive: turns.receive,
        events: store.events,
        clock: Date.now,
        freshId: randomUUID,
        input: process.stdin,
        output: process.stdout,
        json: values.json === true,
      });
    } finally {
      await store.close();
    }
    return status;
  },
};
