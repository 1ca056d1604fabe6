import { valueAt } from "../dialog/facts.ts";
import type { Insert } from "../dialog/flow.ts";
import type { Json, Knowledge } from "../dialog/knowledge.ts";
import type { Message } from "../dialog/message.ts";
import { stepOf } from "../dialog/present.ts";
import type { Turn } from "./moves.ts";
import { textsOf } from "./tree.ts";

/** What is wrong with what is said of one thing to somebody who has another; null where nothing is. */
export type Foreign = (turn: Turn, message: Message, slot: string) => string | null;

/** Shorter texts stand in many entries by chance: "right", "white". UTF-16 units. */
const telling = 16;

/**
 * Whether a message shows a person who has one thing the gesture, the light or the figure of another. It goes by what the
 * catalogue says of each entry, so it knows words, lights and figures of no product itself.
 */
export function foreigners(knowledge: Knowledge): Foreign {
  const owners = new Map(
    [...knowledge.slots.values()].flatMap(({ collection }) =>
      collection === null ? [] : [[collection, ownersIn(knowledge, collection)]],
    ),
  );
  return (turn, message, slot) => {
    const collection = knowledge.slots.get(slot)?.collection ?? null;
    const { texts, lights } = owners.get(collection ?? "") ?? { texts: new Map(), lights: new Map() };
    const { open } = turn.after;
    if (collection === null || open === null) return null;
    const mine = [...knowledge.slots.values()]
      .filter((one) => one.collection === collection)
      .map(({ id }) => open.slots[id]?.value ?? null)
      .filter((value) => typeof value === "string");
    const said = message.text.join("\n");
    const isMine = (of: ReadonlySet<string>): boolean => mine.some((entry) => of.has(entry));
    for (const [text, of] of texts)
      if (!isMine(of) && said.includes(text)) return `says “${text}” of ${[...of].join(", ")}`;
    for (const picture of message.lights) {
      const of = lights.get(picture.label);
      if (of !== undefined && of.size > 0 && !isMine(of))
        return `shows the light “${picture.label}” of ${[...of].join(", ")}`;
    }
    const inserts = insertsOf(turn, knowledge).filter(
      ({ path }) => path[0] === collection && !mine.includes(path[1] ?? ""),
    );
    for (const { path } of inserts) {
      const theirs = valueAt(path, open, knowledge);
      const own = mine.map((entry) => valueAt([collection, entry, ...path.slice(2)], open, knowledge));
      if (!own.includes(theirs)) return `inserts ${path.join(".")}`;
    }
    return null;
  };
}

function ownersIn(knowledge: Knowledge, collection: string) {
  const entries = [...(knowledge.catalogue.get(collection)?.values() ?? [])];
  const own = new Map(entries.map(({ id, attributes }) => [id, wordsIn(attributes)]));
  const ownersOf = (holds: (words: readonly string[]) => boolean): ReadonlySet<string> =>
    new Set(entries.filter(({ id }) => holds(own.get(id) ?? [])).map(({ id }) => id));
  const telltale = new Set([...own.values()].flat().filter((words) => words.length >= telling && words.includes(" ")));
  const texts = new Map(
    [...telltale].map((text) => [text, ownersOf((words) => words.some((one) => one.includes(text)))]),
  );
  const pictures = [...(knowledge.catalogue.get("lights")?.values() ?? [])];
  const lights = new Map(
    pictures.map(({ name }) => {
      // The same look on two parts has one picture.
      const ids = pictures.filter((one) => one.name === name).map(({ id }) => id);
      return [name, ownersOf((words) => ids.some((id) => words.includes(id)))];
    }),
  );
  return { texts, lights };
}

function wordsIn(value: Json | Readonly<Record<string, Json>>): readonly string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(wordsIn);
}

/** The inserts of every step said in the turn. */
function insertsOf({ events }: Turn, { flows }: Knowledge): readonly Insert[] {
  return events.flatMap((event) => {
    const step = event.type === "StepEntered" ? stepOf(flows.get(event.flow), event.step) : undefined;
    return step === undefined ? [] : textsOf(step).flatMap((text) => text.filter((part) => typeof part !== "string"));
  });
}
