import { block, type Surface, surfaces } from "./blocks.ts";
import { count, isObject, type Json, listOf, onlyKeys, optionalText, plainText, text, unique } from "./shape.ts";

/** Everything Slack would refuse these blocks for, each with its place. */
export function blockProblems(blocks: unknown, surface: Surface): readonly string[] {
  if (!Array.isArray(blocks)) return ["blocks: found no list"];
  const all = listOf(blocks);
  const allowed: readonly string[] = surfaces[surface];
  return [
    ...(all.length === blocks.length ? [] : ["blocks: found something that is no block"]),
    // docs.slack.dev/reference/block-kit/blocks: 50 in a message, 100 in a view.
    ...count(blocks, "blocks", surface === "message" ? 50 : 100, surface === "message" ? 0 : 1),
    ...all.flatMap((one, i) =>
      allowed.includes(String(one.type)) ? [] : [`blocks.${i}: ${String(one.type)} does not stand in a ${surface}`],
    ),
    ...unique(
      all.flatMap(({ block_id }) => (block_id === undefined ? [] : [block_id])),
      "block_id",
    ),
    ...all.flatMap((one, i) => block(one, `blocks.${i}`)),
    // `msg_blocks_too_long`: github.com/slackapi/bolt-js/issues/2509.
    ...(surface === "message" && charactersIn(blocks) > 13_200
      ? [`blocks: found ${charactersIn(blocks)} characters, expected 13200`]
      : []),
  ];
}

/** A message as `chat.postMessage` takes it: docs.slack.dev/reference/methods/chat.postMessage. */
export function messageProblems({ text: words, blocks }: Json): readonly string[] {
  const hasText = typeof words === "string" && words !== "";
  return [
    // The words stand in for the blocks in notifications and screen readers.
    ...(hasText ? [] : ["text: is missing"]),
    ...(hasText && words.length > 40_000 ? ["text: found more than 40000 characters"] : []),
    ...(blocks === undefined ? [] : blockProblems(blocks, "message")),
  ];
}

/** docs.slack.dev/reference/views: titles 24, private_metadata 3,000, callback_id 255. */
export function viewProblems(view: unknown): readonly string[] {
  if (!isObject(view)) return ["view: found none"];
  const isModal = view.type === "modal";
  if (!isModal && view.type !== "home") return [`view.type: found ${String(view.type)}`];
  const keys = ["type", "blocks", "private_metadata", "callback_id", "external_id"];
  const hasInput = listOf(view.blocks).some(({ type }) => type === "input");
  return [
    ...onlyKeys(
      view,
      "view",
      isModal ? [...keys, "title", "submit", "close", "clear_on_close", "notify_on_close"] : keys,
    ),
    ...(isModal ? plainText(view, "title", "view", 24) : []),
    ...["submit", "close"].flatMap((key) => (view[key] === undefined ? [] : plainText(view, key, "view", 24))),
    ...(isModal && hasInput && view.submit === undefined ? ["view.submit: is missing beside an input"] : []),
    ...(view.private_metadata === undefined ? [] : text(view, "private_metadata", "view", 3000, 0)),
    ...optionalText(view, "callback_id", "view", 255),
    ...blockProblems(view.blocks, isModal ? "modal" : "home"),
  ];
}

function charactersIn(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, one) => sum + charactersIn(one), 0);
  if (!isObject(value)) return 0;
  return Object.entries(value).reduce(
    (sum, [key, one]) => sum + (key === "text" && typeof one === "string" ? one.length : charactersIn(one)),
    0,
  );
}
