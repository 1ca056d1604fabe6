/** Plain arrays, so that an index can be kept as it is: the id of `keys[slot]` is `ids[slot]`, -1 where the slot is free. */
export interface NumberTable {
  /** Whole numbers from 0 to 2^53 - 1. */
  readonly keys: Float64Array;
  readonly ids: Int32Array;
}

const firstSlots = 64;

/** Numbers → ids, found without a text in between. At most half of the slots are taken. */
export class NumberIndex {
  #keys: Float64Array;
  #ids: Int32Array;
  #count: number;

  constructor({ keys, ids }: NumberTable = emptyTable(firstSlots)) {
    this.#keys = keys;
    this.#ids = ids;
    this.#count = ids.reduce((count, id) => (id < 0 ? count : count + 1), 0);
  }

  get table(): NumberTable {
    return { keys: this.#keys, ids: this.#ids };
  }

  /** -1 where there is none. */
  get(key: number): number {
    return this.#ids[slotFor(key, this.#keys, this.#ids)] as number;
  }

  /** @param id that a new key gets; a known one keeps its own, and that is returned */
  add(key: number, id: number): number {
    const slot = slotFor(key, this.#keys, this.#ids);
    const known = this.#ids[slot] as number;
    if (known >= 0) return known;
    this.#keys[slot] = key;
    this.#ids[slot] = id;
    this.#count++;
    if (2 * this.#count > this.#ids.length) this.#grow();
    return id;
  }

  #grow(): void {
    const { keys, ids } = emptyTable(2 * this.#ids.length);
    for (let from = 0; from < this.#ids.length; from++) {
      const id = this.#ids[from] as number;
      if (id < 0) continue;
      const key = this.#keys[from] as number;
      const to = slotFor(key, keys, ids);
      keys[to] = key;
      ids[to] = id;
    }
    this.#keys = keys;
    this.#ids = ids;
  }
}

const emptyTable = (slots: number): NumberTable => ({
  keys: new Float64Array(slots),
  ids: new Int32Array(slots).fill(-1),
});

/** Where the key stands, or the free slot where it would. */
function slotFor(key: number, keys: Float64Array, ids: Int32Array): number {
  const last = ids.length - 1;
  const mixed = Math.imul((key | 0) ^ Math.imul((key * 2 ** -32) | 0, 0x85ebca6b), 0x9e3779b1);
  let slot = (mixed ^ (mixed >>> 15)) & last;
  while ((ids[slot] as number) >= 0 && keys[slot] !== key) slot = (slot + 1) & last;
  return slot;
}
