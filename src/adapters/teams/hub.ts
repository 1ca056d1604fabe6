import type { Desk } from "../../dialog/desks.ts";
import { deskOutlet } from "../../dialog/effects.ts";
import type { DialogEvent } from "../../dialog/events.ts";
import type { ConversationId } from "../../dialog/ids.ts";
import type { Knowledge } from "../../dialog/knowledge.ts";
import type { OutboxKey } from "../../dialog/outbox.ts";
import type { Store } from "../../dialog/ports.ts";
import { type CaseFile, caseFileOf, type TranscriptItem } from "../../dialog/transcript.ts";
import { linesOf } from "../common/words.ts";
import type { Handoff, TeamsApi } from "./api.ts";
import { bytesOf, limits } from "./cards.ts";
import type { Place } from "./place.ts";
import { hubName } from "./settings.ts";

export interface HubPorts {
  readonly api: TeamsApi;
  /** Null where the conversation is none of Teams. */
  readonly placeOf: (conversation: ConversationId) => Promise<Place | null>;
  readonly events: Store["events"];
  readonly receipt: (key: OutboxKey) => Promise<string | null>;
  readonly knowledge: () => Knowledge;
}

/** Tells whatever listens between the bot and Teams that a person is called, by the Bot Framework's own event, once. */
export function createHubDesk({ api, placeOf, events, receipt, knowledge }: HubPorts): Desk {
  return {
    name: hubName,
    parts: new Map(),
    outlet: {
      async send({ event, conversation, seq, id }) {
        const place = event.type === "HandoffOffered" ? await placeOf(conversation) : null;
        if (place === null) return "";
        const before = (await events(conversation)).slice(0, seq);
        for (const offered of offersBefore(before))
          if (await receipt({ conversation, seq: offered, to: deskOutlet(hubName) })) return "";
        const file = caseFileOf(before, knowledge());
        return file === null ? "" : api.handOver(place, handoffOf(file), id);
      },
      // An event stands in no chat where it could be looked for: the hub knows by its id what comes twice.
      find: async () => null,
    },
  };
}

/** Positions of what was offered before in the same hand-over. */
function offersBefore(events: readonly DialogEvent[]): readonly number[] {
  const begin = events.findLastIndex(({ type }) => type === "HandoffClosed" || type === "CaseOpened");
  return events.flatMap(({ type }, i) =>
    type === "HandoffOffered" && i > begin && i < events.length - 1 ? [i + 1] : [],
  );
}

function handoffOf(file: CaseFile): Handoff {
  const { handoff } = file;
  const context = {
    skill: handoff?.queue ?? "",
    case: file.case,
    priority: handoff?.priority ?? "normal",
    reason: handoff?.reason ?? "",
    title: file.title,
    problem: file.problem.slice(0, 1000),
    known: Object.fromEntries(Object.values(file.slots).map(({ name, text }) => [name, text])),
  };
  let transcript = file.transcript.flatMap(activitiesOf);
  // The latest goes on: the rest is in the case.
  while (transcript.length > 0 && bytesOf({ context, transcript }) > limits.card)
    transcript = transcript.slice(Math.ceil(transcript.length / 8));
  return { context, transcript };
}

function activitiesOf(item: TranscriptItem): Handoff["transcript"] {
  const said = (id: string, name: string, role: "user" | "bot", text: string): Handoff["transcript"] => [
    { type: "message", timestamp: new Date(item.at).toISOString(), from: { id, name, role }, text },
  ];
  switch (item.kind) {
    case "user":
      return said(item.by.id, item.by.name ?? "", "user", item.text);
    case "bot":
      return said("bot", "Bot", "bot", linesOf(item.message).join("\n"));
    case "agent":
      return said("agent", item.name, "bot", item.text);
    case "files":
      return said(
        item.side,
        item.name,
        item.side === "user" ? "user" : "bot",
        item.files.map(({ name }) => name).join("\n"),
      );
    case "handed_over":
    case "claimed":
    case "handed_back":
    case "ended":
      return [];
  }
}
