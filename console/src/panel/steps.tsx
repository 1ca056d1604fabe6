import type { CaseView } from "../../../src/adapters/web/api.ts";
import { Icon } from "../ui/icon.tsx";
import { stepOutcomes } from "./outcomes.ts";
import classes from "./panel.module.css";

export function Steps({ steps }: { steps: CaseView["steps"] }) {
  return (
    <ol className={classes.steps}>
      {steps.map(({ flow, step, outcome, title, asked, replied, counts }, i) => {
        const { label, icon, tone } = stepOutcomes[outcome];
        const entered = title !== asked && title !== steps[i - 1]?.title;
        return (
          <li key={`${flow}/${step}/${i.toString()}`} data-tone={counts ? tone : "plain"} data-counts={counts}>
            <span className={classes.dot}>
              <Icon name={icon} size={13} />
            </span>
            <div>
              {entered && <p className={classes.flow}>{title}</p>}
              <p className={classes.step} title={asked}>
                {asked}
              </p>
              <p className={classes.outcome}>
                {label}
                {outcome === "answered" && replied !== null && `: ${replied}`}
                {!counts && ", no longer counts"}
              </p>
            </div>
          </li>
        );
      })}
    </ol>
  );
}
