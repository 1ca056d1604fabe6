import { Drawer } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import type { CaseView } from "../../../src/adapters/web/api.ts";
import { CaseFacts } from "./case-facts.tsx";
import classes from "./panel.module.css";

interface Props {
  readonly known: CaseView | null;
  readonly open: boolean;
  readonly onClose: () => void;
}

const title = "Understood so far";

/** Beside the chat where there is room, otherwise in a drawer. */
export function CasePanel({ known, open, onClose }: Props) {
  const wide = useMediaQuery("(min-width: 72em)", true, { getInitialValueInEffect: false });
  const phone = useMediaQuery("(max-width: 47.99em)", false, { getInitialValueInEffect: false });
  if (wide) {
    return (
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      <aside className={classes.panel} aria-label={title} data-testid="panel" tabIndex={0}>
        <p className={classes.title}>{title}</p>
        <CaseFacts known={known} />
      </aside>
    );
  }
  return (
    <Drawer
      opened={open}
      onClose={onClose}
      title={title}
      position={phone ? "bottom" : "right"}
      size={phone ? "80%" : 420}
      radius={phone ? "lg" : 0}
      closeButtonProps={{ "aria-label": "Close", size: 44, iconSize: 22 }}
      classNames={{ title: classes.title, content: classes.drawer, header: classes.drawer }}
    >
      <div data-testid="panel">
        <CaseFacts known={known} />
      </div>
    </Drawer>
  );
}
