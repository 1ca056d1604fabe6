import { expect } from "vitest";
import { caseFile } from "../../src/cases/schema.ts";
import type { CaseFile } from "../../src/dialog/transcript.ts";

/** Every case file that a test looks at fits the published schema, also after it was written and read. */
export function validated(file: CaseFile | null): CaseFile {
  if (file === null) throw new Error("no case was opened");
  expect(caseFile.parse(JSON.parse(JSON.stringify(file)))).toEqual(file);
  return file;
}
