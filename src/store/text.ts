/**
 * Text from outside can hold NUL and lone surrogates. libsql ends a text it reads at the first NUL, SQLite turns lone
 * surrogates into U+FFFD, and PostgreSQL rejects both: what is not JSON already is stored with JSON's escapes. Ordinary
 * text is stored as it is.
 */
export const escaped = (text: string): string => JSON.stringify(text).slice(1, -1);

export const unescaped = (text: string): string => JSON.parse(`"${text}"`) as string;
