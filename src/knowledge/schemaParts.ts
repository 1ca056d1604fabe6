// biome-ignore-all lint/suspicious/noThenProperty: `then` is a word of the format; these values are never awaited.
import { z } from "zod";
import { stepOutcomes } from "../dialog/flow.ts";

/** Shapes that several kinds of file share. No transforms: what is checked is what an editor's JSON Schema says. */
export const text = z.string().min(1);
export const id = z.string().regex(/^[a-z0-9][a-z0-9_]*$/);
export const version = z.literal(1);
const scalar = z.union([z.string(), z.number(), z.boolean()], { error: "a word, a number, true or false" });
const oneOrMany = <Item extends z.ZodType>(item: Item, what: string) =>
  z.union([item, z.array(item).min(1)], { error: what });

const aspect = oneOrMany(id, "an id or a list of ids");
export const light = z.strictObject({ colour: id, rhythm: id, part: id }).partial();
const lightLook = z.strictObject({ colour: aspect, rhythm: aspect, part: aspect }).partial();
const paths = oneOrMany(text, "a path or a list of paths");

/** Keys other than these are paths: `model`, `model.form_factor`. */
export const condition = z
  .object({
    known: paths.optional(),
    unknown: paths.optional(),
    same: z.tuple([id, id]).optional(),
    tried: oneOrMany(id, "an action or a list of actions").optional(),
    done: z
      .strictObject({ step: text, outcome: oneOrMany(z.enum(stepOutcomes), "an outcome or a list").optional() })
      .optional(),
    get not() {
      return condition.optional();
    },
    get any() {
      return z.array(condition).min(1).optional();
    },
    get all() {
      return z.array(condition).min(1).optional();
    },
  })
  .catchall(
    z.union([scalar, z.array(scalar).min(1), lightLook], {
      error: "a value, a list of values or { colour, rhythm, part }",
    }),
  );

const elsewhere = [
  z.strictObject({ step: id }),
  z.strictObject({ retry: id }),
  z.strictObject({ flow: id }),
  z.strictObject({ escalate: z.strictObject({ queue: text, reason: id }) }),
] as const;
const elsewhereSaid = "{ step: id }, { retry: id }, { flow: id } or { escalate: { queue, reason } }";
export const goto = z.union([z.enum(["next", "return", "resolved", "answered"]), ...elsewhere], {
  error: `next, return, resolved, answered, ${elsewhereSaid}`,
});
/** Where a flow leads when its steps are used up: nothing comes after the last. */
export const end = z.union([z.enum(["return", "resolved", "answered"]), ...elsewhere], {
  error: `return, resolved, answered, ${elsewhereSaid}`,
});

const answer = z.strictObject({
  label: text.optional(),
  words: z.array(text).optional(),
  when: condition.optional(),
  say: text.optional(),
  set: z.record(id, z.union([text, light], { error: "a value or { colour, rhythm, part }" })).optional(),
  outcome: z.enum(stepOutcomes).optional(),
});
export const answers = z.record(id, answer.extend({ then: goto }));
/** Of a consent step: where `yes` and `no` lead is settled by the step. */
export const consentAnswers = z.record(id, answer.extend({ then: goto.optional() }));

export type RawCondition = z.infer<typeof condition>;
export type RawGoto = z.infer<typeof goto>;
export type RawAnswer = z.infer<typeof answer> & { then?: RawGoto | undefined };
export type RawAnswers = Readonly<Record<string, RawAnswer>>;
