import { setTimeout as sleep } from "node:timers/promises";
import type { App, RespondFn } from "@slack/bolt";
import type { Activity } from "../../dialog/activity.ts";
import type { ConversationId } from "../../dialog/ids.ts";
import type { Knowledge } from "../../dialog/knowledge.ts";
import type { Clock, ConversationRow, Store, Understand } from "../../dialog/ports.ts";
import { pastedOf } from "../common/assist.ts";
import { opensCase, printOf } from "../common/authored.ts";
import { createOnce } from "../common/once.ts";
import { cut } from "../common/words.ts";
import type { SlackApi } from "./api.ts";
import { escapedWithin, limits, person, plain, sections, small } from "./blocks.ts";
import { beginAction, casesShown, type HomeCase, renderHome } from "./home.ts";
import { fieldOf, goalOf, type PasteGoal, pasteView, renderPasted, renderPasteInput } from "./paste.ts";
import { conversationAt, messageAt, messageId, type Place, personOf, placeOf, userOf } from "./place.ts";
import { spokenAt } from "./receive.ts";
import type { Rendered } from "./render.ts";
import {
  commandBody,
  eventBody,
  homeEvent,
  installOf,
  installOfCommand,
  installOfEvent,
  pressBody,
  shortcutBody,
  submissionBody,
  viewState,
} from "./shapes.ts";
import { readText } from "./text.ts";

export interface DoorPorts {
  readonly brain: () => { readonly knowledge: Knowledge; readonly understand: Understand };
  readonly receive: (activity: Activity) => Promise<unknown>;
  readonly openOf: (person: string, limit: number) => Promise<readonly ConversationRow[]>;
  readonly store: Pick<Store, "events" | "undone" | "references">;
  readonly clock: Clock;
  readonly apiOf: (install: string) => Promise<SlackApi>;
  /** Carries out what Slack does not wait for. */
  readonly aside: (task: () => Promise<void>) => void;
}

export const command = "/stepwise";
export const shortcut = "help_with_this";

/** Slack shows an error in place of a modal that is not answered within three seconds; milliseconds. */
const modalPatience = 2000;
/** For how long a message of an earlier try is looked for, and how old it may be, milliseconds. */
const findPatience = 6000;
const triedWithin = 3_600_000;
const noAnswer = "Slack did not answer me just now. Please try again.";
const how =
  `Say after \`${command}\` what does not work, in your own words, and I answer in our direct messages. ` +
  `\`${command} paste\` reads a text from elsewhere for you. Or write to me directly, or mention me in a channel.`;

