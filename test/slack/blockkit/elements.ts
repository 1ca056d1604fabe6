import {
  count,
  type Json,
  listOf,
  onlyKeys,
  optionalText,
  plainText,
  type Rule,
  text,
  textObject,
  unique,
} from "./shape.ts";

const elementsAt = "docs.slack.dev/reference/block-kit/block-elements";

/** …/button-element: text 75, action_id 255, value 2,000, url 3,000. */
const button: Rule = (element, at) => [
  ...onlyKeys(element, at, ["type", "text", "action_id", "value", "url", "style", "confirm", "accessibility_label"]),
  ...plainText(element, "text", at, 75),
  ...optionalText(element, "value", at, 2000),
  ...optionalText(element, "url", at, 3000),
  ...(element.style === undefined || element.style === "primary" || element.style === "danger" ? [] : [`${at}.style`]),
];

/** docs.slack.dev/reference/block-kit/composition-objects/option-object: text 75, value 150, description 75. */
const option: Rule = (one, at) => [
  ...onlyKeys(one, at, ["text", "value", "description", "url"]),
  ...textObject(one, "text", at, 75),
  ...text(one, "value", at, 150),
  ...(one.description === undefined ? [] : textObject(one, "description", at, 75)),
];

/** …/select-menu-element: placeholder 150, at most 100 options. */
const staticSelect: Rule = (element, at) => [
  ...onlyKeys(element, at, [
    "type",
    "placeholder",
    "action_id",
    "options",
    "initial_option",
    "confirm",
    "focus_on_load",
  ]),
  ...(element.placeholder === undefined ? [] : plainText(element, "placeholder", at, 150)),
  ...count(element.options, `${at}.options`, 100),
  ...listOf(element.options).flatMap((one, i) => option(one, `${at}.options.${i}`)),
  ...unique(
    listOf(element.options).map(({ value }) => value),
    `${at}.options`,
  ),
];

/** …/plain-text-input-element: at most 3,000 characters. */
const plainTextInput: Rule = (element, at) => [
  ...onlyKeys(element, at, [
    "type",
    "action_id",
    "multiline",
    "max_length",
    "min_length",
    "initial_value",
    "placeholder",
  ]),
  ...optionalText(element, "initial_value", at, Math.min(3000, Number(element.max_length ?? 3000))),
  ...(Number(element.max_length ?? 1) >= 1 && Number(element.max_length ?? 1) <= 3000 ? [] : [`${at}.max_length`]),
];

const known: Readonly<Record<string, Rule>> = {
  button,
  static_select: staticSelect,
  plain_text_input: plainTextInput,
};

/** An element that can be pressed or filled in; its action_id has at most 255 characters. */
export const element: Rule = (one, at) => {
  const rule = known[String(one.type)];
  if (rule === undefined) return [`${at}: found element ${String(one.type)}; see ${elementsAt}`];
  return [...text(one, "action_id", at, 255), ...rule(one, at)];
};

/** docs.slack.dev/reference/block-kit/blocks/context-block takes texts and images. */
export const contextElement: Rule = (one: Json, at) =>
  one.type === "image" ? text(one, "alt_text", at, 2000) : textObject({ one }, "one", at, 3000);
