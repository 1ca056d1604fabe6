import type { DialogEvent, SharedFile } from "../../dialog/events.ts";
import { inWords } from "../../dialog/facts.ts";
import type { Knowledge } from "../../dialog/knowledge.ts";
import { lightPicture } from "../../dialog/light.ts";
import { isLight, type SlotValue } from "../../dialog/slots.ts";
import { type CaseFile, caseFileOf, type TranscriptItem, transcriptOf } from "../../dialog/transcript.ts";
import type { Understanding } from "../../dialog/understanding.ts";
import { assistOn } from "../common/assist.ts";
import type { CaseView, ConversationView, Mark, PasteView, SlotView, ViewItem } from "./api.ts";

/** A conversation as the page shows it. */
export function renderConversation(
  conversation: string,
  events: readonly DialogEvent[],
  knowledge: Knowledge,
): ConversationView {
  const file = caseFileOf(events, knowledge);
  return {
    conversation,
    version: events.length,
    items: itemsOf(events, file, `/api/conversations/${conversation}/files`),
    case: file === null ? null : caseOf(file, knowledge),
  };
}

/** What was said, in order, as the user sees it. `files`: where the page has what is in files. */
export function itemsOf(events: readonly DialogEvent[], file: CaseFile | null, files: string): readonly ViewItem[] {
  const items = transcriptOf(events);
  const chosen = new Map(
    events.flatMap((event) => (event.type === "ChoiceMade" && event.counted ? [[event.question, event.label]] : [])),
  );
  const lastAsked = items.findLast((item) => item.kind === "bot" && item.message.question !== null);
  const waiting = file?.phase === "open" ? lastAsked?.seq : undefined;
  return items.flatMap((item) => {
    const shown = itemOf(item, chosen, waiting);
    return shown === null ? [] : [shown.kind === "files" ? { ...shown, files: linkedOn(files, events, shown) } : shown];
  });
}

/** With links to what the page can have of them. */
const linkedOn = (base: string, events: readonly DialogEvent[], { seq, files }: FilesItem): readonly SharedFile[] => {
  const event = events[seq - 1];
  const sources = event?.type === "FilesShared" ? event.files.map(({ source }) => source) : [];
  return files.map((file, i) => (sources[i] === undefined ? file : { ...file, link: `${base}/${seq}/${i}` }));
};
type FilesItem = Extract<ViewItem, { readonly kind: "files" }>;

function itemOf(
  item: TranscriptItem,
  chosen: ReadonlyMap<string, string>,
  waiting: number | undefined,
): ViewItem | null {
  const { seq, at } = item;
  switch (item.kind) {
    case "user":
      return { kind: "user", seq, at, text: item.text };
    case "bot": {
      const question = item.message.question?.id;
      return {
        kind: "bot",
        seq,
        at,
        message: item.message,
        chosen: question === undefined ? null : (chosen.get(question) ?? null),
        waiting: seq === waiting,
      };
    }
    case "agent":
      return { kind: "agent", seq, at, name: item.name, text: item.text };
    case "files":
      return { kind: "files", seq, at, name: item.side === "user" ? null : item.name, files: item.files };
    case "claimed":
    case "handed_back":
      // The bot has said so.
      return null;
    case "handed_over":
      return { kind: "note", seq, at, text: "Passed to a person" };
    case "ended":
      return { kind: "note", seq, at, text: endings[item.outcome] };
  }
}

const endings = {
  resolved: "Solved",
  answered: "Answered",
  escalated: "Passed to a person",
  withdrawn: "Withdrawn",
  silent: "Put to rest; write to go on",
  started_over: "Started over",
  out_of_scope: "Ended",
} as const;

function caseOf(file: CaseFile, knowledge: Knowledge): CaseView {
  const titleOf = (flow: string): string => knowledge.flows.get(flow)?.title ?? flow;
  return {
    id: file.case,
    phase: file.phase,
    outcome: file.outcome,
    problem: file.problem,
    flow: file.flow === null ? null : titleOf(file.flow),
    slots: slotsOf(file, knowledge),
    tried: file.tried.map(({ name, words }) => ({ action: name, words })),
    steps: file.steps.map((step) => ({ ...step, title: titleOf(step.flow) })),
  };
}

