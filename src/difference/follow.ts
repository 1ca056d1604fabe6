import { holds } from "../dialog/facts.ts";
import type { Knowledge } from "../dialog/knowledge.ts";
import type { About } from "../dialog/message.ts";
import { stepOf } from "../dialog/present.ts";
import type { Turn } from "../proof/moves.ts";

/**
 * What follows in a turn, without its words: "says offline/amber, asks paper_jam/unjam". Two turns of which this is the
 * same lead the same way, whatever the texts say and whatever is inserted into them.
 */
export function followOf({ events, after }: Turn, knowledge: Knowledge): string {
  const facts = after.open ?? after.last;
  const parts = events.flatMap((event): readonly string[] => {
    switch (event.type) {
      case "ProblemTold": {
        const answer = [...knowledge.answers.values()].find(({ intent }) => intent === event.intent);
        if (answer === undefined || facts === null) return [];
        const nth = answer.texts.findIndex(({ when }) => holds(when, facts, knowledge));
        return [`answers ${answer.id}${answer.texts.length > 1 ? `, text ${nth + 1}` : ""}`];
      }
      case "StepEntered":
        return stepOf(knowledge.flows.get(event.flow), event.step)?.kind === "say"
          ? [`says ${event.flow}/${event.step}`]
          : [];
      case "StepFinished":
        return event.outcome === "skipped_tried" ? [`skips ${event.flow}/${event.step}`] : [];
      case "HandoffRequested":
        return [`hands over to ${event.queue} (${event.reason})`];
      case "CaseClosed":
        return [`ends ${event.outcome}`];
      default:
        return [];
    }
  });
  const asked = after.open?.phase.kind === "asking" ? [`asks ${askedBy(after.open.phase.question.about)}`] : [];
  return [...parts, ...asked].join(", ");
}

/** What a question is about, as an author would call it. */
export function askedBy(about: About): string {
  switch (about.kind) {
    case "step":
      return `${about.flow}/${about.step}`;
    case "slot":
      return `for ${about.slot}`;
    case "offer":
      return `whether to start ${about.flow}`;
    case "start":
    case "intent":
    case "order":
    case "next_problem":
    case "switch":
    case "solved":
    case "person":
      return about.kind;
  }
}
