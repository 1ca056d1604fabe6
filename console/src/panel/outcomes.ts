import type { CaseView } from "../../../src/adapters/web/api.ts";
import type { IconName } from "../ui/icon.tsx";

type StepOutcome = CaseView["steps"][number]["outcome"];
type Tone = "good" | "bad" | "plain";

interface Shown {
  readonly label: string;
  readonly icon: IconName;
  readonly tone: Tone;
}

export const stepOutcomes: Readonly<Record<StepOutcome, Shown>> = {
  worked: { label: "Worked", icon: "check", tone: "good" },
  did_not_help: { label: "Did not help", icon: "cross", tone: "bad" },
  could_not: { label: "Could not do it", icon: "cross", tone: "bad" },
  answered: { label: "Answered", icon: "dash", tone: "plain" },
  not_sure: { label: "Not sure", icon: "question", tone: "plain" },
  consented: { label: "Agreed", icon: "check", tone: "good" },
  refused: { label: "Declined", icon: "cross", tone: "plain" },
  skipped_tried: { label: "Skipped, tried already", icon: "skip", tone: "plain" },
  said: { label: "Told", icon: "dash", tone: "plain" },
};

export interface Phase {
  readonly title: string;
  readonly more: string;
  readonly icon: IconName;
  readonly tone: Tone;
}

const solved: Phase = { title: "Solved", more: "Write any time if it comes back.", icon: "check", tone: "good" };

const ended: Readonly<Record<string, Phase>> = {
  resolved: solved,
  answered: { ...solved, title: "Answered", more: "Write any time if there is more." },
  escalated: {
    title: "Passed to a person",
    more: "All that is known here goes with it. Nothing has to be told twice.",
    icon: "person",
    tone: "plain",
  },
  started_over: { title: "Started over", more: "Write to begin again.", icon: "again", tone: "plain" },
  withdrawn: { title: "Ended", more: "Write any time to start again.", icon: "dash", tone: "plain" },
  silent: { title: "Put to rest", more: "Write any time to go on where you were.", icon: "clock", tone: "plain" },
};

/** Null while the bot is at work. */
export function phaseOf({ phase, outcome }: CaseView): Phase | null {
  switch (phase) {
    case "open":
      return null;
    case "person":
      return {
        title: "With a person",
        more: "Someone takes over here. What you write goes to them.",
        icon: "person",
        tone: "plain",
      };
    case "ended":
      return (
        ended[outcome ?? ""] ?? { title: "Ended", more: "Write any time to start again.", icon: "dash", tone: "plain" }
      );
  }
}
