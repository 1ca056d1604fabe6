import { conversationOf, priorityOf } from "../../dialog/conversation.ts";
import type { DialogEvent, EventOf } from "../../dialog/events.ts";
import { whyOf } from "../../dialog/summary.ts";
import { type TranscriptItem, transcriptOf } from "../../dialog/transcript.ts";
import { linesOf } from "../common/words.ts";
import { bytesOf, type Element, limits, small, texts } from "./cards.ts";
import { closely, headed, opening, sharing, spoken, support, visible } from "./relay.ts";
import { fitting, type Rendered, rows } from "./render.ts";

/** What the thread of a ticket is told of the event at `seq`, from 1, after its first; null where it is told nothing. `desk`: its name. */
export function toldInThread(events: readonly DialogEvent[], seq: number, desk: string): Rendered | null {
  const event = events[seq - 1];
  switch (event?.type) {
    case "UserUttered":
      if (event.text === "") return null;
      return spoken(nameOf(event), event.edits === null ? "user" : "user, corrected", event.text);
    case "FilesShared":
      return sharing(nameOf(event), event.side === "user" ? "user" : supportAt(event, desk), event.files);
    case "AgentReplied":
      return spoken(nameOf(event), supportAt(event, desk), event.text);
    case "AgentNoted":
      return spoken(nameOf(event), "note, not for the user", event.text);
    case "HandoffOffered":
      return notice(
        event.stage > 0 ? "Nobody has taken it yet; more people are told now." : handedOverAgain(events, seq),
      );
    case "HandoffRequested": {
      const priority = priorityOf(event.reason);
      return notice(
        `${priority === "normal" ? "A person is asked for again" : `Now ${priority}`}: ${whyOf(event.reason)}.`,
      );
    }
    case "HandoffReminded":
      return notice("⏰ Nobody has taken this case yet.");
    case "HandoffClaimed":
      return notice(`${nameOf(event)} has taken it. What they write to me here goes to the user.`);
    case "HandoffReleased":
      return notice(`${nameOf(event)} has let go of it. Somebody else can claim it now.`);
    case "HandoffClosed":
      return notice(closing(event));
    case "CaseClosed":
      return isSaid(events, event) ? null : notice(`The case has ended without a person: ${spaced(event.outcome)}.`);
    default:
      return null;
  }
}

/** By the words of whoever closed it. */
const isSaid = (events: readonly DialogEvent[], { at }: DialogEvent): boolean =>
  events.some((one) => one.type === "HandoffClosed" && one.result === "closed" && one.at === at);

const nameOf = ({ by }: Pick<EventOf<"AgentReplied">, "by">): string => by.name ?? by.id;
/** `desk`: where it is read. */
const supportAt = ({ desk: at }: Pick<EventOf<"AgentReplied">, "desk">, desk: string): string =>
  at === null || at === desk ? support : `${support}, at ${at}`;
const spaced = (id: string): string => id.replaceAll("_", " ");

function handedOverAgain(events: readonly DialogEvent[], seq: number): string {
  const { open } = conversationOf(events.slice(0, seq));
  const why = open?.phase.kind === "person" ? `: ${whyOf(open.phase.reason)}` : "";
  return `It comes back to you${why}. The ticket above is up to date.`;
}

function closing(event: EventOf<"HandoffClosed">): string {
  const name = nameOf(event);
  if (event.result === "handed_back") return `${name} has handed it back to the bot.`;
  const cause = event.cause === null ? "" : `: ${event.cause}`;
  const remark = event.remark === null ? "" : `\n${event.remark}`;
  return `${name} has closed it, ${event.solved === true ? "solved" : "not solved"}${cause}${remark}`;
}

/** The bot's own words to the people at a desk. */
export function notice(text: string): Rendered {
  const words = visible(text);
  return fitting([words], texts([words]), []);
}

/** Every word after that position among the events; null where there is none. `isWhole`: nothing was told before. */
export function transcriptOver(events: readonly DialogEvent[], after: number, isWhole: boolean): Rendered | null {
  const items = transcriptOf(events).filter(({ seq }) => seq > after);
  const said = items.flatMap((item) => elementsOf(item));
  if (said.length === 0) return null;
  const title = isWhole ? "What was said so far" : "What was said since";
  const head = texts([title], { weight: "Bolder" });
  const open = opening(items.flatMap((item) => (item.kind === "files" ? item.files : [])));
  const below = open.length === 0 ? [] : rows(open);
  const room = most - bytesOf(below);
  const whole = fitting([title], [...head, ...said.flat()], below);
  if (bytesOf([...head, ...said.flat()]) <= room) return whole;
  // The ticket has how it began; what was said last is what goes on.
  const kept: Element[][] = [];
  let left = room - bytesOf(head);
  for (const one of [...said].reverse()) {
    left -= bytesOf(one);
    if (left < 0 && kept.length > 0) break;
    kept.unshift(one);
  }
  const note = small(
    `… ${said.length - kept.length} earlier ones are left out: they do not fit into a message of Teams.`,
  );
  return fitting([title], [...head, ...note, ...kept.flat()], below);
}

/** Less than a card may hold: around it stand its title and what stands in for it. */
const most = limits.card - 2000;

/** A paragraph each, with who said it; none where nothing was said. */
function elementsOf(item: TranscriptItem): Element[][] {
  const said = (name: string, role: string, lines: readonly string[]): Element[] => [
    headed(name, role),
    ...closely(lines),
  ];
  switch (item.kind) {
    case "user":
      return [said(item.by.name ?? item.by.id, item.edits === null ? "user" : "user, corrected", [item.text])];
    case "bot": {
      const { question } = item.message;
      const answers = (question?.options ?? []).map(({ label }) => label).join(" · ");
      const told = linesOf({ ...item.message, question: question === null ? null : { ...question, options: [] } });
      return [[...said("Bot", "automatic", told), ...small(visible(answers))]];
    }
    case "agent":
      return [said(item.name, support, [item.text])];
    case "files":
      return [
        said(
          item.name,
          item.side === "user" ? "user" : support,
          item.files.map(({ name }) => `📎 ${name}`),
        ),
      ];
    case "handed_over":
      return [small(`Handed over to ${item.queue}: ${whyOf(item.reason)}`)];
    case "claimed":
      return [small(`${visible(item.name)} took it`)];
    case "handed_back":
      return [small(`${visible(item.name)} handed it back to the bot`)];
    case "ended":
      return [small(`Ended: ${spaced(item.outcome)}`)];
  }
}
