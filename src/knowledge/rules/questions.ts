import { defaultLabel } from "../buildFlow.ts";
import type { Pack } from "../pack.ts";
import type { Problem } from "../problem.ts";
import { answerSites, answersSites, stepSites } from "../sites.ts";

/** Every question has a way on for somebody who does not know; a consent step has it from bot.yaml. */
export const questionsWithoutNotSure = (pack: Pack): readonly Problem[] =>
  [...answersSites(pack)].flatMap(({ source, path, value, step }) => {
    const raw = step?.sheet.data.steps[step.index];
    if ("not_sure" in value || (raw !== undefined && "consent" in raw)) return [];
    const message =
      'found answers without not_sure, expected a way on for "I don\'t know" — add not_sure: { label: …, then: next }';
    return [source.problem("not_sure", path, message)];
  });

/** `yes`, `no` and `not_sure` have a label from bot.yaml; other answers need their own. */
export const answersWithoutLabel = (pack: Pack): readonly Problem[] =>
  [...answerSites(pack)].flatMap(({ source, path, value, id }) => {
    const given = value.label ?? (pack.bot === null ? id : defaultLabel(id, { ...pack.bot.data }));
    return given === null
      ? [source.problem("label", path, "found an answer without a label — add what its button says")]
      : [];
  });

/** A message shows one timer. */
export const doubleTimers = (pack: Pack): readonly Problem[] =>
  [...stepSites(pack)].flatMap(({ source, path, value }) =>
    "do" in value && value.hold_s !== undefined && value.wait_s !== undefined
      ? [
          source.problemAtKey(
            "timer",
            [...path, "wait_s"],
            "found hold_s and wait_s, expected one timer — split the step",
          ),
        ]
      : [],
  );

/** A short answer always has something to say: its last text has no condition, and only that one. */
export const conditionalAnswers = (pack: Pack): readonly Problem[] =>
  pack.files.of("answers").flatMap(({ source, data }) =>
    data.answers.flatMap(({ texts }, index) =>
      texts.flatMap(({ when }, nth) => {
        const isLast = nth === texts.length - 1;
        if (isLast === (when === undefined)) return [];
        const message = isLast
          ? "the last text has a condition, so that nothing may fit — add a text without when"
          : "a text without a condition hides those after it — add when or move it to the end";
        return [source.problem("answer_texts", ["answers", index, "texts", nth], message)];
      }),
    ),
  );
