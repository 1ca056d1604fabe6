import type { SharedFile } from "../../dialog/events.ts";
import { cut } from "../common/words.ts";
import { attachmentShape } from "./shapes.ts";

/** UTF-16 units of a name, and files of a message. */
const longest = 200;
const most = 20;

/**
 * Files that came with a message; what else Teams sends as an attachment is left out: the message as HTML, cards, the
 * message it answers.
 */
export const filesIn = (attachments: readonly unknown[]): readonly SharedFile[] =>
  attachments
    .flatMap((one): SharedFile[] => {
      const { success, data } = attachmentShape.safeParse(one);
      if (!success) return [];
      const { contentType, contentUrl, name } = data;
      if (!contentUrl || isNoFile(contentType)) return [];
      // What is pasted comes as `image/*`.
      const type = /^[\w.+-]+\/([\w.+-]+|\*)$/.test(contentType) && contentType !== uploaded ? contentType : null;
      const otherwise = contentType.startsWith("image/") ? "picture" : "file";
      const shown = { name: cut(name?.trim() || otherwise, longest), type };
      return [
        isForBots(contentUrl)
          ? { ...shown, link: null, source: `teams:${contentUrl}` }
          : { ...shown, link: contentUrl },
      ];
    })
    .slice(0, most);

/** Says nothing of what the file holds; its `contentUrl` leads to where Teams and SharePoint show it. */
const uploaded = "application/vnd.microsoft.teams.file.download.info";

const isNoFile = (type: string): boolean => type === "text/html" || type.startsWith("application/vnd.microsoft.card.");

/** A pasted picture lies at the connector, which gives it to the bot's token alone. */
export const isForBots = (url: string): boolean =>
  URL.canParse(url) && /\/v3\/attachments\/[^/]+\/views\/[^/]+$/i.test(new URL(url).pathname);
