import { createCipheriv, createDecipheriv, createHmac, randomBytes } from "node:crypto";

/** AES-256-GCM. What is sealed for one id does not open under another. */
const algorithm = "aes-256-gcm";
const ivLength = 12;
const tagLength = 16;

export function seal(text: string, id: string, key: Buffer): string {
  const iv = randomBytes(ivLength);
  const cipher = createCipheriv(algorithm, key, iv).setAAD(Buffer.from(id));
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString("base64");
}

/** Null where the key is another one, or the text was changed. */
export function unseal(sealed: string, id: string, key: Buffer): string | null {
  const bytes = Buffer.from(sealed, "base64");
  const tagEnd = ivLength + tagLength;
  if (bytes.length < tagEnd) return null;
  const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, ivLength), { authTagLength: tagLength })
    .setAAD(Buffer.from(id))
    .setAuthTag(bytes.subarray(ivLength, tagEnd));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(tagEnd)), decipher.final()]).toString("utf8");
  } catch {
    return null;
  }
}

/** A secret for another purpose, from the same key. */
export const derived = (key: Buffer, purpose: string): string =>
  createHmac("sha256", key).update(purpose).digest("hex");
