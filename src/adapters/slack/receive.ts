import type { Activity } from "../../dialog/activity.ts";
import type { SharedFile } from "../../dialog/events.ts";
import { type ConversationId, conversationId, deliveryId } from "../../dialog/ids.ts";
import { type Before, isKnown } from "../common/heard.ts";
import { conversationAt, deliveryOf, isDirect, type Place, personOf, placeOf } from "./place.ts";
import { changedEvent, eventBody, installOf, installOfEvent, messageEvent, pressBody } from "./shapes.ts";
import { type Read, readText } from "./text.ts";

/** Words of a person, before it is known whether they are for the bot. */
export interface Heard extends Read {
  readonly install: string;
  readonly channel: string;
  readonly ts: string;
  /** Of the thread the message hangs in; null where it stands by itself. */
  readonly thread: string | null;
  readonly direct: boolean;
  /** Id of the person. */
  readonly by: string;
  /** `ts` of the edit, where the words replace earlier ones. */
  readonly edited: string | null;
  readonly files: readonly SharedFile[];
}

/** Messages of people that are not the plain kind: an answer shown in the channel too, one with a file, "/me …". */
const spoken = new Set(["thread_broadcast", "file_share", "me_message"]);

/** Null for what no person said: bots and the bot itself, joins, deletions, changes that are no edit. */
export function receiveMessage(body: unknown): Heard | null {
  const outer = eventBody.safeParse(body);
  const install = outer.success ? installOfEvent(outer.data) : null;
  if (!outer.success || install === null) return null;
  const bot = outer.data.authorizations?.[0]?.user_id ?? null;
  const changed = changedEvent.safeParse(outer.data.event);
  if (changed.success) {
    const { message, previous_message, channel, channel_type } = changed.data;
    // A preview that is unrolled, or a thread that grows, is a change too.
    if (!message.edited || previous_message?.text === message.text) return null;
    return heardIn({ ...message, channel, channel_type, type: "message" }, install, bot);
  }
  const message = messageEvent.safeParse(outer.data.event);
  return message.success ? heardIn(message.data, install, bot) : null;
}

type Message = ReturnType<typeof messageEvent.parse>;

function heardIn(message: Message, install: string, bot: string | null): Heard | null {
  const { user, bot_id, subtype, channel, channel_type, ts, thread_ts, text, edited } = message;
  if (!user || user === bot || bot_id || (subtype && !spoken.has(subtype))) return null;
  const read = readText(text ?? "", bot);
  const files = (message.files ?? []).map((file) => fileOf(install, file));
  if (read.text === "" && files.length === 0) return null;
  return {
    ...read,
    install,
    channel,
    ts,
    thread: thread_ts ?? null,
    direct: channel_type === "im" || isDirect(channel),
    by: personOf(install, user),
    // A mention that is added by an edit comes as a mention, too, and says so.
    edited: edited?.ts ?? null,
    files,
  };
}

const fileOf = (
  install: string,
  { id, name, title, mimetype, permalink }: NonNullable<Message["files"]>[number],
): SharedFile => ({
  name: name || title || "a file",
  type: mimetype || null,
  link: permalink || null,
  ...(id ? { source: `slack:${install}:${id}` } : {}),
});

/** What `source` says after the channel: where the app was installed, and the id of the file. */
export const sourceIn = (source: string): { readonly install: string; readonly file: string } | null => {
  const [, install, file] = /^([^:]+):([^:]+)$/.exec(source) ?? [];
  return install === undefined || file === undefined ? null : { install, file };
};

/** The place of its own that a message may belong to; a direct message may also belong to the whole. */
export const threadOf = ({ install, channel, thread, ts, direct }: Heard): ConversationId =>
  conversationAt({ install, channel, thread: direct ? thread : (thread ?? ts) });

/** Where it belongs. `takesPart`: see `Standing`. */
export const placeOfHeard = (heard: Heard, takesPart: boolean): ConversationId =>
  heard.direct && !takesPart ? conversationAt({ ...heard, thread: null }) : threadOf(heard);

/** What the conversation of `threadOf` is to the bot. */
export interface Standing {
  /** Something was said there, or the bot opened it. */
  readonly takesPart: boolean;
  /** Whose case it is. */
  readonly requester: string | null;
  /** What the bot has heard of the message before. */
  readonly before: Before | null;
}

/** In which channels the bot also answers unasked, when it is sure; anywhere else it waits to be addressed. */
export type Listens = (channel: string) => boolean;

/**
 * Null for words that are none of the bot's business. In a thread it takes part in, the person whose case it is need not
 * mention it, unless they speak to somebody else; what others say there counts where it is understood.
 */
export function activityOf(heard: Heard, standing: Standing, listens: Listens, at: number): Activity | null {
  const { channel, direct, ts, edited, text, files, mentioned, others } = heard;
  const { takesPart, requester, before } = standing;
  const addressed = direct || mentioned || (requester === heard.by && !others);
  const isForUs = addressed || takesPart || (heard.thread === null && listens(channel));
  const of = deliveryOf(heard, ts);
  if (isKnown(of, text, edited, before)) return null;
  // Words that were none of the bot's business are so in other words, too, as long as they do not address it.
  if (!isForUs || (edited !== null && before === null && !addressed)) return null;
  return {
    id: edited === null ? of : deliveryId(`${of}:${edited}`),
    conversation: placeOfHeard(heard, takesPart),
    channel: "slack",
    at,
    by: { id: heard.by, name: null },
    place: direct ? "direct" : "shared",
    addressed,
    said:
      edited === null || before === null
        ? { kind: "text", text, ...(files.length > 0 && { files }) }
        : { kind: "edit", of: before.delivery, text },
  };
}

/** What the buttons and menus of a message are called, so that a press finds its question. */
const mark = "choice";
export const choiceBlock = (conversation: ConversationId, question: string): string =>
  [mark, conversation, question].join("|");

/** Null for a press on anything but an option. */
export function receivePress(body: unknown, at: number): Activity | null {
  const press = pressBody.safeParse(body);
  if (!press.success) return null;
  const install = installOf(press.data);
  const [action] = press.data.actions;
  const [kind, conversation = "", question] = action?.block_id.split("|") ?? [];
  const option = action?.value ?? action?.selected_option?.value;
  const place = placeOf(conversationId(conversation));
  if (action === undefined || install === null || kind !== mark || place === null) return null;
  if (question === undefined || !option) return null;
  const by = personOf(place.install, press.data.user.id);
  const delivery = `press:${conversation}:${action.action_ts}:${press.data.user.id}`;
  return doneAt(place, by, delivery, at, { kind: "choice", question, option });
}

/** Words said for somebody by a command, a button of the home or a modal. `delivery`: what Slack calls the interaction. */
export const spokenAt = (place: Place, by: string, text: string, delivery: string, at: number): Activity =>
  doneAt(place, by, delivery, at, { kind: "text", text });

/** What is meant for the bot without a mention. */
const doneAt = (place: Place, by: string, delivery: string, at: number, said: Activity["said"]): Activity => ({
  id: deliveryId(`slack:${delivery}`),
  conversation: conversationAt(place),
  channel: "slack",
  at,
  by: { id: by, name: null },
  place: isDirect(place.channel) ? "direct" : "shared",
  addressed: true,
  said,
});
