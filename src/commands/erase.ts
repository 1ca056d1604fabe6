import type { Command } from "./command.ts";
import { storeOfSettings } from "./settings.ts";

export const eraseCommand: Command = {
  about:
    "Forgets a person: every conversation they spoke in, with its case, and what of it waits to be answered or sent.\n\n" +
    "The person is named as the channel names them; on the web page that is the id of the conversation. Prints the ids\n" +
    "of the conversations. Backups are yours to delete.",
  arguments: "<person>",
  options: { "dry-run": { type: "boolean", about: "only print what would be forgotten" } },
  async run(values, [person]) {
    if (person === undefined || person === "") {
      console.error("found no person; expected the id of one: stepwise erase <person>");
      return 2;
    }
    const store = await storeOfSettings();
    if (store === null) return 1;
    try {
      const dry = values["dry-run"] === true;
      const conversations = await store.erase(person, dry);
      for (const conversation of conversations) console.log(conversation);
      console.error(`${conversations.length} ${dry ? "would be" : "were"} forgotten`);
      return 0;
    } finally {
      await store.close();
    }
  },
};
