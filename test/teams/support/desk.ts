import type { Json, Posted } from "./app.ts";
import type { TeamsBot } from "./bot.ts";
import { teamsBot } from "./bot.ts";
import { bob, execute, mention, message, personal, submit } from "./payloads.ts";

export const deskChannel = "19:desk@thread.tacv2";
export const grace = { id: "29:grace", name: "Grace", aadObjectId: "aad-grace" } as const;

export const problem = "my mi buds 4 pro won't connect to my pixel, the light is off";

/** A bot with one desk; nothing is known of Teams but what it learns. */
export const deskBot = (options: Parameters<typeof teamsBot>[0] = {}): Promise<TeamsBot> =>
  teamsBot({
    ...options,
    settings: { desks: [{ name: "teams", channel: deskChannel, team: null }], ...options.settings },
  });

/** What stands in the threads of the channel, oldest first. */
export const inChannel = ({ microsoft }: TeamsBot): readonly Posted[] =>
  microsoft.messages().filter(({ conversation }) => conversation.startsWith(deskChannel));

/** Messages that begin a thread in the channel. */
export const ticketsIn = (bot: TeamsBot): readonly Posted[] =>
  inChannel(bot).filter(({ id, conversation }) => conversation.endsWith(`;messageid=${id}`));

export function ticketIn(bot: TeamsBot): Posted {
  const ticket = ticketsIn(bot).at(-1);
  if (ticket === undefined) throw new Error("no ticket was posted");
  return ticket;
}

/** Ada tells her problem and asks for a person. */
export async function handedOver(bot: TeamsBot, words: readonly string[] = [problem, "person"]) {
  for (const text of words) {
    await bot.deliver(message(text, personal));
    await bot.settled();
  }
  await settledAt(bot);
}

/** The transcript waits for its ticket. */
export async function settledAt(bot: TeamsBot): Promise<void> {
  await bot.settled();
  await bot.later(2_000);
  await bot.settled();
}

interface Element {
  readonly text?: string;
  readonly inlines?: readonly { readonly text: string }[];
  readonly items?: readonly Element[];
  readonly actions?: readonly Action[];
  readonly choices?: readonly { readonly title: string; readonly value: string }[];
  readonly id?: string;
}

interface Action {
  readonly type: string;
  readonly title: string;
  readonly data?: Json;
  readonly url?: string;
  readonly card?: { readonly body: readonly Element[]; readonly actions?: readonly Action[] };
}

const cardIn = ({ activity }: Posted): { readonly body: readonly Element[]; readonly actions?: readonly Action[] } => {
  const [attachment] = Array.isArray(activity.attachments) ? activity.attachments : [];
  return attachment?.content ?? { body: [] };
};

const linesIn = (all: readonly Element[]): readonly string[] =>
  all.flatMap(({ inlines, items }) => [
    ...(inlines === undefined ? [] : [inlines.map(({ text }) => text).join("")]),
    ...linesIn(items ?? []),
  ]);

/** Every line that a message shows, as it is drawn. */
export const shownIn = (posted: Posted): readonly string[] => linesIn(cardIn(posted).body);

/** What can be done on a ticket, by the title of the button; those of its forms as "Form: button". */
export function buttonsOf(posted: Posted): ReadonlyMap<string, Json> {
  const all = (cardIn(posted).actions ?? []).flatMap(({ title, data, card }) =>
    card === undefined
      ? [[title, data ?? {}] as const]
      : (card.actions ?? []).map((one) => [`${title}: ${one.title}`, one.data ?? {}] as const),
  );
  return new Map(all);
}

/** The entries of a menu of one of its forms. */
export const choicesIn = (posted: Posted, field: string) =>
  (cardIn(posted).actions ?? [])
    .flatMap(({ card }) => card?.body ?? [])
    .flatMap(({ id, choices }) => (id === field ? (choices ?? []) : []));

/** Links that can be opened. */
export const linksIn = (posted: Posted): readonly string[] =>
  cardIn(posted)
    .body.flatMap(({ actions }) => actions ?? [])
    .flatMap(({ url }) => url ?? []);

/** What comes back to whoever presses: words, or the card. */
export async function press(bot: TeamsBot, title: string, fields: Json = {}, from: Json = grace): Promise<Json> {
  const ticket = ticketIn(bot);
  const data = buttonsOf(ticket).get(title);
  if (data === undefined)
    throw new Error(`nothing to press for ${title} among ${[...buttonsOf(ticket).keys()].join(", ")}`);
  return pressed(bot, ticket, { ...data, ...fields }, from);
}

/** The same of a card as it once was. */
export async function pressed(bot: TeamsBot, ticket: Posted, data: Json, from: Json = grace): Promise<Json> {
  const response = await bot.deliver(execute(data, ticket.conversation, ticket.id, { from }));
  const body = JSON.parse(await response.text());
  await bot.settled();
  return body;
}

export const submitted = (bot: TeamsBot, ticket: Posted, data: Json, from: Json = grace) =>
  bot.deliver(submit(data, ticket.conversation, ticket.id, { from }));

/** Somebody writes in the thread of the ticket, naming the bot. */
export async function write(bot: TeamsBot, text: string, more: Json = {}): Promise<void> {
  await bot.deliver(mention(text, ticketIn(bot).conversation, { from: grace, ...more }));
  await bot.settled();
}

/** Ada writes to the bot. */
export async function say(bot: TeamsBot, text: string, more: Json = {}): Promise<void> {
  await bot.deliver(message(text, personal, more));
  await bot.settled();
}

/** What stands in the thread below the ticket. */
export const below = (bot: TeamsBot): readonly string[] =>
  bot.microsoft
    .said(ticketIn(bot).conversation)
    .slice(1)
    .map((one) => shownIn(one).join("\n"));

/** What Ada sees, a message each. */
export const seen = (bot: TeamsBot): readonly string[] =>
  bot.microsoft.said(personal).map((one) => shownIn(one).join("\n"));

export { bob };
