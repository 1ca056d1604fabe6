import type { ViewItem } from "../../../src/adapters/web/api.ts";
import classes from "./chat.module.css";

type Shared = Extract<ViewItem, { kind: "files" }>["files"];

/** Pictures that the server has are shown; only addresses of the web and of the server are led to. */
export function Files({ files }: { readonly files: Shared }) {
  return (
    <ul className={classes.files}>
      {files.map(({ name, type, link }) => (
        <li key={name + link}>
          {link?.match(/^(https?:|\/api\/)/) ? <File name={name} type={type} link={link} /> : name}
        </li>
      ))}
    </ul>
  );
}

function File({ name, type, link }: { readonly name: string; readonly type: string | null; readonly link: string }) {
  const isShown = link.startsWith("/api/") && /^image\/(png|jpeg|gif|webp|\*)$/.test(type ?? "");
  return (
    <a href={link} target="_blank" rel="noreferrer">
      {isShown && <img src={link} alt="" loading="lazy" />}
      {name}
    </a>
  );
}
