import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";

/** A key that requests of Teams are signed with, as its owner publishes it. */
export interface SigningKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly published: Readonly<Record<string, unknown>>;
}

export function signingKey(kid: string, endorsements: readonly string[] = ["msteams"]): SigningKey {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const published = { ...publicKey.export({ format: "jwk" }), kid, use: "sig", alg: "RS256", endorsements };
  return { kid, privateKey, published };
}

const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** A JSON Web Token, signed with RS256. */
export function token(claims: Readonly<Record<string, unknown>>, { kid, privateKey }: SigningKey): string {
  const head = `${encoded({ alg: "RS256", typ: "JWT", kid })}.${encoded(claims)}`;
  return `${head}.${sign("sha256", Buffer.from(head), privateKey).toString("base64url")}`;
}
