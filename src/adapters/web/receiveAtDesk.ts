import { z } from "zod";
import { conversationId, deliveryId } from "../../dialog/ids.ts";
import type { AtDesk } from "../common/desk.ts";
import type { DeskBody } from "./api.ts";
import { clientId, faulty, personText, type Received } from "./receive.ts";

const name = z.string().min(1).max(128);
const step = z.strictObject({ flow: name, step: name });
/** A link is shown to a person to press: no script, no file of theirs. */
const file = z.strictObject({
  name: z.string().min(1).max(255),
  type: z.string().max(128).nullable(),
  link: z
    .url({ protocol: /^https?$/ })
    .max(2048)
    .nullable(),
});

const action = z.discriminatedUnion("do", [
  z.strictObject({ do: z.literal("claim") }),
  z.strictObject({ do: z.literal("release") }),
  z.strictObject({ do: z.literal("say"), text: personText, files: z.array(file).max(20).optional() }),
  z.strictObject({ do: z.literal("note"), text: personText }),
  z.strictObject({ do: z.literal("send_step"), ...step.shape }),
  z.strictObject({ do: z.literal("ask"), slot: name }),
  z.strictObject({ do: z.literal("hand_back"), at: step.nullable() }),
  z.strictObject({
    do: z.literal("close"),
    cause: personText,
    solved: z.boolean(),
    remark: personText.nullable(),
    step: step.nullable(),
  }),
]);

const deskBody = z.strictObject({
  id: clientId,
  // Those of other channels hold what their platforms call a place.
  conversation: z.string().min(1).max(1024),
  by: z.strictObject({ id: name, name: z.string().max(128).nullable() }),
  desk: z.string().regex(/^[\w-]{1,40}$/),
  action,
}) satisfies z.ZodType<DeskBody>;

/** The body of a request → what somebody does at a desk. `at`: milliseconds since the epoch, UTC. */
export function receiveAtDesk(body: unknown, at: number): Received<AtDesk> {
  const { data } = deskBody.safeParse(body);
  if (data === undefined)
    return faulty(
      '{ "id": "…", "conversation": "…", "by": { "id": "…", "name": "…" }, "desk": "…", "action": { "do": ' +
        '"claim | release | say | note | send_step | ask | hand_back | close", … } } as src/adapters/web/api.ts has it',
      body,
    );
  const { id, conversation, ...rest } = data;
  // A client's id counts within its conversation only, so that nobody can use up another's.
  return {
    ok: {
      ...rest,
      id: deliveryId(`desk:${conversation}:${id}`),
      conversation: conversationId(conversation),
      at,
    },
  };
}
