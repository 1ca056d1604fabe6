import type { Pack } from "./pack.ts";
import type { Problem } from "./problem.ts";
import { unmetAssumes, untrustedAssumes } from "./rules/assumes.ts";
import { conditionPaths, conditionValues, unknownSlots } from "./rules/conditions.ts";
import { lossWithoutConsent } from "./rules/consent.ts";
import { impossibleOutcomes, unknownDoneSteps } from "./rules/done.ts";
import { duplicateIds, intentsLeadingTwice, sharedExamples } from "./rules/duplicates.ts";
import {
  unknownActions,
  unknownCollections,
  unknownFacts,
  unknownIntents,
  unknownLosses,
  unknownVague,
} from "./rules/ids.ts";
import { channelInserts, malformedInserts, misplacedInserts, unknownInserts, wordingInserts } from "./rules/inserts.ts";
import { unknownLights, unknownLooks } from "./rules/lights.ts";
import { silentLoops } from "./rules/loops.ts";
import { answersWithoutLabel, conditionalAnswers, doubleTimers, questionsWithoutNotSure } from "./rules/questions.ts";
import { idleGoes, selfJumps, unreachableSteps } from "./rules/shape.ts";
import { slotParts } from "./rules/slots.ts";
import { unknownFlows, unknownRedoSteps, unknownSteps } from "./rules/steps.ts";
import { longTexts, typedFigures } from "./rules/texts.ts";
import { insertedLists, lackingValues } from "./rules/values.ts";

type Rule = (pack: Pack) => readonly Problem[];

const rules: readonly Rule[] = [
  answersWithoutLabel,
  channelInserts,
  conditionPaths,
  conditionValues,
  conditionalAnswers,
  doubleTimers,
  duplicateIds,
  idleGoes,
  impossibleOutcomes,
  insertedLists,
  intentsLeadingTwice,
  lackingValues,
  longTexts,
  lossWithoutConsent,
  malformedInserts,
  misplacedInserts,
  questionsWithoutNotSure,
  selfJumps,
  sharedExamples,
  silentLoops,
  slotParts,
  typedFigures,
  unknownActions,
  unknownCollections,
  unknownDoneSteps,
  unknownFacts,
  unknownFlows,
  unknownInserts,
  unknownIntents,
  unknownLights,
  unknownLooks,
  unknownLosses,
  unknownRedoSteps,
  unknownSlots,
  unknownSteps,
  unknownVague,
  unmetAssumes,
  unreachableSteps,
  untrustedAssumes,
  wordingInserts,
];

/** Every rule on the whole pack; each finds all it can and none throws. */
export const problemsOf = (pack: Pack): readonly Problem[] => rules.flatMap((rule) => rule(pack));
