import type { IncomingMessage, ServerResponse } from "node:http";
import { Overloaded } from "../../dialog/ports.ts";
import { type Answer, Unauthorized } from "./app.ts";
import { TeamsFault } from "./fault.ts";
import type { TeamsAuth } from "./settings.ts";
import { activityShape, type Shape, tenantOf } from "./shapes.ts";

/** An activity of a long message with its HTML is some ten times shorter. */
const maxBody = 256 * 1024;

/** A request that is answered with this status. */
class Refusal extends Error {
  override readonly name = "Refusal";
  readonly status: number;
  constructor(status: number, words: string) {
    super(words);
    this.status = status;
  }
}

export interface EndpointPorts {
  readonly auth: TeamsAuth;
  /** As `App.process`. */
  readonly process: (payload: unknown, authorization: string) => Promise<Answer | null>;
  /** Must not throw. */
  readonly failed: (error: unknown) => void;
}

/** The address that Teams calls. */
export function createEndpoint({ auth, process, failed }: EndpointPorts) {
  async function answered(request: IncomingMessage): Promise<Answer> {
    const { authorization = "", "content-type": type = "" } = request.headers;
    if (request.method !== "POST") throw new Refusal(405, "expected POST");
    if (auth.kind === "none" && !isOfThisMachine(request)) throw new Refusal(403, "expected this machine");
    if (auth.kind === "entra" && !authorization.startsWith("Bearer "))
      throw new Refusal(401, "expected a token of Teams");
    // A page in a browser on this machine can send anything else without being asked.
    if (!/^application\/json\b/i.test(type)) throw new Refusal(415, "expected application/json");
    const payload = parsed(await read(request));
    const { success, data } = activityShape.safeParse(payload);
    if (!success) throw new Refusal(400, "expected an activity of the Bot Framework");
    allow(auth, data);
    return (await process(payload, authorization)) ?? { status: 200 };
  }

  return (request: IncomingMessage, response: ServerResponse): void => {
    answered(request)
      .catch((error: unknown): Answer & { readonly after?: number } => {
        if (error instanceof Refusal) return { status: error.status, body: { error: error.message } };
        failed(error);
        if (error instanceof Unauthorized) return { status: 401, body: { error: "expected a token of Teams" } };
        if (error instanceof Overloaded) return { status: 503, after: error.retryAfter };
        return { status: error instanceof TeamsFault ? 503 : 500 };
      })
      .then((answer) => write(response, answer));
  };
}

/** What the token does not say: which tenant the bot serves, and that nobody is sent to another machine without one. */
function allow(auth: TeamsAuth, activity: Shape): void {
  if (auth.kind === "none") {
    if (!isLoopback(new URL(activity.serviceUrl).hostname))
      throw new Refusal(403, "expected a serviceUrl on this machine");
    return;
  }
  if (activity.channelId !== "msteams") throw new Refusal(401, "expected the channel msteams");
  const tenant = tenantOf(activity);
  if (tenant !== auth.tenant) throw new Refusal(403, "expected the tenant of the bot");
}

/** A name that leads here for a page in a browser is still a name of elsewhere: it stands in `Host` and `Origin`. */
function isOfThisMachine({ socket, headers: { host = "", origin } }: IncomingMessage): boolean {
  const named = [`http://${host}`, ...(origin === undefined ? [] : [origin])];
  return isLoopback(socket.remoteAddress ?? "") && named.every((url) => isLoopback(hostIn(url)));
}

const hostIn = (url: string): string => (URL.canParse(url) ? new URL(url).hostname : "");

const isLoopback = (host: string): boolean => /^(::ffff:)?127(\.\d+){3}$|^\[?::1\]?$|^localhost$/.test(host);

function read(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      // What is too much is still taken off the line, so that the answer gets through.
      if (size > maxBody) reject(new Refusal(413, `expected at most ${maxBody} bytes`));
      else chunks.push(chunk);
    });
    request.on("end", () => resolve(Buffer.concat(chunks).toString("utf8")));
    request.on("error", reject);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal(400, "expected JSON");
  }
}

function write(response: ServerResponse, { status, body, after }: Answer & { readonly after?: number }): void {
  const headers = {
    ...(after === undefined ? {} : { "retry-after": String(after) }),
    ...(body === undefined ? {} : { "content-type": "application/json; charset=utf-8" }),
    ...(status === 413 ? { connection: "close" } : {}),
  };
  response.writeHead(status, headers);
  response.end(body === undefined ? undefined : JSON.stringify(body));
}
