import { Alert, Button } from "@mantine/core";
import type { Problem } from "../api/problem.ts";
import { Icon } from "./icon.tsx";

interface Props {
  readonly problem: Problem;
  readonly action?: { readonly label: string; readonly run: () => void };
}

const styles = {
  root: { background: "var(--bad-soft)" },
  icon: { color: "var(--bad)" },
  title: { color: "var(--bad)" },
  message: { color: "var(--ink)" },
};

export function ProblemAlert({ problem, action }: Props) {
  return (
    <Alert role="alert" icon={<Icon name="warning" />} title={problem.title} styles={styles}>
      <p>{problem.remedy}</p>
      {action && (
        <Button mt="sm" size="sm" variant="default" onClick={action.run}>
          {action.label}
        </Button>
      )}
    </Alert>
  );
}
