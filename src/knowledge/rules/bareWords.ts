import type { Located } from "../located.ts";
import type { Problem } from "../problem.ts";

const truthy = /^(yes|no|on|off)$/i;

/** YAML readers disagree on whether an unquoted on, off, yes or no is a word or a truth value. */
export const bareWords = (source: Located): readonly Problem[] =>
  source
    .plainWords()
    .filter(({ word }) => truthy.test(word))
    .map(({ path, word, role }) => {
      const message = `found ${word} without quotes, which YAML may read as true or false — write "${word}"`;
      return role === "key"
        ? source.problemAtKey("bare_words", path, message)
        : source.problem("bare_words", path, message);
    });
