import { useState } from "react";
import { newId } from "../new-id.ts";
import { load, store } from "../stored.ts";

/** Who sits at this browser; the user sees the name. */
export interface Me {
  readonly id: string;
  readonly name: string;
}

export function useMe() {
  const [me, setMe] = useState<Me>(() => load("me", { id: newId(), name: "" }));
  const rename = (name: string) => {
    const next = { ...me, name };
    store("me", next);
    setMe(next);
  };
  return { me, rename };
}
