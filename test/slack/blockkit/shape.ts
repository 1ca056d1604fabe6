/** A JSON object as it travels. */
export type Json = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const listOf = (value: unknown): readonly Json[] => (Array.isArray(value) ? value.filter(isObject) : []);

/** A rule gives its complaints; none where it is kept or does not apply. */
export type Rule = (object: Json, at: string) => readonly string[];

const lengthOf = (value: unknown): number => (typeof value === "string" ? [...value].length : -1);

/** A text of that many characters. */
export const text = (object: Json, key: string, at: string, most: number, least = 1): readonly string[] => {
  const length = lengthOf(object[key]);
  return length >= least && length <= most
    ? []
    : [`${at}.${key}: found ${length} characters, expected ${least} to ${most}`];
};

export const optionalText = (object: Json, key: string, at: string, most: number): readonly string[] =>
  object[key] === undefined ? [] : text(object, key, at, most);

/** Keys Slack does not know are refused with `invalid_blocks`. */
export const onlyKeys = (object: Json, at: string, keys: readonly string[]): readonly string[] =>
  Object.keys(object).flatMap((key) => (keys.includes(key) ? [] : [`${at}: unknown key ${key}`]));

/** An object of text: docs.slack.dev/reference/block-kit/composition-objects/text-object (1 to 3,000 characters). */
export const textObject = (
  object: Json,
  key: string,
  at: string,
  most: number,
  types: readonly string[] = ["plain_text", "mrkdwn"],
): readonly string[] => {
  const value = object[key];
  const place = `${at}.${key}`;
  if (!isObject(value)) return [`${place}: found no text object`];
  const { type } = value;
  return [
    ...(typeof type === "string" && types.includes(type)
      ? []
      : [`${place}: found type ${String(type)}, expected ${types.join(" or ")}`]),
    ...text(value, "text", place, Math.min(most, 3000)),
    ...onlyKeys(value, place, type === "plain_text" ? ["type", "text", "emoji"] : ["type", "text", "verbatim"]),
  ];
};

export const plainText = (object: Json, key: string, at: string, most: number): readonly string[] =>
  textObject(object, key, at, most, ["plain_text"]);

export const count = (list: unknown, at: string, most: number, least = 1): readonly string[] => {
  const { length } = Array.isArray(list) ? list : [];
  return length >= least && length <= most ? [] : [`${at}: found ${length}, expected ${least} to ${most}`];
};

export const unique = (values: readonly unknown[], at: string): readonly string[] =>
  new Set(values).size === values.length ? [] : [`${at}: found the same twice`];
