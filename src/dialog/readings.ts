import { answer, fillSlot, goOn, shortAnswer, takeUp } from "./answer.ts";
import type { Draft } from "./draft.ts";
import { holds, inWords } from "./facts.ts";
import { handOver } from "./handoff.ts";
import type { TextInput } from "./input.ts";
import { acknowledge, type Learned, learn } from "./learn.ts";
import type { About, Underway } from "./message.ts";
import { type Asking, answersOf, isAsking, notSure, underway as place, present, stepOf } from "./present.ts";
import type { Problem } from "./understanding.ts";
import { answerFor, answerStep, flowFor, lead, settle, startFlow } from "./walk.ts";

/** One way to read a text; true: it was meant like that and has been dealt with. */
type Reading = (draft: Draft, input: TextInput, about: About, learned: Learned) => boolean;

/** In this order: what matters most comes first, what is least certain last. */
const readings: readonly Reading[] = [
  verbatimOption,
  steering,
  solved,
  correction,
  chosenOption,
  filledSlot,
  problem,
  outcomeOfStep,
  stepDoneBefore,
  sideQuestion,
  sameProblem,
  otherProblem,
  farewell,
  tellingFacts,
  newFacts,
  lackingLanguage,
];

/** A text in mid-conversation. `about`: the question that waits; null while a person has the case. */
export function underway(draft: Draft, input: TextInput, about: About | null): void {
  // Facts first: whoever takes the case over must find them.
  const learned = learn(draft, input, about ?? { kind: "start" });
  if (alarm(draft, input)) return;
  if (about === null) return besidePerson(draft, input);
  if (personWanted(draft, input)) return;
  if (readings.some((read) => read(draft, input, about, learned))) return;
  puzzled(draft, input, about);
}

/** The first text of a case. */
export function opening(draft: Draft, input: TextInput): void {
  const start: Underway = { kind: "start" };
  const learned = learn(draft, input, start);
  if (alarm(draft, input) || personWanted(draft, input)) return;
  // An opener says what it stands for, however like another its words may be.
  const opener = draft.knowledge.openers.find(({ label }) => plain(label) === plain(input.text));
  if (opener !== undefined) {
    acknowledge(draft, learned, start);
    return takeUp(draft, opener.intent, 1, input.text);
  }
  if (problem(draft, input, start, learned) || lackingLanguage(draft, input, start)) return;
  if (tellingFacts(draft, input, start, learned)) return;
  const { control } = input.understanding;
  if (control === "greet") draft.say("greeting", { title: draft.knowledge.title });
  else if (learned.set.length === 0 && learned.narrowed.length === 0)
    draft.say("out_of_scope", { title: draft.knowledge.title });
  else acknowledge(draft, learned, start);
  present(draft, start);
}

/** In a shared place, talk that is not for the bot gets no answer and leaves no trace. */
export function isForUs(draft: Draft, { place, addressed, understanding }: TextInput): boolean {
  if (place === "direct" || addressed || understanding.safety !== null) return true;
  if (draft.state.open?.phase.kind === "person") return true;
  const { outcome, option, control, slots, tried } = understanding;
  if (draft.state.open === null) return outcome === "confident";
  return outcome === "confident" || option !== null || control !== null || slots.length > 0 || tried.length > 0;
}

function alarm(draft: Draft, input: TextInput): boolean {
  if (input.understanding.safety === null) return false;
  const { phase } = draft.open;
  if (phase.kind === "person" && phase.reason === "safety") {
    draft.say("handed_over_safety");
    draft.say("still_with_person");
    return true;
  }
  noteProblems(draft, input);
  handOver(draft, draft.knowledge.desk.safetyQueue, "safety");
  return true;
}

function personWanted(draft: Draft, input: TextInput): boolean {
  const { control } = input.understanding;
  if (control !== "person" && control !== "angry") return false;
  // In the middle of a problem, words that only call for a person are no other one.
  const { intent } = draft.open;
  noteProblems(draft, input, ({ words }) => intent === null || plain(words) !== plain(input.text));
  handOver(draft, draft.knowledge.desk.queue, control === "person" ? "asked_for_person" : "angry");
  return true;
}

/** For the person who takes over. */
function noteProblems(
  draft: Draft,
  { understanding: { outcome, problems } }: TextInput,
  isOne: (problem: Problem) => boolean = () => true,
): void {
  if (outcome === "confident") for (const one of problems.filter(isOne)) draft.emit({ type: "ProblemTold", ...one });
}

