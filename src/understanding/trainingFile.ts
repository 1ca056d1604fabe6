import { createHash } from "node:crypto";
import type { FeatureTable } from "./features.ts";
import type { Training } from "./keeping.ts";
import type { IntentModel } from "./learning.ts";

/**
 * What was learnt as bytes: a mark, the SHA-256 of all that follows, the length of the header, the header as JSON, and the
 * arrays of numbers, little-endian, each from a multiple of eight on: they are used where they lie.
 */
const mark = Buffer.from("STEPWISE");
const digestLength = 32;
const headerAt = mark.length + digestLength + 4;
const alignment = 8;

type NumberArray = Float32Array | Int32Array;

interface Header extends Pick<IntentModel, "ids" | "calibration">, Pick<FeatureTable, "names" | "size"> {
  readonly vocabulary: readonly (readonly [string, number])[];
  readonly ordinary: readonly string[];
  /** How many numbers each array holds. */
  readonly lengths: readonly number[];
}

export function encodeTraining({ model, ordinary }: Training): Uint8Array {
  const { ids, features, weights, bias, vocabulary, calibration } = model;
  const { names, stems, pairs, grams, size } = features;
  const arrays: readonly NumberArray[] = [pairs, grams, stems, weights, bias];
  const told: Header = {
    ids,
    calibration,
    names,
    size,
    vocabulary: [...vocabulary],
    ordinary: [...ordinary],
    lengths: arrays.map(({ length }) => length),
  };
  const header = Buffer.from(JSON.stringify(told));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(header.length);
  const parts: Uint8Array[] = [length, header, padding(headerAt + header.length)];
  for (const { buffer, byteOffset, byteLength } of arrays)
    parts.push(new Uint8Array(buffer, byteOffset, byteLength), padding(byteLength));
  const rest = Buffer.concat(parts);
  return Buffer.concat([mark, digestOf(rest), rest]);
}

/** Null for whatever is not whole: cut off, changed, or of another program. */
export function decodeTraining(bytes: Uint8Array): Training | null {
  const file = aligned(bytes);
  if (file.length < headerAt || !file.subarray(0, mark.length).equals(mark)) return null;
  const rest = file.subarray(mark.length + digestLength);
  if (!digestOf(rest).equals(file.subarray(mark.length, mark.length + digestLength))) return null;
  const headerEnd = headerAt + rest.readUInt32LE(0);
  const header = headerIn(file.subarray(headerAt, headerEnd));
  if (header === null) return null;

  const { ids, calibration, names, size, lengths } = header;
  let at = headerEnd + paddingAfter(headerEnd);
  let next = 0;
  const read = <Numbers extends NumberArray>(kind: new (of: ArrayBuffer, from: number, length: number) => Numbers) => {
    const numbers = new kind(file.buffer, file.byteOffset + at, lengths[next++] ?? 0);
    at += numbers.byteLength + paddingAfter(numbers.byteLength);
    return numbers;
  };
  const pairs = read(Int32Array);
  const grams = read(Int32Array);
  const features = { names, stems: read(Int32Array), pairs, grams, size };
  const weights = read(Float32Array);
  const bias = read(Float32Array);
  const model = { ids, features, weights, bias, vocabulary: new Map(header.vocabulary), calibration };
  return { model, ordinary: new Set(header.ordinary) };
}

/** The digest says that this program wrote it; what else it may hold needs no look. */
function headerIn(bytes: Uint8Array): Header | null {
  try {
    return JSON.parse(Buffer.from(bytes).toString()) as Header;
  } catch {
    return null;
  }
}

/** A file comes in memory of its own; other bytes are copied to where numbers can be read in place. */
function aligned(bytes: Uint8Array): Buffer<ArrayBuffer> {
  const { buffer, byteOffset, byteLength } = bytes;
  if (buffer instanceof ArrayBuffer && byteOffset % alignment === 0) return Buffer.from(buffer, byteOffset, byteLength);
  return Buffer.from(new Uint8Array(bytes).buffer);
}

const digestOf = (bytes: Uint8Array): Buffer => createHash("sha256").update(bytes).digest();
const paddingAfter = (length: number): number => (alignment - (length % alignment)) % alignment;
const padding = (length: number): Uint8Array => new Uint8Array(paddingAfter(length));
