import { collectionName } from "./catalogue.ts";
import { insertedSites } from "./inserted.ts";
import type { DataPath, Located } from "./located.ts";
import type { Pack } from "./pack.ts";
import { plainTextSites, type Site, textSites } from "./sites.ts";

/** Everything a person may read, as it is written: texts, labels, names, and the values of the catalogue put into them. */
export function* spokenSites(pack: Pack): Generator<Site<string>> {
  yield* typedSites(pack);
  yield* insertedSites(pack);
  for (const sheet of pack.collectionSheets)
    if (isNamed(pack, collectionName(sheet)))
      for (const [index, { name }] of sheet.data.entries.entries())
        yield at(sheet.source, ["entries", index, "name"], name);
  if (pack.lights !== null)
    for (const kind of ["colours", "rhythms", "parts"] as const)
      for (const [id, { name }] of Object.entries(pack.lights.data[kind]))
        yield at(pack.lights.source, [kind, id, "name"], name);
}

/** The part of it that is typed by hand rather than kept in the catalogue. */
export function* typedSites(pack: Pack): Generator<Site<string>> {
  for (const site of textSites(pack)) if (site.spoken) yield site;
  yield* plainTextSites(pack);
  yield* labelSites(pack);
  if (pack.bot !== null) {
    const { source, data } = pack.bot;
    yield at(source, ["title"], data.title);
    for (const [key, value] of Object.entries(data.wording)) yield at(source, ["wording", key], value);
    for (const [key, value] of Object.entries(data.losses)) yield at(source, ["losses", key], value);
    for (const [key, value] of Object.entries(data.other_languages)) yield at(source, ["other_languages", key], value);
    if (data.did_it_help.why !== undefined) yield at(source, ["did_it_help", "why"], data.did_it_help.why);
  }
  for (const { source, data } of pack.files.of("actions"))
    for (const [index, { name }] of data.actions.entries()) yield at(source, ["actions", index, "name"], name);
  for (const { source, data } of pack.files.of("answers"))
    for (const [index, { question }] of data.answers.entries())
      yield at(source, ["answers", index, "question"], question);
}

/** Labels outside of steps that become buttons or the lines of a menu. */
export function* labelSites(pack: Pack): Generator<Site<string>> {
  for (const { source, data } of pack.files.of("intents")) yield at(source, ["title"], data.title);
  for (const { source, data } of pack.files.of("slots"))
    for (const [index, { options = [] }] of data.slots.entries())
      for (const [nth, { label }] of options.entries())
        yield at(source, ["slots", index, "options", nth, "label"], label);
  if (pack.bot === null) return;
  const { source, data } = pack.bot;
  for (const [index, { label }] of data.openers.entries()) yield at(source, ["openers", index, "label"], label);
  for (const [key, { label }] of Object.entries(data.consent)) yield at(source, ["consent", key, "label"], label);
}

/** The names of these entries are said: a slot holds one, a light is described by it, a text inserts it. */
function isNamed(pack: Pack, collection: string): boolean {
  if (collection === "lights") return true;
  if ([...pack.slots.values()].some((slot) => slot.collection === collection)) return true;
  return [...textSites(pack)].some(({ value }) =>
    new RegExp(`\\{\\{\\s*${collection}\\.\\w+\\.name\\s*\\}\\}`).test(value),
  );
}

const at = (source: Located, path: DataPath, value: string): Site<string> => ({ source, path, value, step: null });
