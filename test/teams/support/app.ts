export type Json = Readonly<Record<string, unknown>>;

export const app = {
  id: "11111111-2222-3333-4444-555555555555",
  tenant: "99999999-8888-7777-6666-555555555555",
  secret: "secret-of-the-tests",
  bot: "28:11111111-2222-3333-4444-555555555555",
} as const;

/** A message as this Teams keeps it. */
export interface Posted {
  readonly id: string;
  readonly conversation: string;
  readonly activity: Json;
  readonly edits: number;
}

export interface Trouble {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}
