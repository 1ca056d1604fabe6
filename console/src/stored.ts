/** What the page keeps in this browser, by name. Storage may be full or forbidden: then the page works without. */
export function load<T>(name: string, otherwise: T): T {
  try {
    const text = localStorage.getItem(`stepwise.${name}`);
    return text === null ? otherwise : (JSON.parse(text) as T);
  } catch {
    return otherwise;
  }
}

/** Null removes the entry. */
export function store(name: string, value: unknown): void {
  try {
    if (value === null) localStorage.removeItem(`stepwise.${name}`);
    else localStorage.setItem(`stepwise.${name}`, JSON.stringify(value));
  } catch {
    // Nothing to do: what is on the screen stays there.
  }
}
