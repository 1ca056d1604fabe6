import { activityAt, refusedAt } from "../../../src/adapters/common/desk.ts";
import type { AgentAction, Said } from "../../../src/dialog/activity.ts";
import { deskOutlet } from "../../../src/dialog/effects.ts";
import { conversationId, deliveryId } from "../../../src/dialog/ids.ts";
import type { Outbox } from "../../../src/dialog/outbox.ts";
import type { Store } from "../../../src/dialog/ports.ts";
import type { WebhookSettings } from "../../../src/handoff/settings.ts";
import { createWebhookDesk } from "../../../src/handoff/webhook.ts";
import { createSender } from "../../../src/sender.ts";
import { createMemoryStore } from "../../../src/store/memory.ts";
import { createTurns } from "../../../src/turn.ts";
import { realBrain } from "../../support/real.ts";
import { activityOf } from "../../support/talk.ts";
import { secret } from "./receiver.ts";

export const grace = { id: "g", name: "Grace" };
const conversation = conversationId("c1");

/** One user, one desk elsewhere, everything real. The clock is that of the process. */
export async function deskScene(
  url: string,
  given: { readonly store?: Store; readonly secrets?: readonly string[] } = {},
) {
  const { store = createMemoryStore(), secrets = [secret] } = given;
  const brain = await realBrain();
  const settings: WebhookSettings = { name: "jira", url, secrets };
  const notices: string[] = [];
  const failures: string[] = [];
  const deskOf = (own: WebhookSettings) =>
    createWebhookDesk({
      linkOf: (id) => `https://stepwise.example/desk/${id}`,
      settings: own,
      store,
      knowledge: () => brain.knowledge,
      linked: async (_, events) => events,
      clock: Date.now,
      gone: (name) => notices.push(name),
    });
  const start = (outbox: Outbox, own = settings) => {
    const desk = deskOf(own);
    return createSender({
      outbox,
      outlets: new Map([[deskOutlet(desk.name), desk.outlet]]),
      clock: Date.now,
      chance: () => 0.5,
      failed: (error) => failures.push(String(error)),
    });
  };
  const faults: unknown[] = [];
  const turns = createTurns({
    store,
    brain: () => brain,
    clock: Date.now,
    outside: { channels: new Set(), desks: new Map([["jira", []]]) },
    publish: () => {},
    failed: (error) => faults.push(error),
  });
  let sender = start(store.outbox);
  let deliveries = 0;
  async function take(said: Said): Promise<void> {
    await (await turns.receive(activityOf({ id: deliveryId(`d${++deliveries}`), at: Date.now(), said }))).done;
    if (faults.length > 0) throw faults[0];
  }
  return {
    store,
    desk: deskOf(settings),
    notices,
    failures,
    say: (text: string) => take({ kind: "text", text }),
    take,
    /** What was said against it; null: it was done. */
    async act(action: AgentAction, desk = "console", by = grace): Promise<string | null> {
      const id = deliveryId(`a${++deliveries}`);
      const activity = await activityAt(store, { id, conversation, at: Date.now(), by, desk, action });
      if (activity === null) throw new Error("nothing was ever said there");
      await (await turns.receive(activity)).done;
      return refusedAt(await store.events(conversation), id);
    },
    tick: () => turns.tick(),
    /** Sends what is due. */
    async deliver() {
      sender.wake();
      await sender.idle();
    },
    /** Another process on the same store; the sender before may be in the middle of something. */
    restart(own: Partial<WebhookSettings> = {}, outbox: Outbox = store.outbox) {
      sender = start(outbox, { ...settings, ...own });
      return sender;
    },
    /** As if the rests were over. */
    async waited() {
      for (const { conversation: of, seq, to } of await store.outbox.unsent(100))
        await store.outbox.later({ conversation: of, seq, to }, Date.now(), "", false);
    },
    events: () => store.events(conversation),
    unsent: () => store.outbox.unsent(100),
  };
}

export const problem = "my mi buds 4 pro won't connect to my pixel, light is off";
export const callsPerson = "I want to talk to a person";
