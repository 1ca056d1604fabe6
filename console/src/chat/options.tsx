import { UnstyledButton } from "@mantine/core";
import type { Option } from "../../../src/dialog/message.ts";
import { Light } from "../light/light.tsx";
import classes from "./chat.module.css";

export interface OptionsProps {
  readonly label: string;
  readonly options: readonly Option[];
  readonly onChoose: (option: string) => void;
}

export function Options({ label, options, onChoose }: OptionsProps) {
  return (
    <ul className={classes.options} aria-label={label}>
      {options.map(({ id, label: words, light }) => (
        <li key={id}>
          <UnstyledButton className={classes.option} data-testid={`option-${id}`} onClick={() => onChoose(id)}>
            {light !== null && <Light light={light} size={26} named={false} />}
            {words}
          </UnstyledButton>
        </li>
      ))}
    </ul>
  );
}
