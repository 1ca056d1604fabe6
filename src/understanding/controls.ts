import type { Knowledge } from "../dialog/knowledge.ts";
import type { Control } from "../dialog/understanding.ts";
import {
  bareSigns,
  clausesOf,
  fillers,
  formsOf,
  picturesIn,
  sameButForASlip,
  signsOf,
  withoutLead,
} from "./utterance.ts";
import { plain, textsIn, type Word } from "./words.ts";

export type FindControl = (text: string, words: readonly Word[]) => Control | null;

/** Where a text says several, the earlier one here counts: "thanks, it works" is `working`. */
const precedence: readonly Control[] = [
  "person",
  "angry",
  "start_over",
  "cancel",
  "go_back",
  "repeat",
  "not_working",
  "working",
  "dont_know",
  "why",
  "done",
  "no",
  "yes",
  "goodbye",
  "thanks",
  "greet",
];
/** These steer even beside other words ("still nothing, the light is white"); a greeting or a "no" does not. */
const steering: ReadonlySet<Control> = new Set([
  "person",
  "angry",
  "start_over",
  "go_back",
  "not_working",
  "working",
  "dont_know",
]);
/** These are heard in the middle of a long text too. */
const anywhere: ReadonlySet<Control> = new Set(["person", "angry"]);
/** A longer text is a description, not a control. */
const longest = 12;
/** Phrases shorter than this say too little inside a longer text: "agent", "useless". */
const anywhereWords = 3;

const emoji: Readonly<Record<string, Control>> = {
  "👍": "yes",
  "👌": "yes",
  "✅": "yes",
  "👎": "no",
  "❌": "no",
  "🙏": "thanks",
  "👋": "greet",
};

/**
 * A control is a whole message, or a whole clause of a short one, give or take small talk and one slip. Inside a long
 * description only a wish for a person and anger are heard.
 */
export function createFindControl(knowledge: Knowledge): FindControl {
  const byPhrase = new Map<string, Control>();
  const bySign = new Map<string, Control>(Object.entries(emoji));
  for (const control of precedence)
    for (const phrase of knowledge.controls.get(control) ?? []) {
      const said = plain(phrase);
      if (said === "") bySign.set(bareSigns(phrase.toLowerCase()), control);
      else if (!byPhrase.has(said)) byPhrase.set(said, control);
    }
  const phrases = [...byPhrase];
  const embedded = phrases.filter(
    ([phrase, control]) => anywhere.has(control) && phrase.split(" ").length >= anywhereWords,
  );

  function ofForm(form: string): Control | null {
    const exact = byPhrase.get(form);
    if (exact !== undefined) return exact;
    return phrases.find(([phrase]) => sameButForASlip(form, phrase))?.[1] ?? null;
  }

  function ofClause(clause: string): Control | null {
    const forms = formsOf(clause);
    // As written before anything is taken off: "no thanks" is a no.
    for (const form of forms) {
      const found = byPhrase.get(form);
      if (found !== undefined) return found;
    }
    for (const form of [...forms, ...forms.map(withoutLead)]) {
      const found = form === null ? null : ofForm(form);
      if (found !== null) return found;
    }
    return null;
  }

  return (text, words) => {
    if (words.length === 0) return ofSigns(text);
    if (words.length <= longest) {
      const whole = ofClause(text);
      if (whole !== null) return whole;
      const parts = clausesOf(text, words);
      const clauses = parts.map(ofClause);
      const complete = clauses.every((control) => control !== null);
      const found = precedence.find((control) =>
        clauses.some(
          (other, i) => other === control && (complete || (steering.has(control) && parts[i]?.includes(" "))),
        ),
      );
      if (found !== undefined) return found;
    }
    const said = ` ${words.map((word) => word.text).join(" ")} `;
    const inside = embedded.filter(([phrase]) => {
      const at = said.indexOf(` ${phrase} `);
      return (
        at >= 0 &&
        !/\b(dont|not|no need to|without|didnt|never|instead of)( \w+){0,3} ?$/.test(
          said.slice(Math.max(0, at - 30), at),
        )
      );
    });
    return precedence.find((control) => inside.some(([, other]) => other === control)) ?? null;
  };

  function ofSigns(text: string): Control | null {
    const whole = bySign.get(signsOf(text.toLowerCase()));
    if (whole !== undefined) return whole;
    const shown = picturesIn(text).map((picture) => bySign.get(picture));
    return precedence.find((control) => shown.includes(control)) ?? null;
  }
}

/**
 * Whether a text is nothing but a wish for a person or anger, however long: all its words are those of such phrases of the
 * pack, give or take small talk. "Let me talk to a person" is, "my left one is dead, let me talk to a person" is not.
 */
export function createIsOnlyWish(knowledge: Knowledge): (control: Control, words: readonly Word[]) => boolean {
  const wishes = [...anywhere].flatMap((control) => knowledge.controls.get(control) ?? []);
  const known = new Set(wishes.flatMap(textsIn));
  return (control, words) => anywhere.has(control) && words.every(({ text }) => known.has(text) || fillers.has(text));
}
