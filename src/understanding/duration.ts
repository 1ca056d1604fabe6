const numbers: Readonly<Record<string, number>> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  twelve: 12,
  fifteen: 15,
  twenty: 20,
  thirty: 30,
  sixty: 60,
  a: 1,
  an: 1,
  half: 0.5,
};

/** One letter is a unit behind a figure only: "as" is no second. Of "8 to 10 seconds" the lower end is sure. */
const figure = String.raw`(\d+(?:\.\d+)?)(?: ?(?:-|–|to|or) ?\d+)?[ -]*(s|secs?|seconds?|m|mins?|minutes?|hours?|h)\b`;
const spelt = String.raw`\b(${Object.keys(numbers).join("|")})(?: an?| full| whole| or \w+| to \w+)*[ -]+(secs?|seconds?|mins?|minutes?|hours?)\b`;
const pattern = new RegExp(String.raw`(?<![\w.])${figure}|${spelt}`, "i");

/** The first length of time in a text, in seconds: "for 3s", "half a minute"; null where there is none. */
export function secondsIn(text: string): number | null {
  const found = pattern.exec(text);
  if (found === null) return null;
  const amount = found[1] ?? numbers[(found[3] ?? "").toLowerCase()];
  const unit = (found[2] ?? found[4] ?? "").toLowerCase();
  return Number(amount) * (unit.startsWith("s") ? 1 : unit.startsWith("m") ? 60 : 3600);
}
