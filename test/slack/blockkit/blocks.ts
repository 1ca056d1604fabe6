import { contextElement, element } from "./elements.ts";
import { count, isObject, listOf, onlyKeys, plainText, type Rule, text, textObject, unique } from "./shape.ts";

const base = ["type", "block_id"];

/** docs.slack.dev/reference/block-kit/blocks/section-block: text 3,000; at most 10 fields of 2,000. */
const section: Rule = (block, at) => [
  ...onlyKeys(block, at, [...base, "text", "fields", "accessory", "expand"]),
  ...(block.text === undefined && block.fields === undefined ? [`${at}: found neither text nor fields`] : []),
  ...(block.text === undefined ? [] : textObject(block, "text", at, 3000)),
  ...(block.fields === undefined ? [] : count(block.fields, `${at}.fields`, 10)),
  ...listOf(block.fields).flatMap((field, i) => textObject({ field }, "field", `${at}.fields.${i}`, 2000)),
  ...(isObject(block.accessory) ? element(block.accessory, `${at}.accessory`) : []),
];

/** …/header-block: plain text of at most 150. */
const header: Rule = (block, at) => [...onlyKeys(block, at, [...base, "text"]), ...plainText(block, "text", at, 150)];

/** …/context-block: at most 10 elements. */
const context: Rule = (block, at) => [
  ...onlyKeys(block, at, [...base, "elements"]),
  ...count(block.elements, `${at}.elements`, 10),
  ...listOf(block.elements).flatMap((one, i) => contextElement(one, `${at}.elements.${i}`)),
];

/** …/actions-block: at most 25 elements; an action_id stands once in it. */
const actions: Rule = (block, at) => [
  ...onlyKeys(block, at, [...base, "elements"]),
  ...count(block.elements, `${at}.elements`, 25),
  ...listOf(block.elements).flatMap((one, i) => element(one, `${at}.elements.${i}`)),
  ...unique(
    listOf(block.elements).map(({ action_id }) => action_id),
    `${at}.elements`,
  ),
];

/** …/divider-block. */
const divider: Rule = (block, at) => onlyKeys(block, at, base);

/** …/input-block: label of at most 2,000. */
const input: Rule = (block, at) => [
  ...onlyKeys(block, at, [...base, "label", "element", "hint", "optional", "dispatch_action"]),
  ...plainText(block, "label", at, 2000),
  ...(isObject(block.element) ? element(block.element, `${at}.element`) : [`${at}.element: is missing`]),
];

const known: Readonly<Record<string, Rule>> = {
  section,
  header,
  context,
  actions,
  divider,
  input,
};

/** Which blocks stand where: docs.slack.dev/reference/block-kit/blocks. Inputs in messages are new and not used. */
export const surfaces = {
  message: ["section", "header", "context", "actions", "divider"],
  modal: ["section", "header", "context", "actions", "divider", "input"],
  home: ["section", "header", "context", "actions", "divider", "input"],
} as const;
export type Surface = keyof typeof surfaces;

export const block: Rule = (one, at) => {
  const rule = known[String(one.type)];
  if (rule === undefined) return [`${at}: found block ${String(one.type)}`];
  // docs.slack.dev/reference/block-kit/blocks: block_id of at most 255.
  return [...(one.block_id === undefined ? [] : text(one, "block_id", at, 255)), ...rule(one, at)];
};
