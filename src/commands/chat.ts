import { randomUUID } from "node:crypto";
import { chat } from "../adapters/terminal/channel.ts";
import { loadBrain } from "../brain.ts";
import { conversationId } from "../dialog/ids.ts";
import { formatted } from "../knowledge/problem.ts";
import { openStore } from "../main.ts";
import { createMemoryStore } from "../store/memory.ts";
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
    const loaded = await loadBrain(knowledgeDirOf(values));
    if ("problems" in loaded) {
      for (const problem of loaded.problems) console.error(formatted(problem));
      return 1;
    }
    const { brain } = loaded;
    const name = text(values, "conversation");
    const store = name === undefined ? createMemoryStore() : await openStore(process.env.STEPWISE_DATA ?? "data");
    let status = 0;
    const turns = createTurns({
      store,
      brain: () => brain,
      clock: Date.now,
      publish: () => {},
      failed: (error) => {
        status = 1;
        console.error(`the turn failed: ${error instanceof Error ? error.message : "unknown fault"}`);
      },
    });
    await turns.recover();
    await chat({
      conversation: conversationId(`terminal:${name ?? randomUUID()}`),
      knowledge: () => brain.knowledge,
      receive: turns.receive,
      events: (conversation) => store.events(conversation),
      clock: Date.now,
      freshId: randomUUID,
      input: process.stdin,
      output: process.stdout,
      json: values.json === true,
    });
    await store.close();
    return status;
  },
};