/** A person has the case: the bot is silent, but lets somebody out who needs no person any more. */
function besidePerson(draft: Draft, { understanding: { control } }: TextInput): void {
  const { phase } = draft.open;
  if (phase.kind !== "person" || phase.claimedBy !== null) return;
  // What is dangerous stays with a person, whatever is said.
  if (phase.reason === "safety") return draft.say("still_with_person");
  if (control === "working") return settle(draft, "resolved");
  if (control === "start_over" || control === "cancel") {
    draft.emit({ type: "CaseClosed", outcome: "withdrawn" });
    return draft.say(control === "cancel" ? "goodbye" : "started_over");
  }
  draft.say("still_with_person");
}

/** An option in its own words is that option, even where they mean something else at any other time. */
function verbatimOption(draft: Draft, input: TextInput, about: About, learned: Learned): boolean {
  const { phase } = draft.open;
  const { option } = input.understanding;
  const said = plain(input.text);
  const named = phase.kind === "asking" ? phase.question.options.find(({ id }) => id === option) : undefined;
  if (named === undefined || ![named.label, ...named.words].some((words) => plain(words) === said)) return false;
  return chosenOption(draft, input, about, learned);
}

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

function steering(draft: Draft, input: TextInput, about: About): boolean {
  switch (input.understanding.control) {
    case "go_back": {
      if ("back" in about) {
        draft.say("undone");
        presentAgain(draft, about.back);
        return true;
      }
      if (draft.open.checkpoints.length === 0) draft.say("nothing_to_undo");
      else {
        draft.emit({ type: "Undone" });
        draft.say("undone");
      }
      const { phase } = draft.open;
      presentAgain(draft, phase.kind === "asking" ? phase.question.about : about);
      return true;
    }
    case "start_over":
      draft.emit({ type: "CaseClosed", outcome: "started_over" });
      draft.openCase(input.conversation);
      draft.say("started_over");
      present(draft, { kind: "start" });
      return true;
    case "cancel":
      draft.say("goodbye");
      draft.emit({ type: "CaseClosed", outcome: "withdrawn" });
      return true;
    case "greet":
    case "repeat":
      presentAgain(draft, about);
      return true;
    case "why":
      draft.write(reasonFor(draft, about));
      presentAgain(draft, about);
      return true;
    default:
      return false;
  }
}

/**
 * "It works now" ends the case where the step that waits counts that as its success. Anywhere else it may as well be the
 * answer to the question, so it is asked. "Thanks" alone never says that it works.
 */
function solved(draft: Draft, input: TextInput, about: About): boolean {
  const { control } = input.understanding;
  const underway = draft.frame !== undefined || about.kind === "person" || about.kind === "offer";
  if ((control !== "working" && control !== "thanks") || !underway || about.kind === "solved") return false;
  const step = askingStep(draft, about);
  const solving = step === null ? undefined : answersOf(draft, step).find(({ then }) => then.kind === "resolved");
  if (control === "working" && step !== null && solving !== undefined && about.kind === "step")
    answerStep(draft, about.flow, step, solving, input.text);
  else present(draft, { kind: "solved", back: "back" in about ? about.back : about });
  return true;
}

/** A fact put right: go on from where that leads. */
function correction(draft: Draft, _input: TextInput, about: About, learned: Learned): boolean {
  if (learned.corrected.length === 0) return false;
  for (const slot of learned.corrected) {
    const name = draft.knowledge.slots.get(slot)?.name ?? slot;
    const value = inWords(slot, draft.open.slots[slot]?.value ?? null, draft.knowledge);
    if (value === null) draft.preface("corrected_unknown", { name });
    else draft.preface("corrected", { name, value });
  }
  goOn(draft, about);
  return true;
}

function chosenOption(draft: Draft, input: TextInput, about: About, learned: Learned): boolean {
  const { option, control } = input.understanding;
  if (option === null) return false;
  // "Still nothing" is no answer to "shall a person take over?".
  if (about.kind === "person" && control === "not_working") return present(draft, about);
  // The slot has just been filled with more than the option says, a light in full for instance.
  if (about.kind === "slot" && learned.set.includes(about.slot)) return false;
  acknowledge(draft, learned, about);
  answer(draft, about, option, input.text);
  return true;
}

function filledSlot(draft: Draft, input: TextInput, about: About, learned: Learned): boolean {
  if (about.kind !== "slot") return false;
  const slot = draft.knowledge.slots.get(about.slot);
  const free = slot?.kind === "text" || (slot?.kind === "version" && /\d/.test(input.text));
  if (free && !learned.set.includes(about.slot) && input.understanding.control === null)
    fillSlot(draft, about.slot, { value: input.text.trim(), words: input.text, how: "answer" });
  else if (!learned.set.includes(about.slot) && !learned.narrowed.includes(about.slot)) return false;
  acknowledge(draft, learned, about);
  goOn(draft, about);
  return true;
}

