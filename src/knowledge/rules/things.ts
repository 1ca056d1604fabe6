import type { Pack } from "../pack.ts";
import type { Problem } from "../problem.ts";

/** Each word for a thing is one word, and stands in one place: else it would be unclear what it says. */
export function thingWords(pack: Pack): readonly Problem[] {
  const seen = new Set<string>();
  return pack.files.of("things").flatMap(({ source, data }) =>
    data.things.flatMap(({ words }, thing) =>
      words.flatMap((word, index) => {
        const at = ["things", thing, "words", index];
        if (!/^[a-z]+$/.test(word))
          return [source.problem("thing_word", at, `found “${word}” — write one word of small letters from a to z`)];
        if (seen.has(word))
          return [source.problem("thing_word", at, `“${word}” is listed before — keep it in one place`)];
        seen.add(word);
        return [];
      }),
    ),
  );
}
