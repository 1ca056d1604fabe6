/**
 * Widths of the letters from U+0020 to U+007E in thousandths of the font size, for text that is measured where there is no
 * browser. They are those of Liberation Sans, read with the canvas of Chromium 131; Arial and Helvetica share them.
 */
const regular = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
  556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
  722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
  556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
  260, 334, 584,
];
const bold = [
  278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
  556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833,
  722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611,
  556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389,
  280, 389, 584,
];

/** Others that texts use often, regular and bold. The rest counts as wide as the widest letter of most alphabets. */
const others: Readonly<Record<string, readonly [number, number]>> = {
  "⟨": [390, 390],
  "⟩": [390, 390],
  "“": [333, 500],
  "”": [333, 500],
  "‘": [222, 278],
  "’": [222, 278],
  "–": [556, 556],
  "·": [333, 333],
};
const widest = 1000;

export interface Font {
  /** Pixels. */
  readonly size: number;
  readonly bold: boolean;
}

/** Pixels from the left of the first letter to the right of the last; kerning is not counted, it only narrows. */
export function widthOf(text: string, font: Font): number {
  const table = font.bold ? bold : regular;
  let sum = 0;
  for (const letter of text)
    sum += table[(letter.codePointAt(0) ?? 0) - 0x20] ?? others[letter]?.[font.bold ? 1 : 0] ?? widest;
  return (sum * font.size) / 1000;
}

/** Lines no wider than `width`. A word that is wider breaks behind `/`, `_` or `.`, else anywhere. */
export function wrapped(text: string, width: number, font: Font): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/).filter((one) => one !== "")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (widthOf(longer, font) <= width) {
      line = longer;
      continue;
    }
    if (line !== "") lines.push(line);
    const pieces = broken(word, width, font);
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1) ?? "";
  }
  return line === "" ? lines : [...lines, line];
}

function broken(word: string, width: number, font: Font): readonly string[] {
  const pieces = [""];
  const parts = word.split(/(?<=[/_.])/).flatMap((part) => (widthOf(part, font) > width ? [...part] : [part]));
  for (const part of parts) {
    const longer = `${pieces.at(-1)}${part}`;
    if (pieces.at(-1) === "" || widthOf(longer, font) <= width) pieces[pieces.length - 1] = longer;
    else pieces.push(part);
  }
  return pieces;
}

/** At most `limit` letters, cut between words and not within ⟨ ⟩, with three dots where something is left out. */
export function shortened(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const cut = text.slice(0, limit);
  const insert = cut.lastIndexOf("⟨");
  const end = insert > cut.lastIndexOf("⟩") ? insert : cut.lastIndexOf(" ");
  return `${(end > limit / 2 ? cut.slice(0, end) : cut).replace(/[\s,;:.(–-]+$/, "")}…`;
}
