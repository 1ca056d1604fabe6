import { inWords, valueAt } from "../dialog/facts.ts";
import type { Condition, Path, Scalar, StepOutcome, Template } from "../dialog/flow.ts";
import type { Knowledge } from "../dialog/knowledge.ts";

/** Nothing is known yet: of all inserts only those of the catalogue itself have a value. */
const nothing = { slots: {}, tried: {}, steps: [] };

/** The text as an author reads it: values of the catalogue filled in, the rest as ⟨Model: pairing hold s⟩. */
export function textInWords(template: Template, knowledge: Knowledge): string {
  return template.map((part) => (typeof part === "string" ? part : insertInWords(part.path, knowledge))).join("");
}

function insertInWords(path: Path, knowledge: Knowledge): string {
  const value = valueAt(path, nothing, knowledge);
  if (typeof value === "string" || typeof value === "number") return String(value);
  const [root = "", ...attributes] = path;
  const name = knowledge.slots.get(root)?.name ?? root;
  return attributes.length === 0 ? `⟨${name}⟩` : `⟨${name}: ${spaced(attributes)}⟩`;
}

/**
 * "only if light is red pulsing slowly, unless “scan” was done"; a step that asks not to have been done before is "once".
 * Ids of steps of the flow `at.flow` stand without the flow's name.
 */
export function whenInWords(condition: Condition, at: Place, knowledge: Knowledge): string {
  const say = speaker(at, knowledge);
  const parts = condition.kind === "all" ? condition.of : [condition];
  const isDenial = (part: Condition) => part.kind === "not" && part.of.kind !== "known";
  const only = parts.filter((part) => !isDenial(part));
  const denied = parts.flatMap((part) => (part.kind === "not" && isDenial(part) ? flat("any", [part.of]) : []));
  const itself = (part: Condition) =>
    part.kind === "done" && part.step === `${at.flow}/${at.step}` && part.outcomes.length === 0;
  const unless = denied.filter((part) => !itself(part));
  return [
    ...(only.length === 0 ? [] : [`only if ${say.all(only)}`]),
    ...(unless.length === 0 ? [] : [`unless ${say.any(unless)}`]),
    ...(denied.some(itself) ? ["once only"] : []),
  ].join(", ");
}

/** Whose condition it is; `step` is null for what belongs to the flow as a whole. */
export interface Place {
  readonly flow: string;
  readonly step: string | null;
}

const flat = (kind: "all" | "any", of: readonly Condition[]): readonly Condition[] =>
  of.flatMap((part) => (part.kind === kind ? flat(kind, part.of) : [part]));

/** With a comma where the parts have an "or" or "and" of their own, so that one sees what belongs together. */
const joined = (parts: readonly string[], word: "and" | "or"): string =>
  parts.join(parts.length > 1 && parts.some((part) => / (or|and) /.test(part)) ? `, ${word} ` : ` ${word} `);

/** Words for conditions, without the "if" before them. */
function speaker({ flow }: Place, knowledge: Knowledge) {
  const all = (of: readonly Condition[]): string => {
    const parts = flat("all", of);
    return joined(
      parts.map((part) => (parts.length > 1 ? enclosed(part) : said(part))),
      "and",
    );
  };
  const any = (of: readonly Condition[]): string => {
    const parts = mergedDone(flat("any", of));
    const words = parts.map((part) => {
      if (Array.isArray(part)) return doneInWords(part, flow);
      return parts.length > 1 ? enclosed(part) : said(part);
    });
    return joined(words, "or");
  };
  const enclosed = (part: Condition): string =>
    part.kind === "all" || part.kind === "any" ? `(${said(part)})` : said(part);
  const said = (part: Condition): string => {
    switch (part.kind) {
      case "all":
        return all(part.of);
      case "any":
        return any(part.of);
      case "not":
        return denied(part.of);
      case "is":
        return `${placeInWords(part.path, knowledge)} is ${valuesInWords(part.path, part.values, knowledge)}`;
      case "light":
        return `${slotName(part.slot, knowledge)} is ${lightLook(part, knowledge)}`;
      case "known":
        return presence(part.path, true, knowledge);
      case "same":
        return `${part.slots.map((slot) => slotName(slot, knowledge)).join(" and ")} are the same`;
      case "tried":
        return `${actionNames(part.actions, knowledge)} was tried`;
      case "done":
        return doneInWords([part], flow);
    }
  };
  const denied = (part: Condition): string => {
    switch (part.kind) {
      case "not":
        return said(part.of);
      case "known":
        return presence(part.path, false, knowledge);
      case "is":
        return `${placeInWords(part.path, knowledge)} is not ${valuesInWords(part.path, part.values, knowledge)}`;
      case "light":
        return `${slotName(part.slot, knowledge)} is not ${lightLook(part, knowledge)}`;
      case "same":
        return `${part.slots.map((slot) => slotName(slot, knowledge)).join(" and ")} differ`;
      case "tried":
        return `${actionNames(part.actions, knowledge)} was not tried`;
      case "all":
      case "any":
      case "done":
        return `not (${said(part)})`;
    }
  };
  return { all, any };
}

