import { useEffect, useState } from "react";
import type { AboutView } from "../../../src/adapters/web/api.ts";
import { about } from "./client.ts";

let asked: Promise<AboutView> | null = null;

/** What the bot is for; null until known. The page works without. */
export function useAbout(): AboutView | null {
  const [view, setView] = useState<AboutView | null>(null);
  useEffect(() => {
    asked ??= about();
    asked.then(setView, () => {
      asked = null;
    });
  }, []);
  return view;
}
