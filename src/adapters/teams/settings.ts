/** How the bot is known to Microsoft; from the environment, see `.env.example`. */
export interface TeamsSettings {
  readonly cloud: Cloud;
  readonly auth: TeamsAuth;
}

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
}

export const publicCloud: Cloud = {
  openId: "https://login.botframework.com/v1/.well-known/openidconfiguration",
  issuer: "https://api.botframework.com",
  login: "https://login.microsoftonline.com",
  audience: "https://api.botframework.com",
};
