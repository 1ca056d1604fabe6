import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";

/** Closer to the end than this counts as reading the end. */
const nearPx = 120;

/**
 * Keeps the newest entries in sight, but never moves away from what is read further up, and never past the first
 * new line of a long answer. `count` grows with the entries; `own` tells what became of the messages that are on
 * their way, empty when there are none: the reader wants to see that.
 */
export function useFollowEnd(scroll: RefObject<HTMLElement | null>, count: number, own: string) {
  const near = useRef(true);
  const shown = useRef(0);
  const [below, setBelow] = useState(false);

  useEffect(() => {
    const element = scroll.current;
    if (element === null) return undefined;
    const onScroll = () => {
      near.current = element.scrollHeight - element.scrollTop - element.clientHeight < nearPx;
      if (near.current) setBelow(false);
    };
    element.addEventListener("scroll", onScroll, { passive: true });
    return () => element.removeEventListener("scroll", onScroll);
  }, [scroll]);

  useLayoutEffect(() => {
    if (own === "" || scroll.current === null) return;
    near.current = true;
    scroll.current.scrollTop = scroll.current.scrollHeight;
  }, [scroll, own]);

  useLayoutEffect(() => {
    const element = scroll.current;
    if (element === null || count === shown.current) return;
    const first = element.firstElementChild?.children[shown.current];
    const opening = shown.current === 0;
    const grew = count > shown.current;
    shown.current = count;
    if (opening || !grew || !(first instanceof HTMLElement)) {
      if (near.current) element.scrollTop = element.scrollHeight;
      return;
    }
    if (near.current) element.scrollTop = Math.min(element.scrollHeight, first.offsetTop - 24);
    else setBelow(true);
  }, [scroll, count]);

  const toEnd = useCallback(() => {
    scroll.current?.scrollTo({ top: scroll.current.scrollHeight, behavior: "smooth" });
  }, [scroll]);

  return { below, toEnd };
}