export const slotsOf = ({ slots }: CaseFile, knowledge: Knowledge): readonly SlotView[] =>
  Object.entries(slots).map(([slot, { value, words }]) => slotOf(slot, value, words, knowledge));

function slotOf(slot: string, value: SlotValue | null, words: string, knowledge: Knowledge): SlotView {
  return {
    slot,
    name: knowledge.slots.get(slot)?.name ?? slot,
    value: inWords(slot, value, knowledge),
    words,
    light: isLight(value) ? lightPicture(value, knowledge.lights) : null,
  };
}

/** A pasted text as the page shows it to an agent. `at`: milliseconds since the epoch, UTC. */
export function renderPaste(text: string, understanding: Understanding, knowledge: Knowledge, at: number): PasteView {
  const assist = assistOn(text, understanding, knowledge, at);
  return {
    marks: marksOf(text, understanding, knowledge),
    language: understanding.language,
    known: assist.known.map(({ slot, value, words }) => slotOf(slot, value, words, knowledge)),
    tried: assist.tried.map(({ name, words }) => ({ action: name, words })),
    trees: assist.trees.map(({ id, title, confidence, because }) => ({ flow: id, title, confidence, because })),
    question: assist.question,
    reply: assist.reply,
    note: assist.note,
    safety: understanding.safety,
  };
}

/** Stretches to mark, in order; where two overlap the one that says more stays. */
function marksOf(text: string, understanding: Understanding, knowledge: Knowledge): readonly Mark[] {
  const found: Mark[] = understanding.slots
    .filter(({ negated }) => !negated)
    .map(({ slot, value, start, end }) => ({
      start,
      end,
      kind: "slot",
      label: [knowledge.slots.get(slot)?.name ?? slot, inWords(slot, value, knowledge)]
        .filter((part) => part !== null)
        .join(": "),
    }));
  for (const { action, start, end } of understanding.tried)
    found.push({ start, end, kind: "tried", label: `Tried: ${knowledge.actions.get(action)?.name ?? action}` });
  const stretch = (words: string, kind: Mark["kind"], label: string): void => {
    const start = words === "" ? -1 : text.indexOf(words);
    if (start >= 0) found.unshift({ start, end: start + words.length, kind, label });
  };
  if (understanding.safety !== null) stretch(understanding.safety, "safety", "Safety");
  const marks: Mark[] = [];
  for (const mark of found)
    if (marks.every((other) => mark.end <= other.start || mark.start >= other.end)) marks.push(mark);
  for (const { words, intent } of understanding.problems) {
    const start = words === "" ? -1 : text.indexOf(words);
    const label = `Problem: ${knowledge.intents.get(intent)?.title ?? intent}`;
    if (start >= 0)
      marks.push(
        ...gaps(start, start + words.length, marks)
          .map((gap) => trimmed(text, gap))
          .filter((gap) => gap.end - gap.start >= leastMark)
          .map((gap) => ({ ...gap, kind: "problem" as const, label })),
      );
  }
  return marks.sort((a, b) => a.start - b.start);
}

/** A shorter rest of a sentence, ", the" for instance, says nothing. UTF-16 units. */
const leastMark = 12;

/** Without the spaces and stops around it. */
function trimmed(text: string, { start, end }: { start: number; end: number }): { start: number; end: number } {
  const part = text.slice(start, end);
  const lead = part.search(/[\p{L}\p{N}]/u);
  if (lead === -1) return { start, end: start };
  const tail = part.length - part.replace(/[^\p{L}\p{N}]+$/u, "").length;
  return { start: start + lead, end: end - tail };
}

/** The parts of a stretch that no mark covers yet. */
function gaps(start: number, end: number, marks: readonly Mark[]): readonly { start: number; end: number }[] {
  const inside = marks.filter((mark) => mark.start < end && mark.end > start).sort((a, b) => a.start - b.start);
  const edges = [start, ...inside.flatMap((mark) => [mark.start, mark.end]), end];
  const parts: { start: number; end: number }[] = [];
  for (let i = 0; i < edges.length; i += 2) {
    const [from, to] = [edges[i] ?? end, edges[i + 1] ?? end];
    if (from < to) parts.push({ start: from, end: to });
  }
  return parts;
}
