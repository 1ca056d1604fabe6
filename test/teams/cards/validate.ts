import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Ajv, type ValidateFunction } from "ajv";
import { limits } from "../../../src/adapters/teams/cards.ts";

const require = createRequire(import.meta.url);
// Its main file is no module that Node reads; the bundle for browsers is.
const parser: typeof import("adaptivecards") = require("adaptivecards/dist/adaptivecards.js");

const validate = schemaOf("schema/adaptive-card-1.5.0.json");

/** github.com/microsoft/AdaptiveCards, schemas/1.5.0/adaptive-card.json: JSON Schema draft 6 with the `id` of draft 4. */
function schemaOf(path: string): ValidateFunction {
  const { id: _, ...schema } = JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8"));
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false, unicodeRegExp: false, logger: false });
  ajv.addMetaSchema(require("ajv/dist/refs/json-schema-draft-06.json"));
  return ajv.compile(schema);
}

/** Most bytes of a message with its card, as UTF-8; see `limits.card`. */
const messageBytes = 28 * 1024;
const cardType = "application/vnd.microsoft.card.adaptive";

type Json = Readonly<Record<string, unknown>>;

/** What Teams would refuse of a message, or show wrongly. */
export function messageProblems(activity: Json): readonly string[] {
  const bytes = Buffer.byteLength(JSON.stringify(activity));
  const attachments: readonly { readonly contentType?: unknown; readonly content?: unknown }[] = Array.isArray(
    activity.attachments,
  )
    ? activity.attachments
    : [];
  return [
    ...(bytes > messageBytes ? [`${bytes} bytes`] : []),
    ...attachments.flatMap(({ contentType, content }) =>
      contentType === cardType
        ? cardProblems(content)
        : activity.type === "event"
          ? []
          : [`an attachment of the type ${contentType}`],
    ),
    ...(activity.type === "message" && attachments.length > 0 && !activity.summary ? ["a card without a summary"] : []),
  ];
}

/** By the published schema, by the renderer's own parser, and by what Teams says of cards. */
export function cardProblems(card: unknown): readonly string[] {
  if (!validate(card))
    return (validate.errors ?? []).map((one) => `schema: ${one.instancePath} ${one.message}`).slice(0, 5);
  const { version, fallbackText, body, actions = [] }: Shown = JSON.parse(JSON.stringify(card));
  const sets = setsIn(body, actions);
  const context = new parser.SerializationContext(parser.Versions.v1_5);
  const parsed = new parser.AdaptiveCard();
  parsed.hostConfig = new parser.HostConfig({ actions: { maxActions: limits.buttons } });
  parsed.parse(card, context);
  const events = Array.from({ length: context.eventCount }, (_, i) => context.getEventAt(i).message);
  const invalid = parsed.validateProperties().validationEvents.map(({ message }) => message);
  return [
    ...events.map((message) => `parser: ${message}`),
    ...invalid.map((message) => `properties: ${message}`),
    ...(version === "1.5" ? [] : [`version ${version}`]),
    ...(typeof fallbackText === "string" && fallbackText.trim() !== "" ? [] : ["nothing for clients without cards"]),
    ...(body.length > 0 ? [] : ["an empty body"]),
    ...sets.flatMap((set) => (set.length <= limits.buttons ? [] : [`${set.length} actions`])),
    ...actionProblems(sets.flat()),
  ];
}

/** Actions that stand beside each other, those of forms that unfold too. */
function setsIn(body: Shown["body"], actions: readonly Action[]): readonly (readonly Action[])[] {
  const own = [actions, ...body.flatMap((element) => (element.actions === undefined ? [] : [element.actions]))];
  const unfolded = own.flat().flatMap(({ card }) => (card === undefined ? [] : setsIn(card.body, card.actions ?? [])));
  return [...own, ...unfolded];
}

interface Shown {
  readonly version?: unknown;
  readonly fallbackText?: unknown;
  readonly body: readonly { readonly actions?: readonly Action[] }[];
  readonly actions?: readonly Action[];
}

interface Action {
  readonly type: string;
  readonly title?: string;
  readonly card?: Pick<Shown, "body" | "actions">;
  readonly fallback?: { readonly type: string };
}

function actionProblems(actions: readonly Action[]): readonly string[] {
  return actions.flatMap(({ type, title = "", fallback }) => [
    ...(title.trim() === "" ? ["an action without a title"] : []),
    ...(title.length > limits.label ? [`a title of ${title.length} characters`] : []),
    ...(type === "Action.Execute" && fallback?.type !== "Action.Submit" ? ["Action.Execute without a fallback"] : []),
  ]);
}
