import type { Pack } from "./pack.ts";
import type { Problem } from "./problem.ts";
import { sharedAliases, trappedNames, vagueAliases } from "./rules/aliases.ts";
import { unmetAssumes, untrustedAssumes } from "./rules/assumes.ts";
import { conditionPaths, conditionValues, unknownSlots } from "./rules/conditions.ts";
import { uncarriedConflicts, unknownCarriers, unknownConflictFacts } from "./rules/conflicts.ts";
import { lossWithoutConsent } from "./rules/consent.ts";
import { impossibleOutcomes, unknownDoneSteps } from "./rules/done.ts";
import { duplicateIds, intentsLeadingTwice, sharedExamples } from "./rules/duplicates.ts";
import { fewExamples, generatedExamples } from "./rules/examples.ts";
import { spokenPercents, typedFigures, uncarriedFigures } from "./rules/figures.ts";
import { forbiddenWords } from "./rules/forbidden.ts";
import {
  unknownActions,
  unknownCollections,
  unknownFacts,
  unknownIntents,
  unknownLosses,
  unknownVague,
} from "./rules/ids.ts";
import { channelInserts, malformedInserts, misplacedInserts, unknownInserts, wordingInserts } from "./rules/inserts.ts";
import { ledgerGaps, leftOutFacts, riskyFacts, uncitedFacts } from "./rules/ledger.ts";
import { longTexts } from "./rules/lengths.ts";
import { unknownLights, unknownLooks } from "./rules/lights.ts";
import { sameLooks } from "./rules/looks.ts";
import { silentLoops } from "./rules/loops.ts";
import { answersWithoutLabel, conditionalAnswers, doubleTimers, questionsWithoutNotSure } from "./rules/questions.ts";
import { idleGoes, selfJumps, unreachableSteps } from "./rules/shape.ts";
import { slotParts } from "./rules/slots.ts";
import { unknownFlows, unknownRedoSteps, unknownSteps } from "./rules/steps.ts";
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
  fewExamples,
  forbiddenWords,
  generatedExamples,
  idleGoes,
  impossibleOutcomes,
  insertedLists,
  intentsLeadingTwice,
  lackingValues,
  ledgerGaps,
  leftOutFacts,
  longTexts,
  lossWithoutConsent,
  malformedInserts,
  misplacedInserts,
  questionsWithoutNotSure,
  riskyFacts,
  sameLooks,
  selfJumps,
  sharedAliases,
  sharedExamples,
  silentLoops,
  slotParts,
  spokenPercents,
  trappedNames,
  typedFigures,
  uncarriedConflicts,
  uncarriedFigures,
  uncitedFacts,
  unknownActions,
  unknownCarriers,
  unknownCollections,
  unknownConflictFacts,
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
  vagueAliases,
  wordingInserts,
];

/** Every rule on the whole pack; each finds all it can and none throws. */
export const problemsOf = (pack: Pack): readonly Problem[] => rules.flatMap((rule) => rule(pack));
