import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { command, shortcut } from "../../src/adapters/slack/doors.ts";
import { scopes } from "../../src/adapters/slack/scopes.ts";

const file = new URL("../../src/adapters/slack/manifest.yaml", import.meta.url);
const text = readFileSync(file, "utf8");
const manifest = parse(text);

/** What each call of the bot needs: docs.slack.dev/reference/methods. `null`: a token is enough. */
const neededBy: Readonly<Record<string, string | null>> = {
  "auth.test": null,
  "chat.postMessage": "chat:write",
  "chat.update": "chat:write",
  "chat.postEphemeral": "chat:write",
  "chat.getPermalink": null,
  "conversations.history": "im:history",
  "conversations.replies": "channels:history",
  "conversations.open": "im:write",
  "reactions.add": "reactions:write",
  "reactions.remove": "reactions:write",
  "assistant.threads.setStatus": "assistant:write",
  "assistant.threads.setSuggestedPrompts": "assistant:write",
  "users.info": "users:read",
  "files.info": "files:read",
  "files.getUploadURLExternal": "files:write",
  "files.completeUploadExternal": "files:write",
  "views.open": null,
  "views.update": null,
  "views.publish": null,
};
/** And each event: docs.slack.dev/reference/events. */
const heardWith: Readonly<Record<string, string | null>> = {
  app_home_opened: null,
  app_mention: "app_mentions:read",
  app_uninstalled: null,
  assistant_thread_context_changed: "assistant:write",
  assistant_thread_started: "assistant:write",
  "message.channels": "channels:history",
  "message.groups": "groups:history",
  "message.im": "im:history",
  "message.mpim": "mpim:history",
  tokens_revoked: null,
};

describe("the manifest", () => {
  it("asks for the scopes the bot knows a reason for, each with its reason", () => {
    expect(manifest.oauth_config.scopes.bot).toEqual(Object.keys(scopes));
    for (const [scope, reason] of Object.entries(scopes))
      expect(text).toContain(`- ${scope} # ${reason.replaceAll(/[“”]/g, '"')}`);
  });

  it("asks for exactly what the calls and events of the bot need", () => {
    const needed = [...Object.values(neededBy), ...Object.values(heardWith), "commands"].filter(
      (scope) => scope !== null,
    );
    expect([...new Set(needed)].sort()).toEqual([...manifest.oauth_config.scopes.bot].sort());
    expect([...manifest.settings.event_subscriptions.bot_events].sort()).toEqual(Object.keys(heardWith).sort());
  });

  it("covers every method that is called", () => {
    const api = readFileSync(new URL("../../src/adapters/slack/api.ts", import.meta.url), "utf8");
    const called = [...api.matchAll(/client\.((?:\w+\.)+\w+)\(/g)].map((match) => match[1] ?? "");
    expect(called.length).toBeGreaterThan(10);
    expect(called.filter((method) => !(method in neededBy))).toEqual([]);
  });

  it("names the command and the shortcut as the bot hears them", () => {
    expect(manifest.features.slash_commands.map((one: { command: string }) => one.command)).toEqual([command]);
    expect(manifest.features.shortcuts.map((one: { callback_id: string }) => one.callback_id)).toEqual([shortcut]);
  });

  it("keeps within Slack's lengths: docs.slack.dev/reference/app-manifest", () => {
    const { display_information: about, features } = manifest;
    expect(about.name.length).toBeLessThanOrEqual(35);
    expect(about.description.length).toBeLessThanOrEqual(140);
    expect(features.shortcuts[0].name.length).toBeLessThanOrEqual(24);
    expect(features.shortcuts[0].description.length).toBeLessThanOrEqual(150);
    expect(features.slash_commands[0].usage_hint.length).toBeLessThanOrEqual(1000);
  });
});
