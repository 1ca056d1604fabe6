/** What a channel can show for a question. */
export interface ChoiceLimits {
  /** Most buttons of one message. */
  readonly buttons: number;
  /** Most entries of one menu; 0 where the channel has none. */
  readonly menu: number;
  /** Longest id that a button or an entry can carry, UTF-16 units. */
  readonly id: number;
}

/** Numbers are answers too, so a list can always be answered. */
export type ChoiceForm = "none" | "buttons" | "menu" | "list";

/** Buttons as far as they go, a menu beyond, a numbered list beyond that. */
export function choiceForm(options: readonly { readonly id: string }[], limits: ChoiceLimits): ChoiceForm {
  if (options.length === 0) return "none";
  if (options.some(({ id }) => id.length > limits.id)) return "list";
  if (options.length <= limits.buttons) return "buttons";
  return options.length <= limits.menu ? "menu" : "list";
}
