import { TextInput } from "@mantine/core";
import { type KeyboardEvent, useState } from "react";
import { Icon } from "../ui/icon.tsx";
import classes from "./chat.module.css";
import { Options, type OptionsProps } from "./options.tsx";

const plain = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");

const notSure = "not_sure";

/** For many options: a search over names and synonyms above the list. Enter takes the only match. */
export function OptionList({ label, options, onChoose }: OptionsProps) {
  const [search, setSearch] = useState("");
  const wanted = plain(search);
  // Whoever finds nothing needs the way on for those who do not know most of all.
  const unsure = options.filter(({ id }) => id === notSure);
  const known = options.filter(({ id }) => id !== notSure);
  const found = known.filter(({ label: name, words }) => [name, ...words].some((word) => plain(word).includes(wanted)));
  const only = found.length === 1 ? found[0] : undefined;

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || only === undefined) return;
    event.preventDefault();
    onChoose(only.id);
  };

  return (
    <div className={classes.optionList}>
      <TextInput
        aria-label={`Search: ${label}`}
        placeholder={`Search ${known.length} answers`}
        leftSection={<Icon name="search" size={18} />}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        data-testid="option-search"
        size="md"
      />
      <p role="status" className={classes.count}>
        {found.length === 0
          ? "Nothing here has this in its name. You can also write the answer below."
          : `${found.length} of ${known.length}`}
      </p>
      {found.length > 0 && (
        <div className={classes.optionScroll}>
          <Options label={label} options={found} onChoose={onChoose} />
        </div>
      )}
      {unsure.length > 0 && <Options label={`${label} (none of these)`} options={unsure} onChoose={onChoose} />}
    </div>
  );
}
