import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { isSlacks } from "../../src/adapters/slack/api.ts";
import { conversationId } from "../../src/dialog/ids.ts";
import * as slackSide from "../slack/support/desk.ts";
import { bot as self } from "../slack/support/fake.ts";
import { mention } from "../slack/support/payloads.ts";
import { webOf } from "../support/server.ts";
import * as teamsSide from "../teams/support/desk.ts";
import { message, personal } from "../teams/support/payloads.ts";
import { type Both, bothOn } from "./both.ts";
import { dying } from "./dying.ts";

const png = Buffer.from("89504e470d0a1a0a0000000d49484452ff00fe", "hex");
const { grace } = slackSide.people;
const user = conversationId(`T1:C1:${slackSide.root}`);

let both: Both;
let { server, slack, teams } = {} as Both;
async function open(options?: Parameters<typeof bothOn>[0]): Promise<void> {
  both = await bothOn(options);
  ({ server, slack, teams } = both);
}
afterEach(async () => {
  await both.stop();
  expect(server.faults).toEqual([]);
});

const fileOf = (id: string, name = "light.png", mimetype = "image/png") => ({
  subtype: "file_share",
  files: [{ id, name, mimetype, permalink: `https://x.slack.com/files/${id}` }],
});
const asked = async () => {
  await slack.ask(slackSide.problem);
  await slack.ask("i want to speak to a person");
  await teamsSide.settledAt(teams);
};
const claimed = async () => {
  await asked();
  await slack.press(grace, "Claim");
};
const filesIn = (messages: ReturnType<typeof slack.thread>) =>
  messages.flatMap(({ files, blocks }) =>
    files.flatMap(({ name, title, bytes }) =>
      name.startsWith("case-") ? [] : [{ title, bytes, said: slackSide.wordsIn(blocks) }],
    ),
  );
const linkAtTeams = () =>
  teamsSide
    .inChannel(teams)
    .flatMap(teamsSide.linksIn)
    .filter((one) => one.includes("/files/"));
/** What a browser gets that opens a link. */
async function opened(link: string): Promise<Response> {
  const { files, store } = server.around;
  const { web } = await webOf({ files, store });
  return web.request(new URL(link, "https://support.example").pathname);
}

describe("a picture that a user of Slack shares", () => {
  beforeEach(async () => {
    await open();
    slack.fake.owns("F9", png);
    await claimed();
    await slack.ask("", fileOf("F9"));
    await teamsSide.settledAt(teams);
  });

  it("stands in the thread of the desk in Slack, with whose it is", () => {
    expect(filesIn(slack.thread())).toEqual([{ title: "light.png", bytes: png, said: "*Ada*" }]);
  });

  it("opens from the desk in Teams, as a picture", async () => {
    const [link = "", ...more] = linkAtTeams();
    expect(more).toEqual([]);
    const response = await opened(link);
    expect(Buffer.from(await response.arrayBuffer())).toEqual(png);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "image/png",
      "content-disposition": "inline; filename*=UTF-8''light.png",
      "x-content-type-options": "nosniff",
    });
    expect(JSON.stringify(teams.microsoft.calls)).not.toContain("F9");
  });

  it("opens on the page of whoever helps, and in no other conversation", async () => {
    const { length } = await server.around.store.events(user);
    const response = await opened(`/api/cases/${encodeURIComponent(user)}/files/${length}/0`);
    expect([response.status, Buffer.from(await response.arrayBuffer())]).toEqual([200, png]);
    for (const path of [`/api/cases/x/files/${length}/0`, `/api/cases/${encodeURIComponent(user)}/files/${length}/1`])
      expect((await opened(path)).status).toBe(404);
  });

  it("opens where it lies once Slack does not give it", async () => {
    slack.fake.fault("files.info", "file_deleted");
    const response = await opened(linkAtTeams()[0] ?? "");
    expect([response.status, response.headers.get("location")]).toEqual([302, "https://x.slack.com/files/F9"]);
  });

  it("is told with nothing of how the bot gets at it", async () => {
    const { web } = await webOf({ files: server.around.files, store: server.around.store });
    const shown = await (await web.request(`/api/cases/${encodeURIComponent(user)}`)).text();
    expect(shown).toContain("light.png");
    expect(shown).not.toContain("slack:T1");
  });
});

