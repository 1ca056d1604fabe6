import type { LightPicture } from "../../dialog/message.ts";

/** Round signs every platform draws alike, with the colour each stands for. */
const signs: readonly (readonly [sign: string, red: number, green: number, blue: number])[] = [
  ["⚪", 255, 255, 255],
  ["🔴", 255, 59, 48],
  ["🟠", 255, 149, 0],
  ["🟡", 255, 214, 10],
  ["🟢", 52, 199, 89],
  ["🔵", 47, 123, 255],
  ["🟣", 160, 75, 255],
  ["🟤", 140, 90, 50],
];
const dark = "⚫";

/** One sign stands for about that long, milliseconds; a longer stretch gets more of them, up to `longest`. */
const slot = 300;
const longest = 5;
/** Signs: whole rounds until the rhythm can be read, as long as they fit. */
const enough = 6;
const most = 12;

/** A light as a row of signs in the order of time; one sign for a light that does not change. */
export function lightPattern({ frames }: LightPicture): string {
  const round = frames.flatMap(({ colour, ms }) => {
    const times = Math.min(longest, Math.max(1, Math.round(ms / slot)));
    return Array.from({ length: times }, () => signOf(colour));
  });
  if (new Set(round).size < 2) return round[0] ?? dark;
  let row = round.slice(0, most);
  while (row.length < enough && row.length + round.length <= most) row = [...row, ...round];
  return row.join("");
}

function signOf(colour: string | null): string {
  if (colour === null) return dark;
  const parts = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour);
  const [red, green, blue] = (parts?.slice(1) ?? ["ff", "ff", "ff"]).map((part) => Number.parseInt(part, 16));
  const distance = (sign: (typeof signs)[number]): number =>
    (sign[1] - (red ?? 0)) ** 2 + (sign[2] - (green ?? 0)) ** 2 + (sign[3] - (blue ?? 0)) ** 2;
  return signs.reduce((best, sign) => (distance(sign) < distance(best) ? sign : best))[0];
}
