/** A desk elsewhere that is told by requests; from the environment, see `.env.example`. */
export interface WebhookSettings {
  /** As `bot.yaml` calls the desk. */
  readonly name: string;
  /** May hold a token: never shown. */
  readonly url: string;
  /** One, or two while they change: each message is signed with every one of them. `whsec_` and base64. */
  readonly secrets: readonly string[];
}
