import type { NotUnderstoodInsight } from "./insights.ts";
import { placeInWords, plain } from "./words.ts";

/**
 * Lines to move into `examples` of an intent, most frequent first, under the file of the intent they came nearest to. An
 * author decides where each belongs, if anywhere: `stepwise confusions` tells what a new example does.
 */
export function exampleLines(all: readonly NotUnderstoodInsight[]): readonly string[] {
  const intents = [...new Set(all.map(({ nearest }) => nearest))];
  return intents.flatMap((intent) => [
    intent === null ? "# near no intent" : `# nearest: intents/${intent}.yaml`,
    ...all
      .filter(({ nearest }) => nearest === intent)
      .map(({ text, count, at }) => {
        const where = at === null ? "" : `, said to ${placeInWords(at)}`;
        return `  - ${quoted(text)} # ${count} ${count === 1 ? "time" : "times"}${where}`;
      }),
  ]);
}

/** A YAML string, whatever it holds. */
const quoted = (text: string): string => `"${plain(text.replaceAll("\\", "\\\\").replaceAll('"', '\\"'))}"`;
