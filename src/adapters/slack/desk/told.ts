import type { CaseState } from "../../../dialog/conversation.ts";
import { stepInWords } from "../../../dialog/desk.ts";
import type { CaseOutcome, DialogEvent, EventOf, StepRef } from "../../../dialog/events.ts";
import type { Knowledge } from "../../../dialog/knowledge.ts";
import { whyOf } from "../../../dialog/summary.ts";
import { cut } from "../../common/words.ts";
import { plain, sections, small } from "../blocks.ts";
import { inLine, legible, renderSaid } from "../literal.ts";
import { fallback, type Rendered } from "../render.ts";

export interface Told {
  readonly rendered: Rendered;
  /** Somebody has to do something: shown in the channel too. */
  readonly calls: boolean;
}

/** The case the event belongs to, as it stands; `desk`: the name of the desk that is told. */
export interface Telling {
  readonly events: readonly DialogEvent[];
  readonly open: CaseState | null;
  readonly knowledge: Knowledge;
  readonly desk: string;
}

/** A line in the thread of a ticket; null for what needs none. */
export function toldOf(event: DialogEvent, telling: Telling): Told | null {
  switch (event.type) {
    case "UserUttered":
      if (event.text === "") return null;
      return quiet(renderSaid(`${nameOf(event)}${event.edits === null ? "" : " (edited)"}`, event.text));
    case "AgentReplied":
      return quiet(renderSaid(`${nameOf(event)}, to the user${at(event, telling)}`, event.text));
    case "AgentNoted":
      return quiet(renderSaid(`📝 ${nameOf(event)}, a note${at(event, telling)}`, event.text));
    case "HandoffOffered":
      return event.stage > 0
        ? calling("⏰ Nobody has taken this yet; others are asked too.")
        : calling(`🔁 Handed over again: ${calledFor(event, telling)}. It waits for somebody to take it.`);
    case "HandoffRequested":
      return calling(`❗ Called for again: ${whyOf(event.reason)} (${event.queue}).`);
    case "HandoffReminded":
      return calling("⏰ Nobody has taken this yet.");
    case "HandoffClaimed":
      return quiet(line(`🙋 ${nameOf(event)} has taken it${at(event, telling)}.${howTo(event, telling)}`));
    case "HandoffReleased":
      return calling(`⏳ ${nameOf(event)} has let it go${at(event, telling)}: it waits for somebody else to take it.`);
    case "HandoffClosed":
      return event.result === "handed_back" ? handedBack(event, telling) : closed(event, telling);
    case "CaseClosed":
      // Said already, with its cause.
      return isClosedBy(event, telling) ? null : quiet(line(`🏁 ${endings[event.outcome]}`));
    default:
      return null;
  }
}

const quiet = (rendered: Rendered): Told => ({ rendered, calls: false });
const calling = (text: string): Told => ({ rendered: line(text), calls: true });

function line(text: string): Rendered {
  const shown = cut(inLine(text), 2000);
  return { text: fallback([shown]), blocks: [small(plain(shown))] };
}

function handedBack(event: EventOf<"HandoffClosed">, telling: Telling): Told {
  const where = event.step === null ? "where it was" : `at “${stepOf(event.step, telling)}”`;
  return quiet(line(`🤖 ${nameOf(event)} handed it back to the bot, ${where}${at(event, telling)}.`));
}

function closed(event: EventOf<"HandoffClosed">, telling: Telling): Told {
  const { cause, solved, step, remark } = event;
  const lines = [
    `🏁 ${nameOf(event)} closed it${at(event, telling)}: ${solved ? "solved" : "not solved"}.`,
    `Cause: ${cause ?? "not told"}`,
    ...(step === null ? [] : [`Would have solved it: ${stepOf(step, telling)}`]),
    ...(remark === null ? [] : [`Remark: ${remark}`]),
  ].map(legible);
  return quiet({ text: fallback(lines), blocks: sections(cut(lines.join("\n"), 6000)) });
}

const endings: Readonly<Record<CaseOutcome, string>> = {
  resolved: "Solved with the bot.",
  answered: "Answered by the bot.",
  escalated: "Closed.",
  withdrawn: "The user needs no help any more.",
  silent: "The user has not answered; the case is put to rest.",
  started_over: "The user has started over.",
  out_of_scope: "It turned out to be none of the bot's topics.",
};

export const nameOf = ({ by }: { readonly by: { readonly id: string; readonly name: string | null } }): string =>
  inLine(by.name ?? by.id);
/** Where it was done, for those at another desk. */
const at = ({ desk }: { readonly desk: string | null }, telling: Telling): string =>
  desk === null || desk === telling.desk ? "" : ` (at ${desk})`;

function howTo(event: EventOf<"HandoffClaimed">, { knowledge, desk }: Telling): string {
  if (event.desk !== desk) return "";
  const [prefix] = knowledge.handoff.notePrefixes;
  const notes = prefix === undefined ? "" : `; what begins with ${prefix} stays here`;
  return ` What ${nameOf(event)} writes in this thread goes to the user${notes}.`;
}

function calledFor(event: DialogEvent, { events }: Telling): string {
  const called = events.slice(0, events.indexOf(event)).findLast(({ type }) => type === "HandoffRequested");
  return called?.type === "HandoffRequested" ? `${whyOf(called.reason)} (${called.queue})` : "a person was called";
}

function stepOf(step: StepRef, { open, knowledge }: Telling): string {
  const words = open === null ? null : stepInWords(step, open, knowledge);
  return cut(inLine(words ?? `${step.flow}, ${step.step}`), 200);
}

function isClosedBy(event: DialogEvent, { events }: Telling): boolean {
  const before = events.slice(0, events.indexOf(event)).findLast(({ type }) => type !== "BotReplied");
  return before?.type === "HandoffClosed" && before.result === "closed";
}
