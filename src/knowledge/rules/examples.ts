import type { Pack } from "../pack.ts";
import type { Problem } from "../problem.ts";

/** An intent needs `limits.examples` examples to be told from the others. */
export const fewExamples = (pack: Pack): readonly Problem[] =>
  pack.files.of("intents").flatMap(({ source, data }) => {
    const least = pack.bot?.data.limits.examples ?? 1;
    if (data.examples.length >= least) return [];
    const message = `found ${data.examples.length} examples, expected at least ${least} — add sentences as people write them`;
    return [source.problem("few_examples", ["examples"], message, "warning")];
  });

/**
 * Two examples of an intent that differ only in a name, a version or a light teach one thing, and a classifier that
 * saw many such sentences thinks it knows more than it does.
 */
export function generatedExamples(pack: Pack): readonly Problem[] {
  const frameOf = createFrame(pack);
  return pack.files.of("intents").flatMap(({ source, data }) => {
    const seen = new Map<string, string>();
    return data.examples.flatMap((example, index) => {
      const frame = frameOf(example);
      const first = seen.get(frame);
      seen.set(frame, first ?? example);
      // A frame of one word is a sentence that is nothing but names.
      if (first === undefined || frame.split(" ").length < 3) return [];
      const message = `differs from “${first}” only in what is named — write it as somebody else would, or remove it`;
      return [source.problem("generated_example", ["examples", index], message, "warning")];
    });
  });
}

/** A sentence with everything a slot could take left open. */
function createFrame(pack: Pack): (example: string) => string {
  const looks = Object.values(pack.lights === null ? {} : { ...pack.lights.data.colours, ...pack.lights.data.rhythms });
  const names = [
    ...[...pack.collections.values()].flatMap((entries) =>
      [...entries.values()].flatMap(({ name, aliases }) => [name, ...aliases]),
    ),
    ...pack.collectionSheets.flatMap(({ data }) => (data.vague ?? []).flatMap(({ words }) => words)),
    ...looks.flatMap(({ words }) => words),
  ]
    .map(plain)
    .sort((a, b) => b.length - a.length)
    .map((name) => name.replaceAll("*", "\\*"));
  const any = names.length === 0 ? null : new RegExp(`(?<=^| )(${names.join("|")})(?=$| )`, "gu");
  return (example) => {
    const open = any === null ? plain(example) : plain(example).replace(any, "_");
    return open.replace(/(?<=^| )\p{N}[\p{N}\p{L}]*(?=$| )/gu, "_").replace(/_( _)+/g, "_");
  };
}

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/['’]/g, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
