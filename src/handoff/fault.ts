/** The receiver said something else than yes, or nothing; it may say yes later. `code` holds nothing it wrote. */
export class WebhookFault extends Error {
  override readonly name = "WebhookFault";
  readonly code: string;
  constructor(code: string) {
    super(`the receiver answered ${code}`);
    this.code = code;
  }
}
