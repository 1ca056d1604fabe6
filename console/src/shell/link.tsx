import type { ComponentProps, MouseEvent } from "react";
import { navigate } from "../router.ts";

/** A real link (new tab, copy address) that moves within the page on a plain click. */
export function Link({ href, onClick, ...rest }: ComponentProps<"a"> & { href: string }) {
  const go = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    navigate(href);
  };
  return <a href={href} onClick={go} {...rest} />;
}
