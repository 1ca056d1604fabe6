import type { ConfigurationBotFrameworkAuthentication } from "botbuilder";
import { z } from "zod";
import { NotNow, Refused } from "../../dialog/outbox.ts";
import { jsonIn } from "../common/json.ts";
import { TeamsFault, wordIn } from "./fault.ts";

type Options = NonNullable<ConstructorParameters<typeof ConfigurationBotFrameworkAuthentication>[4]>;
type HttpClient = NonNullable<Options["httpClient"]>;

/**
 * Where nobody may look whether a message arrived, one given up on comes twice: whoever waits longer sees fewer of these.
 * With the token and the redraw before it a try still ends before another process may take it up.
 */
const patience = 10_000;

/**
 * Carries requests to Teams. What Teams refuses is thrown as what it means to the outbox, which tries again with its own
 * rests and across restarts: the SDK would do so inside one try, for minutes.
 */
export const connector: HttpClient = {
  async sendRequest(request) {
    const { status, type, after, text } = await answered(request);
    if (status < 200 || status > 299) throw refusalOf(status, after, text);
    const headers = request.headers.clone();
    for (const name of headers.headerNames()) headers.remove(name);
    headers.set("content-type", type);
    return { request, status, headers, bodyAsText: text };
  },
};

async function answered({ url, method, headers, body }: Parameters<HttpClient["sendRequest"]>[0]) {
  try {
    const response = await fetch(url, {
      method,
      headers: headers.toJson(),
      body: typeof body === "string" ? body : null,
      redirect: "error",
      signal: AbortSignal.timeout(patience),
    });
    return {
      status: response.status,
      type: response.headers.get("content-type") ?? "application/json",
      after: response.headers.get("retry-after"),
      text: await response.text(),
    };
  } catch {
    throw new TeamsFault("no_answer");
  }
}

/**
 * What trying again may mend: a token that is being replaced, two writes at once, a fault of Microsoft's. To everything
 * else Teams will say no again: learn.microsoft.com/microsoftteams/platform/bots/build-conversational-capability#status-codes-from-bot-conversational-apis.
 */
const passing = new Set([401, 408, 412, 429]);

const remedies: Readonly<Record<string, string>> = {
  MessageWritesBlocked: "the person has blocked or removed the app; they can add it again in Teams",
  BotNotInConversationRoster: "the app is not in this chat or team; add it there",
  ConversationNotFound: "the chat or channel has been deleted",
};

const fault = z.object({ error: z.object({ code: z.string(), message: z.string().nullish() }) });

function refusalOf(status: number, after: string | null, text: string): Error {
  const seconds = Number(after ?? Number.NaN);
  if (status === 429 && Number.isFinite(seconds)) return new NotNow(Math.max(0, seconds) * 1000);
  if (status >= 500 || passing.has(status)) return new TeamsFault(`http_${status}`);
  const { code, message } = fault.safeParse(jsonIn(text)).data?.error ?? {};
  // "MessageWritesBlocked" has been seen as the code, and as the message of a code that says nothing.
  const [word] = [code, message].filter((one) => one && one in remedies);
  if (word) return new Refused(`Teams refuses it: ${word}: ${remedies[word]}`);
  return new Refused(`Teams refuses it: ${status} ${wordIn(code) ?? "for a reason without a name"}`);
}
