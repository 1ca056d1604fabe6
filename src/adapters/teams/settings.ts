/** How the bot is known to Microsoft; from the environment, see `.env.example`. */
export interface TeamsSettings {
  readonly cloud: Cloud;
  readonly auth: TeamsAuth;
  /** Channels in which people take cases over. */
  readonly desks: readonly DeskChannel[];
  /** A hand-over also sends the Bot Framework's own event into the user's conversation, for a hub between it and Teams. */
  readonly handoffEvent: boolean;
}

export interface DeskChannel {
  /** As `bot.yaml` calls the desk. */
  readonly name: string;
  /** Id of the channel: `19:…@thread.tacv2`. */
  readonly channel: string;
  /** Id of its team in Entra ID; null where the setting does not say. */
  readonly team: string | null;
}

/** Name of the desk that is told by the Bot Framework's event. */
export const hubName = "hub";

/** `none`: whoever reaches this machine from itself may speak as anybody; to try it out. */
export type TeamsAuth = Registration | { readonly kind: "none" };

/** The app as it is registered in Entra ID: for one tenant, with a client secret. */
export interface Registration {
  readonly kind: "entra";
  readonly appId: string;
  readonly tenant: string;
  readonly secret: string;
}

/** Where tokens come from and who may speak for Teams: learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication. */
export interface Cloud {
  /** Names the keys that requests of Teams are signed with. */
  readonly openId: string;
  /** Of the tokens that requests of Teams carry. */
  readonly issuer: string;
  /** Gives the bot its own tokens, below it by tenant. */
  readonly login: string;
  /** What the bot's own tokens are for. */
  readonly audience: string;
  /**
   * Takes messages where no request has said where to:
   * learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/send-proactive-messages#create-the-conversation.
   */
  readonly service: string;
  /** Microsoft Graph. */
  readonly graph: string;
}

export const publicCloud: Cloud = {
  openId: "https://login.botframework.com/v1/.well-known/openidconfiguration",
  issuer: "https://api.botframework.com",
  login: "https://login.microsoftonline.com",
  audience: "https://api.botframework.com",
  service: "https://smba.trafficmanager.net/teams/",
  graph: "https://graph.microsoft.com",
};
