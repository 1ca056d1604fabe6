import { listOf } from "./condition.ts";
import type { DataPath, Located } from "./located.ts";
import type { FlowSheet, Pack } from "./pack.ts";
import type { RawNeed, RawStep } from "./schema.ts";
import type { RawAnswers, RawCondition, RawGoto } from "./schemaParts.ts";

/** One value of the knowledge and where it stands. */
export interface Site<Value> {
  readonly source: Located;
  readonly path: DataPath;
  readonly value: Value;
  /** The step it belongs to; null outside of steps. */
  readonly step: { readonly sheet: FlowSheet; readonly index: number; readonly answer: string | null } | null;
}

export function* stepSites(pack: Pack): Generator<Site<RawStep> & { step: NonNullable<Site<RawStep>["step"]> }> {
  for (const sheet of pack.flows)
    for (const [index, value] of sheet.data.steps.entries())
      yield { source: sheet.source, path: ["steps", index], value, step: { sheet, index, answer: null } };
}

export function* needSites(pack: Pack): Generator<Site<RawNeed>> {
  for (const { source, data } of pack.flows) yield* each(data.needs ?? [], { source, path: ["needs"], step: null });
  for (const site of stepSites(pack)) yield* each(site.value.needs ?? [], below(site, "needs"));
}

/** Maps of answers: of steps, and the standard ones of bot.yaml. */
export function* answersSites(pack: Pack): Generator<Site<RawAnswers>> {
  if (pack.bot !== null) {
    const { source, data } = pack.bot;
    yield { source, path: ["did_it_help", "answers"], value: data.did_it_help.answers, step: null };
  }
  for (const site of stepSites(pack))
    if ("answers" in site.value && site.value.answers !== undefined)
      yield { ...below(site, "answers"), value: site.value.answers };
}

export function* answerSites(pack: Pack): Generator<Site<RawAnswers[string]> & { id: string }> {
  for (const site of answersSites(pack))
    for (const [id, value] of Object.entries(site.value))
      yield { ...below(site, id), value, id, step: site.step === null ? null : { ...site.step, answer: id } };
}

function* conditionSites(pack: Pack): Generator<Site<RawCondition>> {
  for (const sheet of pack.flows) {
    yield* optional(sheet.data.starts_when, { ...sheet, path: ["starts_when"], step: null });
    yield* optional(sheet.data.assumes, { ...sheet, path: ["assumes"], step: null });
  }
  for (const site of needSites(pack)) {
    if (typeof site.value === "string") continue;
    yield* optional(site.value.only, below(site, "only"));
    yield* optional(site.value.when, below(site, "when"));
  }
  for (const site of stepSites(pack)) yield* optional(site.value.when, below(site, "when"));
  for (const site of answerSites(pack)) yield* optional(site.value.when, below(site, "when"));
  if (pack.bot !== null)
    for (const [index, route] of (pack.bot.data.handoff?.routes ?? []).entries())
      yield* optional(route.when, {
        source: pack.bot.source,
        path: ["handoff", "routes", index, "when"],
        step: null,
      });
  for (const { source, data } of pack.files.of("answers"))
    for (const [index, answer] of data.answers.entries())
      for (const [nth, text] of answer.texts.entries())
        yield* optional(text.when, { source, path: ["answers", index, "texts", nth, "when"], step: null });
}

/** The single comparisons inside all conditions: one key with its value. */
export function* comparisonSites(pack: Pack): Generator<Site<unknown> & { key: string }> {
  for (const site of conditionSites(pack)) yield* comparisonsIn(site);
}

function* comparisonsIn(site: Site<RawCondition>): Generator<Site<unknown> & { key: string }> {
  for (const [key, value] of Object.entries(site.value)) {
    const here = below(site, key);
    if (key === "not") yield* comparisonsIn({ ...here, value: value as RawCondition });
    else if (key === "any" || key === "all")
      for (const inner of each(value as RawCondition[], here)) yield* comparisonsIn(inner);
    else yield { ...here, value, key };
  }
}

