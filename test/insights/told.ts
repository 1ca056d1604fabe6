import type { AgentAction } from "../../src/dialog/activity.ts";
import { conversationOf } from "../../src/dialog/conversation.ts";
import { decide, pendingQuestion } from "../../src/dialog/decide.ts";
import type { DialogEvent } from "../../src/dialog/events.ts";
import { deliveryId } from "../../src/dialog/ids.ts";
import type { Input } from "../../src/dialog/input.ts";
import type { Understanding } from "../../src/dialog/understanding.ts";
import { packOf } from "../support/pack.ts";
import { meaning, mention } from "../support/scene.ts";

export const minute = 60_000;
const pack = packOf();

/** A conversation on the core alone, on a clock of its own. */
export function conversationAt(id: string, start: number) {
  let now = start;
  let events: readonly DialogEvent[] = [];
  let deliveries = 0;
  const take = (input: (common: { at: number; delivery: ReturnType<typeof deliveryId> }) => Input) => {
    const fresh = decide(
      conversationOf(events),
      input({ at: now, delivery: deliveryId(`${id}-${++deliveries}`) }),
      pack,
    );
    events = [...events, ...fresh];
    return self;
  };
  const ada = { id: "u1", name: "Ada" };
  const self = {
    get events() {
      return events;
    },
    pass(ms: number) {
      now += ms;
      return self;
    },
    say: (text: string, understanding: Understanding = meaning()) =>
      take((common) => ({
        ...common,
        kind: "text",
        conversation: id,
        by: ada,
        text,
        place: "direct",
        addressed: true,
        edits: null,
        understanding,
      })),
    choose: (option: string) =>
      take((common) => {
        const question = pendingQuestion(conversationOf(events))?.id ?? "none";
        return { ...common, kind: "choice", conversation: id, by: ada, question, option };
      }),
    act: (action: AgentAction, by = { id: "g", name: "Grace" }) =>
      take((common) => ({ ...common, kind: "agent", by, desk: "console", action })),
    /** Nothing more is said. */
    falls_silent() {
      for (let i = 0; i < 3; i++) {
        now += pack.limits.closeAfter;
        take(({ at }) => ({ kind: "tick", at }));
      }
      return self;
    },
  };
  return self;
}

export const noCoffee = meaning({ intent: "no_coffee", slots: [mention("machine", "lungo")] });
export const callsPerson = meaning({ control: "person" });
