import type { Place } from "./history.ts";

/** On one line, with every sign that a terminal or an editor would act on written out, as YAML writes it. */
export const plain = (text: string): string =>
  text
    .replace(/\s+/g, " ")
    .trim()
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu, (sign) => {
      const code = sign.codePointAt(0) ?? 0;
      return code > 0xffff ? `\\U${code.toString(16).padStart(8, "0")}` : `\\u${code.toString(16).padStart(4, "0")}`;
    });

export const placeInWords = ({ flow, at }: Place): string => (flow === null ? at : `${flow}/${at}`);

/** "2 h 5 min"; the two largest units. */
export function duration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  const units = [
    [86_400, "d"],
    [3600, "h"],
    [60, "min"],
    [1, "s"],
  ] as const;
  const first = units.findIndex(([size]) => seconds >= size);
  if (first === -1) return "0 s";
  let rest = seconds;
  const parts = units.slice(first, first + 2).map(([size, unit]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return [count, unit] as const;
  });
  return parts.flatMap(([count, unit]) => (count === 0 ? [] : [`${count} ${unit}`])).join(" ");
}

export const percent = (share: number | null): string => (share === null ? "–" : `${(100 * share).toFixed(1)} %`);
