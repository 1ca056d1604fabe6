import { gotoOf } from "../buildFlow.ts";
import type { FlowSheet, Pack } from "../pack.ts";
import type { Problem } from "../problem.ts";
import { startsByIntent } from "../reach.ts";
import { gotoSites, stepSites } from "../sites.ts";

/** `return` leads back to the flow that called; a flow that is started by itself has none. */
export function idleReturns(pack: Pack): readonly Problem[] {
  const called = calledFlows(pack);
  const offered = new Set(pack.files.of("answers").flatMap(({ data }) => data.answers.map(({ offers }) => offers)));
  return pack.flows.flatMap((sheet): readonly Problem[] => {
    const { source, data, flow } = sheet;
    if (!startsByIntent(flow) && !offered.has(flow.id)) return [];
    if (!called.has(flow.id))
      return returnsIn(pack, sheet).map((path) =>
        source.problem(
          "idle_return",
          path,
          "found return in a flow that nothing calls, expected an end — write resolved, answered or { escalate: … }",
        ),
      );
    const message =
      "found return in a flow that is also started by itself, expected its own end — write { escalate: … }; a call comes back by return in a step";
    return data.else === "return" ? [source.problem("idle_return", ["else"], message)] : [];
  });
}

const returnsIn = (pack: Pack, { source }: FlowSheet) =>
  [...gotoSites(pack)].filter((site) => site.source === source && site.value === "return").map(({ path }) => path);

/** Flows under a call: called themselves, or led to by one that is. */
function calledFlows(pack: Pack): ReadonlySet<string> {
  const called = new Set([...stepSites(pack)].flatMap(({ value }) => ("call" in value ? [value.call] : [])));
  for (const id of called)
    for (const { source, value } of gotoSites(pack)) {
      const goto = gotoOf(value);
      if (goto.kind === "flow" && pack.flows.some((sheet) => sheet.source === source && sheet.flow.id === id))
        called.add(goto.flow);
    }
  return called;
}
