import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { messageProblems } from "../cards/validate.ts";
import { app, type Json, type Trouble } from "./app.ts";
import { graphOf, group, type Permission, type Shown } from "./graph.ts";
import { type SigningKey, signingKey } from "./jwt.ts";

export interface Call {
  readonly method: string;
  readonly path: string;
  readonly body: Json;
}

/**
 * Microsoft as far as the bot uses it, on one port: the keys of Teams, the login, the connector that takes messages, and
 * Graph, which shows them to whom it is allowed.
 * learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference
 */
export async function fakeMicrosoft() {
  const key = signingKey("k1");
  // The SDK keeps keys by the address of their list, and ports come again.
  const openId = `/openid/${randomUUID()}`;
  const published: SigningKey[] = [key];
  const calls: Call[] = [];
  const messages: Shown[] = [];
  const permissions = new Set<Permission>();
  const looks: string[] = [];
  const pictures = new Map<string, Buffer>();
  const graphTroubles: Trouble[] = [];
  let page = 50;
  let clock: () => number = Date.now;
  const troubles: Trouble[] = [];
  const forbidden = new Map<string, Trouble>();
  const logins: Json[] = [];
  let isDown = false;
  let isLost = false;
  let isThreadLost = false;
  let drawsAnew = true;
  /** What answers wait for. */
  const held = { messages: Promise.resolve(), login: Promise.resolve() };
  let refusesLogin: string | null = null;
  /** Tokens, by what they are for. */
  const granted = { token: 0, graph: 0 };
  let ids = 0;

  const graph = graphOf({
    base: () => base(),
    messages: () => messages,
    granted: (permission) => permissions.has(permission),
    page: () => page,
  });

  function connector(method: string, path: string, body: Json): Trouble {
    const [, conversations, at, activities, id] = path.split("/").slice(1).map(decodeURIComponent);
    if (conversations === "teams" && method === "GET")
      return at?.startsWith("19:team-of-") ? { status: 200, body: { id: at, aadGroupId: group } } : { status: 404 };
    if (conversations !== "conversations") return { status: 404 };
    if (method === "POST" && at === undefined) {
      const begun = beginsThread(body);
      if (begun !== null) return begun;
      const [member] = Array.isArray(body.members) ? body.members : [];
      return { status: 201, body: { id: `a:${member?.id}` } };
    }
    const conversation = at ?? "";
    if (activities !== "activities") return { status: 404 };
    const problems = problemsOf(body);
    if (problems.length > 0)
      return { status: 400, body: { error: { code: "BadSyntax", message: problems.join("; ") } } };
    if (method === "PUT" && !drawsAnew) return { status: 500 };
    if (method === "PUT") {
      const place = messages.findIndex((one) => one.id === id && one.conversation === conversation);
      const message = messages[place];
      if (message === undefined)
        return { status: 404, body: { error: { code: "ActivityNotFoundInConversation", message: "" } } };
      messages[place] = { ...message, activity: body, edits: message.edits + 1 };
      return { status: 200, body: { id } };
    }
    const fresh = `${1_700_000_000_000 + ++ids}`;
    if (body.type === "message") messages.push({ id: fresh, conversation, activity: body, edits: 0, at: clock() });
    return { status: 201, body: { id: fresh } };
  }

  /** …/bots/how-to/conversations/send-proactive-messages: the first message of a thread in a channel. */
  function beginsThread({ channelData, activity }: Json): Trouble | null {
    const channel = (channelData as { readonly channel?: { readonly id: string } } | undefined)?.channel?.id;
    if (channel === undefined) return null;
    const said = activity as Json;
    const trouble = forbidden.get(channel);
    if (trouble !== undefined) return trouble;
    const problems = problemsOf(said);
    if (problems.length > 0)
      return { status: 400, body: { error: { code: "BadSyntax", message: problems.join("; ") } } };
    const id = `${1_700_000_000_000 + ++ids}`;
    const conversation = `${channel};messageid=${id}`;
    messages.push({ id, conversation, activity: said, edits: 0, at: clock() });
    return { status: 201, body: { id: conversation, activityId: id } };
  }

  function answered(request: IncomingMessage, text: string): Trouble {
    const { method = "", url = "", headers } = request;
    if (url === openId) return { status: 200, body: { issuer: base(), jwks_uri: `${base()}/keys` } };
    if (url === "/keys") return { status: 200, body: { keys: published.map((one) => one.published) } };
    if (url === `/login/${app.tenant}/oauth2/v2.0/token`) {
      const form = Object.fromEntries(new URLSearchParams(text));
      logins.push(form);
      const isRight = form.client_id === app.id && form.client_secret === app.secret;
      if (refusesLogin !== null || !isRight) return { status: 401, body: { error: refusesLogin ?? "invalid_client" } };
      const kind = form.scope === `${base()}/graph/.default` ? "graph" : "token";
      return {
        status: 200,
        body: { access_token: `${kind}-${++granted[kind]}`, expires_in: 3600, token_type: "Bearer" },
      };
    }
    if (url.startsWith("/graph/")) {
      looks.push(url);
      if (method !== "GET" || headers.authorization !== `Bearer graph-${granted.graph}`) return { status: 401 };
      return graphTroubles.shift() ?? graph(url);
    }
    const path = url.replace(/^\/teams/, "");
    const body: Json = text === "" ? {} : JSON.parse(text);
    calls.push({ method, path, body });
    if (headers.authorization !== `Bearer token-${granted.token}`) return { status: 401 };
    // Only what is said: that the bot is at work stands in nobody's way.
    const trouble = body.type === "typing" ? undefined : troubles.shift();
    return trouble ?? connector(method, path, body);
  }

  const respond = (request: IncomingMessage, response: ServerResponse): void => {
    let text = "";
    request.setEncoding("utf8");
    request.on("data", (chunk: string) => {
      text += chunk;
    });
    request.on("end", async () => {
      const isConnector = request.url?.startsWith("/teams") === true;
      const picture = pictures.get(request.url ?? "");
      if (picture !== undefined) {
        const isAllowed = request.headers.authorization === `Bearer token-${granted.token}`;
        response.writeHead(isAllowed ? 200 : 401, { "content-type": "image/png" });
        response.end(isAllowed ? picture : undefined);
        return;
      }
      if (isConnector && isDown) {
        response.destroy();
        return;
      }
      const { status, headers = {}, body } = answered(request, text);
      if (isConnector && isLost && !text.includes('"typing"')) {
        isLost = false;
        response.destroy();
        return;
      }
      await held[isConnector ? "messages" : "login"];
      if (isThreadLost && text.includes('"isGroup":true')) {
        isThreadLost = false;
        response.destroy();
        return;
      }
      response.writeHead(status, { "content-type": "application/json", ...headers });
      response.end(body === undefined ? undefined : JSON.stringify(body));
    });
  };
  const server = createServer(respond);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const base = (): string => `http://127.0.0.1:${port}`;

  return {
    key,
    published,
    calls,
    logins,
    /** What the bot is told of it. */
    cloud: {
      openId: `${base()}${openId}`,
      issuer: base(),
      login: `${base()}/login`,
      audience: base(),
      service: `${base()}/teams/`,
      graph: `${base()}/graph`,
    },
    serviceUrl: `${base()}/teams/`,
    /** What stands in a place, oldest first. */
    said: (conversation: string) => messages.filter((one) => one.conversation === conversation),
    messages: () => [...messages],
    remove(id: string) {
      messages.splice(
        messages.findIndex((one) => one.id === id),
        1,
      );
    },
    /** Where threads were begun, or events sent. */
    events: () => calls.filter(({ method, body }) => method === "POST" && body.type === "event"),
    posts: () => calls.filter(({ method, body }) => method === "POST" && body.type === "message"),
    updates: () => calls.filter(({ method }) => method === "PUT"),
    /** The next message or update is answered like this. */
    trouble: (...next: readonly Trouble[]) => troubles.push(...next),
    /** Takes no connection to its end. */
    down(value: boolean) {
      isDown = value;
    },
    /** The answer to the next message gets lost; it is taken. */
    lose() {
      isLost = true;
    },
    /** The same of the next thread that is begun. */
    loseThread() {
      isThreadLost = true;
    },
    /** No thread is begun in that channel, but answered like this. */
    forbid(channel: string, trouble: Trouble | null) {
      if (trouble === null) forbidden.delete(channel);
      else forbidden.set(channel, trouble);
    },
    /** Messages are taken, and updates fail. */
    keepAsDrawn() {
      drawsAnew = false;
    },
    /** Takes what comes, and answers when what this gives is called. */
    hold(what: keyof typeof held): () => void {
      let release = (): void => {};
      held[what] = new Promise<void>((resolve) => {
        release = resolve;
      });
      return release;
    },
    /** Somebody has pasted a picture; where it lies. */
    pasted(bytes: Buffer): string {
      const path = `/teams/v3/attachments/0-${pictures.size}/views/original`;
      pictures.set(path, bytes);
      return `${base()}${path}`;
    },
    /** What Graph was asked. */
    looks,
    allow: (...permission: readonly Permission[]) => permission.forEach((one) => void permissions.add(one)),
    /** Graph's next answers. */
    graphTrouble: (...next: readonly Trouble[]) => graphTroubles.push(...next),
    /** Messages that Graph shows at once. */
    pagesOf(size: number) {
      page = size;
    },
    /** Messages carry the time of the bot's clock. */
    follow(of: () => number) {
      clock = of;
    },
    refuseLogin(code: string | null) {
      refusesLogin = code;
    },
    /** Tokens given so far end. */
    expire() {
      granted.token++;
      granted.graph++;
    },
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
export type FakeMicrosoft = Awaited<ReturnType<typeof fakeMicrosoft>>;

/** What this Teams does not take: a broken message, or one of the bot's own whose id Graph would not show. */
function problemsOf(body: Json): readonly string[] {
  const { stepwise } = (body.channelData ?? {}) as { readonly stepwise?: { readonly id: string } };
  const isMarked =
    stepwise === undefined || body.type !== "message" || JSON.stringify(body.attachments ?? []).includes(stepwise.id);
  return [...messageProblems(body), ...(isMarked ? [] : ["its id is in no card"])];
}
