import { useReducedMotion } from "@mantine/hooks";
import { type CSSProperties, useEffect, useRef } from "react";
import type { LightPicture } from "../../../src/dialog/message.ts";
import { coloursOf, keyframesOf, stillOf } from "./frames.ts";
import classes from "./light.module.css";

interface Props {
  readonly light: LightPicture;
  /** Diameter in CSS pixels. */
  readonly size?: number;
  /** False where the same words stand beside the lamp. */
  readonly named?: boolean;
}

/** A lamp that plays the frames exactly, from the first lit one on. Lamps that appear together keep time together. */
export function Light({ light, size = 20, named = true }: Props) {
  const core = useRef<HTMLSpanElement>(null);
  const still = useReducedMotion(false, { getInitialValueInEffect: false });
  const colours = coloursOf(light.frames);

  useEffect(() => {
    const { keyframes, duration } = keyframesOf(light.frames);
    if (still || core.current === null || duration === 0) return undefined;
    const animation = core.current.animate(keyframes, { duration, iterations: Number.POSITIVE_INFINITY });
    return () => animation.cancel();
  }, [light, still]);

  const first = colours[0];
  const style: CSSProperties =
    first === undefined
      ? { opacity: 0 }
      : { color: first, ...(still && colours.length > 1 ? { background: stillOf(colours) } : {}) };
  const name = named ? { role: "img", "aria-label": light.label } : { "aria-hidden": true };

  return (
    <span className={classes.lamp} style={{ fontSize: size }} data-testid="light" title={light.label} {...name}>
      <span ref={core} className={classes.core} style={style} />
    </span>
  );
}
