import type { CaseView } from "../../../src/adapters/web/api.ts";
import { Section } from "../ui/section.tsx";
import classes from "./panel.module.css";
import { PhaseBanner } from "./phase.tsx";
import { Slots } from "./slots.tsx";
import { Steps } from "./steps.tsx";
import { Tried } from "./tried.tsx";

export function CaseFacts({ known }: { known: CaseView | null }) {
  if (known === null) {
    return <p className={classes.empty}>Model, phone, light and steps appear here as soon as they are known.</p>;
  }
  const { problem, slots, tried, steps } = known;
  return (
    <div className={classes.facts}>
      <PhaseBanner known={known} />
      {problem !== "" && (
        <Section title="The problem, in your words">
          <blockquote className={classes.problem}>{problem}</blockquote>
        </Section>
      )}
      <Section title="Known">
        {slots.length === 0 ? <p className={classes.empty}>Nothing yet.</p> : <Slots slots={slots} />}
      </Section>
      {tried.length > 0 && (
        <Section title="Tried before">
          <Tried tried={tried} />
        </Section>
      )}
      {steps.length > 0 && (
        <Section title="Steps">
          <Steps steps={steps} />
        </Section>
      )}
    </div>
  );
}
