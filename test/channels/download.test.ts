import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { downloaded, mostBytes } from "../../src/adapters/common/files.ts";

let server: Server;
let base: string;
let asked: (string | undefined)[];
beforeAll(async () => {
  asked = [];
  server = createServer(({ url = "", headers }, response) => {
    asked.push(headers.authorization);
    const [, status = "200", size = "3", declared = ""] = url.split("/");
    response.writeHead(Number(status), {
      "content-type": "image/png",
      location: `${base}/200/3/elsewhere`,
      ...(declared === "declared" ? { "content-length": size } : {}),
    });
    response.end(Buffer.alloc(declared === "declared" && Number(size) > mostBytes ? 10 : Number(size), 1));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
const get = (path: string) => downloaded(`${base}${path}`, "secret", AbortSignal.timeout(20_000));

describe("what is in a file", () => {
  it("is had with the token", async () => {
    expect(await get("/200/3")).toEqual({ type: "image/png", bytes: new Uint8Array([1, 1, 1]) });
    expect(asked.at(-1)).toBe("Bearer secret");
  });

  it.each([`/200/${mostBytes + 1}`, `/200/${mostBytes + 1}/declared`])(
    "is left where it is if it is too much: %s",
    async (path) => {
      expect(await get(path)).toBeNull();
    },
  );

  it("may be as much as that", async () => {
    expect((await get(`/200/${mostBytes}`))?.bytes).toHaveLength(mostBytes);
  });

  it.each(["/302/3", "/401/3", "/403/3", "/404/3", "/410/3"])("is not there for the bot: %s", async (path) => {
    const { length } = asked;
    expect(await get(path)).toBeNull();
    // Where it is led to it does not go.
    expect(asked).toHaveLength(length + 1);
  });

  it.each([429, 500, 503])("may be had later: %i", async (status) => {
    await expect(get(`/${status}/3`)).rejects.toMatchObject({ name: "FileFault", code: `http_${status}` });
  });
});
