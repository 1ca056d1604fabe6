import { Table } from "@mantine/core";
import type { PasteView } from "../../../src/adapters/web/api.ts";
import { Light } from "../light/light.tsx";
import { Section } from "../ui/section.tsx";
import { sentence } from "../ui/sentence.ts";
import { languageName } from "./language.ts";
import classes from "./paste.module.css";

interface Props extends Pick<PasteView, "known" | "tried" | "language"> {
  /** The reply asks for something. */
  readonly asks: boolean;
}

export function Known({ known, tried, language, asks }: Props) {
  const rows = [
    ...known.map(({ slot, name, value, words, light }) => ({
      key: slot,
      name,
      value: value === null ? "Not known" : sentence(value),
      words,
      light,
    })),
    ...tried.map(({ action, words }) => ({
      key: `tried ${action}`,
      name: "Tried",
      value: sentence(action),
      words,
      light: null,
    })),
  ];
  return (
    <Section
      title="What is known"
      testId="known"
      extra={<span className={classes.language}>Language: {languageName(language)}</span>}
    >
      {rows.length === 0 ? (
        <p className={classes.dim}>Nothing yet.{asks && " The reply asks."}</p>
      ) : (
        <Table verticalSpacing="sm" horizontalSpacing={0} className={classes.table}>
          <Table.Tbody>
            {rows.map(({ key, name, value, words, light }) => (
              <Table.Tr key={key}>
                <Table.Th scope="row">{name}</Table.Th>
                <Table.Td>
                  <span className={classes.value}>
                    {light !== null && <Light light={light} size={22} named={sentence(light.label) !== value} />}
                    {value}
                  </span>
                  {words !== "" && <span className={classes.words}>“{words}”</span>}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Section>
  );
}
