import { createFindForbidden } from "../forbidden.ts";
import type { Pack } from "../pack.ts";
import type { Problem } from "../problem.ts";
import { spokenSites } from "../spoken.ts";
import { spokenOf } from "../template.ts";

/** No text says what `never_say` of bot.yaml forbids. */
export function forbiddenWords(pack: Pack): readonly Problem[] {
  const find = createFindForbidden(pack.bot?.data.never_say ?? []);
  return [...spokenSites(pack)].flatMap(({ source, path, value }) =>
    find(spokenOf(value)).map(({ words, because }) =>
      source.problem(
        "never_say",
        path,
        `says “${words}”, which never_say of bot.yaml forbids (${because}) — say it otherwise`,
      ),
    ),
  );
}
