import type { Word } from "./words.ts";

const negators = new Set([
  "not",
  "isnt",
  "arent",
  "wasnt",
  "werent",
  "aint",
  "no",
  "never",
  "neither",
  "nor",
  "without",
]);
const articles = new Set(["a", "an", "the", "my", "any", "one", "really", "actually", "even", "is", "are", "it"]);
const havingNone = /^(dont|doesnt|didnt|not|never|wont|havent|hasnt|havnt)$/;
const having = /^(have|has|had|own|got|use|using|used|mean|meant|need)$/;

/** "not an iphone", "isn't the pro", "I don't have a laptop": the name that begins at `at` is excluded, not given. */
export function isExcluded(words: readonly Word[], at: number): boolean {
  let i = at - 1;
  while (i >= 0 && follows(words, i + 1) && articles.has((words[i] as Word).text)) i--;
  if (i < 0 || !follows(words, i + 1)) return false;
  const text = (words[i] as Word).text;
  if (negators.has(text)) return true;
  const before = words[i - 1];
  return having.test(text) && before !== undefined && follows(words, i) && havingNone.test(before.text);
}

const denials =
  /^(not|isnt|arent|wasnt|werent|aint|no|never|dont|doesnt|didnt|cant|cannot|couldnt|wont|wouldnt|havent|hasnt|hadnt|stopped|without|neither|nor|longer|dosent|doesn)$/;

/** Whether a denial stands at most `reach` words before `at` in the same clause: "is not really blinking". */
export function isDenied(words: readonly Word[], at: number, reach: number): boolean {
  for (let i = at - 1; i >= Math.max(0, at - reach) && follows(words, i + 1); i--)
    if (denials.test((words[i] as Word).text)) return true;
  return false;
}

/** Whether the word stands in the same clause as the one before it. */
const follows = (words: readonly Word[], at: number): boolean => words[at]?.after === "space";
