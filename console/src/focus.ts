import { useEffect } from "react";

/** On a touch screen the focus of a field would pull up the keyboard over the answer. */
export const hasKeyboard = (): boolean => matchMedia("(pointer: fine)").matches;

export const isFocusLost = (): boolean => document.activeElement === null || document.activeElement === document.body;

const stops = "a[href], button, input, textarea, [tabindex]";

/**
 * A button that is pressed and goes away would take the focus with it, and the next Tab would begin at the top of the
 * page. Then what was around the button gets the focus, unless the page has given it to something better.
 */
export function useFocusKept(): void {
  useEffect(() => {
    let around: readonly HTMLElement[] = [];
    const onFocus = ({ target }: FocusEvent) => {
      const outward: HTMLElement[] = [];
      for (let at = target instanceof Element ? target.parentElement : null; at !== null; at = at.parentElement)
        if (at.matches(stops)) outward.push(at);
      around = outward;
    };
    const observer = new MutationObserver(() => {
      if (!isFocusLost()) return;
      around.find((element) => element.isConnected)?.focus({ preventScroll: true });
    });
    document.addEventListener("focusin", onFocus);
    observer.observe(document.body, { childList: true, subtree: true });
    return () => {
      document.removeEventListener("focusin", onFocus);
      observer.disconnect();
    };
  }, []);
}
