import type { Mark } from "../../../src/adapters/web/api.ts";

export interface Piece {
  readonly start: number;
  readonly words: string;
  readonly mark: Mark | null;
}

/** The text cut at the marks, in order and without loss; blanks at the ends of a mark stay outside it. */
export function piecesOf(text: string, marks: readonly Mark[]): readonly Piece[] {
  const pieces: Piece[] = [];
  let done = 0;
  const upTo = (end: number, mark: Mark | null) => {
    if (end > done) pieces.push({ start: done, words: text.slice(done, end), mark });
    done = Math.max(done, end);
  };
  for (const mark of marks) {
    const words = text.slice(mark.start, mark.end);
    upTo(mark.start + words.length - words.trimStart().length, null);
    upTo(mark.start + words.trimEnd().length, mark);
  }
  upTo(text.length, null);
  return pieces;
}
