import { createHash } from "node:crypto";
import { conversationId } from "../dialog/ids.ts";
import type { References } from "../dialog/ports.ts";

/**
 * A desk whose receiver is gone for good is told nothing more, by any process, until somebody switches it on again. The
 * mark lies among the references under a key that no channel gives to a place, and holds a digest of the address: set to
 * another address, the desk is on again.
 */
const keyOf = (desk: string) => conversationId(`switched off desk:${desk}`);

/** References go with their time; this one stays. */
const always = Number.MAX_SAFE_INTEGER;

const digestOf = (url: string): string => createHash("sha256").update(url).digest("hex");

export const switchOff = (references: References, desk: string, url: string): Promise<void> =>
  references.put(keyOf(desk), digestOf(url), always);

/** False: it was on. */
export async function switchOn(references: References, desk: string): Promise<boolean> {
  if (((await references.get(keyOf(desk))) ?? "") === "") return false;
  await references.put(keyOf(desk), "", 0);
  return true;
}

export const isOff = async (references: References, desk: string, url: string): Promise<boolean> =>
  (await references.get(keyOf(desk))) === digestOf(url);
