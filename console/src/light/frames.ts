import type { LightPicture } from "../../../src/dialog/message.ts";

type Frames = LightPicture["frames"];

const look = (colour: string | null) => (colour === null ? { opacity: 0 } : { opacity: 1, color: colour });

/** Keyframes that jump, as an LED does: each look holds until the next one's offset. */
export function keyframesOf(frames: Frames): { readonly keyframes: Keyframe[]; readonly duration: number } {
  const given = frames.filter((frame) => frame.ms > 0);
  // Begun in the dark it would look like no light at all until the first flash.
  const lit = Math.max(
    0,
    given.findIndex(({ colour }) => colour !== null),
  );
  const shown = [...given.slice(lit), ...given.slice(0, lit)];
  const duration = shown.reduce((sum, frame) => sum + frame.ms, 0);
  let start = 0;
  const keyframes: Keyframe[] = shown.map(({ colour, ms }) => {
    const offset = start / duration;
    start += ms;
    return { ...look(colour), offset, easing: "steps(1, end)" };
  });
  const last = shown.at(-1);
  if (last !== undefined) keyframes.push({ ...look(last.colour), offset: 1 });
  return { keyframes, duration };
}

/** Every colour of the picture, once, in order. */
export const coloursOf = (frames: Frames): readonly string[] => [
  ...new Set(frames.flatMap(({ colour }) => (colour === null ? [] : [colour]))),
];

/** All colours at once, side by side, for a lamp that may not blink. */
export function stillOf(colours: readonly string[]): string {
  const share = 360 / colours.length;
  const parts = colours.map((colour, i) => `${colour} ${i * share}deg ${(i + 1) * share}deg`);
  return `conic-gradient(${parts.join(", ")})`;
}
