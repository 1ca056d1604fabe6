import type { Activity } from "./dialog/activity.ts";
import type { Conversation } from "./dialog/conversation.ts";
import { decide, pendingQuestion, questionBefore } from "./dialog/decide.ts";
import { nothingOutside, type Outside, outgoingOf } from "./dialog/effects.ts";
import type { DialogEvent } from "./dialog/events.ts";
import type { ConversationId, DeliveryId } from "./dialog/ids.ts";
import type { Input } from "./dialog/input.ts";
import type { Knowledge } from "./dialog/knowledge.ts";
import {
  type Append,
  type Clock,
  DeliveryDone,
  type Leases,
  Overloaded,
  type Store,
  type Understand,
  type UnreadableDelivery,
  Unstorable,
  VersionConflict,
} from "./dialog/ports.ts";
import { dueOf } from "./dialog/silence.ts";
import { rowOf } from "./dialog/transcript.ts";
import { createMailboxes, jittered, type Pause } from "./mailbox.ts";
import { createStates, type Past, pastAfter } from "./states.ts";
import { createTurnstile } from "./turnstile.ts";

/** What the bot knows at this moment. Read once a turn, so that a reload never changes a turn under way. */
export interface Brain {
  readonly knowledge: Knowledge;
  readonly understand: Understand;
}

export interface TurnPorts {
  readonly store: Store;
  readonly brain: () => Brain;
  readonly clock: Clock;
  /** Where what is decided has to be sent; nowhere where it is not given. */
  readonly outside?: Outside;
  /** Told after a turn is stored, in the order of the turns of a conversation: read its log again. */
  readonly publish: (conversation: ConversationId) => void;
  /** Must not throw. */
  readonly failed: (error: unknown, conversation: ConversationId, failure: Failure) => void;
  readonly pause?: Pause;
  /** Of this process, where several share the store; no other has it. */
  readonly holder?: string;
  /** Deliveries are on their way that somebody waits for: they are stored before the next is decided. */
  readonly isPressed?: () => boolean;
}

/**
 * `store`: may pass; the delivery is tried again, and what came after it waits. `decision`: a fault of the code, which
 * the same words would bring about again; the delivery waits for the next start, and the conversation goes on. Its error
 * may hold what a person wrote. `late`: see `isLate`.
 */
export type Failure = "store" | "decision" | "late";

export interface Turns {
  /**
   * Resolves as soon as the activity is stored; only then may a platform be told so. `duplicate`: the delivery was here
   * before; if it still waits it is tried again. `done` resolves when the turn has been carried out or has failed.
   * @throws Overloaded: nothing was stored.
   */
  receive(activity: Activity): Promise<{ readonly duplicate: boolean; readonly done: Promise<void> }>;
  /** Works off what was accepted before a crash, oldest first: everywhere, or in one conversation. */
  recover(only?: ConversationId): Promise<readonly UnreadableDelivery[]>;
  /** Gives every conversation its turn whose time has come, and goes on where the store failed. */
  tick(): Promise<void>;
  /** Resolves when no turn is under way. */
  idle(): Promise<void>;
}

/** Deciding again after a conflict is cheap; this many in a row means that something else is wrong. */
const maxConflicts = 20;
const dueBatch = 100;
/** Letters that may wait in the process, and in one conversation. A turn takes some milliseconds. */
const maxWaiting = { everywhere: 2000, inOne: 50 } as const;
/** When there is room again, seconds. */
const roomAfter = 5;
/** For how long a process has a conversation's inbox to itself before it says so again, milliseconds. */
const leaseFor = 10_000;
/** How often the deliveries of processes that died are looked for, milliseconds. */
const sweepEvery = 2_000;
/**
 * A delivery this old, milliseconds, was left behind by a process that died; a younger one came to another process just
 * now, whose clock may differ.
 */
const leftBehind = 5_000;

