import type { Activity } from "../../dialog/activity.ts";
import type { Knowledge } from "../../dialog/knowledge.ts";
import type { Clock, Understand } from "../../dialog/ports.ts";
import { pastedOf } from "../common/assist.ts";
import { cut } from "../common/words.ts";
import type { Plain, TeamsApi } from "./api.ts";
import type { Answer } from "./app.ts";
import { type Card, limits } from "./cards.ts";
import { type PasteGoal, pasteIn, pasteTitle, renderPasted, renderPasteInput } from "./paste.ts";
import { type Place, threadAt } from "./place.ts";
import { byOf, spokenAt } from "./receive.ts";
import { commandValue, type InvokeShape, placeOf, submitValue } from "./shapes.ts";
import { readHtml } from "./text.ts";

export interface DoorPorts {
  readonly api: TeamsApi;
  readonly brain: () => { readonly knowledge: Knowledge; readonly understand: Understand };
  /** Stores the words, and where they were said. */
  readonly receive: (activity: Activity, place: Place) => Promise<unknown>;
  readonly clock: Clock;
}

/** The commands of the manifest. */
export const commands = { help: "helpWithThis", paste: "paste" } as const;

const noAnswer = "Teams did not take it just now. Please try again.";

/** The ways in that are no message: the commands and the task modules. Null for what is none of them. */
export function createDoors({ api, brain, receive, clock }: DoorPorts) {
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
    const goal: PasteGoal =
      place === null || isBetweenPeople(place)
        ? { kind: "direct", opened: invoke.id }
        : { kind: "thread", opened: invoke.id, root: message.replyToId ?? message.id, author };
    const text = readHtml(message.body?.content ?? "");
    return shown(text === "" ? renderPasteInput(goal) : pasted(text, goal));
  }

  async function submitted(invoke: InvokeShape): Promise<Answer> {
    const { data } = submitValue.safeParse(invoke.value);
    const sent = pasteIn(data?.data);
    const place = placeOf(invoke);
    if (sent === null || place === null) return { status: 400 };
    const { asks, goal, text } = sent;
    if (text === "") return shown(renderPasteInput(goal, "Paste the customer's words here first."));
    if (asks === "read") return shown(pasted(text, goal));
    try {
      await goOn(invoke, place, goal, text);
    } catch {
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
    const delivery = `task:${asker.id}:${goal.opened}`;
    if (goal.kind === "direct") {
      const place = at.kind === "personal" && !isBetweenPeople(at) ? at : await api.direct(at, invoke.from.id);
      await api.post(place, quoted(text), null);
      await receive(spokenAt(place, asker, text, delivery, clock()), place);
      return;
    }
    const place = goal.root === null ? at : threadAt(at, goal.root);
    await api.post(place, introduced(asker.name, goal.author.name), null);
    await receive(spokenAt(place, goal.author, text, delivery, clock()), place);
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
