import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";

/** Closer to the end than this counts as reading the end. */
const nearPx = 120;

/**
 * Keeps the end in sight, where the answers to choose from are, whatever grows or shrinks: the log, the composer, a
 * keyboard on the screen. Never moves away from what is read further up. `count` grows with the entries; `own` tells
 * what became of the messages that are on their way, empty when there are none: the reader wants to see that.
 */
export function useFollowEnd(scroll: RefObject<HTMLElement | null>, count: number, own: string) {
  const near = useRef(true);
  const shown = useRef(0);
  const [below, setBelow] = useState(false);

  useEffect(() => {
    const element = scroll.current;
    if (element === null) return undefined;
    let height = element.clientHeight;
    const toEnd = () => {
      if (near.current) element.scrollTop = element.scrollHeight;
    };
    const onScroll = () => {
      // A window that shrinks moves the end away; that is not the reader's doing.
      if (element.clientHeight !== height) return;
      near.current = element.scrollHeight - element.scrollTop - element.clientHeight < nearPx;
      if (near.current) setBelow(false);
    };
    const sizes = new ResizeObserver(() => {
      toEnd();
      height = element.clientHeight;
    });
    sizes.observe(element);
    const content = element.firstElementChild;
    if (content !== null) sizes.observe(content);
    element.addEventListener("scroll", onScroll, { passive: true });
    return () => {
      sizes.disconnect();
      element.removeEventListener("scroll", onScroll);
    };
  }, [scroll]);

  useLayoutEffect(() => {
    if (own === "" || scroll.current === null) return;
    near.current = true;
    scroll.current.scrollTop = scroll.current.scrollHeight;
  }, [scroll, own]);

  useLayoutEffect(() => {
    const element = scroll.current;
    if (element === null || count === shown.current) return;
    const grew = count > shown.current && shown.current > 0;
    shown.current = count;
    if (near.current) element.scrollTop = element.scrollHeight;
    else if (grew) setBelow(true);
  }, [scroll, count]);

  const toEnd = useCallback(() => {
    scroll.current?.scrollTo({ top: scroll.current.scrollHeight, behavior: "smooth" });
  }, [scroll]);

  return { below, toEnd };
}
