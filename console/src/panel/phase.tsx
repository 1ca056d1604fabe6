import type { CaseView } from "../../../src/adapters/web/api.ts";
import { Icon } from "../ui/icon.tsx";
import { phaseOf } from "./outcomes.ts";
import classes from "./panel.module.css";

export function PhaseBadge({ known }: { known: CaseView }) {
  const phase = phaseOf(known);
  if (phase === null) return null;
  return (
    <span className={classes.badge} data-tone={phase.tone}>
      <Icon name={phase.icon} size={15} />
      {phase.title}
    </span>
  );
}

export function PhaseBanner({ known }: { known: CaseView }) {
  const phase = phaseOf(known);
  if (phase === null) return null;
  return (
    <div className={classes.banner} data-tone={phase.tone} data-testid="outcome">
      <Icon name={phase.icon} size={22} />
      <div>
        <strong>{phase.title}</strong>
        <p>{phase.more}</p>
      </div>
    </div>
  );
}
