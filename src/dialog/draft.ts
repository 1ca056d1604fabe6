import type { CaseState, Conversation, Frame } from "./conversation.ts";
import { evolve } from "./conversation.ts";
import type { DialogEvent } from "./events.ts";
import { filled } from "./facts.ts";
import type { Template } from "./flow.ts";
import { caseId } from "./ids.ts";
import type { Knowledge } from "./knowledge.ts";
import type { About, LightPicture, Message, Option } from "./message.ts";
import type { WordingKey, wordings } from "./wording.ts";

type WithoutTime<Event> = Event extends DialogEvent ? Omit<Event, "at"> : never;
type Values<Key extends WordingKey> = Record<(typeof wordings)[Key][number], string>;

/**
 * The events of one turn as they come about. What the bot says is gathered and becomes one message at the end, so a
 * turn never speaks twice. Nothing outside `decide` sees a draft.
 */
export class Draft {
  readonly knowledge: Knowledge;
  readonly at: number;
  readonly #events: DialogEvent[] = [];
  #state: Conversation;
  readonly #preface: string[] = [];
  #text: string[] = [];
  #lights: LightPicture[] = [];
  #timer: Message["timer"] = null;
  #question: { about: About; text: string; options: readonly Option[] } | null = null;

  constructor(state: Conversation, knowledge: Knowledge, at: number) {
    this.#state = state;
    this.knowledge = knowledge;
    this.at = at;
  }

  get state(): Conversation {
    return this.#state;
  }

  /** The open case; only asked for where one is open. */
  get open(): CaseState {
    if (this.#state.open === null) throw new Error("no case is open: open one before working on it");
    return this.#state.open;
  }

  openCase(conversation: string): void {
    this.emit({
      type: "CaseOpened",
      case: caseId(conversation, this.#state.cases + 1),
      knowledge: this.knowledge.hash,
    });
  }

  /** The flow under way, innermost. */
  get frame(): Frame | undefined {
    return this.#state.open?.stack.at(-1);
  }

  /** What has happened in this turn so far. */
  get happened(): readonly DialogEvent[] {
    return this.#events;
  }

  emit(event: WithoutTime<DialogEvent>): void {
    const timed = { ...event, at: this.at } as DialogEvent;
    this.#events.push(timed);
    this.#state = evolve(this.#state, timed);
  }

  /** One of the bot's own sentences; nothing where its wording is empty. */
  say<Key extends WordingKey>(key: Key, values: Values<Key> = {} as Values<Key>): void {
    this.write(this.wording(key, values));
  }

  /** As `say`, before everything else of the message. */
  preface<Key extends WordingKey>(key: Key, values: Values<Key> = {} as Values<Key>): void {
    this.#preface.push(this.wording(key, values));
  }

  wording<Key extends WordingKey>(key: Key, values: Values<Key> = {} as Values<Key>): string {
    const given: Readonly<Record<string, string>> = values;
    return this.knowledge.wording[key].replace(/\{\{ (\w+) \}\}/g, (insert, name: string) => given[name] ?? insert);
  }

  /** A paragraph; the same one is not said twice in a turn. */
  write(text: string): void {
    if (text !== "" && !this.#text.includes(text)) this.#text.push(text);
  }

  fill(template: Template): string {
    return filled(template, this.open, this.knowledge);
  }

  show(light: LightPicture): void {
    this.#lights.push(light);
  }

  time(timer: Message["timer"]): void {
    this.#timer = timer;
  }

  ask(about: About, text: string, options: readonly Option[]): void {
    this.#question = { about, text, options };
  }

  /** The events of the turn, the bot's message last. */
  events(): readonly DialogEvent[] {
    const question = this.#question;
    const text = [...this.#preface, ...this.#text].filter((paragraph) => paragraph !== "");
    if (text.length > 0 || question !== null) {
      const n = this.#state.version;
      this.emit({
        type: "BotReplied",
        message: {
          id: `m${n}`,
          text,
          lights: this.#lights,
          timer: this.#timer,
          question: question === null ? null : { id: `q${n}`, ...question },
        },
      });
    }
    return this.#events;
  }
}