/** One turn: everything that happens between a person's words and the bot's. */
export function createTurns({
  store,
  brain,
  clock,
  outside = nothingOutside,
  publish,
  failed,
  pause = jittered,
  holder = "this process",
  isPressed = () => false,
}: TurnPorts): Turns {
  const mailboxes = createMailboxes(clock, pause, report);
  const states = createStates(store);
  const turnstile = createTurnstile(isPressed);
  /** Deliveries that deciding failed on: the same code would fail again. */
  const aside = new Set<DeliveryId>();

  async function run(turn: Turn): Promise<void> {
    const { conversation, activity } = turn;
    for (let conflicts = 0; ; conflicts++) {
      // 1. A conversation is its list of events; the state is a fold of them.
      const past = await states.of(conversation);
      // 2. and 3. Understand and decide, when it is its turn: what comes in meanwhile is stored first.
      await turnstile();
      const { after, ...decision } = decided(turn, past, brain, clock());
      const outgoing = outgoingOf(past.state, decision.events, turn.channel, outside);
      const append = { ...decision, outgoing };
      // 4. Store all or nothing: the events, what has to be sent of them, and that the delivery is done.
      try {
        await store.append(append);
      } catch (error) {
        if (error instanceof DeliveryDone) return tell(conversation);
        if (error instanceof VersionConflict && conflicts < maxConflicts) continue;
        throw error;
      }
      states.keep(conversation, after);
      // 5. Tell the channel. What is stored is shown even when the process dies here: channels read the log again.
      if (activity !== null || append.events.length > 0) tell(conversation);
      if (isLate(turn, past)) failed(tooLate, conversation, "late");
      return;
    }
  }

  /** Rejects with what may pass; a delivery that would fail again makes way for the next. */
  async function carryOut(turn: Turn): Promise<void> {
    try {
      await run(turn);
    } catch (error) {
      if (turn.activity === null || !isOfCode(error)) throw error;
      aside.add(turn.activity.id);
      report(error, turn.conversation);
    }
  }

  const put = (turn: Turn): Promise<void> =>
    mailboxes.put(turn.conversation, {
      delivery: turn.activity?.id ?? null,
      carryOut: () => (store.leases === null ? carryOut(turn) : inTurn(turn, store.leases)),
    });

  /**
   * Where several processes share the store, one at a time works off the inbox of a conversation, oldest first, whoever
   * accepted it. The others leave their deliveries to it: it looks once more after it has let go.
   */
  async function inTurn(turn: Turn, leases: Leases): Promise<void> {
    const { conversation } = turn;
    let since = 0;
    const claim = () => {
      since = clock();
      return leases.claim(conversation, holder, since, since + leaseFor);
    };
    do {
      if (!(await claim())) return;
      try {
        for (let next = await nextIn(conversation); next !== null; next = await nextIn(conversation)) {
          await carryOut(next);
          if (clock() > since + leaseFor / 3 && !(await claim())) return;
        }
        // The clock's turn comes after the words that wait.
        if (turn.activity === null) return await carryOut(turn);
      } finally {
        await leases.release(conversation, holder).catch(() => {
          // It ends by itself.
        });
      }
    } while ((await nextIn(conversation)) !== null);
  }

  /** The oldest delivery that waits. */
  async function nextIn(conversation: ConversationId): Promise<Turn | null> {
    const { activities } = await store.undone(conversation);
    const next = activities.find(({ id }) => !aside.has(id));
    return next === undefined ? null : turnOf(next, clock() - next.at > leftBehind);
  }

  let swept = Number.NEGATIVE_INFINITY;
  /** What a process accepted that died, or that another set aside. */
  async function sweep(): Promise<void> {
    if (store.leases === null || clock() < swept + sweepEvery) return;
    swept = clock();
    const { activities } = await store.undone();
    const left = activities.filter(
      ({ id, at, conversation }) => !aside.has(id) && clock() - at > leftBehind && mailboxes.isFree(conversation),
    );
    await Promise.all(left.map((activity) => put(turnOf(activity, true))));
  }

  async function recover(only?: ConversationId): Promise<readonly UnreadableDelivery[]> {
    const { activities, unreadable } = await store.undone(only);
    const waiting = activities.filter(({ id }) => !aside.has(id));
    await Promise.all(waiting.map((activity) => put(turnOf(activity, true))));
    return unreadable;
  }

  /** A channel that fails must not have a stored turn tried again. */
  function tell(conversation: ConversationId): void {
    try {
      publish(conversation);
    } catch (error) {
      failed(error, conversation, "decision");
    }
  }

  function report(error: unknown, conversation: ConversationId): void {
    if (isOfCode(error)) failed(error instanceof Undecided ? error.cause : error, conversation, "decision");
    else failed(error, conversation, "store");
  }

  return {
    async receive(activity) {
      if (mailboxes.waiting() >= maxWaiting.everywhere || mailboxes.waiting(activity.conversation) >= maxWaiting.inOne)
        throw new Overloaded(roomAfter);
      if (await store.accept(activity)) return { duplicate: false, done: put(turnOf(activity, false)) };
      const { conversation } = activity;
      const again = recover(conversation).catch((error: unknown) => report(error, conversation));
      return { duplicate: true, done: again.then(() => {}) };
    },
    recover,
    async tick() {
      const woken = mailboxes.wake();
      // A conversation that fails stays due: it must not take the place of another.
      const due = await store.due(clock(), dueBatch + mailboxes.busy());
      const free = due.filter(({ conversation }) => mailboxes.isFree(conversation));
      await Promise.all([woken, sweep(), ...free.map((place) => put({ ...place, activity: null, recovered: false }))]);
    },
    idle: () => mailboxes.idle(),
  };
}

