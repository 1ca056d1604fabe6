import {
  type Activity,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  EventFactory,
  type TurnContext,
} from "botbuilder";
import { z } from "zod";
import type { Plain, TeamsApi } from "./api.ts";
import type { Card } from "./cards.ts";
import { connector } from "./connector.ts";
import { TeamsFault } from "./fault.ts";
import type { Place } from "./place.ts";
import { quietly } from "./quiet.ts";
import type { Rendered } from "./render.ts";
import type { Cloud, TeamsAuth } from "./settings.ts";
import { activityShape } from "./shapes.ts";
import type { Token } from "./token.ts";

/** What an invoke is answered with. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

/** A request that does not come from Teams, or not to this bot. `code`: why, in words that nobody sent. */
export class Unauthorized extends Error {
  override readonly name = "Unauthorized";
  readonly code: string;
  constructor(code: string) {
    super(`found a request that Teams has not signed for this bot (${code}); expected a token of Teams`);
    this.code = code;
  }
}

/** The SDK in its own words. */
export interface App {
  readonly api: TeamsApi;
  /**
   * Whether Teams has signed the request for this bot and this `serviceUrl`, and what `hear` makes of it. Null: nothing
   * to answer. @throws Unauthorized; TeamsFault where the keys of Teams cannot be had; whatever `hear` throws
   */
  process(payload: unknown, authorization: string, hear: () => Promise<Answer | null>): Promise<Answer | null>;
}

/** The two halves of `CloudAdapter.process`, so that what fails in the first is 401 and in the second is not. */
class Adapter extends CloudAdapter {
  authenticated(activity: Activity, authorization: string) {
    return this.botFrameworkAuthentication.authenticateRequest(activity, authorization);
  }
  carriedOut(
    authentication: Awaited<ReturnType<Adapter["authenticated"]>>,
    activity: Activity,
    turn: (context: TurnContext) => Promise<void>,
  ) {
    return this.processActivity(authentication, activity, turn);
  }
}

/** As the SDK itself takes it: it reads no more of it than was looked at. */
const sdkActivity = z.custom<Activity>((value) => activityShape.safeParse(value).success);

/** The same of one that goes out, which needs no more than it holds: the SDK's types ask for every field. */
const ownActivity = z.custom<Activity>((value) => typeof value === "object" && value !== null);

const cardType = "application/vnd.microsoft.card.adaptive";

/** `token`: null where there is no login. */
export function createApp(auth: TeamsAuth, cloud: Cloud, token: Token | null): App {
  const appId = auth.kind === "entra" ? auth.appId : "";
  const adapter = new Adapter(authenticationOf(auth, cloud, token));

  /** A turn of the bot's own in a place it knows. */
  async function speak(place: Place, turn: (context: TurnContext) => Promise<void>): Promise<void> {
    await adapter.continueConversationAsync(appId, referenceOf(place), turn);
  }

  return {
    api: {
      async post(place, said, id) {
        const ids: string[] = [];
        await speak(place, async (context) => {
          // Not by the context: that would be a reply to the turn, which no person began.
          const [sent] = await adapter.sendActivities(context, [
            { ...addressed(place), ...messageOf(said, id), ...tagged(id) },
          ]);
          if (sent?.id) ids.push(sent.id);
        });
        return only(ids);
      },
      async update(place, message, rendered) {
        await speak(place, async (context) => {
          await adapter.updateActivity(context, { ...addressed(place), ...messageOf(rendered, null), id: message });
        });
      },
      async typing(place) {
        await speak(place, async (context) => {
          await adapter.sendActivities(context, [{ ...addressed(place), type: "typing" }]);
        });
      },
      async begin(channel, said, id) {
        const { serviceUrl, bot, tenant, conversation } = channel;
        const ids: string[] = [];
        await adapter.createConversationAsync(
          appId,
          "msteams",
          serviceUrl,
          cloud.audience,
          {
            isGroup: true,
            bot: { id: bot, name: "" },
            ...(tenant === null ? {} : { tenantId: tenant }),
            channelData: { channel: { id: conversation }, ...(tenant === null ? {} : { tenant: { id: tenant } }) },
            activity: ownActivity.parse({ ...messageOf(said, id), ...tagged(id) }),
          },
          async ({ activity }) => {
            ids.push(activity.conversation.id);
          },
        );
        return { ...channel, conversation: only(ids) };
      },
      async handOver(place, { context: value, transcript }, id) {
        const ids: string[] = [];
        await speak(place, async (context) => {
          const activities = transcript.map((one) => ownActivity.parse(one));
          const event = EventFactory.createHandoffInitiation(context, value, { activities });
          // It answers no activity of Teams: the turn is the bot's own.
          const { replyToId: _, ...own } = event;
          const [sent] = await adapter.sendActivities(context, [{ ...own, ...addressed(place), ...tagged(id) }]);
          if (sent?.id) ids.push(sent.id);
        });
        return only(ids);
      },
      async direct(from, { id, aadObjectId = null }) {
        const { serviceUrl, bot, tenant } = from;
        const ids: string[] = [];
        await adapter.createConversationAsync(
          appId,
          "msteams",
          serviceUrl,
          cloud.audience,
          {
            isGroup: false,
            bot: { id: bot, name: "" },
            members: [{ id, name: "" }],
            ...(tenant === null ? {} : { tenantId: tenant }),
            channelData: tenant === null ? {} : { tenant: { id: tenant } },
          },
          async ({ activity }) => {
            ids.push(activity.conversation.id);
          },
        );
        return { ...from, conversation: only(ids), kind: "personal", team: null, person: aadObjectId };
      },
    },
    async process(payload, authorization, hear) {
      const activity = sdkActivity.parse(payload);
      const authentication = await quietly(() => adapter.authenticated(activity, authorization)).catch(
        (error: unknown) => {
          throw authenticationFaultOf(error);
        },
      );
      let answer: Answer | null = null;
      const response = await adapter.carriedOut(authentication, activity, async (context) => {
        answer = await hear();
        if (answer !== null) await context.sendActivity({ type: "invokeResponse", value: answer });
      });
      return answer === null ? null : (response ?? answer);
    },
  };
}

