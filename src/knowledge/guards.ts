/** Rules of the checker that by themselves keep a resolution: id of the rule → what it makes sure of. */
export const guards: Readonly<Record<string, string>> = {
  consent: "whatever erases something is reached only after a yes to exactly that",
  lacking_value: "a value that is not known for a model is never said for it",
  left_out_fact: "a fact that was left out is cited nowhere",
  never_say: "the words that bot.yaml forbids stand in no text",
  not_sure: "every question has a way on for somebody who does not know",
  risky_fact: "a risky fact is used only as the ledger allows",
  same_look: "one look of one model means one thing",
  shared_alias: "no two products are called the same",
  spoken_percent: "no share is said, only a charge that a fact carries",
  trapped_name: "the name of a product is read as that product",
  typed_figure: "figures are inserted from the catalogue, never typed",
  uncarried_figure: "every inserted figure cites its fact",
};
