import { conversationId } from "../../src/dialog/ids.ts";
import { botItems, webOf } from "../support/server.ts";
import { type ChannelRig, channelContract } from "./contract.ts";

async function rig(): Promise<ChannelRig> {
  const { begin, send, view, turns, store } = await webOf();
  const conversation = await begin();
  let last: Parameters<typeof send>[1] = { id: "nothing-yet", text: "" };
  const deliver = async (body: typeof last): Promise<void> => {
    last = body;
    const { status } = await send(conversation, body);
    if (status !== 202) throw new Error(`the API answered ${status}`);
    await turns.idle();
  };
  const items = async () => botItems(await view(conversation));
  return {
    say: (text) => deliver({ id: crypto.randomUUID(), text }),
    async choose(option, message = -1) {
      const asked = (await items()).filter(({ message: { question } }) => question !== null);
      const question = asked.at(message)?.message.question?.id ?? "none";
      await deliver({ id: crypto.randomUUID(), choice: { question, option } });
    },
    repeat: () => deliver(last),
    edit: () => Promise.reject(new Error("the page cannot edit")),
    events: () => store.events(conversationId(conversation)),
    async shown() {
      return (await items()).map(({ message: { text, question }, waiting }) => ({
        words: [...text, question?.text ?? ""].join("\n"),
        options: waiting ? (question?.options ?? []).map(({ id }) => id) : [],
      }));
    },
    stop: async () => {},
  };
}

channelContract("web", rig, { edited: "the page offers no way to change what was sent" });
