import { maxText } from "../../src/dialog/ports.ts";

const count = new Intl.NumberFormat("en");

/** What to do about a text that Stepwise does not take; null where it does. */
export function tooLong(text: string): string | null {
  const over = text.length - maxText;
  if (over <= 0) return null;
  const characters = over === 1 ? "1 character" : `${count.format(over)} characters`;
  return `This text is ${characters} too long. Shorten it to ${count.format(maxText)} characters; what you wrote stays here.`;
}
