/** A piece of a text that can be understood alone. */
export interface Sentence {
  readonly text: string;
  /** Where its line piece begins, in UTF-16 units of the text; tells the order. */
  readonly start: number;
  /** It begins with words that announce something new: "also", "another thing", "besides". */
  readonly announced: boolean;
}

const quotedLine = /^\s*[>|]/;
/** "On Monday, … wrote:", "---- Original Message ----": what follows was written before. */
const quoteStart = /^\s*(on .{4,80} wrote:|am .{4,80} schrieb.*:|-{2,} ?(original|forwarded) message)/i;
const headerLine = /^\s*(from|sent|to|date|cc|bcc|reply-to|importance|attachments?):\s/i;
const subjectLine = /^\s*(?:subject|betreff|re|fwd?|aw|wg)\s*:\s*(?:(?:re|fwd?|aw|wg):\s*)*/i;
const stamp = String.raw`^\s*(?:\[?\(?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?: ?[ap]m)?\)?\]?(?:\s*[-–])?\s*)?`;
const customerLine = new RegExp(
  String.raw`${stamp}(customer|client|user|caller|kunde|me)(?: \(?[\w:. ]{0,20}\)?)?\s*[:>-]\s*`,
  "i",
);
const agentLine = new RegExp(
  String.raw`${stamp}(agent|support|bot|advisor|representative|csr|operator|staff)\b[^:]{0,20}:\s*`,
  "i",
);
const signature =
  /^\s*(--\s*$|((best|kind|warm)\s+)?regards\b|(many )?thanks( in advance)?[,.!]?\s*$|cheers[,.!]?\s*$|sincerely\b|yours\b|(with )?(best|kind|warm) (regards|wishes)|greetings( from|,)|sent from my|best[,.]?\s*$|br[,.]?\s*$|mfg\b|tel\b|ph(one)?[:.])/i;
const salutation = /^\s*(?:hi|hello|hey|dear|good (?:morning|afternoon|evening|day))\b/i;
const addressed = /^(?:there|team|all|everyone|support|sir|madam|guys|folks|or|and)$/i;
/** Words of a greeting that may be a name: "Dear Mr Van Dyke". */
const mostNames = 3;
const announcement =
  /^\s*(and )?(?:(?:there(?:'s|’s| is| are)|i(?:'ve|’ve| have)(?: got)?) )?(also|plus|another (thing|problem|issue|question)|besides|second(ly)?[ ,]|additionally|on top of that|by the way|btw|other (problem|issue)|moreover|furthermore|one more)\b/i;
/** "There is also another problem: …", "One more thing: …": what is announced stands behind the colon. */
const announcing =
  /^(?:(?:and|but)\s+)?(?:there(?:'s|’s| is)\s+|i(?:'ve|’ve| have)(?: got)?\s+)?(?:also\s+)?(?:another|one more|a second|a further|the other|second)\s+(?:problem|issue|question|thing|trouble)\b[^:.!?\n]{0,20}:\s*/i;
/** "…and also my speaker…": the one place where a sentence holds two problems. */
const joint =
  /(?<!\s),?\s+(?=(?:and|but)\s+(?:also|then there is|another|the other (?:problem|thing)|besides)\b|(?:plus|also)\s+(?:my|the|i|our)\b)/gi;

/** No sentence has more letters; a text without any punctuation is cut, so that no piece costs as much as the whole. */
const longestPiece = 600;
/** Words behind a "thanks" or "regards" up to which it ends a message; more than that is more message. */
const longestSignature = 12;

/**
 * The text with quoted replies, what an agent said and the signature blanked out: same length, so that offsets hold.
 */
export function ownWords(text: string): string {
  const lines = text.split("\n");
  const kept: string[] = [];
  const blank = (line: string): string => " ".repeat(line.length);
  let agent = false;
  let told = false;
  for (const [i, line] of lines.entries()) {
    if (agentLine.test(line)) agent = true;
    else if (customerLine.test(line) || line.trim() === "") agent = false;
    if (told && ((signature.test(line) && endsAt(lines, i)) || quotesTheRest(lines, i))) break;
    const subject = subjectLine.exec(line)?.[0].length ?? 0;
    const foreign = agent || quotedLine.test(line) || quoteStart.test(line) || headerLine.test(line);
    const own = foreign ? blank(line) : blank(line.slice(0, subject)) + line.slice(subject);
    if (own.trim() !== "") told = true;
    kept.push(own);
  }
  return unwrapped(kept.join("\n").padEnd(text.length));
}

