import { coverageLines, failureLines, gapLines, gapsOf } from "../conversations/report.ts";
import { suiteOf } from "../conversations/suite.ts";
import { formatted } from "../knowledge/problem.ts";
import { createMemoryStore } from "../store/memory.ts";
import { type Command, jsonOption, knowledgeDirOf, knowledgeOption } from "./command.ts";

export const testCommand: Command = {
  about:
    "Plays the conversation tests of the knowledge pack; exit status 1 if one fails or a step or answer is never reached.\n\nWith a filter only conversations whose name contains it are played, and coverage is not looked at.",
  arguments: "[filter]",
  options: {
    ...knowledgeOption,
    ...jsonOption,
    "allow-gaps": { type: "boolean", about: "do not list or mind what no conversation comes to" },
  },
  async run(values, [filter = null]) {
    const dir = knowledgeDirOf(values);
    const began = performance.now();
    const suite = await suiteOf(dir, filter, createMemoryStore);
    const json = values.json === true;
    if ("problems" in suite) {
      if (json) console.log(JSON.stringify({ ok: false, problems: suite.problems }));
      else for (const problem of suite.problems) console.log(formatted(problem));
      return 1;
    }
    const { results, coverage } = suite;
    const failed = results.filter(({ failures }) => failures.length > 0);
    const gaps = coverage === null || values["allow-gaps"] === true ? [] : gapsOf(coverage);
    const ok = failed.length === 0 && gaps.length === 0 && (filter === null || results.length > 0);
    if (json) {
      const conversations = results.map(({ name, place, failures }) => ({ name, ...place, failures }));
      console.log(JSON.stringify({ ok, problems: [], conversations, coverage }));
      return ok ? 0 : 1;
    }
    for (const line of failed.flatMap(failureLines)) console.log(line);
    if (coverage !== null) {
      if (values["allow-gaps"] !== true) for (const line of gapLines(coverage)) console.log(line);
      for (const line of coverageLines(coverage)) console.log(line);
    }
    if (filter !== null && results.length === 0) console.log(`no conversation has "${filter}" in its name`);
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    console.log(`${results.length - failed.length} of ${results.length} conversations passed in ${seconds} s`);
    return ok ? 0 : 1;
  },
};
