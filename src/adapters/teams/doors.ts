import type { Activity } from "../../dialog/activity.ts";
import type { Knowledge } from "../../dialog/knowledge.ts";
import type { Clock, Store, Understand } from "../../dialog/ports.ts";
import { pastedOf } from "../common/assist.ts";
import { opensCase, printOf } from "../common/authored.ts";
import { createOnce } from "../common/once.ts";
import { cut } from "../common/words.ts";
import type { Plain, TeamsApi } from "./api.ts";
import type { Answer } from "./app.ts";
import { type Card, limits } from "./cards.ts";
import { fieldOf, type PasteGoal, pasteIn, pasteTitle, renderPasted, renderPasteInput } from "./paste.ts";
import { conversationAt, messageAt, type Place, threadAt } from "./place.ts";
import { byOf, spokenAt } from "./receive.ts";
import type { Sealing } from "./sealed.ts";
import { commandValue, type InvokeShape, placeOf, submitValue } from "./shapes.ts";
import { readHtml } from "./text.ts";

export interface DoorPorts {
  readonly api: TeamsApi;
  readonly brain: () => { readonly knowledge: Knowledge; readonly understand: Understand };
  /** Stores the words, and where they were said. */
  readonly receive: (activity: Activity, place: Place) => Promise<unknown>;
  readonly store: Pick<Store, "events" | "undone">;
  readonly sealing: Sealing;
  readonly clock: Clock;
  /** No user speaks there. */
  readonly isDesk: (place: Place) => boolean;
  /** Must not throw. */
  readonly failed: (error: unknown) => void;
}

/** The commands of the manifest. */
export const commands = { help: "helpWithThis", paste: "paste" } as const;

const noAnswer = "Teams did not take it just now. Please try again.";
const ended = "I cannot tell any more which message this was. Open it on the message again, or go on in our chat.";

/** The ways in that are no message: the commands and the task modules. Null for what is none of them. */
export function createDoors({ api, brain, receive, store, sealing, clock, isDesk, failed }: DoorPorts) {
  const once = createOnce<string>();

  const pasted = (text: string, goal: PasteGoal, fault: string | null = null): Card => {
    const { knowledge, understand } = brain();
    return renderPasted(text, pastedOf(text, understand(text), knowledge, clock()), goal, fault);
  };

  function opened(invoke: InvokeShape): Answer {
    const { success, data } = commandValue.safeParse(invoke.value);
    const message = success && data.commandId === commands.help ? data.messagePayload : null;
    if (!message) return shown(renderPasteInput({ kind: "direct", opened: invoke.id }));
    const { user } = message.from ?? {};
    const place = placeOf(invoke);
    const asker = byOf(invoke);
    const author = user ? { id: user.id, name: user.displayName ?? null } : { id: asker.id, name: asker.name };
    const text = readHtml(message.body?.content ?? "");
    const direct: PasteGoal = { kind: "direct", opened: invoke.id };
    const below = {
      kind: "thread" as const,
      opened: invoke.id,
      root: message.replyToId ?? message.id,
      message: message.id,
      author,
      print: printOf(fieldOf(text)),
    };
    const goal: PasteGoal =
      place === null || isBetweenPeople(place) || isDesk(place)
        ? direct
        : { ...below, seal: sealing.sealOf(below, { asker: asker.id, place }) };
    return shown(text === "" ? renderPasteInput(goal) : pasted(text, goal));
  }

  async function submitted(invoke: InvokeShape): Promise<Answer> {
    const { data } = submitValue.safeParse(invoke.value);
    const sent = pasteIn(data?.data);
    const place = placeOf(invoke);
    if (sent === null || place === null) return { status: 400 };
    const { asks, goal, text } = sent;
    if (goal.kind === "thread" && !sealing.fits(goal, { asker: byOf(invoke).id, place })) {
      const own: PasteGoal = { kind: "direct", opened: goal.opened };
      return shown(text === "" ? renderPasteInput(own, ended) : pasted(text, own, ended));
    }
    if (text === "") return shown(renderPasteInput(goal, "Paste the customer's words here first."));
    if (asks === "read") return shown(pasted(text, goal));
    try {
      await goOn(invoke, place, goal, text);
    } catch (error) {
      failed(error);
      const remedy =
        goal.kind === "direct"
          ? "If we have not talked yet, add me under Apps first."
          : "If I am not in this chat or team, add me there first.";
      return shown(pasted(text, goal, `${noAnswer} ${remedy}`));
    }
    return { status: 200, body: {} };
  }

  async function goOn(invoke: InvokeShape, at: Place, goal: PasteGoal, text: string): Promise<void> {
    const asker = byOf(invoke);
    const task = `task:${asker.id}:${goal.opened}`;
    // Whoever tries again after a fault gets the rest of it, and not what was said a second time.
    const say = (place: Place, said: Plain) => once(task, () => api.post(place, said, null));
    if (goal.kind === "direct" || isDesk(at)) {
      const place = at.kind === "personal" && !isBetweenPeople(at) ? at : await api.direct(at, invoke.from);
      await say(place, quoted(text));
      await receive(spokenAt(place, asker, text, task, clock()), place);
      return;
    }
    const place = threadAt(at, goal.root);
    const isUnedited = printOf(text) === goal.print;
    // The words of that message: what its author changes in it later is an edit of them.
    const delivery = isUnedited ? `${messageAt(place.conversation, goal.message)}:${goal.opened}` : task;
    const by = isUnedited && (await opensCase(store, conversationAt(place))) ? goal.author : asker;
    await say(place, introduced(asker.name, goal.author.name));
    await receive(spokenAt(place, by, text, delivery, clock()), place);
  }

  return async (invoke: InvokeShape): Promise<Answer | null> => {
    switch (invoke.name) {
      case "composeExtension/fetchTask":
      case "task/fetch":
        return opened(invoke);
      case "composeExtension/submitAction":
      case "task/submit":
        return submitted(invoke);
      default:
        return null;
    }
  };
}

/** A chat of two people; no bot can be in it. */
const isBetweenPeople = ({ conversation }: Place): boolean => conversation.endsWith("@unq.gbl.spaces");

const shown = (content: Card): Answer => ({
  status: 200,
  body: {
    task: {
      type: "continue",
      value: {
        title: pasteTitle,
        width: "medium",
        height: "large",
        card: { contentType: "application/vnd.microsoft.card.adaptive", content },
      },
    },
  },
});

const quoted = (text: string): Plain => ({ text: `You wrote: ${cut(text, limits.fallback)}`, suggested: [] });

/** Says why the bot joins. */
const introduced = (asker: string | null, author: string | null): Plain => ({
  text:
    asker === null || author === null || asker === author
      ? "👋 I have been asked to help here."
      : `👋 ${asker} has asked me to help with the message of ${author}.`,
  suggested: [],
});
