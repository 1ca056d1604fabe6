const names = new Intl.DisplayNames(["en"], { type: "language" });

/** The name of a language code; a code that is none stays as it is. */
export function languageName(code: string): string {
  try {
    return names.of(code) ?? code;
  } catch {
    return code;
  }
}
