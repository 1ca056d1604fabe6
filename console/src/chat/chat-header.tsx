import { ActionIcon, Button, Tooltip } from "@mantine/core";
import type { ConversationView } from "../../../src/adapters/web/api.ts";
import { PhaseBadge } from "../panel/phase.tsx";
import { chatPath, navigate } from "../router.ts";
import { PageHeader } from "../shell/page-header.tsx";
import { Icon } from "../ui/icon.tsx";
import classes from "./chat.module.css";

interface Props {
  readonly view: ConversationView | null;
  readonly lost: boolean;
  readonly fresh: boolean;
  /** The conversation cannot be shown: there is nothing to do with it. */
  readonly gone: boolean;
  readonly onPanel: () => void;
  /** The conversation to offer to go on with. */
  readonly last: string | null;
}

export function ChatHeader({ view, lost, fresh, gone, onPanel, last }: Props) {
  const known = view?.case ?? null;
  const facts = (known?.slots.length ?? 0) + (known?.tried.length ?? 0);
  return (
    <>
      <PageHeader
        title={known?.flow ?? (fresh ? "New conversation" : "Conversation")}
        below={known !== null && <PhaseBadge known={known} />}
        actions={
          fresh || gone ? (
            last !== null && (
              <Button
                variant="default"
                radius="xl"
                data-testid="continue"
                rightSection={<Icon name="forward" size={18} />}
                onClick={() => navigate(chatPath(last))}
              >
                Continue the last one
              </Button>
            )
          ) : (
            <>
              <Button
                className={classes.panelButton}
                variant="default"
                radius="xl"
                onClick={onPanel}
                leftSection={<Icon name="list" size={18} />}
                data-testid="panel-open"
                aria-label={`What is understood: ${facts}`}
              >
                {facts}
              </Button>
              <Tooltip label="New conversation">
                <ActionIcon
                  size={44}
                  radius="xl"
                  variant="subtle"
                  color="gray"
                  c="dimmed"
                  aria-label="New conversation"
                  data-testid="new"
                  onClick={() => navigate("/")}
                >
                  <Icon name="plus" />
                </ActionIcon>
              </Tooltip>
            </>
          )
        }
      />
      <div role="status">
        {lost && <p className={classes.lost}>Connection lost. Trying to reach Stepwise again …</p>}
      </div>
    </>
  );
}
