/** Kept by this browser for good, or by this tab until it is closed. */
export type Keeper = "browser" | "tab";

const storageOf = (keeper: Keeper): Storage => (keeper === "browser" ? localStorage : sessionStorage);

/** What the page keeps, by name. Storage may be full or forbidden: then the page works without. */
export function load<T>(name: string, otherwise: T, keeper: Keeper = "browser"): T {
  try {
    const text = storageOf(keeper).getItem(`stepwise.${name}`);
    return text === null ? otherwise : (JSON.parse(text) as T);
  } catch {
    return otherwise;
  }
}

/** Null removes the entry. */
export function store(name: string, value: unknown, keeper: Keeper = "browser"): void {
  try {
    if (value === null) storageOf(keeper).removeItem(`stepwise.${name}`);
    else storageOf(keeper).setItem(`stepwise.${name}`, JSON.stringify(value));
  } catch {
    // Nothing to do: what is on the screen stays there.
  }
}
