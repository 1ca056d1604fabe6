/**
 * Plain numbers, so that an index can be kept as it is: a key and its id, one behind the other, because they are read
 * together; the id is -1 where the slot is free. Twice a power of two of them.
 */
export type NumberTable = Int32Array;

const firstSlots = 64;

/** Whole numbers of 32 bits → ids, found without a text in between. At most half of the slots are taken. */
export class NumberIndex {
  #table: NumberTable;
  #count = 0;

  constructor(table: NumberTable = emptyTable(firstSlots)) {
    this.#table = table;
    for (let at = 1; at < table.length; at += 2) if ((table[at] as number) >= 0) this.#count++;
  }

  get table(): NumberTable {
    return this.#table;
  }

  /** -1 where there is none. */
  get(key: number): number {
    return this.#table[placeOf(key, this.#table) + 1] as number;
  }

  /** @param id that a new key gets; a known one keeps its own, and that is returned */
  add(key: number, id: number): number {
    const place = placeOf(key, this.#table);
    const known = this.#table[place + 1] as number;
    if (known >= 0) return known;
    this.#table[place] = key;
    this.#table[place + 1] = id;
    this.#count++;
    if (4 * this.#count > this.#table.length) this.#grow();
    return id;
  }

  #grow(): void {
    const old = this.#table;
    const table = emptyTable(old.length);
    for (let from = 0; from < old.length; from += 2) {
      const id = old[from + 1] as number;
      if (id < 0) continue;
      const key = old[from] as number;
      const to = placeOf(key, table);
      table[to] = key;
      table[to + 1] = id;
    }
    this.#table = table;
  }
}

const emptyTable = (slots: number): NumberTable => new Int32Array(2 * slots).fill(-1);

/** Where the key stands, or the free place where it would. */
function placeOf(key: number, table: NumberTable): number {
  const mixed = Math.imul(key, 0x9e3779b1);
  const last = table.length - 2;
  let place = ((mixed ^ (mixed >>> 15)) << 1) & last;
  while ((table[place + 1] as number) >= 0 && table[place] !== key) place = (place + 2) & last;
  return place;
}
