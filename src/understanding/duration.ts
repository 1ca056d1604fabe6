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

const pattern = new RegExp(
  String.raw`\b(\d+(?:\.\d+)?|${Object.keys(numbers).join("|")})(?: an?)?[ -]*(s|secs?|seconds?|m|mins?|minutes?|hours?|h)\b`,
  "i",
);

/** The first length of time in a text, in seconds: "for 3s", "half a minute"; null where there is none. */
export function secondsIn(text: string): number | null {
  const found = pattern.exec(text);
  const amount = found?.[1]?.toLowerCase() ?? "";
  const value = /^\d/.test(amount) ? Number(amount) : numbers[amount];
  if (value === undefined) return null;
  const unit = (found?.[2] ?? "").toLowerCase();
  return unit.startsWith("s") ? value : unit.startsWith("m") ? value * 60 : value * 3600;
}
