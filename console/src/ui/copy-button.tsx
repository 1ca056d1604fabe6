import { Button, type ButtonProps } from "@mantine/core";
import { useEffect, useState } from "react";
import { copyText } from "./copy-text.ts";
import { Icon } from "./icon.tsx";

interface Props extends ButtonProps {
  readonly text: string;
  readonly label: string;
  readonly testId?: string;
}

const shownMs = 2500;

export function CopyButton({ text, label, testId, ...rest }: Props) {
  const [result, setResult] = useState<"copied" | "failed" | null>(null);

  useEffect(() => {
    if (result === null) return undefined;
    const timer = setTimeout(() => setResult(null), shownMs);
    return () => clearTimeout(timer);
  }, [result]);

  const copy = async () => setResult((await copyText(text)) ? "copied" : "failed");
  const shown = result === "copied" ? "Copied" : result === "failed" ? "Select and copy by hand" : label;

  return (
    <Button
      miw={152}
      {...rest}
      data-testid={testId}
      leftSection={<Icon name={result === "copied" ? "check" : "copy"} size={18} />}
      onClick={copy}
    >
      <span aria-live="polite">{shown}</span>
    </Button>
  );
}
