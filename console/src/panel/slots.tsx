import type { SlotView } from "../../../src/adapters/web/api.ts";
import { Light } from "../light/light.tsx";
import { sentence } from "../ui/sentence.ts";
import classes from "./panel.module.css";

export function Slots({ slots }: { slots: readonly SlotView[] }) {
  return (
    <dl className={classes.slots}>
      {slots.map(({ slot, name, value, words, light }) => (
        <div key={slot} className={classes.slot} data-testid={`slot-${slot}`}>
          <dt>{name}</dt>
          <dd className={classes.value} data-unknown={value === null}>
            {light !== null && <Light light={light} size={24} named={light.label !== value} />}
            {value === null ? "Not known" : sentence(value)}
          </dd>
          {words !== "" && <dd className={classes.words}>“{words}”</dd>}
        </div>
      ))}
    </dl>
  );
}
