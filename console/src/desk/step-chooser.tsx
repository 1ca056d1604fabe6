import { Modal, NativeSelect, UnstyledButton } from "@mantine/core";
import { useState } from "react";
import type { DeskCaseView } from "../../../src/adapters/web/api.ts";
import type { StepRef } from "../../../src/dialog/events.ts";
import classes from "./desk.module.css";

interface Props {
  readonly title: string;
  readonly flows: DeskCaseView["flows"];
  readonly onChoose: (step: StepRef) => void;
  readonly onClose: () => void;
}

/** A step of any flow, the flows under way first. */
export function StepChooser({ title, flows, onChoose, onClose }: Props) {
  const [chosen, setChosen] = useState(flows[0]?.flow ?? "");
  const steps = flows.find(({ flow }) => flow === chosen)?.steps ?? [];
  return (
    <Modal opened onClose={onClose} title={title} size="lg">
      <NativeSelect
        label="Flow"
        value={chosen}
        data={flows.map(({ flow, title: label }) => ({ value: flow, label }))}
        onChange={(event) => setChosen(event.currentTarget.value)}
      />
      <ol className={classes.choices}>
        {steps.map((one) => (
          <li key={one.step}>
            <UnstyledButton className={classes.choice} data-testid="choose-step" onClick={() => onChoose(one)}>
              {one.text}
            </UnstyledButton>
          </li>
        ))}
      </ol>
    </Modal>
  );
}
