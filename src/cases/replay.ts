import { conversationOf } from "../dialog/conversation.ts";
import { decide, pendingQuestion } from "../dialog/decide.ts";
import type { DialogEvent } from "../dialog/events.ts";
import { type DeliveryId, deliveryId } from "../dialog/ids.ts";
import type { Input } from "../dialog/input.ts";
import { dueOf } from "../dialog/silence.ts";
import { type CaseFile, type TranscriptItem, transcriptOf } from "../dialog/transcript.ts";
import type { Brain } from "../turn.ts";

export interface Replay {
  /** Turns of the user that were played. */
  readonly turns: number;
  /** Where the two conversations part; null: they are the same as far as the bot was alone with the user. */
  readonly parted: Parting | null;
}

export interface Parting {
  /** What the user did there. */
  readonly did: string;
  readonly was: readonly string[];
  readonly now: readonly string[];
}

type UserItem = Extract<TranscriptItem, { kind: "user" }>;

/**
 * Tells a case to the bot once more, word by word and press by press, with the silences between. It ends where a person
 * spoke, because what followed was not for the bot.
 */
export function replayed(file: CaseFile, brain: Brain): Replay {
  const told = turnsOf(file.transcript);
  let events: readonly DialogEvent[] = [];
  for (const [index, { user, replies }] of told.entries()) {
    const did = user.option === null ? user.text : `[${user.text}]`;
    events = withSilence(events, user.at, brain);
    const input = inputOf(user, events, file, brain);
    if (input === null)
      return { turns: index, parted: { did, was: shown(replies), now: ["no such answer is offered"] } };
    const before = events.length;
    events = [...events, ...decide(conversationOf(events), input, brain.knowledge)];
    const until = told[index + 1]?.user.at ?? file.transcript.at(-1)?.at ?? user.at;
    events = withSilence(events, until, brain);
    const now = shown(transcriptOf(events).filter(({ seq, kind }) => seq > before && kind !== "user"));
    const was = shown(replies);
    if (now.join("\n") !== was.join("\n")) return { turns: index + 1, parted: { did, was, now } };
  }
  return { turns: told.length, parted: null };
}

interface Turn {
  readonly user: UserItem;
  readonly replies: readonly TranscriptItem[];
}

/** What the user did, each with what followed, up to the first words of a person. */
function turnsOf(transcript: readonly TranscriptItem[]): readonly Turn[] {
  const spoke = transcript.findIndex(({ kind }) => kind === "agent" || kind === "claimed" || kind === "handed_back");
  const alone = spoke < 0 ? transcript : transcript.slice(0, spoke);
  const turns: { user: UserItem; replies: TranscriptItem[] }[] = [];
  for (const item of alone) {
    if (item.kind === "user") turns.push({ user: item, replies: [] });
    else turns.at(-1)?.replies.push(item);
  }
  return turns;
}

/** The nudges and closings that were due by then. */
function withSilence(events: readonly DialogEvent[], until: number, { knowledge }: Brain): readonly DialogEvent[] {
  let all = events;
  for (;;) {
    const state = conversationOf(all);
    const due = dueOf(state, knowledge.limits);
    if (due === null || due > until) return all;
    all = [...all, ...decide(state, { kind: "tick", at: due }, knowledge)];
  }
}

/** Null: the button is not there any more. */
function inputOf(item: UserItem, events: readonly DialogEvent[], file: CaseFile, brain: Brain): Input | null {
  const pending = pendingQuestion(conversationOf(events));
  const common = { at: item.at, conversation: file.conversation, delivery: deliveryOf(item.seq), by: item.by };
  if (item.option === null) {
    const edits = item.edits === null ? null : deliveryOf(item.edits);
    const understanding = brain.understand(item.text, pending);
    return { ...common, kind: "text", text: item.text, place: "direct", addressed: true, edits, understanding };
  }
  if (pending === null || !pending.options.some(({ id }) => id === item.option)) return null;
  return { ...common, kind: "choice", question: pending.id, option: item.option };
}

const deliveryOf = (seq: number): DeliveryId => deliveryId(`replay:${seq}`);

/** What the user sees of it. */
const shown = (items: readonly TranscriptItem[]): readonly string[] =>
  items.flatMap((item) => {
    if (item.kind === "bot") {
      const { text, question } = item.message;
      return question === null ? text : [...text, question.text, ...question.options.map(({ label }) => `- ${label}`)];
    }
    if (item.kind === "handed_over") return [`handed over to ${item.queue}: ${item.reason}`];
    return item.kind === "ended" ? [`ended: ${item.outcome}`] : [];
  });
