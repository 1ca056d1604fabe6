import type {
  Entry,
  HandoffPolicy,
  Intent,
  Json,
  Knowledge,
  OpeningHours,
  ShortAnswer,
  ThingWords,
  TriedAction,
  VagueName,
} from "../dialog/knowledge.ts";
import type { Slot } from "../dialog/slots.ts";
import type { Control } from "../dialog/understanding.ts";
import type { Wording } from "../dialog/wording.ts";
import { slotValueOf } from "./buildFlow.ts";
import { type Collections, collectionName } from "./catalogue.ts";
import { conditionOrNull, listOf, pathOf } from "./condition.ts";
import type { DataOf, Sheet } from "./files.ts";
import type { Pack } from "./pack.ts";
import type { AnswersFile, BotFile, CollectionFile, SlotsFile, ThingsFile } from "./schema.ts";
import { templateOf } from "./template.ts";

/** The knowledge as the engine reads it. Called only with files that passed every rule. */
export function knowledgeOf({ files, collections, collectionSheets, flows }: Pack, bot: BotFile): Knowledge {
  const every = <Item>(items: readonly (readonly Item[])[]) => items.flat();
  return {
    hash: files.hash,
    title: bot.title,
    flows: byId(flows.map(({ flow }) => flow)),
    answers: byId(every(files.of("answers").map(({ data }) => data.answers.map(answerOf)))),
    slots: byId(every(files.of("slots").map(({ data }) => data.slots.map(slotOf)))),
    catalogue: collections,
    lights: vocabularyOf(files.of("lights")[0]),
    vague: every(collectionSheets.map((sheet) => vagueOf(sheet, collections))),
    systems: new Map(collectionSheets.map((sheet) => [collectionName(sheet), sheet.data.systems ?? []])),
    things: every(files.of("things").map(({ data }) => data.things.map(thingOf))),
    actions: byId<TriedAction>(every(files.of("actions").map(({ data }) => data.actions))),
    intents: byId<Intent>(files.of("intents").map(({ data: { id, title, examples } }) => ({ id, title, examples }))),
    background: every(files.of("background").map(({ data }) => data.sentences)),
    controls: new Map(
      files.of("controls").flatMap(({ data }) => Object.entries(data.controls) as [Control, readonly string[]][]),
    ),
    safety: bot.safety,
    losses: new Map(Object.entries(bot.losses)),
    wording: wordingOf(bot.wording),
    limits: {
      misunderstandings: bot.limits.misunderstandings,
      stepRepeats: bot.limits.step_repeats,
      nudgeAfter: bot.limits.nudge_after_minutes * minute,
      closeAfter: bot.limits.close_after_minutes * minute,
      turns: bot.limits.turns,
    },
    presses: bot.presses ?? "anyone",
    desk: { queue: bot.desk.queue, safetyQueue: bot.desk.safety_queue },
    handoff: handoffOf(bot.handoff),
    openers: bot.openers,
    otherLanguages: new Map(Object.entries(bot.other_languages)),
  };
}

const minute = 60_000;

const notePrefixes = ["//"];
const weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

const handoffOf = (raw: BotFile["handoff"]): HandoffPolicy => ({
  notePrefixes: raw?.note_prefixes ?? notePrefixes,
  routes: (raw?.routes ?? []).map(({ queues, reasons, when, hours, desks, then, claim_within_minutes }) => ({
    queues: queues ?? null,
    reasons: reasons ?? null,
    when: conditionOrNull(when, null),
    hours: hoursOf(hours === undefined ? undefined : raw?.hours?.[hours]),
    stages: [desks, ...(then ?? [])],
    claimWithin: claim_within_minutes * minute,
  })),
});

type RawHours = NonNullable<NonNullable<BotFile["handoff"]>["hours"]>[string];

const hoursOf = (raw: RawHours | undefined): OpeningHours | null =>
  raw === undefined
    ? null
    : {
        zone: raw.zone,
        spans: raw.open.map(({ days, from, to }) => ({
          days: days.map((day) => weekdays.indexOf(day)),
          from: minuteOf(from),
          to: minuteOf(to),
        })),
        closedOn: raw.closed_on ?? [],
      };

/** "09:30" → 570. */
export function minuteOf(time: string): number {
  const [hours, minutes] = time.split(":");
  return Number(hours) * 60 + Number(minutes);
}

const byId = <Item extends { readonly id: string }>(items: readonly Item[]): ReadonlyMap<string, Item> =>
  new Map(items.map((item) => [item.id, item]));

const answerOf = (raw: AnswersFile["answers"][number]): ShortAnswer => ({
  id: raw.id,
  intent: raw.intent,
  question: raw.question,
  texts: raw.texts.map(({ when, text }) => ({ when: conditionOrNull(when, null), text: templateOf(text) })),
  facts: raw.facts ?? [],
  offers: raw.offers ?? null,
});

const thingOf = ({ words, paired, opens, switched }: ThingsFile["things"][number]): ThingWords => ({
  words,
  paired: paired ?? false,
  opens: opens ?? false,
  switched: switched ?? false,
});

const slotOf = (raw: SlotsFile["slots"][number]): Slot => ({
  id: raw.id,
  kind: raw.kind,
  collection: raw.collection ?? null,
  name: raw.name,
  question: raw.question,
  why: raw.why,
  unsure: raw.unsure,
  options: (raw.options ?? []).map(({ id, label, words = [], value }) => ({
    id,
    label,
    words,
    value: value === undefined ? id : slotValueOf(value),
  })),
  dependsOn: raw.depends_on ?? [],
});

/** Inserts as the engine looks for them: one space inside the braces. */
const wordingOf = (raw: BotFile["wording"]): Wording =>
  Object.fromEntries(
    Object.entries(raw).map(([key, text]) => [key, text.trim().replace(/\{\{\s*(\w+)\s*\}\}/g, "{{ $1 }}")]),
  ) as Wording;

function vocabularyOf(sheet: Sheet<DataOf<"lights">> | undefined): Knowledge["lights"] {
  const { colours = {}, rhythms = {}, parts = {} } = sheet?.data ?? {};
  return {
    colours: new Map(Object.entries(colours)),
    rhythms: new Map(Object.entries(rhythms)),
    parts: new Map(Object.entries(parts)),
  };
}

function vagueOf(sheet: Sheet<CollectionFile>, collections: Collections): readonly VagueName[] {
  const collection = collectionName(sheet);
  const entries = [...(collections.get(collection)?.values() ?? [])];
  return (sheet.data.vague ?? []).map(({ words, among }) => ({ collection, words, among: amongOf(among, entries) }));
}

type Among = NonNullable<CollectionFile["vague"]>[number]["among"];

/** Ids as listed, or of the entries whose attributes match. */
export function amongOf(among: Among, entries: readonly Entry[]): readonly string[] {
  if (Array.isArray(among)) return among;
  const wanted = Object.entries(among as Readonly<Record<string, Json>>);
  return entries
    .filter((entry) =>
      wanted.every(([key, values]) => listOf(values).includes(attributeOf(entry, pathOf(key)) ?? null)),
    )
    .map(({ id }) => id);
}

/** An attribute of an entry; undefined where it has none. */
export function attributeOf(entry: Entry, path: readonly string[]): Json | undefined {
  if (path.length === 0 || (path.length === 1 && path[0] === "name")) return entry.name;
  let value: Json | undefined = entry.attributes as { readonly [key: string]: Json };
  for (const key of path) {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
    value = (value as { readonly [key: string]: Json })[key];
  }
  return value ?? undefined;
}