describe("what whoever helps shares in Slack", () => {
  beforeEach(() => open());

  it("stands at the user's side, all of it in one message", async () => {
    slack.fake.owns("F1", png);
    slack.fake.owns("F2", Buffer.from("two"));
    await claimed();
    const files = [...fileOf("F1").files, ...fileOf("F2", "guide.pdf", "application/pdf").files];
    await slack.write(grace, "read this", { subtype: "file_share", files });
    expect(filesIn(slack.side())).toEqual([
      { title: "light.png", bytes: png, said: "*Grace (support)*" },
      { title: "guide.pdf", bytes: Buffer.from("two"), said: "*Grace (support)*" },
    ]);
    expect(slack.side().filter(({ files: shared }) => shared.length > 0)).toHaveLength(1);
  });

  it("is a download where a browser could make more of it than show it", async () => {
    slack.fake.owns("F1", Buffer.from("<script>alert(1)</script>"));
    await asked();
    await slack.ask("", fileOf("F1", "a\"b'ü.html", "text/html"));
    await teamsSide.settledAt(teams);
    const { headers } = await opened(linkAtTeams()[0] ?? "");
    expect(headers.get("content-type")).toBe("application/octet-stream");
    expect(headers.get("content-disposition")).toBe("attachment; filename*=UTF-8''a%22b%27%C3%BC.html");
  });

  it.each(["missing_scope", "file_not_found"])("is led to where the bot may not have it: %s", async (fault) => {
    slack.fake.fault("files.info", fault);
    await claimed();
    await slack.write(grace, "", fileOf("F1"));
    expect(filesIn(slack.side())).toEqual([]);
    expect(slackSide.wordsIn(slack.side().at(-1)?.blocks)).toMatch(
      /📎 light\.png .*\n<https:\/\/support.example\/files\//,
    );
  });

  it("is asked of Slack alone, wherever Slack says that it lies", async () => {
    slack.fake.owns("F1", png, "https://files.example/F1");
    await claimed();
    await slack.write(grace, "", fileOf("F1"));
    expect(filesIn(slack.side())).toEqual([]);
    expect(slack.fake.downloads).toEqual([]);
  });

  it.each([
    ["files.getUploadURLExternal", "file_uploads_disabled"],
    ["files.getUploadURLExternal", "internal_error"],
    ["files.completeUploadExternal", "restricted_action"],
  ])("is led to where it cannot be uploaded, and keeps no words waiting: %s %s", async (method, fault) => {
    slack.fake.owns("F1", png);
    await claimed();
    slack.fake.fault(method, fault);
    await slack.write(grace, "", fileOf("F1"));
    await slack.write(grace, "please unplug it now");
    expect(slackSide.wordsIn(slack.side().at(-1)?.blocks)).toContain("please unplug it now");
    slack.fake.remove(slack.side().at(-1)?.channel ?? "", slack.side().at(-1)?.ts ?? "");
    expect(slackSide.wordsIn(slack.side().at(-1)?.blocks)).toContain("📎 light.png");
    expect(await slack.store.outbox.unsent(9)).toEqual([]);
  });

  it("stands there once where the answers get lost", async () => {
    slack.fake.owns("F1", png);
    await claimed();
    slack.fake.lose("files.completeUploadExternal");
    await slack.write(grace, "", fileOf("F1"));
    // Slack shows it a little later than it says.
    const [waiting] = await slack.store.outbox.unsent(9);
    expect(waiting).toMatchObject({ conversation: user, to: "slack", state: "waiting" });
    expect((waiting?.dueAt ?? 0) - Date.now()).toBeGreaterThan(4_000);
    for (let n = 0; n < 5; n++) await slack.later(5_000);
    expect(filesIn(slack.side())).toHaveLength(1);
    expect(await slack.store.outbox.unsent(9)).toEqual([]);
  });
});

