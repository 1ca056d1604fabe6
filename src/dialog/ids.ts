/** Ids that could be swapped by mistake are branded once, where they enter. */
declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** The place where people talk: a thread, a direct message, a web chat, one pasted customer. */
export type ConversationId = Branded<"ConversationId">;
/** One problem inside a conversation: `<conversation>#<n>`, n from 1. */
export type CaseId = Branded<"CaseId">;
/** What the platform calls one delivery; the same id means the same delivery. */
export type DeliveryId = Branded<"DeliveryId">;

export const conversationId = (id: string): ConversationId => id as ConversationId;
export const deliveryId = (id: string): DeliveryId => id as DeliveryId;
export const caseId = (conversation: string, n: number): CaseId => `${conversation}#${n}` as CaseId;
