import { expect, it } from "vitest";
import { createFiles } from "../../src/adapters/common/files.ts";
import { conversationId, deliveryId } from "../../src/dialog/ids.ts";
import { createMemoryStore } from "../../src/store/memory.ts";
import { webOf } from "../support/server.ts";

const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47]);

it("a picture that somebody at a desk of another channel shares is shown to the user on the page, and to nobody else", async () => {
  const store = createMemoryStore();
  const readers = new Map([
    ["slack", async (source: string) => (source === "T1:F1" ? { type: null, bytes: png } : null)],
  ]);
  const files = createFiles({ store, readers: () => readers, address: null, clock: Date.now });
  const web = await webOf({ store, files });
  const conversation = await web.begin();
  await web.say(conversation, "my mi buds 4 pro won't connect to my pixel, light is off");
  await web.say(conversation, "I want to talk to a person");
  const act = async (action: object, id: string) => {
    const said = { kind: "agent", desk: "slack", action } as never;
    const by = { id: "g", name: "Grace" };
    const at = {
      conversation: conversationId(conversation),
      channel: "web",
      place: "direct",
      addressed: true,
    } as const;
    const { done } = await web.turns.receive({ ...at, id: deliveryId(id), at: Date.now(), by, said });
    await done;
  };
  await act({ do: "claim" }, "1");
  const given = { type: "image/png", link: "https://x.slack.com/files/F1" };
  const shared = [
    { name: "light.png", ...given, source: "slack:T1:F1" },
    { name: "gone.png", ...given, source: "slack:T1:F2" },
    { name: "other.png", ...given, source: "teams:x" },
    { name: "none.png", type: null, link: null },
  ];
  await act({ do: "say", text: "", files: shared }, "2");
  const item = (await web.view(conversation)).items.at(-1);
  if (item?.kind !== "files") throw new Error("expected files");
  const { seq } = item;
  const path = (index: number) => `/api/conversations/${conversation}/files/${seq}/${index}`;
  expect(item.files.map(({ name, link }) => [name, link])).toEqual([
    ["light.png", path(0)],
    ["gone.png", path(1)],
    ["other.png", path(2)],
    ["none.png", null],
  ]);
  const get = async (at: string) => {
    const response = await web.web.request(at);
    return {
      status: response.status,
      type: response.headers.get("content-type"),
      to: response.headers.get("location"),
    };
  };
  expect(await get(path(0))).toEqual({ status: 200, type: "image/png", to: null });
  for (const index of [1, 2]) expect(await get(path(index))).toMatchObject({ status: 302, to: given.link });
  for (const at of [path(3), path(4), path(-1), path(0.5), `/api/conversations/${conversation}/files/1/0`, "/files/x"])
    expect(await get(at)).toMatchObject({ status: 404 });
  const other = await web.begin();
  expect(await get(path(0).replace(conversation, other))).toMatchObject({ status: 404 });
  // Nothing had to be told of it elsewhere.
  const event = (await store.events(conversationId(conversation), seq - 1))[0];
  if (event?.type !== "FilesShared") throw new Error("expected files");
  for (const [index, file] of shared.entries())
    expect(await files.linkOf({ conversation: conversationId(conversation), seq, index }, event)).toBe(file.link);
});