export function* gotoSites(pack: Pack): Generator<Site<RawGoto>> {
  for (const site of stepSites(pack)) {
    const { value } = site;
    if ("go" in value) yield { ...below(site, "go"), value: value.go };
    if ("refused" in value) yield { ...below(site, "refused"), value: value.refused };
    if ("then" in value) yield* optional(value.then, below(site, "then"));
  }
  for (const site of answerSites(pack)) yield* optional(site.value.then, below(site, "then"));
  for (const { source, data } of pack.flows) yield { source, path: ["else"], value: data.else, step: null };
}

/** Texts that may insert values. `spoken` false: for the channel (a timer, a picture), not for reading. */
export function* textSites(pack: Pack): Generator<Site<string> & { spoken: boolean }> {
  for (const site of stepSites(pack)) {
    for (const key of ["do", "check", "ask", "say", "consent"] as const)
      yield* text((site.value as Partial<Record<string, unknown>>)[key], below(site, key), true);
    for (const key of ["hold_s", "wait_s", "light"] as const)
      yield* text((site.value as Partial<Record<string, unknown>>)[key], below(site, key), false);
  }
  for (const site of answerSites(pack)) {
    yield* text(site.value.label, below(site, "label"), true);
    yield* text(site.value.say, below(site, "say"), true);
  }
  if (pack.bot !== null) {
    const { source, data } = pack.bot;
    yield* text(data.did_it_help.ask, { source, path: ["did_it_help", "ask"], step: null }, true);
  }
  for (const { source, data } of pack.files.of("answers"))
    for (const [index, answer] of data.answers.entries())
      for (const [nth, each] of answer.texts.entries())
        yield* text(each.text, { source, path: ["answers", index, "texts", nth, "text"], step: null }, true);
}

/** Texts that are said as they stand. */
export function* plainTextSites(pack: Pack): Generator<Site<string>> {
  for (const site of stepSites(pack))
    yield* optional("why" in site.value ? site.value.why : undefined, below(site, "why"));
  for (const { source, data } of pack.flows) yield { source, path: ["title"], value: data.title, step: null };
  for (const { source, data } of pack.files.of("slots"))
    for (const [index, slot] of data.slots.entries())
      for (const key of ["name", "question", "why", "unsure"] as const)
        yield { source, path: ["slots", index, key], value: slot[key], step: null };
}

/** Lists of facts, wherever they stand. */
export function* citationSites(pack: Pack): Generator<Site<readonly unknown[]>> {
  const sheets = [...pack.flows, ...pack.collectionSheets, ...pack.files.of("answers")];
  for (const { source, data } of sheets) yield* citationsIn(data, { source, path: [], step: null });
}

function* citationsIn(value: unknown, at: Place): Generator<Site<readonly unknown[]>> {
  if (typeof value !== "object" || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    const here = below(at, Array.isArray(value) ? Number(key) : key);
    if (key === "facts" && Array.isArray(inner)) yield { ...here, value: inner };
    else yield* citationsIn(inner, here);
  }
}

type Place = Omit<Site<unknown>, "value">;

export const below = ({ source, path, step }: Place, key: PropertyKey): Place => ({
  source,
  path: [...path, key],
  step,
});

/** The items of a value that is one or a list, each at its own place. */
export function* each<Item>(value: Item | readonly Item[], at: Place): Generator<Site<Item>> {
  if (Array.isArray(value))
    for (const [index, item] of listOf(value).entries()) yield { ...below(at, index), value: item };
  else yield { ...at, value: value as Item };
}

function* optional<Value>(value: Value | undefined, at: Place): Generator<Site<Value>> {
  if (value !== undefined) yield { source: at.source, path: at.path, step: at.step, value };
}

function* text(value: unknown, at: Place, spoken: boolean): Generator<Site<string> & { spoken: boolean }> {
  if (typeof value === "string" || typeof value === "number") yield { ...at, value: String(value), spoken };
}
