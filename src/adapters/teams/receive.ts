import { z } from "zod";
import type { Activity, Person } from "../../dialog/activity.ts";
import type { SharedFile } from "../../dialog/events.ts";
import { deliveryId } from "../../dialog/ids.ts";
import { type Before, isKnown } from "../common/heard.ts";
import { filesIn } from "./files.ts";
import { conversationAt, deliveryOf, type Place, personOf } from "./place.ts";
import { messageShape, placeOf, type Shape } from "./shapes.ts";
import { type Read, readText } from "./text.ts";

/** Words of a person, before it is known whether they are for the bot. */
export interface Heard extends Read {
  readonly place: Place;
  /** Of the message. */
  readonly id: string;
  readonly by: Person;
  readonly files: readonly SharedFile[];
  /** Time of the edit, as Teams writes it, where the words replace earlier ones. */
  readonly edited: string | null;
}

/** Null for what no person said: presses, what was brought back after it had been deleted. */
export function receiveMessage(payload: unknown): Heard | null {
  const { success, data } = messageShape.safeParse(payload);
  const place = success ? placeOf(data) : null;
  if (!success || place === null || choiceIn(data.value) !== null) return null;
  const isEdit = data.type === "messageUpdate";
  if (isEdit && data.channelData?.eventType !== "editMessage") return null;
  const read = readText(data.text ?? "", data.textFormat ?? "plain", data.entities ?? [], data.recipient.id);
  const files = filesIn(data.attachments ?? []);
  if (read.text === "" && files.length === 0) return null;
  return { ...read, files, place, id: data.id, by: byOf(data), edited: isEdit ? (data.timestamp ?? "once") : null };
}

export const byOf = ({ from }: Pick<Shape, "from">): Person => ({ id: personOf(from), name: from.name ?? null });

/** What the conversation is to the bot. */
export interface Standing {
  /** It goes on about the matter: a thread it takes part in, a group chat while a case is open. */
  readonly goesOn: boolean;
  /** Whose case it is. */
  readonly requester: string | null;
  /** A person has the case, who can look at files. */
  readonly withPerson: boolean;
  /** What the bot has heard of the message before. */
  readonly before: Before | null;
}

/**
 * Null for words that are none of the bot's business. Where it goes on, the person whose case it is need not mention it,
 * unless they speak to somebody else; what others say there counts where it is understood.
 */
export function activityOf(
  heard: Heard,
  { goesOn, requester, withPerson, before }: Standing,
  at: number,
): Activity | null {
  const { place, text, files, mentioned, others, edited, by, id } = heard;
  // The bot cannot look at pictures, and has nothing to say to one.
  if (text === "" && !withPerson) return null;
  const direct = place.kind === "personal";
  const addressed = direct || mentioned || (goesOn && requester === by.id && !others);
  const of = deliveryOf(place.conversation, id);
  if (isKnown(of, text, edited, before)) return null;
  // Words that were none of the bot's business are so in other words, too, as long as they do not address it.
  if ((!addressed && !goesOn) || (edited !== null && before === null && !addressed)) return null;
  return {
    id: edited === null ? of : deliveryId(`${of}:${edited}`),
    conversation: conversationAt(place),
    channel: "teams",
    at,
    by,
    place: direct ? "direct" : "shared",
    addressed,
    said:
      edited === null || before === null
        ? { kind: "text", text, ...(files.length === 0 ? {} : { files }) }
        : { kind: "edit", of: before.delivery, text },
  };
}

/** What a button or a menu of a question carries. */
const choice = z.object({ stepwise: z.literal("choose"), question: z.string().min(1), option: z.string().min(1) });
export type Choice = z.infer<typeof choice>;

/** Null for anything but a pressed option. */
export const choiceIn = (value: unknown): Choice | null => choice.safeParse(value).data ?? null;

/** `press`: Teams's id of the press; pressing again is another one. */
export const pressedAt = (
  place: Place,
  by: Person,
  { question, option }: Choice,
  press: string,
  at: number,
): Activity => doneAt(place, by, `press:${place.conversation}:${press}`, at, { kind: "choice", question, option });

/** Words said for somebody by a task module. `delivery`: what Teams calls its submission. */
export const spokenAt = (place: Place, by: Person, text: string, delivery: string, at: number): Activity =>
  doneAt(place, by, delivery, at, { kind: "text", text });

/** What is meant for the bot without a mention. */
const doneAt = (place: Place, by: Person, delivery: string, at: number, said: Activity["said"]): Activity => ({
  id: deliveryId(`teams:${delivery}`),
  conversation: conversationAt(place),
  channel: "teams",
  at,
  by,
  place: place.kind === "personal" ? "direct" : "shared",
  addressed: true,
  said,
});