type Done = Extract<Condition, { kind: "done" }>;

/** Neighbours that ask for the same outcome of several steps become one list: “scan” or “scan_any” was done. */
function mergedDone(parts: readonly Condition[]): readonly (Exclude<Condition, Done> | Done[])[] {
  const merged: (Exclude<Condition, Done> | Done[])[] = [];
  for (const part of parts) {
    const last = merged.at(-1);
    if (part.kind !== "done") merged.push(part);
    else if (Array.isArray(last) && String(last[0]?.outcomes) === String(part.outcomes)) last.push(part);
    else merged.push([part]);
  }
  return merged;
}

function doneInWords(steps: readonly Done[], flow: string): string {
  const names = steps.map(({ step }) => {
    const [owner = "", id = ""] = step.split("/");
    return owner === flow ? `“${id}”` : `“${id}” of ${owner}`;
  });
  const outcomes = steps[0]?.outcomes ?? [];
  return `${names.join(" or ")} ${outcomes.length === 0 ? "was done" : outcomes.map((one) => outcomeWords[one]).join(" or ")}`;
}

const outcomeWords: Readonly<Record<StepOutcome, string>> = {
  worked: "worked",
  did_not_help: "did not help",
  could_not: "could not be done",
  answered: "was answered",
  not_sure: "was left unsure",
  consented: "was agreed to",
  refused: "was refused",
};

function presence(path: Path, present: boolean, knowledge: Knowledge): string {
  const [root = "", ...attributes] = path;
  const name = slotName(root, knowledge);
  if (attributes.length === 0) return `${name} is ${present ? "known" : "not known"}`;
  return `${name} has ${present ? "" : "no "}${spaced(attributes)}`;
}

function placeInWords([root = "", ...attributes]: Path, knowledge: Knowledge): string {
  return [slotName(root, knowledge), ...(attributes.length === 0 ? [] : [`(${spaced(attributes)})`])].join(" ");
}

function valuesInWords([root = "", ...attributes]: Path, values: readonly Scalar[], knowledge: Knowledge): string {
  return values
    .map((value) => {
      if (typeof value === "boolean") return value ? "yes" : "no";
      if (attributes.length > 0) return spaced([String(value)]);
      const words = inWords(root, String(value), knowledge) ?? String(value);
      // A name stands for itself; what a button says reads as somebody's words.
      return knowledge.slots.get(root)?.kind === "choice" ? `“${words}”` : words;
    })
    .join(" or ");
}

function lightLook(look: Extract<Condition, { kind: "light" }>, { lights }: Knowledge): string {
  const names = (ids: readonly string[] | null, vocabulary: ReadonlyMap<string, { readonly name: string }>) =>
    (ids ?? []).map((id) => vocabulary.get(id)?.name ?? id).join(" or ");
  return [names(look.colour, lights.colours), names(look.rhythm, lights.rhythms), names(look.part, lights.parts)]
    .filter((name) => name !== "")
    .join(" ");
}

const actionNames = (actions: readonly string[], knowledge: Knowledge): string =>
  actions.map((action) => knowledge.actions.get(action)?.name ?? action).join(" or ");

/** "model", as it stands in the middle of a sentence; abbreviations keep their capitals. */
function slotName(slot: string, knowledge: Knowledge): string {
  const name = knowledge.slots.get(slot)?.name ?? slot;
  return /^.[A-Z]/.test(name) ? name : name.charAt(0).toLowerCase() + name.slice(1);
}

const spaced = (keys: readonly string[]): string => keys.join(" ").replaceAll("_", " ");
