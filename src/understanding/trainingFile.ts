import { createHash } from "node:crypto";
import type { Training } from "./keeping.ts";
import type { IntentModel } from "./learning.ts";

/**
 * What was learnt as bytes: a mark, the SHA-256 of all that follows, the length of the header, the header as JSON, and the
 * weights as little-endian floats.
 */
const mark = Buffer.from("STEPWISE");
const digestLength = 32;
const headerAt = mark.length + digestLength + 4;

interface Header extends Pick<IntentModel, "ids" | "features" | "calibration"> {
  readonly vocabulary: readonly (readonly [string, number])[];
  readonly ordinary: readonly string[];
}

export function encodeTraining({ model, ordinary }: Training): Uint8Array {
  const { ids, features, weights, bias, vocabulary, calibration } = model;
  const told: Header = { ids, features, vocabulary: [...vocabulary], ordinary: [...ordinary], calibration };
  const header = Buffer.from(JSON.stringify(told));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(header.length);
  const rest = Buffer.concat([length, header, bytesOf(weights), bytesOf(bias)]);
  return Buffer.concat([mark, digestOf(rest), rest]);
}

/** Null for whatever is not whole: cut off, changed, or of another program. */
export function decodeTraining(bytes: Uint8Array): Training | null {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (file.length < headerAt || !file.subarray(0, mark.length).equals(mark)) return null;
  const rest = file.subarray(mark.length + digestLength);
  if (!digestOf(rest).equals(file.subarray(mark.length, mark.length + digestLength))) return null;
  const weightsAt = headerAt + rest.readUInt32LE(0);
  const header = headerIn(file.subarray(headerAt, weightsAt));
  if (header === null) return null;
  const { ids, features, vocabulary, ordinary, calibration } = header;
  const columns = ids.length === 0 ? 0 : ids.length + 1;
  const floats = floatsIn(file.subarray(weightsAt));
  if (floats.length !== (features.length + 1) * columns) return null;
  const bias = floats.subarray(features.length * columns);
  const weights = floats.subarray(0, features.length * columns);
  const model = { ids, features, weights, bias, vocabulary: new Map(vocabulary), calibration };
  return { model, ordinary: new Set(ordinary) };
}

/** The digest says that this program wrote it; what else it may hold needs no look. */
function headerIn(bytes: Uint8Array): Header | null {
  try {
    return JSON.parse(Buffer.from(bytes).toString()) as Header;
  } catch {
    return null;
  }
}

const digestOf = (bytes: Uint8Array): Buffer => createHash("sha256").update(bytes).digest();
const bytesOf = (floats: Float32Array): Uint8Array =>
  new Uint8Array(floats.buffer, floats.byteOffset, floats.byteLength);

/** Copied, because floats must begin at a multiple of four. */
function floatsIn(bytes: Uint8Array): Float32Array {
  const floats = new Float32Array(Math.floor(bytes.length / 4));
  bytesOf(floats).set(bytes.subarray(0, floats.byteLength));
  return floats;
}
