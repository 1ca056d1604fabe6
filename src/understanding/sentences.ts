/** A piece of a text that can be understood alone. Offsets are UTF-16, into the text as received. */
export interface Sentence {
  readonly text: string;
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

/** Sentences of a message in order, without greetings, signatures, quoted replies and what an agent said. */
export function sentencesOf(text: string): Sentence[] {
  const sentences: Sentence[] = [];
  let at = 0;
  let ended = false;
  let agent = false;
  for (const line of text.split("\n")) {
    const start = at;
    at += line.length + 1;
    if (signature.test(line) && sentences.length > 0) ended = true;
    if (ended || quotedLine.test(line)) continue;
    if (agentLine.test(line)) agent = true;
    else if (speaker.test(line)) agent = false;
    else if (line.trim() === "") agent = false;
    if (agent) continue;
    const from = speaker.exec(line)?.[0].length ?? 0;
    const skip = from + (greeting.exec(line.slice(from))?.[0].length ?? 0);
    for (const piece of piecesOf(line.slice(skip))) {
      const words = piece.text.trim();
      if (/[\p{L}\p{N}]/u.test(words)) {
        const offset = start + skip + piece.start + piece.text.indexOf(words.charAt(0));
        sentences.push({
          text: words,
          start: offset,
          announced: announcement.test(words.replace(/^(and|but)\s+/i, "")),
        });
      }
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
