const rows = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];
const neighbours = new Map<string, readonly string[]>();
for (const [y, row] of rows.entries())
  for (const [x, key] of [...row].entries())
    neighbours.set(
      key,
      [row[x - 1], row[x + 1], rows[y - 1]?.[x], rows[y + 1]?.[x]].filter((other) => other !== undefined),
    );

/** Numbers in [0, 1), the same on every machine (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One or two slips of a finger in a sentence, each in a word of four letters and more. */
export function withSlips(text: string, random: () => number): string {
  let slipped = text;
  const slips = random() < 0.5 ? 1 : 2;
  for (let slip = 0; slip < slips; slip++) {
    const words = [...slipped.matchAll(/[a-z]{4,}/gi)];
    const word = words[Math.floor(random() * words.length)];
    if (word === undefined) return slipped;
    const start = word.index;
    const typed = slippedWord(word[0], random);
    slipped = slipped.slice(0, start) + typed + slipped.slice(start + word[0].length);
  }
  return slipped;
}

/** A letter dropped, hit beside, doubled by its neighbour or swapped with the next. */
function slippedWord(word: string, random: () => number): string {
  const at = Math.floor(random() * word.length);
  const key = word.charAt(at);
  const keys = neighbours.get(key.toLowerCase()) ?? ["x"];
  const near = keys[Math.floor(random() * keys.length)] ?? "x";
  const before = word.slice(0, at);
  switch (Math.floor(random() * 4)) {
    case 0:
      return before + word.slice(at + 1);
    case 1:
      return before + near + word.slice(at + 1);
    case 2:
      return before + near + word.slice(at);
    default: {
      const left = Math.min(at, word.length - 2);
      return word.slice(0, left) + word.charAt(left + 1) + word.charAt(left) + word.slice(left + 2);
    }
  }
}
