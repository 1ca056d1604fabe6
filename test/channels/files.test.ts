import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { conversationId } from "../../src/dialog/ids.ts";
import * as slackSide from "../slack/support/desk.ts";
import { webOf } from "../support/server.ts";
import type { TeamsBot } from "../teams/support/bot.ts";
import * as teamsSide from "../teams/support/desk.ts";
import { message, personal } from "../teams/support/payloads.ts";
import { dying } from "./dying.ts";
import { type RunningServer, serverOf } from "./running.ts";

const png = Buffer.from("89504e470d0a1a0a0000000d49484452ff00fe", "hex");
const { grace } = slackSide.people;
const user = conversationId(`T1:C1:${slackSide.root}`);

let server: RunningServer;
let slack: slackSide.DeskBot;
let teams: TeamsBot;
async function open(store?: Parameters<typeof serverOf>[0]): Promise<void> {
  server = await serverOf(store);
  slack = await slackSide.deskBot({ server });
  teams = await teamsSide.deskBot({ server });
}
afterEach(async () => {
  await slack.stop();
  await teams.stop();
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

  it("is led to where nobody may upload", async () => {
    slack.fake.owns("F1", png);
    await claimed();
    slack.fake.fault("files.getUploadURLExternal", "file_uploads_disabled");
    await slack.write(grace, "", fileOf("F1"));
    expect(slackSide.wordsIn(slack.side().at(-1)?.blocks)).toContain("📎 light.png");
    expect(await slack.store.outbox.unsent(9)).toEqual([]);
  });

  it("stands there once where the answers get lost", async () => {
    slack.fake.owns("F1", png);
    await claimed();
    slack.fake.lose("files.completeUploadExternal");
    await slack.write(grace, "", fileOf("F1"));
    for (let n = 0; n < 5; n++) await slack.later(5_000);
    expect(filesIn(slack.side())).toHaveLength(1);
    expect(await slack.store.outbox.unsent(9)).toEqual([]);
  });
});

describe("a picture that a user of Teams pastes", () => {
  const pasted = async () => {
    const contentUrl = teams.microsoft.pasted(png);
    await teams.deliver(message("", personal, { attachments: [{ contentType: "image/png", contentUrl }] }));
    await teamsSide.settledAt(teams);
  };

  it("stands in the thread of the desk in Slack, and opens from the one in Teams", async () => {
    await open();
    await teamsSide.handedOver(teams);
    await pasted();
    expect(filesIn(slack.thread())).toEqual([{ title: "picture", bytes: png, said: "*Ada*" }]);
    const response = await opened(linkAtTeams()[0] ?? "");
    expect(Buffer.from(await response.arrayBuffer())).toEqual(png);
  });

  it("is looked for at Teams alone", async () => {
    await open();
    await teamsSide.handedOver(teams);
    for (const contentUrl of ["https://example.com/v3/attachments/0/views/original", "file:///v3/attachments/etc"])
      await teams.deliver(message("", personal, { attachments: [{ contentType: "image/png", contentUrl }] }));
    await teamsSide.settledAt(teams);
    expect(filesIn(slack.thread())).toEqual([]);
    for (const link of linkAtTeams()) expect((await opened(link)).status).toBe(404);
  });

  it("stands there once where the process dies between it and its mark", async () => {
    await open({ store: dying() });
    const until200 = async (text: string) => {
      const said = message(text, personal);
      while ((await teams.deliver(said)).status !== 200) await teams.settled();
      for (let n = 0; n < 6; n++) await teams.later(21_000);
    };
    await until200(teamsSide.problem);
    await until200("person");
    await pasted();
    for (let n = 0; n < 4; n++) await teams.later(21_000);
    expect(filesIn(slack.thread())).toHaveLength(1);
    server.faults.splice(0);
  });
});

it("a file that is gone with its conversation opens for nobody", async () => {
  await open();
  slack.fake.owns("F9", png);
  await claimed();
  await slack.ask("", fileOf("F9"));
  await teamsSide.settledAt(teams);
  const [link = ""] = linkAtTeams();
  expect((await opened(link)).status).toBe(200);
  expect(await server.around.store.erase("T1:U1")).toContain(user);
  expect((await opened(link)).status).toBe(404);
});