/** Where no problem is under way, the text may tell one, or two. */
function problem(draft: Draft, input: TextInput, about: About, learned: Learned): boolean {
  if (draft.frame !== undefined && about.kind !== "offer") return false;
  const { outcome, intents, problems } = input.understanding;
  if (outcome === "out_of_scope") return false;
  acknowledge(draft, learned, about);
  const told = distinct(draft, problems);
  const questions = told.filter(({ intent }) => shortAnswer(draft, intent) !== null);
  const larger = told.filter((one) => !questions.includes(one));
  if (larger.length > 1) {
    for (const one of larger) draft.emit({ type: "ProblemTold", ...one });
    present(draft, { kind: "order", intents: larger.map(({ intent }) => intent) });
    return true;
  }
  const [first] = larger;
  if (first !== undefined && outcome === "confident") {
    // A question asked along with the problem is answered on the way.
    for (const { intent } of questions) draft.write(shortAnswer(draft, intent)?.text ?? "");
    takeUp(draft, first.intent, first.confidence, input.text);
    return true;
  }
  const best = told[0] ?? intents[0];
  if (best === undefined) return false;
  if (outcome === "confident") takeUp(draft, best.intent, best.confidence, input.text);
  else present(draft, { kind: "intent", intents: intents.slice(0, 3).map(({ intent }) => intent) });
  return true;
}

/** Problems that lead to different places. */
function distinct(draft: Draft, problems: readonly Problem[]): readonly Problem[] {
  const ends = problems.map(({ intent }) => flowFor(draft, intent)?.id ?? intent);
  return problems.filter((_, i) => ends.indexOf(ends[i] ?? "") === i);
}

/** "Still nothing", "done", "no idea" as answers to the step. */
function outcomeOfStep(draft: Draft, input: TextInput, about: About): boolean {
  const { control } = input.understanding;
  if (about.kind === "solved" && control === "thanks") return present(draft, about);
  const offers = about.kind === "person" || about.kind === "offer" || about.kind === "next_problem";
  if (offers && control === "done") {
    answer(draft, about, "yes", input.text);
    return true;
  }
  if (control === "dont_know" && about.kind === "slot") {
    answer(draft, about, notSure, input.text);
    return true;
  }
  const step = askingStep(draft, about);
  if (step === null || about.kind !== "step") return false;
  const means = control === "not_working" || control === "no" ? "no" : control === "dont_know" ? "not_sure" : null;
  const given = means === null ? null : answerFor(answersOf(draft, step), means);
  if (given !== null) {
    answerStep(draft, about.flow, step, given, input.text);
    return true;
  }
  // Said again it tells no more than before, and the options are spelt out.
  if (control !== "done" || step.kind !== "do" || draft.open.misunderstood > 0) return false;
  draft.emit({ type: "NotUnderstood", text: input.text });
  draft.say("done_question");
  present(draft, about);
  return true;
}

/** "I did that yesterday": the step that waits is passed over, unless it was done too briefly. */
function stepDoneBefore(draft: Draft, { understanding }: TextInput, about: About): boolean {
  const step = askingStep(draft, about);
  if (step?.kind !== "do" || about.kind !== "step" || step.action === null) return false;
  if (!understanding.tried.some(({ action }) => action === step.action)) return false;
  const { flow } = about;
  const seconds = draft.open.tried[step.action]?.seconds ?? null;
  const needed = step.holdS === null ? Number.NaN : Number(draft.fill(step.holdS));
  if (seconds !== null && seconds < needed) {
    const action = draft.knowledge.actions.get(step.action)?.name ?? step.action;
    draft.say("tried_too_short", { action, seconds: String(seconds), needed: String(needed) });
    return present(draft, about);
  }
  const asked = draft.fill(step.text);
  draft.emit({
    type: "StepFinished",
    flow,
    step: step.id,
    outcome: "skipped_tried",
    answer: null,
    asked,
    replied: null,
  });
  lead(draft, { kind: "next" });
  return true;
}

/** Answered at once, then back to where we were. */
function sideQuestion(draft: Draft, input: TextInput, about: About): boolean {
  const { outcome, intents } = input.understanding;
  const best = intents[0];
  if (outcome !== "confident" || best === undefined || draft.frame === undefined) return false;
  const short = shortAnswer(draft, best.intent);
  if (short === null) return false;
  const { flow, at } = draft.frame;
  draft.emit({ type: "FlowInterrupted", flow, step: at, by: short.id });
  draft.write(short.text);
  draft.emit({ type: "FlowResumed", flow, step: at });
  draft.say("back_at", { place: place(draft) });
  presentAgain(draft, about);
  return true;
}

