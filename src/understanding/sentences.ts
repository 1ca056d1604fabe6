/** A piece of a text that can be understood alone. */
export interface Sentence {
  readonly text: string;
  /** Where its line piece begins, in UTF-16 units of the text; tells the order. */
  readonly start: number;
  /** It begins with words that announce something new: "also", "another thing", "besides". */
  readonly announced: boolean;
}

const quotedLine =
  /^\s*(>|\|)|^\s*(on .{4,80} wrote:|am .{4,80} schrieb.*:|-{2,} ?original message|from:|sent:|to:|subject:|cc:)/i;
const speaker = /^\s*(customer|client|user|caller|kunde|me)\s*[:>-]\s*/i;
const agentLine = /^\s*(agent|support|bot|advisor|representative|csr|operator|staff)\b[^:]{0,20}:\s*/i;
const signature =
  /^\s*(--\s*$|(best|kind|warm)?\s*regards\b|(many )?thanks( in advance)?[,.!]?\s*$|cheers[,.!]?\s*$|sincerely\b|yours\b|sent from my|best[,.]?\s*$|br[,.]?\s*$|mfg\b|tel\b|phone:)/i;
const greeting =
  /^\s*((hi|hello|hey|dear|good (morning|afternoon|evening|day))( (there|team|all|everyone|support|sir|madam|guys|folks|[A-Z]\w+))*( (or|and|\/) (madam|sir))?\s*[,!.:–-]+\s*)/i;
const announcement =
  /^\s*(and )?(also|plus|another (thing|problem|issue|question)|besides|second(ly)?[ ,]|additionally|on top of that|by the way|btw|other (problem|issue)|moreover|furthermore|one more)\b/i;
/** "…and also my speaker…": the one place where a sentence holds two problems. */
const joint =
  /,?\s+(?=(?:and|but)\s+(?:also|then there is|another|the other (?:problem|thing)|besides)\b|(?:plus|also)\s+(?:my|the|i|our)\b)/gi;

/** Words behind a "thanks" or "regards" up to which it ends a message; more than that is more message. */
const longestSignature = 12;

/**
 * The text with quoted replies, what an agent said and the signature blanked out: same length, so that offsets hold.
 */
export function ownWords(text: string): string {
  const lines = text.split("\n");
  const kept: string[] = [];
  let agent = false;
  for (const [i, line] of lines.entries()) {
    if (agentLine.test(line)) agent = true;
    else if (speaker.test(line) || line.trim() === "") agent = false;
    if (signature.test(line) && kept.some((other) => other.trim() !== "") && endsAt(lines, i)) break;
    kept.push(agent || quotedLine.test(line) ? " ".repeat(line.length) : line);
  }
  return kept.join("\n").padEnd(text.length);
}

function endsAt(lines: readonly string[], at: number): boolean {
  const rest = lines.slice(at + 1).filter((line) => !quotedLine.test(line));
  return rest.join(" ").split(/\s+/).filter(Boolean).length <= longestSignature;
}

/** Sentences of a message in order, without greetings. */
export function sentencesOf(text: string): Sentence[] {
  const sentences: Sentence[] = [];
  let at = 0;
  for (const line of text.split("\n")) {
    const start = at;
    at += line.length + 1;
    const from = speaker.exec(line)?.[0].length ?? 0;
    const skip = from + (greeting.exec(line.slice(from))?.[0].length ?? 0);
    for (const piece of piecesOf(line.slice(skip))) {
      const words = piece.text.trim();
      if (!/[\p{L}\p{N}]/u.test(words)) continue;
      const announced = announcement.test(words.replace(/^(and|but)\s+/i, ""));
      sentences.push({ text: words, start: start + skip + piece.start, announced });
    }
  }
  return sentences;
}

function piecesOf(line: string): { text: string; start: number }[] {
  const pieces: { text: string; start: number }[] = [];
  let start = 0;
  const cut = (end: number): void => {
    if (end > start) pieces.push({ text: line.slice(start, end), start });
    start = end;
  };
  const ends = [...line.matchAll(/[.!?;…]+(?=\s|$)/g)].map((match) => match.index + match[0].length);
  const joints = [...line.matchAll(joint)].map((match) => match.index + match[0].length);
  for (const end of [...ends, ...joints].sort((a, b) => a - b)) cut(end);
  cut(line.length);
  return pieces;
}
