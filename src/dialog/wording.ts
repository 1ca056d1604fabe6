/** The bot's own sentences (`knowledge/bot.yaml`), with the values each may insert. */
export const wordings = {
  greeting: ["title"],
  start_question: [],
  out_of_scope: ["title"],
  did_you_mean: [],
  none_of_these: [],
  topic_without_steps: ["topic"],
  two_problems: [],
  problem_put_aside: ["problem"],
  switch_problem: ["problem", "current"],
  switch_keep: [],
  switch_change: [],
  next_problem: ["problem"],
  next_problem_yes: [],
  next_problem_no: [],
  understood: ["facts"],
  skipped: ["actions"],
  tried_too_short: ["action", "seconds", "needed"],
  corrected: ["name", "value"],
  corrected_unknown: ["name"],
  narrowed: [],
  not_listed: ["name"],
  back_at: ["place"],
  undone: [],
  nothing_to_undo: [],
  started_over: [],
  why_fallback: [],
  why_nothing: [],
  not_understood: [],
  not_understood_options: ["options"],
  stale_choice: [],
  thanks_question: [],
  solved_yes: [],
  solved_no: [],
  done_question: [],
  resolved: [],
  answered: [],
  goodbye: [],
  nudge: [],
  closed_silent: [],
  welcome_back: ["place"],
  offer_flow: ["flow"],
  offer_yes: [],
  offer_no: [],
  offer_declined: [],
  person_question: [],
  person_yes: [],
  person_no: [],
  person_declined: [],
  handed_over: ["queue"],
  handed_over_safety: [],
  handed_over_closed: ["queue", "opens"],
  still_with_person: [],
  still_unclaimed: [],
  somebody: [],
  claimed: ["name"],
  handed_back: ["name"],
  closed_solved: ["name"],
  closed_by_person: ["name"],
  paste_greeting: [],
  paste_understood: ["facts"],
  paste_unclear: [],
  paste_ask: ["question"],
  paste_ask_options: ["question", "options"],
  paste_closing: [],
  paste_person: [],
  note_problem: ["problem"],
  note_also: ["problem"],
  note_language: ["language"],
  note_known: ["facts"],
  note_tried: ["actions"],
  note_tree: ["flow"],
  note_missing: ["question"],
  note_person: ["queue", "reason"],
  yes: [],
  no: [],
} as const satisfies Record<string, readonly string[]>;

export type WordingKey = keyof typeof wordings;
/** Each sentence may contain `{{ name }}` for the names listed above. */
export type Wording = Readonly<Record<WordingKey, string>>;

export interface Limits {
  /** Times in a row without understanding before a person is called. */
  readonly misunderstandings: number;
  /** How often a `retry` may lead to the same step again. */
  readonly stepRepeats: number;
  /** Milliseconds of silence before one nudge. */
  readonly nudgeAfter: number;
  /** Milliseconds of silence after the nudge before the case is put to rest. */
  readonly closeAfter: number;
  /** Longest path of a flow, in turns of the user; the proof keeps to it. */
  readonly turns: number;
}
