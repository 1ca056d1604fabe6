import { createInterface } from "node:readline";
import type { Activity } from "../../dialog/activity.ts";
import { conversationOf } from "../../dialog/conversation.ts";
import { pendingQuestion } from "../../dialog/decide.ts";
import type { DialogEvent } from "../../dialog/events.ts";
import { type ConversationId, deliveryId } from "../../dialog/ids.ts";
import type { Knowledge } from "../../dialog/knowledge.ts";
import type { Clock } from "../../dialog/ports.ts";
import { caseFileOf } from "../../dialog/transcript.ts";
import { receive, receiveJson } from "./receive.ts";
import { render, renderJson } from "./render.ts";

export interface TerminalPorts {
  readonly conversation: ConversationId;
  readonly knowledge: () => Knowledge;
  readonly receive: (activity: Activity) => Promise<{ readonly done: Promise<void> }>;
  readonly events: (conversation: ConversationId) => Promise<readonly DialogEvent[]>;
  readonly clock: Clock;
  readonly freshId: () => string;
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  /** One JSON object a line in and out. */
  readonly json: boolean;
}

/** Talks on a terminal, or with a program, until the input ends. */
export async function chat(ports: TerminalPorts): Promise<void> {
  const { conversation, input, output, json, events } = ports;
  const write = (text: string): void => void output.write(`${text}\n`);
  const prompt = json ? "" : "> ";
  const lines = createInterface({ input, terminal: false });
  const earlier = await events(conversation);
  if (!json) {
    if (earlier.length === 0) write("What is wrong? Type it in your own words. Ctrl+D ends.");
    else showLast(earlier);
    output.write(prompt);
  }
  for await (const typed of lines) {
    const before = await events(conversation);
    const place = { conversation, delivery: deliveryId(ports.freshId()), at: ports.clock(), user: "terminal" };
    const pending = pendingQuestion(conversationOf(before));
    const received = json ? receiveJson(typed, place, pending) : receive(typed, place);
    if (received !== null && "fault" in received)
      write(json ? JSON.stringify({ error: received.fault }) : received.fault);
    else if (received !== null) {
      const { done } = await ports.receive(received.ok);
      await done;
      await show(before.length);
    }
    output.write(prompt);
  }

  async function show(from: number): Promise<void> {
    const all = await events(conversation);
    const said = all.slice(from).flatMap((event) => (event.type === "BotReplied" ? [event.message] : []));
    if (json) write(renderJson(said, caseFileOf(all, ports.knowledge())));
    else for (const message of said) write(`\n${render(message)}\n`);
  }

  function showLast(all: readonly DialogEvent[]): void {
    const last = all.findLast((event) => event.type === "BotReplied");
    if (last?.type === "BotReplied") write(`${render(last.message)}\n`);
  }
}