function authenticationOf(auth: TeamsAuth, cloud: Cloud, token: Token | null): ConfigurationBotFrameworkAuthentication {
  const appId = auth.kind === "entra" ? auth.appId : "";
  return new ConfigurationBotFrameworkAuthentication(
    {
      MicrosoftAppId: appId,
      ValidateAuthority: "true",
      ToChannelFromBotLoginUrl: cloud.login,
      ToChannelFromBotOAuthScope: cloud.audience,
      ToBotFromChannelTokenIssuer: cloud.issuer,
      ToBotFromChannelOpenIdMetadataUrl: cloud.openId,
      ToBotFromEmulatorOpenIdMetadataUrl: cloud.openId,
      OAuthUrl: cloud.audience,
      CallerId: "",
    },
    {
      isValidAppId: async (id) => id === appId,
      isAuthenticationDisabled: async () => auth.kind === "none",
      createCredentials: async () => ({
        async signRequest(request) {
          if (token !== null) request.headers.set("authorization", `Bearer ${await token()}`);
          return request;
        },
      }),
    },
    {
      requiredEndorsements: [],
      // Other bots and the old emulator have tokens too, which say nothing about the address to answer to.
      async validateClaims(claims) {
        if (!claims.some(({ type, value }) => type === "iss" && value === cloud.issuer))
          throw new Unauthorized("another_issuer");
      },
    },
    undefined,
    { httpClient: connector },
  );
}

/** The SDK throws what has no status, too, for a key that does not fit for instance. */
function authenticationFaultOf(error: unknown): Error {
  if (error instanceof Unauthorized) return error;
  const isOurs =
    error instanceof Error && (error.name === "FetchError" || ("statusCode" in error && error.statusCode === 500));
  return isOurs ? new TeamsFault("no_keys") : new Unauthorized(reasonOf(error));
}

/** "jwt audience invalid. expected: …" → "jwt_audience_invalid"; what else it says may quote the request. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  const isOfTokens = "statusCode" in error || /^(JsonWebTokenError|NotBeforeError|TokenExpiredError)$/.test(error.name);
  const [words = ""] = isOfTokens
    ? (/^[A-Za-z ]{3,40}(?=$|[.:])/.exec(error.message.replace(/^Unauthorized(?: Access)?\. /, "")) ?? [])
    : [];
  return words === "" ? error.name : words.toLowerCase().replaceAll(" ", "_");
}

const referenceOf = ({ serviceUrl, conversation, kind, tenant, bot }: Place) => ({
  channelId: "msteams",
  serviceUrl,
  bot: { id: bot, name: "" },
  conversation: {
    id: conversation,
    conversationType: kind,
    isGroup: kind !== "personal",
    name: "",
    ...(tenant === null ? {} : { tenantId: tenant }),
  },
});

const addressed = (place: Place): Partial<Activity> => {
  const { bot, conversation } = referenceOf(place);
  return { from: bot, conversation };
};

function messageOf(said: Rendered | Plain, id: string | null): Partial<Activity> {
  if ("card" in said) {
    const content = id === null ? said.card : marked(said.card, id);
    return { type: "message", summary: said.summary, attachments: [{ contentType: cardType, content }] };
  }
  const { text, suggested } = said;
  if (suggested.length === 0) return { type: "message", text, textFormat: "plain" };
  const actions = suggested.map((value) => ({ type: "imBack", title: value, value }));
  return { type: "message", text, textFormat: "plain", suggestedActions: { to: [], actions } };
}

/**
 * As the id of an element: of a message that is read, Microsoft Graph shows the card and no `channelData`. A form has ids of
 * its own, and a button below it that has none.
 */
function marked(card: Card, id: string) {
  const at = card.body.findIndex((element) => !("id" in element));
  return { ...card, body: card.body.map((element, i) => (i === at ? { ...element, id } : element)) };
}

const tagged = (id: string | null): Partial<Activity> => (id === null ? {} : { channelData: { stepwise: { id } } });

function only([id]: readonly string[]): string {
  if (id === undefined) throw new TeamsFault("no_id");
  return id;
}