/** The ways in that are no message: the command, the shortcut, the modals and the app's home. */
export function openDoors(app: App, ports: DoorPorts): void {
  const { apiOf, aside, brain, clock } = ports;

  const pasted = (text: string, goal: PasteGoal) => {
    const { knowledge, understand } = brain();
    return renderPasted(text, pastedOf(text, understand(text), knowledge, clock()), goal);
  };

  const once = createOnce<string>();
  /** Whoever tries again after a fault finds what the first try has said, and it is not said twice. */
  const postOnce = (api: SlackApi, where: Pick<Place, "channel" | "thread">, said: Rendered, delivery: string) =>
    once(delivery, async (again) => {
      const id = messageId(delivery);
      const signal = AbortSignal.timeout(findPatience);
      const found = again ? await api.find(where, id, clock() - triedWithin, signal) : null;
      return found ?? (await api.post(where, said, id));
    });

  /** Begins a thread in the direct messages with a person, their words on top. */
  async function begin(api: SlackApi, install: string, user: string, text: string, delivery: string): Promise<void> {
    const channel = await api.direct(user);
    const thread = await postOnce(api, { channel, thread: null }, quoted(text), delivery);
    const place: Place = { install, channel, thread };
    await ports.store.references.put(conversationAt(place), "", clock());
    await ports.receive(spokenAt(place, personOf(install, user), text, delivery, clock()));
  }

  /** Slack hears at once that it arrived; who asked is told if it comes to nothing. */
  const orSay = (respond: RespondFn, task: () => Promise<void>): void =>
    aside(() =>
      task().catch(async (error: unknown) => {
        await respond({ response_type: "ephemeral", text: noAnswer });
        throw error;
      }),
    );

  app.command(command, async ({ ack, body, respond }) => {
    const { success, data } = commandBody.safeParse(body);
    if (!success) return ack(how);
    const { user_id, trigger_id } = data;
    const { text } = readText(data.text, null);
    const install = installOfCommand(data);
    if (text === "" || text === "help") return ack(how);
    if (text === "paste")
      orSay(respond, async () => (await apiOf(install)).openView(trigger_id, renderPasteInput({ kind: "direct" })));
    else orSay(respond, async () => begin(await apiOf(install), install, user_id, text, `command:${trigger_id}`));
    await ack(text === "paste" ? undefined : "I answer you in our direct messages.");
  });

  app.shortcut(shortcut, async ({ ack, body, respond }) => {
    const { success, data } = shortcutBody.safeParse(body);
    const install = success ? installOf(data) : null;
    await ack();
    if (!success || install === null) return;
    const { message, channel, trigger_id, user } = data;
    const isPerson = message.user && !message.bot_id;
    const author = personOf(install, isPerson ? (message.user ?? user.id) : user.id);
    const { text } = readText(message.text ?? "", null);
    const goal: PasteGoal = {
      kind: "thread",
      channel: channel.id,
      thread: message.thread_ts ?? message.ts,
      message: message.ts,
      author,
      print: printOf(fieldOf(text)),
    };
    const view = text === "" ? renderPasteInput(goal) : pasted(text, goal);
    orSay(respond, async () => (await apiOf(install)).openView(trigger_id, view));
  });

  app.view(pasteView.read, async ({ ack, body }) => {
    const { view } = submissionBody.parse(body);
    const goal = goalOf(view.private_metadata);
    const text = textIn(view.state);
    if (goal === null || text === "") return ack(fault("Paste the customer's words here first."));
    await ack({ response_action: "update", view: pasted(text, goal) });
  });

  app.action(pasteView.again, async ({ ack, body }) => {
    const { view, ...press } = pressBody.parse(body);
    const install = installOf(press);
    await ack();
    const goal = goalOf(view?.private_metadata ?? "");
    const text = view ? textIn(viewState.parse(view.state)) : "";
    if (!view || install === null || goal === null || text === "") return;
    aside(async () => (await apiOf(install)).updateView(view.id, view.hash, pasted(text, goal)));
  });

  app.view(pasteView.result, async ({ ack, body }) => {
    const { view, user, ...from } = submissionBody.parse(body);
    const install = installOf({ ...from, user, installed: view.app_installed_team_id });
    const goal = goalOf(view.private_metadata);
    const text = textIn(view.state);
    if (install === null || goal === null || text === "") return ack(fault("Paste the customer's words here first."));
    // Whoever looks at the modal learns what is in the way; what takes longer than Slack waits goes on without it.
    const work = goOn(install, user.id, goal, text, view.id);
    aside(() => work);
    const ended = work.then(
      () => true,
      () => false,
    );
    const isWell = await Promise.race([ended, sleep(modalPatience, true, { ref: false })]);
    const remedy = goal.kind === "direct" ? noAnswer : `${noAnswer} If I am not in that channel, /invite me first.`;
    if (!isWell) return ack(fault(remedy));
    await ack();
  });

  async function goOn(install: string, user: string, goal: PasteGoal, text: string, view: string): Promise<void> {
    const api = await apiOf(install);
    if (goal.kind === "direct") return begin(api, install, user, text, `view:${install}:${view}`);
    const { channel, thread, message, author, print } = goal;
    const place: Place = { install, channel, thread };
    const isUnedited = printOf(text) === print;
    // The words of that message: what its author changes in it later is an edit of them.
    const delivery = isUnedited ? `${messageAt(place, message)}:${view}` : `view:${install}:${view}`;
    const by = isUnedited && (await opensCase(ports.store, conversationAt(place))) ? author : personOf(install, user);
    await postOnce(api, place, introduced(user, userOf(author)), delivery);
    await ports.receive(spokenAt(place, by, text, delivery, clock()));
  }

  app.event("app_home_opened", async ({ body }) => {
    const outer = eventBody.parse(body);
    const event = homeEvent.safeParse(outer.event);
    const install = installOfEvent(outer);
    if (!event.success || install === null || (event.data.tab ?? "home") !== "home") return;
    aside(() => showHome(install, event.data.user));
  });

  app.action(new RegExp(`^${beginAction}`), async ({ ack, body }) => {
    const press = pressBody.parse(body);
    const install = installOf(press);
    const [action] = press.actions;
    await ack();
    if (install === null || !action?.value) return;
    const { value, action_ts } = action;
    const delivery = `home:${install}:${press.user.id}:${action_ts}`;
    aside(async () => {
      await begin(await apiOf(install), install, press.user.id, value, delivery);
      await showHome(install, press.user.id);
    });
  });

  async function showHome(install: string, user: string): Promise<void> {
    const api = await apiOf(install);
    const rows = await ports.openOf(personOf(install, user), casesShown);
    const cases = await Promise.all(
      rows.map(async (row): Promise<HomeCase> => ({ row, link: await linkTo(api, row.conversation) })),
    );
    const { title, openers } = brain().knowledge;
    await api.publishHome(
      user,
      renderHome(
        title,
        openers.map(({ label }) => label),
        cases,
      ),
    );
  }
}

async function linkTo(api: SlackApi, conversation: ConversationId): Promise<string | null> {
  const place = placeOf(conversation);
  if (place === null || place.thread === null) return null;
  return api.link(place.channel, place.thread).catch(() => null);
}

const textIn = ({ values }: ReturnType<typeof viewState.parse>): string =>
  (values[pasteView.block]?.[pasteView.action]?.value ?? "").trim();

const fault = (words: string) => ({ response_action: "errors" as const, errors: { [pasteView.block]: words } });

/** Somebody's words at the top of a thread of their own. */
const quoted = (text: string): Rendered => ({
  text: escapedWithin(text, limits.text),
  blocks: [small(plain("You wrote")), ...sections(cut(text, limits.section))],
});

/** Says in a thread why the bot joins it. */
const introduced = (asker: string, author: string): Rendered => ({
  text: "I have been asked to help here.",
  blocks: [
    asker === author
      ? small(plain("👋 I have been asked to help here."))
      : small(person(asker), plain("has asked me to help with the message of"), person(author)),
  ],
});
