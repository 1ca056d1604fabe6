import type { Kind } from "./files.ts";
import type { Pack } from "./pack.ts";
import type { Problem } from "./problem.ts";
import { idleSystems, sharedAliases, trappedNames, vagueAliases } from "./rules/aliases.ts";
import { unmetAssumes, untrustedAssumes } from "./rules/assumes.ts";
import { conditionPaths, conditionValues, unknownSlots } from "./rules/conditions.ts";
import { uncarriedConflicts, unknownCarriers, unknownConflictFacts } from "./rules/conflicts.ts";
import { lossWithoutConsent } from "./rules/consent.ts";
import { impossibleOutcomes, unknownDoneSteps } from "./rules/done.ts";
import { duplicateIds, intentsLeadingTwice, sharedExamples } from "./rules/duplicates.ts";
import { idleReturns } from "./rules/ends.ts";
import { fewExamples, generatedExamples } from "./rules/examples.ts";
import { spokenPercents, typedFigures, uncarriedFigures } from "./rules/figures.ts";
import { forbiddenWords } from "./rules/forbidden.ts";
import { handoffRoutes } from "./rules/handoff.ts";
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
import { thingWords } from "./rules/things.ts";
import { insertedLists, lackingValues } from "./rules/values.ts";

type Rule = (pack: Pack) => readonly Problem[];

/** They look at one file at a time, so that they can be trusted whatever is wrong with the others. */
const rulesOfFiles: readonly Rule[] = [
  answersWithoutLabel,
  conditionalAnswers,
  doubleTimers,
  duplicateIds,
  handoffRoutes,
  idleGoes,
  malformedInserts,
  questionsWithoutNotSure,
  selfJumps,
  unknownRedoSteps,
  unknownSteps,
  unreachableSteps,
];

/** They look from one file into others. */
const rulesOfPack: readonly Rule[] = [
  channelInserts,
  conditionPaths,
  conditionValues,
  fewExamples,
  forbiddenWords,
  generatedExamples,
  idleReturns,
  idleSystems,
  impossibleOutcomes,
  insertedLists,
  intentsLeadingTwice,
  lackingValues,
  ledgerGaps,
  leftOutFacts,
  longTexts,
  lossWithoutConsent,
  misplacedInserts,
  riskyFacts,
  sameLooks,
  sharedAliases,
  sharedExamples,
  silentLoops,
  slotParts,
  spokenPercents,
  thingWords,
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
  unknownSlots,
  unknownVague,
  unmetAssumes,
  untrustedAssumes,
  vagueAliases,
  wordingInserts,
];

/** Nearly every rule of the pack looks into these. */
const foundations: readonly Kind[] = ["bot", "slots", "lights", "catalogue", "actions"];

/** What they miss may stand in the file that cannot be read. */
const rulesOfWhole: ReadonlySet<Rule> = new Set([
  fewExamples,
  idleReturns,
  impossibleOutcomes,
  ledgerGaps,
  lossWithoutConsent,
  unknownCarriers,
  unknownDoneSteps,
  uncarriedConflicts,
  uncitedFacts,
  unmetAssumes,
]);

/**
 * Every rule, each finds all it can and none throws. What would only follow from a file that cannot be read, or from two
 * flows of one id, waits until that is mended.
 */
export function problemsOf(pack: Pack): readonly Problem[] {
  const { broken } = pack.files;
  const ofFiles = rulesOfFiles.flatMap((rule) => rule(pack));
  const doubled = new Set(pack.ids.flow.ids).size < pack.flows.length;
  if (doubled || foundations.some((kind) => broken.has(kind))) return ofFiles;
  const rules = rulesOfPack.filter((rule) => broken.size === 0 || !rulesOfWhole.has(rule));
  return [...pack.problems, ...ofFiles, ...rules.flatMap((rule) => rule(pack))];
}
