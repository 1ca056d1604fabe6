import { type Conversation, evolve } from "./conversation.ts";
import type { DialogEvent } from "./events.ts";
import type { OutboxKey } from "./outbox.ts";

/** What is set up besides the page, which reads the log. */
export interface Outside {
  /** Channels whose replies are sent, by name. */
  readonly channels: ReadonlySet<string>;
  /** Desks that are told, by name, each with what it is sent besides the ticket itself: a transcript, a file. */
  readonly desks: ReadonlyMap<string, readonly string[]>;
}

export const nothingOutside: Outside = { channels: new Set(), desks: new Map() };

/** The name of a desk's outlet, or of one of its parts. */
export const deskOutlet = (desk: string, part: string | null = null): string =>
  part === null ? `desk:${desk}` : `desk:${desk}/${part}`;

/** The name of the desk that an outlet leads to; null where it leads to a channel. */
export const deskOf = (outlet: string): string | null => /^desk:([^/]+)/.exec(outlet)?.[1] ?? null;

/** What has to be sent of these events, and where to; `before`: the conversation without them. Pure. */
export function outgoingOf(
  before: Conversation,
  events: readonly DialogEvent[],
  channel: string,
  outside: Outside,
): readonly Omit<OutboxKey, "conversation">[] {
  const outgoing: Omit<OutboxKey, "conversation">[] = [];
  let state = before;
  for (const [i, event] of events.entries()) {
    const seq = before.version + i + 1;
    if (isForUser(event) && outside.channels.has(channel)) outgoing.push({ seq, to: channel });
    // The turn has folded these events already: it is done again only for desks, who are told by where a case stands.
    if (outside.desks.size === 0) continue;
    for (const to of toDesks(event, state, outside)) outgoing.push({ seq, to });
    state = evolve(state, event);
  }
  return outgoing;
}

const isForUser = (event: DialogEvent): boolean =>
  event.type === "BotReplied" ||
  event.type === "AgentReplied" ||
  (event.type === "FilesShared" && event.side === "agent");

function toDesks(event: DialogEvent, { open }: Conversation, outside: Outside): readonly string[] {
  if (event.type === "HandoffOffered")
    return namesIn(event.desks, outside).flatMap((desk) => [
      deskOutlet(desk),
      ...(outside.desks.get(desk) ?? []).map((part) => deskOutlet(desk, part)),
    ]);
  const told = namesIn(open?.desks ?? [], outside);
  return told.length === 0
    ? []
    : told.filter((desk) => concerns(event, open?.phase.kind === "person", desk)).map((desk) => deskOutlet(desk));
}

/** Whether a desk that knows of the case is told. What was done there it has seen. `held`: a person has the case. */
function concerns(event: DialogEvent, held: boolean, desk: string): boolean {
  switch (event.type) {
    case "UserUttered":
    case "HandoffRequested":
      return held;
    case "FilesShared":
      return held && event.desk !== desk;
    case "AgentReplied":
    case "AgentNoted":
      return event.desk !== desk;
    case "HandoffReminded":
    case "HandoffClaimed":
    case "HandoffReleased":
    case "HandoffClosed":
    case "CaseClosed":
      return true;
    default:
      return false;
  }
}

/** `all` stands for every desk that is set up. A name that is not set up is nobody. */
const namesIn = (desks: readonly string[], outside: Outside): readonly string[] =>
  desks.includes("all") ? [...outside.desks.keys()] : desks.filter((desk) => outside.desks.has(desk));