describe("a picture that a user of Teams pastes", () => {
  const pasted = async () => {
    const contentUrl = teams.microsoft.pasted(png);
    await teams.deliver(message("", personal, { attachments: [{ contentType: "image/*", contentUrl }] }));
    await teamsSide.settledAt(teams);
  };

  it("stands in the thread of the desk in Slack, and opens from the one in Teams", async () => {
    await open();
    await teamsSide.handedOver(teams);
    await pasted();
    expect(filesIn(slack.thread())).toEqual([{ title: "picture", bytes: png, said: "*Ada*" }]);
    // Slack draws it by its ending, a browser by its type.
    expect(slack.thread().flatMap(({ files }) => files.map(({ name }) => name.slice(-4)))).toContain(".png");
    const response = await opened(linkAtTeams()[0] ?? "");
    expect(response.headers.get("content-type")).toBe("image/png");
    expect(Buffer.from(await response.arrayBuffer())).toEqual(png);
  });

  it("is looked for at Teams alone", async () => {
    await open();
    await teamsSide.handedOver(teams);
    const asked: string[] = [];
    const elsewhere = createServer(({ url = "" }, response) => {
      asked.push(url);
      response.end(png);
    });
    await new Promise<void>((resolve) => elsewhere.listen(0, "127.0.0.1", resolve));
    const { port } = elsewhere.address() as AddressInfo;
    const before = teams.microsoft.calls.length;
    for (const contentUrl of [
      `http://127.0.0.1:${port}/v3/attachments/0/views/original`,
      "file:///v3/attachments/0/views/original",
      `${teams.microsoft.serviceUrl}v3/conversations/x/members?x=/v3/attachments/0/views/original`,
    ])
      await teams.deliver(message("", personal, { attachments: [{ contentType: "image/png", contentUrl }] }));
    await teamsSide.settledAt(teams);
    expect(filesIn(slack.thread())).toEqual([]);
    for (const link of linkAtTeams()) expect((await opened(link)).status).toBe(404);
    expect(asked).toEqual([]);
    expect(teams.microsoft.calls.slice(before).filter(({ path }) => path.includes("members"))).toEqual([]);
    await new Promise<void>((resolve) => elsewhere.close(() => resolve()));
  });

  it("stands there once where the process dies between it and its mark", async () => {
    await open({ store: dying() });
    const until200 = async (text: string) => {
      const said = message(text, personal);
      while ((await teams.deliver(said)).status !== 200) await teams.settled();
      for (let n = 0; n < 3; n++) await teams.later(31_000);
    };
    await until200(teamsSide.problem);
    await until200("person");
    await pasted();
    for (let n = 0; n < 4; n++) await teams.later(31_000);
    expect(filesIn(slack.thread())).toHaveLength(1);
    server.faults.splice(0);
  });
});

describe("a picture that was shared before a person was called", () => {
  it("opens from every desk that is told, and from the case file", async () => {
    await open();
    slack.fake.owns("F9", png);
    await slack.ask(slackSide.problem, fileOf("F9"));
    await slack.ask("i want to speak to a person");
    await teamsSide.settledAt(teams);
    const [atTeams = ""] = linkAtTeams();
    const transcript = slack.thread().find(({ blocks }) => slackSide.wordsIn(blocks).includes("Every word so far"));
    const [atSlack = ""] =
      /https:\/\/support\.example\/files\/[0-9a-f]{40}/.exec(JSON.stringify(transcript?.blocks)) ?? [];
    const [file] = slack.thread().flatMap(({ files }) => files.filter(({ title }) => title === "case.json"));
    expect(file?.content).toContain(atSlack);
    expect(file?.content).not.toContain("slack:T1");
    for (const link of [atTeams, atSlack]) expect(Buffer.from(await (await opened(link)).arrayBuffer())).toEqual(png);
  });
});

it("a file that is gone with its conversation opens for nobody, whatever is said there later", async () => {
  await open();
  slack.fake.owns("F9", png);
  const told = async () => {
    await slack.ask(slackSide.problem, fileOf("F9"));
    await slack.ask("i want to speak to a person");
    await teamsSide.settledAt(teams);
  };
  await told();
  const [link = ""] = linkAtTeams();
  expect((await opened(link)).status).toBe(200);
  expect(await server.around.store.erase("T1:U1")).toContain(user);
  expect((await opened(link)).status).toBe(404);
  // The same again, in the same place of the same conversation.
  const more = { thread_ts: slackSide.root, files: fileOf("F9").files };
  await slack.event(mention(`<@${self.user}> ${slackSide.problem}`, "1700000900.000100", more));
  await slack.sent();
  await slack.ask("i want to speak to a person");
  await teamsSide.settledAt(teams);
  const again = linkAtTeams().at(-1) ?? "";
  expect([(await opened(link)).status, (await opened(again)).status]).toEqual([404, 200]);
});

it("a link opens no longer than it is kept", async () => {
  await open();
  slack.fake.owns("F9", png);
  await claimed();
  await slack.ask("", fileOf("F9"));
  await teamsSide.settledAt(teams);
  const [link = ""] = linkAtTeams();
  server.pass(89 * 86_400_000);
  expect((await opened(link)).status).toBe(200);
  server.pass(2 * 86_400_000);
  expect((await opened(link)).status).toBe(404);
});

it.each([
  ["https://files.slack.com/files-pri/T1-F1/download/a.png", true],
  ["http://files.slack.com/files-pri/T1-F1/download/a.png", false],
  ["https://files.slack.com.example.com/a.png", false],
  ["https://files.example.com/a.png", false],
  ["https://files.slack.com:8443/a.png", false],
])("whether %s is Slack's: %s", (url, isIt) => {
  expect(isSlacks(url, "https://slack.com/api/")).toBe(isIt);
});
