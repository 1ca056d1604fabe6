import { pendingQuestion } from "../dialog/decide.ts";
import type { DialogEvent } from "../dialog/events.ts";
import type { Store } from "../dialog/ports.ts";
import { remedy } from "../knowledge/suggestion.ts";
import type { Brain } from "../turn.ts";
import { millisecondsOf } from "./duration.ts";
import { type Failure, failureOf } from "./failure.ts";
import { type Place, placeOf, type Site } from "./files.ts";
import type { Mismatch } from "./mismatch.ts";
import { beginning, type Player, playerOn, testConversation } from "./player.ts";
import type { Start, Turn } from "./schema.ts";
import { standingInWords, standingOf } from "./standing.ts";
import { begunAt } from "./start.ts";

export interface Result {
  readonly name: string;
  readonly place: Place;
  readonly failures: readonly Failure[];
  /** What the bot went through, a list of events for each way that was taken. */
  readonly ways: readonly Way[];
}

export interface Way {
  readonly events: readonly DialogEvent[];
  /** So many of them only tell what went before the conversation. */
  readonly past: number;
}

export interface Ports {
  readonly brain: Brain;
  readonly emptyStore: () => Store;
}

/** Plays one conversation until something is not as expected, then every turn of `each` from where it ended. */
export async function resultOf(site: Site, { brain, emptyStore }: Ports): Promise<Result> {
  const { name, start, turns = [], each = [] } = site.script;
  const { events, past } =
    start === undefined ? { events: [], past: 0 } : begunAt(start, brain.knowledge, testConversation, beginning);
  const player = await playerOn(brain, emptyStore(), events);
  const wayOf = (who: Player): Way => ({ events: who.events, past });
  const ended = (failures: readonly Failure[], branches: readonly Player[] = []): Result => ({
    name,
    place: placeOf(site, ["name"]),
    failures,
    ways: [player, ...branches].map(wayOf),
  });
  const look = (who: Player, turn: string, given: Parameters<typeof failureOf>[2]) =>
    failureOf(site, turn, given, who, brain.knowledge);

  if (start !== undefined) {
    const path = ["start"];
    const failure = look(player, "start", { path, fault: stepMissed(start, player), expected: start.expect });
    if (failure !== null) return ended([failure]);
  }
  for (const [index, turn] of turns.entries()) {
    const fault = await play(turn, player);
    const path = ["turns", index];
    const failure = look(player, `turn ${index + 1}, ${turnInWords(turn)}`, { path, fault, expected: turn.expect });
    if (failure !== null) return ended([failure]);
  }
  const failures: Failure[] = [];
  const branches: Player[] = [];
  for (const [index, turn] of each.entries()) {
    const branch = await playerOn(brain, emptyStore(), player.events);
    const fault = await play(turn, branch);
    const failure = look(branch, turnInWords(turn), { path: ["each", index], fault, expected: turn.expect });
    if (failure !== null) failures.push(failure);
    branches.push(branch);
  }
  return ended(failures, branches);
}

/** Null when the turn could be played, else why not. */
async function play(turn: Turn, player: Player): Promise<Mismatch | null> {
  if ("wait" in turn) {
    await player.wait(millisecondsOf(turn.wait) ?? 0);
    return null;
  }
  if ("say" in turn) {
    await player.take({ say: turn.say });
    return null;
  }
  const offered = pendingQuestion(player.state)?.options.map(({ id }) => id) ?? [];
  if (offered.includes(turn.choose)) {
    await player.take({ choose: turn.choose });
    return null;
  }
  const hint = offered.length === 0 ? "" : `${remedy(turn.choose, offered)}`;
  const message = `the bot does not offer "${turn.choose}", it ${standingInWords(standingOf(player.state))}${hint}`;
  return { path: ["choose"], message };
}

/** The engine led elsewhere than the conversation wants to begin. */
function stepMissed({ flow, step }: Start, player: Player): Mismatch | null {
  const reached = player.events.some(
    (event) => event.type === "StepEntered" && event.flow === flow && event.step === step,
  );
  if (step === undefined || reached) return null;
  const found = standingInWords(standingOf(player.state));
  const message = `the bot does not come to ${flow}/${step}, it ${found} — give under slots, tried or done what the step needs`;
  return { path: ["step"], message };
}

function turnInWords(turn: Turn): string {
  if ("say" in turn) return `say "${turn.say}"`;
  return "choose" in turn ? `choose ${turn.choose}` : `wait ${turn.wait}`;
}
