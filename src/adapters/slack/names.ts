import { setTimeout as sleep } from "node:timers/promises";
import type { DialogEvent } from "../../dialog/events.ts";
import type { Clock } from "../../dialog/ports.ts";
import type { SlackApi } from "./api.ts";

/** What people are called, as far as Slack says so in time: nothing waits for a name for long. */
export interface Names {
  /** Null where Slack does not answer at once, or does not tell. */
  of(install: string, user: string): Promise<string | null>;
  /** Null where it is not known yet; it is asked for. */
  known(install: string, user: string): string | null;
  /** The same events, with the names of people of Slack whose names were not known. */
  named(events: readonly DialogEvent[]): Promise<readonly DialogEvent[]>;
}

/** An event has to be stored within three seconds; milliseconds. */
const patience = 700;
/** People change their names now and then; milliseconds. */
const kept = 3_600_000;
const keptUnknown = 60_000;
const most = 5000;

interface Name {
  readonly told: Promise<string | null>;
  /** As it was told last. */
  name: string | null;
  /** When it is asked for anew, milliseconds since the epoch, UTC. */
  until: number;
}

export function createNames(apiOf: (install: string) => Promise<SlackApi | null>, clock: Clock): Names {
  const all = new Map<string, Name>();

  async function asked(install: string, user: string): Promise<string | null> {
    try {
      return (await (await apiOf(install))?.nameOf(user)) ?? null;
    } catch {
      // A name is a courtesy.
      return null;
    }
  }

  function lookedUp(install: string, user: string): Name {
    const key = `${install}:${user}`;
    const before = all.get(key);
    if (before !== undefined && before.until > clock()) return before;
    if (all.size >= most) all.clear();
    const one: Name = {
      told: asked(install, user).then((name) => {
        one.name = name;
        if (name === null) one.until = clock() + keptUnknown;
        return name;
      }),
      name: before?.name ?? null,
      until: clock() + kept,
    };
    all.set(key, one);
    return one;
  }

  const of = (install: string, user: string): Promise<string | null> =>
    Promise.race([lookedUp(install, user).told, sleep(patience, null, { ref: false })]);

  return {
    of,
    known: (install, user) => lookedUp(install, user).name,
    async named(events) {
      const nameless = new Set(events.flatMap((event) => namelessIn(event) ?? []));
      const found = new Map(
        await Promise.all(
          [...nameless].map(async (id) => {
            const [install = "", user = ""] = id.split(":");
            return [id, await of(install, user)] as const;
          }),
        ),
      );
      return events.map((event) => {
        const name = found.get(namelessIn(event) ?? "") ?? null;
        return name === null || !isDone(event) ? event : { ...event, by: { ...event.by, name } };
      });
    },
  };
}

type Done = Extract<DialogEvent, { readonly by: { readonly id: string } }>;
const isDone = (event: DialogEvent): event is Done => "by" in event && typeof event.by === "object";

/** Id of the person of Slack who did that and is named nowhere; null where there is none. */
const namelessIn = (event: DialogEvent): string | null =>
  isDone(event) && event.by.name === null && /^[TE]\w+:[UW]\w+$/.test(event.by.id) ? event.by.id : null;
