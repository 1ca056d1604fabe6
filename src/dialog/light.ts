import type { LightVocabulary } from "./knowledge.ts";
import type { LightPicture } from "./message.ts";
import type { Light } from "./slots.ts";

/** "white, blinking fast, on the earbuds". */
export function lightInWords(light: Light, vocabulary: LightVocabulary): string {
  const words = [
    light.colour === null ? null : (vocabulary.colours.get(light.colour)?.name ?? light.colour),
    light.rhythm === null ? null : (vocabulary.rhythms.get(light.rhythm)?.name ?? light.rhythm),
    light.part === null ? null : (vocabulary.parts.get(light.part)?.name ?? light.part),
  ];
  return words.filter((word) => word !== null).join(", ");
}

/** How long a colour of a sequence stands, in milliseconds. */
const sequenceMs = 700;
const steadyMs = 1000;
/** For a light whose colour is not known: a neutral white. */
const anyColour = "#f2f2f2";

/** What the light looks like, frame by frame. */
export function lightPicture(light: Light, vocabulary: LightVocabulary): LightPicture {
  const label = lightInWords(light, vocabulary);
  const colours = light.colour === null ? [anyColour] : (vocabulary.colours.get(light.colour)?.shows ?? [anyColour]);
  const beat = light.rhythm === null ? [] : (vocabulary.rhythms.get(light.rhythm)?.beat ?? []);
  const [first] = colours;
  if (first === undefined) return { label, frames: [{ colour: null, ms: steadyMs }] };
  if (colours.length > 1)
    return {
      label,
      frames: [...colours.map((colour) => ({ colour, ms: sequenceMs })), { colour: null, ms: sequenceMs * 2 }],
    };
  if (beat.length === 0) return { label, frames: [{ colour: first, ms: steadyMs }] };
  return { label, frames: beat.map((ms, i) => ({ colour: i % 2 === 0 ? first : null, ms })) };
}
