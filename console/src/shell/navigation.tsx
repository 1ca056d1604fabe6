import type { Route } from "../router.ts";
import { Icon } from "../ui/icon.tsx";
import { Link } from "./link.tsx";
import { pages } from "./pages.ts";
import { SchemeSwitch } from "./scheme-switch.tsx";
import classes from "./shell.module.css";

/** A rail on wide screens, tabs at the bottom of narrow ones. */
export function Navigation({ route }: { route: Route }) {
  return (
    <nav className={classes.nav} aria-label="Main">
      <Link href="/" className={classes.brand} aria-label="Stepwise, new conversation">
        <svg width="36" height="36" viewBox="0 0 32 32" aria-hidden="true">
          <rect width="32" height="32" rx="9" fill="#0f6b57" />
          <path
            d="M7 23h6v-6h6v-6h6"
            fill="none"
            stroke="#fff"
            strokeWidth="2.6"
            strokeLinecap="round"
            strokeLinejoin="round"
          />
        </svg>
      </Link>
      <ul className={classes.pages}>
        {pages.map(({ page, label, icon, path }) => (
          <li key={page}>
            <Link
              href={path(route)}
              className={classes.page}
              aria-current={route.page === page ? "page" : undefined}
              data-testid={`nav-${page}`}
            >
              <span className={classes.pill}>
                <Icon name={icon} size={22} />
              </span>
              {label}
            </Link>
          </li>
        ))}
      </ul>
      <div className={classes.foot}>
        <SchemeSwitch />
      </div>
    </nav>
  );
}
