import { Button, Group, Modal, NativeSelect, Radio, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import type { DeskCaseView } from "../../../src/adapters/web/api.ts";
import classes from "./desk.module.css";
import type { Act } from "./use-desk-case.ts";

interface Props {
  readonly view: DeskCaseView;
  readonly act: Act;
  readonly busy: boolean;
  readonly onDone: () => void;
}

/** What it was in truth, so that the next case like it is solved without a person. */
export function CloseForm({ view, act, busy, onDone }: Props) {
  const [cause, setCause] = useState("");
  const [solved, setSolved] = useState<"yes" | "no" | null>(null);
  const [step, setStep] = useState("");
  const [remark, setRemark] = useState("");
  const complete = cause.trim() !== "" && solved !== null;
  const chosen = view.flows.flatMap(({ steps }) => steps).find((one) => idOf(one) === step);

  const close = async () => {
    if (!complete) return;
    const done = await act({
      do: "close",
      cause: cause.trim(),
      solved: solved === "yes",
      remark: remark.trim() === "" ? null : remark.trim(),
      step: chosen === undefined ? null : { flow: chosen.flow, step: chosen.step },
    });
    if (done) onDone();
  };

  return (
    <Modal opened onClose={onDone} title="Close this case" size="lg">
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          void close();
        }}
      >
        <TextInput
          label="What was it in truth?"
          description="A few words: “charging contacts dirty”"
          required
          maxLength={500}
          value={cause}
          data-testid="cause"
          onChange={(event) => setCause(event.currentTarget.value)}
        />
        <Radio.Group
          label="Is it solved?"
          required
          value={solved}
          onChange={(value) => setSolved(value === "yes" ? "yes" : "no")}
        >
          <Group mt={6}>
            <Radio value="yes" label="Yes" data-testid="solved-yes" />
            <Radio value="no" label="No" data-testid="solved-no" />
          </Group>
        </Radio.Group>
        <NativeSelect
          label="Which step would have solved it?"
          description="It helps the authors of the knowledge"
          value={step}
          onChange={(event) => setStep(event.currentTarget.value)}
        >
          <option value="">None, or not known</option>
          {view.flows.map(({ flow, title, steps }) => (
            <optgroup key={flow} label={title}>
              {steps.map((one) => (
                <option key={one.step} value={idOf(one)}>
                  {one.text.length > 90 ? `${one.text.slice(0, 89)}…` : one.text}
                </option>
              ))}
            </optgroup>
          ))}
        </NativeSelect>
        <Textarea
          label="Anything else for colleagues"
          autosize
          minRows={2}
          value={remark}
          onChange={(event) => setRemark(event.currentTarget.value)}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            Cancel
          </Button>
          <Button type="submit" disabled={!complete || busy} data-testid="close-case">
            Close the case
          </Button>
        </Group>
      </form>
    </Modal>
  );
}

const idOf = ({ flow, step }: { readonly flow: string; readonly step: string }): string => `${flow}/${step}`;