/** The problem under way told once more: where a yes was refused it is begun anew, else the question stands. */
function sameProblem(draft: Draft, input: TextInput, about: About): boolean {
  const { outcome, intents } = input.understanding;
  const { intent, steps } = draft.open;
  if (outcome !== "confident" || intents[0]?.intent !== intent || intent === null) return false;
  if (steps.some(({ outcome: ended, counts }) => counts && ended === "refused")) takeUp(draft, intent, 1, input.text);
  else presentAgain(draft, about);
  return true;
}

/** Another problem in the middle of this one: the user says which comes first. */
function otherProblem(draft: Draft, input: TextInput, about: About, learned: Learned): boolean {
  const { outcome, intents } = input.understanding;
  const best = intents[0];
  // Somebody who tells what the light does now tells no new problem.
  if (learned.set.some((slot) => draft.knowledge.slots.get(slot)?.kind === "light")) return false;
  if (outcome !== "confident" || best === undefined || "back" in about) return false;
  if (draft.frame === undefined) return false;
  const flow = flowFor(draft, best.intent);
  if (flow !== undefined && draft.open.stack.some((frame) => frame.flow === flow.id)) return false;
  return present(draft, { kind: "switch", intent: best.intent, words: input.text, back: about });
}

function farewell(draft: Draft, input: TextInput): boolean {
  if (input.understanding.control !== "goodbye") return false;
  draft.say("closed_silent");
  draft.emit({ type: "CaseClosed", outcome: "silent" });
  return true;
}

/** No answer, but something worth knowing. */
/** No problem the pack knows, but facts that a flow waits for: somebody has a thing of another make, say. */
function tellingFacts(draft: Draft, _input: TextInput, about: About, learned: Learned): boolean {
  if (draft.frame !== undefined || learned.set.length === 0) return false;
  const { flows } = draft.knowledge;
  const waiting = [...flows.values()].find(
    ({ startsWhen }) => startsWhen !== null && holds(startsWhen, draft.open, draft.knowledge),
  );
  if (waiting === undefined) return false;
  acknowledge(draft, learned, about);
  startFlow(draft, waiting.id);
  return true;
}

function newFacts(draft: Draft, _input: TextInput, about: About, learned: Learned): boolean {
  if (learned.set.length + learned.narrowed.length + learned.tried.length === 0) return false;
  acknowledge(draft, learned, about);
  goOn(draft, about);
  return true;
}

function lackingLanguage(draft: Draft, input: TextInput, about: About): boolean {
  const sentence = draft.knowledge.otherLanguages.get(input.understanding.language);
  if (sentence === undefined || "back" in about) return false;
  draft.write(sentence);
  return present(draft, { kind: "person", reason: "language", back: about });
}

/** More options than this are no help in a sentence. */
const spelled = 6;

/** Rephrase, then spell the options out, then a person. */
function puzzled(draft: Draft, input: TextInput, about: About): void {
  draft.emit({ type: "NotUnderstood", text: input.text });
  if (about.kind === "start") {
    draft.say("out_of_scope", { title: draft.knowledge.title });
    present(draft, about);
    return;
  }
  const { misunderstandings } = draft.knowledge.limits;
  if (draft.open.misunderstood >= misunderstandings)
    return handOver(draft, draft.knowledge.desk.queue, "not_understood");
  const { phase } = draft.open;
  const options = phase.kind === "asking" ? phase.question.options : [];
  const many = options.length === 0 || options.length > spelled;
  if (draft.open.misunderstood === 1 || many) draft.say("not_understood");
  else draft.say("not_understood_options", { options: options.map(({ label }) => `“${label}”`).join(", ") });
  presentAgain(draft, about);
}

function reasonFor(draft: Draft, about: About): string {
  if (about.kind === "slot") return draft.knowledge.slots.get(about.slot)?.why ?? draft.wording("why_fallback");
  const step = askingStep(draft, about);
  if (step === null) return draft.wording(about.kind === "start" ? "why_nothing" : "why_fallback");
  return step.question.why ?? draft.wording("why_fallback");
}

function askingStep(draft: Draft, about: About): Asking | null {
  if (about.kind !== "step") return null;
  const step = stepOf(draft.knowledge.flows.get(about.flow), about.step);
  return isAsking(step) ? step : null;
}

/** The same question once more; where an edit of the knowledge took it away, on from there. */
function presentAgain(draft: Draft, about: About): void {
  if (!present(draft, about)) goOn(draft, about);
}
