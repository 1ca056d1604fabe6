/** How the app is connected and whom it belongs to; from the environment, see `.env.example`. */
export interface SlackSettings {
  /** `https://slack.com/api/`, or that of GovSlack. */
  readonly apiUrl: string;
  /** Socket Mode needs no public address; HTTP any number of servers. */
  readonly mode:
    | { readonly kind: "socket"; readonly appToken: string }
    | { readonly kind: "http"; readonly signingSecret: string };
  /** One workspace by its token, or any by OAuth, with a key of 32 bytes that seals their tokens. */
  readonly auth:
    | { readonly kind: "token"; readonly botToken: string }
    | { readonly kind: "oauth"; readonly clientId: string; readonly clientSecret: string; readonly key: Buffer };
  /** Ids of the channels in which it also answers unasked, when it is sure. */
  readonly unasked: readonly string[];
  readonly desks: readonly SlackDesk[];
}

/** A channel in which people take cases over. */
export interface SlackDesk {
  /** As `bot.yaml` calls it. */
  readonly name: string;
  /** Id the app was installed under; null: the workspace of the one token. */
  readonly install: string | null;
  /** Id of the channel. */
  readonly channel: string;
}
