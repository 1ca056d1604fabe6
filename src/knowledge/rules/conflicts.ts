import { carrierNamed } from "../carriers.ts";
import type { Pack } from "../pack.ts";
import type { Problem } from "../problem.ts";
import { each } from "../sites.ts";
import { unknown } from "../unknown.ts";

/** A conflict of the sources is settled only when some place of the pack carries its resolution. */
export const uncarriedConflicts = (pack: Pack): readonly Problem[] =>
  pack.files
    .of("conflicts")
    .flatMap(({ source, data }) =>
      data.conflicts.flatMap(({ carried_by = [] }, index) =>
        carried_by.length > 0
          ? []
          : [
              source.problem(
                "uncarried_conflict",
                ["conflicts", index],
                "nothing carries the resolution — add carried_by with the steps, answers or entries that keep to it",
                "warning",
              ),
            ],
      ),
    );

/** A warning: the register says nothing to anybody who talks to the bot, so a stale line does not stop it. */
export const unknownCarriers = (pack: Pack): readonly Problem[] =>
  pack.files.of("conflicts").flatMap(({ source, data }) =>
    data.conflicts.flatMap(({ carried_by = [] }, index) =>
      carried_by.flatMap((written, nth) => {
        const found = carrierNamed(pack, written);
        if (found?.kind !== "fault") return [];
        return [source.problem("unknown_carrier", ["conflicts", index, "carried_by", nth], found.message, "warning")];
      }),
    ),
  );

/** Conflicts are about facts of the ledger, used or left out. */
export const unknownConflictFacts = (pack: Pack): readonly Problem[] =>
  pack.files
    .of("conflicts")
    .flatMap(({ source, data }) =>
      data.conflicts.flatMap(({ facts }, index) =>
        [...each<string>(facts, { source, path: ["conflicts", index, "facts"], step: null })].flatMap((site) =>
          unknown("unknown_fact", pack, "fact", site),
        ),
      ),
    );