/** A person's turn, or the clock's. */
interface Turn {
  readonly conversation: ConversationId;
  readonly channel: string;
  readonly activity: Activity | null;
  /** Read from the inbox: others may have come between. */
  readonly recovered: boolean;
}

const turnOf = (activity: Activity, recovered: boolean): Turn => {
  const { conversation, channel } = activity;
  return { conversation, channel, activity, recovered };
};

interface Decision extends Omit<Append, "outgoing"> {
  /** The conversation with its events. */
  readonly after: Past;
}

/** What the turn makes of the conversation: pure. `now`: milliseconds since the epoch, UTC. @throws Undecided */
function decided(turn: Turn, past: Past, brain: () => Brain, now: number): Decision {
  const { conversation, channel, activity } = turn;
  try {
    const { knowledge, understand } = brain();
    const { state } = past;
    const events =
      activity !== null && isLate(turn, past)
        ? wordsOf(activity)
        : decide(state, inputOf(activity, now, understand, state), knowledge);
    const after = pastAfter(past, events);
    // Who spoke before a crash has waited since; the silence that counts begins now.
    const since = events.length === 0 ? after.state.at : Math.max(after.state.at, now);
    const dueAt = dueOf({ ...after.state, at: since }, knowledge.limits);
    const row = rowOf(after.state, channel);
    const opener = (after.state.open ?? after.state.last)?.by ?? null;
    return { conversation, expected: state.version, events, delivery: activity?.id ?? null, dueAt, row, opener, after };
  } catch (error) {
    throw new Undecided(error);
  }
}

/** Text is understood against the question it answers. */
function inputOf(activity: Activity | null, now: number, understand: Understand, state: Conversation): Input {
  if (activity === null) return { kind: "tick", at: now };
  const { id: delivery, conversation, at, by, place, addressed, said } = activity;
  if (said.kind === "choice")
    return { kind: "choice", at, conversation, delivery, by, question: said.question, option: said.option };
  if (said.kind === "agent") return { kind: "agent", at, delivery, by, desk: said.desk, action: said.action };
  const edits: DeliveryId | null = said.kind === "edit" ? said.of : null;
  const pending = edits === null ? pendingQuestion(state) : questionBefore(state, edits);
  const understanding = understand(said.text, pending);
  const files = said.kind === "text" ? said.files : undefined;
  return {
    kind: "text",
    at,
    conversation,
    delivery,
    by,
    text: said.text,
    place,
    addressed,
    edits,
    files,
    understanding,
  };
}

/**
 * Set aside by an earlier process, and the conversation has moved on since. What was said was meant for a question that
 * no longer waits, and must never be read as an answer to the one that does, a consent for instance. The words are kept
 * where people read them, nothing answers them, and the person who ran the bot is told. What is done at a desk answers no
 * question, and is never too late.
 */
const isLate = ({ recovered, activity }: Turn, { latest }: Past): boolean =>
  recovered && activity !== null && activity.said.kind !== "agent" && latest > activity.at;

const tooLate = new Error(
  "found a delivery whose conversation has moved on; expected to carry it out in its turn; its words are kept unanswered",
);

/** A press or an edit changes nothing any more, and talk between others is none of the bot's business. */
function wordsOf({ id: delivery, at, by, place, addressed, said }: Activity): readonly DialogEvent[] {
  if (said.kind !== "text" || (place === "shared" && !addressed)) return [];
  const unread = { intent: null, confidence: 0, language: "und", edits: null };
  return [{ type: "UserUttered", at, delivery, by, text: said.text, ...unread }];
}

/** Understanding or deciding threw: `cause`. */
class Undecided extends Error {
  constructor(cause: unknown) {
    super("a turn could not be decided", { cause });
  }
}

/** Trying again does not mend it. */
const isOfCode = (error: unknown): boolean => error instanceof Undecided || error instanceof Unstorable;
