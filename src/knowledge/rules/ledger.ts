import type { Condition, Step } from "../../dialog/flow.ts";
import { declaredIn, factsIn, ledgerOf, leftOutIn } from "../ledger.ts";
import type { Pack } from "../pack.ts";
import type { Problem } from "../problem.ts";
import { citationSites, each } from "../sites.ts";
import { conjunctsOf } from "../suppose.ts";

/** What was left out for a reason is not cited. */
export function leftOutFacts(pack: Pack): readonly Problem[] {
  const [facts, leftOut] = [factsIn(pack), leftOutIn(pack)];
  return [...citationSites(pack)].flatMap((list) =>
    [...each(list.value, list)].flatMap(({ source, path, value }) => {
      const reason = leftOut.get(String(value));
      if (reason === undefined || facts.has(String(value))) return [];
      const message = `cites ${value}, which is left out (${reason}) — cite another fact`;
      return [source.problem("left_out_fact", path, message)];
    }),
  );
}

/** Every id that `ledger` promises is either used or left out with a reason, and no other id is. */
export const ledgerGaps = (pack: Pack): readonly Problem[] =>
  pack.files.of("facts").flatMap(({ source, data }) => {
    const declared = new Set(declaredIn(pack));
    const leftOut = Object.keys(data.left_out ?? {});
    const missing = [...declared].filter((id) => !(id in data.facts) && !leftOut.includes(id));
    const both = leftOut.filter((id) => id in data.facts);
    const beyond = data.ledger === undefined ? [] : Object.keys(data.facts).filter((id) => !declared.has(id));
    return [
      ...missing.map((id) =>
        source.problem("ledger", ["ledger"], `${id} is nowhere — add it to facts, or to left_out with the reason`),
      ),
      ...both.map((id) =>
        source.problemAtKey("ledger", ["left_out", id], `${id} is left out and used — remove it from one of them`),
      ),
      ...[...beyond.map((id) => ["facts", id]), ...leftOut.map((id) => ["left_out", id])]
        .filter(([, id = ""]) => data.ledger !== undefined && !declared.has(id))
        .map(([list = "", id = ""]) =>
          source.problemAtKey("ledger", [list, id], `${id} is beyond the ledger — raise its count or mend the id`),
        ),
    ];
  });

/** A fact that nothing rests on is either forgotten or to be left out. Asked only of a pack that declares a ledger. */
export function uncitedFacts(pack: Pack): readonly Problem[] {
  const uncited = new Set(ledgerOf(pack).unassigned.flatMap(({ id, why }) => (why === "uncited" ? [id] : [])));
  return pack.files
    .of("facts")
    .filter(({ data }) => data.ledger !== undefined)
    .flatMap(({ source, data }) =>
      Object.keys(data.facts)
        .filter((id) => uncited.has(id))
        .map((id) => {
          const message = `${id} is cited nowhere — cite it where it is used, or move it to left_out with the reason`;
          return source.problem("uncited_fact", ["facts", id], message, "warning");
        }),
    );
}

/** A risky fact says how it may be used, and a step that cites it keeps to that. */
export function riskyFacts(pack: Pack): readonly Problem[] {
  const facts = factsIn(pack);
  const unsaid = pack.files.of("facts").flatMap(({ source, data }) =>
    Object.entries(data.facts).flatMap(([id, { trust, use }]) => {
      if ((trust === "risky") === (use !== undefined)) return [];
      const message =
        use === undefined
          ? `${id} is risky, but not how it may be used — add use: behind_yes, for_person, as_warning or safe_part`
          : `${id} is not risky, so it has no use — remove use or write trust: risky`;
      return [source.problem("risky_fact", ["facts", id], message)];
    }),
  );
  const misused = pack.flows.flatMap(({ source, flow }) =>
    flow.steps.flatMap((step, index) =>
      step.facts.flatMap((id, nth) => {
        const use = facts.get(id)?.use;
        const path = ["steps", index, "facts", nth];
        if (use === "behind_yes" && !isBehindYes(step))
          return [
            source.problem(
              "risky_fact",
              path,
              `${id} may be used only after a yes — make the step a consent, or ask in its when that one was given`,
            ),
          ];
        if (use === "for_person" && !handsOver(step))
          return [
            source.problem("risky_fact", path, `${id} is for a person only — cite it where the case is handed over`),
          ];
        return [];
      }),
    ),
  );
  const answered = pack.files.of("answers").flatMap(({ source, data }) =>
    data.answers.flatMap(({ facts: cited = [] }, index) =>
      cited.flatMap((id, nth) => {
        const use = facts.get(id)?.use;
        if (use !== "behind_yes" && use !== "for_person") return [];
        const message = `${id} has no place in a short answer, which asks for no yes and hands nothing over — cite it in a flow`;
        return [source.problem("risky_fact", ["answers", index, "facts", nth], message)];
      }),
    ),
  );
  return [...unsaid, ...misused, ...answered];
}

const isBehindYes = (step: Step): boolean =>
  step.kind === "consent" ||
  conjunctsOf(step.when).some(
    (part: Condition) =>
      part.kind === "done" && part.outcomes.length > 0 && part.outcomes.every((end) => end === "consented"),
  );

/** Some way from the step leads to a person. */
const handsOver = (step: Step): boolean =>
  step.kind === "go" || step.kind === "say"
    ? step.then.kind === "escalate"
    : "question" in step && step.question.answers.some(({ then }) => then.kind === "escalate");
