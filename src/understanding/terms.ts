/**
 * A word as the ranker takes it. The ranker notes on the word itself where it knows it from: most words come again, and a
 * number is there at once where a text would have to be looked up.
 */
export interface Term {
  readonly text: string;
  /** Which ranker wrote the number, and since when; any other number counts nothing. */
  by: number;
  number: number;
}

export const termOf = (text: string): Term => ({ text, by: 0, number: 0 });
