import { Button, Menu } from "@mantine/core";
import { useState } from "react";
import type { DeskCaseView } from "../../../src/adapters/web/api.ts";
import { Icon } from "../ui/icon.tsx";
import classes from "./desk.module.css";
import { StepChooser } from "./step-chooser.tsx";
import type { Act } from "./use-desk-case.ts";

interface Props {
  readonly view: DeskCaseView;
  readonly act: Act;
  readonly busy: boolean;
}

type Choosing = "send" | "hand_back" | null;

/** One press each: what the bot would try next, what can be asked, and where the bot can go on. */
export function Macros({ view, act, busy }: Props) {
  const [choosing, setChoosing] = useState<Choosing>(null);
  return (
    <>
      <Menu position="bottom-end" width={380}>
        <Menu.Target>
          <Button variant="default" disabled={busy} data-testid="macros" rightSection={<Icon name="down" size={16} />}>
            Actions
          </Button>
        </Menu.Target>
        <Menu.Dropdown className={classes.menu}>
          <Menu.Label>Send a step to the user</Menu.Label>
          {view.next.map(({ flow, step, text }) => (
            <Menu.Item
              key={`${flow}/${step}`}
              data-testid="send-step"
              onClick={() => void act({ do: "send_step", flow, step })}
            >
              <span className={classes.clamp}>{text}</span>
            </Menu.Item>
          ))}
          <Menu.Item data-testid="send-another" onClick={() => setChoosing("send")}>
            Another step…
          </Menu.Item>
          <Menu.Label>Ask the user</Menu.Label>
          {view.questions.map(({ slot, text }) => (
            <Menu.Item key={slot} onClick={() => void act({ do: "ask", slot })}>
              {text}
            </Menu.Item>
          ))}
          <Menu.Label>Hand back to the bot</Menu.Label>
          <Menu.Item data-testid="hand-back" onClick={() => void act({ do: "hand_back", at: null })}>
            Where it was
          </Menu.Item>
          <Menu.Item data-testid="hand-back-at" onClick={() => setChoosing("hand_back")}>
            At a step…
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {choosing !== null && (
        <StepChooser
          title={choosing === "send" ? "Send this step to the user" : "Hand back to the bot at this step"}
          flows={view.flows}
          onClose={() => setChoosing(null)}
          onChoose={({ flow, step }) => {
            setChoosing(null);
            void act(choosing === "send" ? { do: "send_step", flow, step } : { do: "hand_back", at: { flow, step } });
          }}
        />
      )}
    </>
  );
}
