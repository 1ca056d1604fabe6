import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createFiles, type Files, type ReadFile } from "../../src/adapters/common/files.ts";
import type { Activity } from "../../src/dialog/activity.ts";
import type { Desk } from "../../src/dialog/desks.ts";
import { deskOutlets, deskParts } from "../../src/dialog/desks.ts";
import { type ConversationId, conversationId } from "../../src/dialog/ids.ts";
import type { Outlet } from "../../src/dialog/outbox.ts";
import type { Clock, Store } from "../../src/dialog/ports.ts";
import { createSender } from "../../src/sender.ts";
import { createMemoryStore } from "../../src/store/memory.ts";
import { type Brain, createTurns, type Turns } from "../../src/turn.ts";
import { until } from "../durable/process.ts";
import { realBrain } from "../support/real.ts";

export interface RunningOptions {
  readonly store?: Store;
  readonly brain?: Brain;
  /** A server that another channel runs on already. */
  readonly server?: RunningServer;
}

/** What a channel gets from the server around it. */
interface Around {
  readonly brain: () => Brain;
  readonly receive: (activity: Activity) => ReturnType<Turns["receive"]>;
  readonly store: Store;
  readonly clock: Clock;
  readonly linkOf: (conversation: ConversationId) => string | null;
  readonly files: Files;
  readonly failed: (error: unknown) => void;
}

interface Channel {
  readonly name: string;
  readonly outlet: Outlet;
  readonly desks: readonly Desk[];
  readonly readFile: ReadFile;
  stop(): Promise<void>;
}

export type RunningServer = Awaited<ReturnType<typeof serverOf>>;

/** Turns, an outbox and a clock that the test moves; channels join it. */
export async function serverOf({ store = createMemoryStore(), brain }: Omit<RunningOptions, "server"> = {}) {
  const knowing = brain ?? (await realBrain());
  const faults: unknown[] = [];
  const failed = (error: unknown) => void faults.push(error);
  let ahead = 0;
  const clock = () => Date.now() + ahead;
  const outlets = new Map<string, Outlet>();
  const channels = new Set<string>();
  const desks = new Map<string, readonly string[]>();
  const sender = createSender({ outbox: store.outbox, outlets, clock, chance: () => 0, failed });
  const turns = createTurns({
    store,
    brain: () => knowing,
    clock,
    outside: { channels, desks },
    publish: () => sender.wake(),
    failed,
  });
  const readers = new Map<string, ReadFile>();
  const files = createFiles({ store, readers: () => readers, address: "https://support.example/", clock });
  const around: Around = {
    brain: () => knowing,
    receive: (activity) => turns.receive(activity),
    store,
    clock,
    linkOf: () => null,
    files,
    failed,
  };
  return {
    around,
    turns,
    sender,
    faults,
    pass(ms: number): void {
      ahead += ms;
    },
    join(channel: Channel): void {
      channels.add(channel.name);
      readers.set(channel.name, channel.readFile);
      for (const [name, outlet] of [[channel.name, channel.outlet] as const, ...deskOutlets(channel.desks)])
        outlets.set(name, outlet);
      for (const [name, parts] of deskParts(channel.desks)) desks.set(name, parts);
    },
  };
}

/** A channel with its turns, its outbox and a port of its own. */
export async function running<Own extends Channel>(
  { server: joined, ...options }: RunningOptions,
  create: (around: Around) => Own,
  answer: (channel: Own) => ((request: IncomingMessage, response: ServerResponse) => void) | null,
) {
  const { around, turns, sender, faults, pass, join } = joined ?? (await serverOf(options));
  const { store } = around;
  const channel = create(around);
  join(channel);
  const server = createServer((request, response) => answer(channel)?.(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));

  return {
    channel,
    store,
    turns,
    sender,
    /** What failed, oldest first. */
    faults,
    base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    knowledge: around.brain().knowledge,
    async expected(wanted: () => boolean | Promise<boolean>): Promise<void> {
      try {
        await until(async () => wanted(), 20_000);
      } catch (error) {
        throw new Error(`${String(error)}; what failed meanwhile: ${faults.map(String).join("; ") || "nothing"}`);
      }
    },
    events: (conversation: string) => store.events(conversationId(conversation)),
    /** Time passes for the outbox. */
    async later(ms: number): Promise<void> {
      pass(ms);
      sender.wake();
      await sender.idle();
    },
    /** Nothing is under way any more. */
    async settled(): Promise<void> {
      await turns.idle();
      sender.wake();
      await sender.idle();
    },
    async stop(): Promise<void> {
      await turns.idle();
      await sender.stop();
      await channel.stop();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
