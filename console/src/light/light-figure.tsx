import type { LightPicture } from "../../../src/dialog/message.ts";
import { sentence } from "../ui/sentence.ts";
import classes from "./light.module.css";
import { Light } from "./light.tsx";

/** The light to look for, with its words. */
export function LightFigure({ light }: { light: LightPicture }) {
  return (
    <figure className={classes.figure}>
      <Light light={light} size={52} named={false} />
      <figcaption>{sentence(light.label)}</figcaption>
    </figure>
  );
}
