import { setTimeout as sleep } from "node:timers/promises";
import type { Activity, AgentAction, Person } from "../../dialog/activity.ts";
import { conversationOf } from "../../dialog/conversation.ts";
import type { DialogEvent, Refusal } from "../../dialog/events.ts";
import { type ConversationId, conversationId, type DeliveryId } from "../../dialog/ids.ts";
import type { Clock, References, Store } from "../../dialog/ports.ts";

export interface AtDesk {
  readonly id: DeliveryId;
  /** Of the user, not of the desk. */
  readonly conversation: ConversationId;
  readonly at: number;
  readonly by: Person;
  readonly desk: string;
  readonly action: AgentAction;
}

/** What somebody does at a desk, as an activity where the case lives; null where nothing was ever said there. */
export async function activityAt(
  { find }: Pick<Store, "find">,
  { id, conversation, at, by, desk, action }: AtDesk,
): Promise<Activity | null> {
  const row = await find(conversation);
  if (row === null) return null;
  const said = { kind: "agent", desk, action } as const;
  return { id, conversation, channel: row.channel, at, by, place: "direct", addressed: true, said };
}

/** Another server may be at work on the conversation: how often, and with what rest (milliseconds), its end is looked for. */
const looks = { most: 60, rest: 50 } as const;

/** As `refusedAt`, once the activity has been carried out, by whichever server; `done`: what this one does about it. */
export async function outcomeAt(
  { events, undone }: Pick<Store, "events" | "undone">,
  { id, conversation }: Activity,
  done: Promise<void>,
): Promise<string | null> {
  await done;
  const isWaiting = async () => (await undone(conversation)).activities.some((one) => one.id === id);
  for (let look = 0; look < looks.most && (await isWaiting()); look++) await sleep(looks.rest);
  return refusedAt(await events(conversation), id);
}

/** Why what was done at a desk had no effect, for whoever did it; null: it had. */
export function refusedAt(events: readonly DialogEvent[], delivery: DeliveryId): string | null {
  const refused = events.find((event) => event.type === "AgentRefused" && event.delivery === delivery);
  if (refused?.type !== "AgentRefused") return null;
  return refusalInWords(refused.why, events);
}

/** Why nobody but somebody else could act on the case now; null: this person may. */
export function standsInTheWay(events: readonly DialogEvent[], by: string): string | null {
  const { open } = conversationOf(events);
  if (open?.phase.kind !== "person") return refusalInWords("no_handoff", events);
  const { claimedBy } = open.phase;
  if (claimedBy === null) return refusalInWords("unclaimed", events);
  return claimedBy.id === by ? null : refusalInWords("claimed", events);
}

export function refusalInWords(why: Refusal, events: readonly DialogEvent[]): string {
  const { open } = conversationOf(events);
  const holder = open?.phase.kind === "person" ? open.phase.claimedBy : null;
  return refusals[why](holder?.name ?? holder?.id ?? "Somebody else");
}

const refusals: Readonly<Record<Refusal, (holder: string) => string>> = {
  claimed: (holder) => `${holder} has this case. Nothing was sent; only they can act on it until they release it.`,
  unclaimed: () => "Nobody has this case yet. Nothing was sent; claim it first, then do that again.",
  no_handoff: () => "This case is with no person any more. Nothing was sent.",
  unknown: () => "The knowledge has no such step or question any more. Nothing was sent; choose another.",
};

/** Which case the people talk about in a thread of a desk. */
export interface DeskThread {
  readonly desk: string;
  readonly conversation: ConversationId;
}

/** A case may take weeks; a place that is known needs to be known no longer than its case. Milliseconds. */
export const kept = 90 * 86_400_000;

/** What is written in that thread belongs to the case from now on. */
export const rememberThread = (
  references: References,
  thread: ConversationId,
  { desk, conversation }: DeskThread,
  clock: Clock,
): Promise<void> => references.put(thread, JSON.stringify({ desk, conversation }), clock() + kept);

/** Null where that place is no thread of a desk. */
export async function threadOfDesk(references: References, thread: ConversationId): Promise<DeskThread | null> {
  const body = await references.get(thread);
  if (body === null || !body.startsWith("{")) return null;
  const known: unknown = JSON.parse(body);
  if (typeof known !== "object" || known === null || !("desk" in known) || !("conversation" in known)) return null;
  const { desk, conversation } = known;
  return typeof desk === "string" && typeof conversation === "string"
    ? { desk, conversation: conversationId(conversation) }
    : null;
}
