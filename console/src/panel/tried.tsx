import type { CaseView } from "../../../src/adapters/web/api.ts";
import { sentence } from "../ui/sentence.ts";
import classes from "./panel.module.css";

export function Tried({ tried }: { tried: CaseView["tried"] }) {
  return (
    <ul className={classes.tried}>
      {tried.map(({ action, words }) => (
        <li key={action}>
          {sentence(action)}
          {words !== "" && <span className={classes.words}>“{words}”</span>}
        </li>
      ))}
    </ul>
  );
}