/** A header amid a text, or a quotation announced and not marked line by line: an older message to its end. */
function quotesTheRest(lines: readonly string[], at: number): boolean {
  const line = lines[at] as string;
  const header = /^\s*from:\s/i.test(line);
  if (!header && !quoteStart.test(line)) return false;
  let next = at + 1;
  while (next < lines.length && lines[next]?.trim() === "") next++;
  return header ? headerLine.test(lines[next] ?? "") : !quotedLine.test(lines[next] ?? "");
}

/** A mail program's line breaks within a sentence are no ends of sentences. */
const unwrapped = (text: string): string =>
  text.replace(/(?<=[^\n]{45}[^\n.!?:;,])\n(?=[a-z0-9])/g, " ").replace(/(?<=[^\n]{45},)\n(?=[a-z])/g, " ");

function endsAt(lines: readonly string[], at: number): boolean {
  let words = 0;
  for (let i = at + 1; i < lines.length && words <= longestSignature; i++) {
    const line = lines[i] as string;
    if (headerLine.test(line) || quoteStart.test(line)) break;
    if (!quotedLine.test(line)) words += line.slice(0, longestPiece).split(/\s+/).filter(Boolean).length;
  }
  return words <= longestSignature;
}

/** "Best, A.": a signature that stands on the line of what it signs. */
const signedOff =
  /^(?:\p{L}{4}\s+)?(?:[Bb]est|[Rr]egards|[Ww]ishes|[Tt]hanks|[Cc]heers|[Gg]reetings|[Ss]incerely)\s*,\s*\p{Lu}[\p{L}.’']*$/u;

/** Sentences of a message in order, without greetings. */
export function sentencesOf(text: string): Sentence[] {
  const sentences: Sentence[] = [];
  let at = 0;
  for (const line of text.split("\n")) {
    const start = at;
    at += line.length + 1;
    const from = customerLine.exec(line)?.[0].length ?? 0;
    const skip = from + greetingLength(line.slice(from, from + longestPiece));
    for (const piece of piecesOf(line.slice(skip))) {
      const words = piece.text.trim();
      if (!/[\p{L}\p{N}]/u.test(words) || (sentences.length > 0 && signedOff.test(words))) continue;
      const front = announcing.exec(words)?.[0].length ?? 0;
      const announced = front > 0 || announcement.test(words.replace(/^(and|but)\s+/i, ""));
      // Nothing but the announcement says as much as it can.
      const from = front < words.length ? front : 0;
      sentences.push({ text: words.slice(from), start: start + skip + piece.start + from, announced });
    }
  }
  return sentences;
}

/** "Hi there,", "Dear Support Team:", "Hello Ana —": up to the sign that ends it; 0 where there is none. */
function greetingLength(line: string): number {
  let at = salutation.exec(line)?.[0].length ?? 0;
  if (at === 0) return 0;
  for (let names = 0; ; ) {
    const word = /^[ /]+((?:Mr|Mrs|Ms|Dr)\.|[\p{L}'’]+)/u.exec(line.slice(at));
    if (word?.[1] === undefined) break;
    // Without a capital one word may be a name, two are what the message is about.
    if (!addressed.test(word[1])) names += /^\p{Lu}/u.test(word[1]) ? 1 : mostNames;
    if (names > mostNames) return 0;
    at += word[0].length;
  }
  const end = /^\s*[,!.:–-]+\s*/.exec(line.slice(at));
  return end === null ? 0 : at + end[0].length;
}

function piecesOf(line: string): { text: string; start: number }[] {
  const pieces: { text: string; start: number }[] = [];
  let start = 0;
  const cut = (end: number): void => {
    for (; end - start > longestPiece; start = spaceBehind(line, start + longestPiece, end))
      pieces.push({ text: line.slice(start, spaceBehind(line, start + longestPiece, end)), start });
    if (end > start) pieces.push({ text: line.slice(start, end), start });
    start = end;
  };
  const ends = [...line.matchAll(/(?<![.!?;…])[.!?;…]+(?=\s|$)/g)].map((match) => match.index + match[0].length);
  const joints = [...line.matchAll(joint)].map((match) => match.index + match[0].length);
  for (const end of [...ends, ...joints].sort((a, b) => a - b)) cut(end);
  cut(line.length);
  return pieces;
}

/** Where a word ends, from `at` on; what has no spaces is cut through. */
function spaceBehind(line: string, at: number, end: number): number {
  for (let i = at; i < Math.min(at + longestPiece, end); i++) if (line.charAt(i) === " ") return i;
  return Math.min(at + longestPiece, end);
}
