import { join } from "node:path";
import {
  type Activity,
  BotAdapter,
  ConversationState,
  FileTranscriptStore,
  MemoryStorage,
  type ResourceResponse,
  TranscriptLoggerMiddleware,
  TurnContext,
} from "botbuilder";
import {
  ChoicePrompt,
  DialogSet,
  ListStyle,
  TextPrompt,
  WaterfallDialog,
  type WaterfallStepContext,
} from "botbuilder-dialogs";
import type { Take } from "./load.ts";
import type { Script } from "./said.ts";

/** A channel that takes everything. */
class Channel extends BotAdapter {
  sent = 0;
  async sendActivities(_context: TurnContext, activities: Partial<Activity>[]): Promise<ResourceResponse[]> {
    return activities.map(() => ({ id: `${++this.sent}` }));
  }
  async updateActivity(): Promise<void> {}
  async deleteActivity(): Promise<void> {}
  async continueConversation(): Promise<void> {}
  override async continueConversationAsync(): Promise<void> {}
  take(activity: Partial<Activity>, logic: (context: TurnContext) => Promise<void>): Promise<void> {
    return this.runMiddleware(new TurnContext(this, activity), logic);
  }
}

/**
 * The same conversations as waterfalls of prompts, word for word, as its documentation shows them. It reads nothing
 * out of a text: each prompt takes what comes. `transcripts`: folder for its `FileTranscriptStore`.
 */
export function botbuilderTake(scripts: readonly Script[], transcripts: string | null): Take {
  const channel = new Channel();
  if (transcripts !== null)
    channel.use(new TranscriptLoggerMiddleware(new FileTranscriptStore(join(transcripts, "transcripts"))));
  const state = new ConversationState(new MemoryStorage());
  const dialogs = new DialogSet(state.createProperty("dialog"));
  dialogs.add(new TextPrompt("text"));
  const choice = new ChoicePrompt("choice");
  choice.style = ListStyle.suggestedAction;
  dialogs.add(choice);
  for (const [i, script] of scripts.entries())
    dialogs.add(
      new WaterfallDialog(`script-${i}`, [
        ...script.slice(1).map(
          ({ said, asked }) =>
            (step: WaterfallStepContext) =>
              said.kind === "choice"
                ? step.prompt("choice", {
                    prompt: asked?.text ?? "",
                    choices: (asked?.options ?? []).map(({ label }) => label),
                  })
                : step.prompt("text", asked?.text ?? ""),
        ),
        (step) => step.endDialog(),
      ]),
    );

  return (conversation, n, { said, asked }) => {
    if (said.kind === "agent") throw new Error("found what a person does at a desk; expected words of a user");
    const text =
      said.kind === "choice" ? (asked?.options.find(({ id }) => id === said.option)?.label ?? "") : said.text;
    const activity = {
      type: "message",
      id: `${conversation}-${n}`,
      channelId: "web",
      conversation: { id: conversation, isGroup: false, conversationType: "", name: "" },
      from: { id: conversation, name: "" },
      recipient: { id: "bot", name: "bot" },
      timestamp: new Date(),
      text,
    };
    return channel.take(activity, async (context) => {
      const dialog = await dialogs.createContext(context);
      const { status } = await dialog.continueDialog();
      if (status === "empty") {
        const script = scripts.findIndex(([first]) => first?.said === said);
        await dialog.beginDialog(`script-${script}`);
      }
      await state.saveChanges(context);
    });
  };
}
