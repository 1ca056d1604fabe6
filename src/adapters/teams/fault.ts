/** Microsoft said no, or nothing at all, and may say something else later; `code` holds nothing that anybody wrote. */
export class TeamsFault extends Error {
  override readonly name = "TeamsFault";
  readonly code: string;
  constructor(code: string) {
    super(`Teams answered ${code}`);
    this.code = code;
  }
}

/** Microsoft's word for what went wrong, where it is a word. */
export const wordIn = (code: string | null | undefined): string | null =>
  code && /^[\w.]{1,60}$/.test(code) ? code : null;
