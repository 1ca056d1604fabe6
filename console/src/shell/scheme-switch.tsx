import { ActionIcon, type MantineColorScheme, Tooltip, useMantineColorScheme } from "@mantine/core";
import { Icon } from "../ui/icon.tsx";

const after: Readonly<Record<MantineColorScheme, MantineColorScheme>> = { auto: "light", light: "dark", dark: "auto" };
const names: Readonly<Record<MantineColorScheme, string>> = { auto: "as the system", light: "light", dark: "dark" };

export function SchemeSwitch() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const label = `Appearance: ${names[colorScheme]}. Change to ${names[after[colorScheme]]}`;
  return (
    <Tooltip label={label} position="right" openDelay={400}>
      <ActionIcon
        size={44}
        radius="xl"
        variant="subtle"
        color="gray"
        c="dimmed"
        aria-label={label}
        data-testid="scheme"
        onClick={() => setColorScheme(after[colorScheme])}
      >
        <Icon name={colorScheme} />
      </ActionIcon>
    </Tooltip>
  );
}
