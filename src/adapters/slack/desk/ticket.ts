import type { types } from "@slack/bolt";
import {
  aroundCall,
  type CaseSummary,
  listNames,
  nothingTried,
  type Standing,
  standingInWords,
  summaryInWords,
} from "../../../dialog/summary.ts";
import { cut } from "../../common/words.ts";
import { type Block, bold, limits, plain, sections, small } from "../blocks.ts";
import { inLine, legible, linked } from "../literal.ts";
import { fallback, type Rendered } from "../render.ts";
import { deeds, type Macro, macroValue } from "./macros.ts";

/** What the buttons of tickets are called; the install stands in their block, as a press may come from another. */
const mark = "desk";
export const installIn = (block: string): string | null => {
  const [kind, install] = block.split("|");
  return kind === mark && install !== undefined ? install : null;
};

/** A case as a desk sees it, as it stands now; `macros`: what one press sends. */
export function renderTicket(summary: CaseSummary, macros: readonly Macro[], install: string): Rendered {
  const { priority, title, problem, standing } = summary;
  const isOver = standing.kind === "closed";
  return {
    text: fallback([legible(summaryInWords(summary))]),
    blocks: [
      { type: "header", text: plain(cut(`${signs[priority]}${inLine(title)}`, 150)) },
      small(plain(`${standingSigns[standing.kind]} ${standingText(standing)}`), ...since(summary)),
      ...sections([`“${inLine(problem)}”`, ...aroundCall(summary).map(inLine)].join("\n")),
      ...around(summary),
      ...known(summary),
      ...listed(listNames.tried, triedIn(summary), shownTried),
      ...listed(listNames.consents, summary.consents.map(inLine)),
      ...listed(listNames.earlier, summary.earlier.map(inLine), shownEarlier),
      ...listed(listNames.also, summary.also.map(inLine)),
      ...(isOver ? [] : listed(listNames.next, summary.next.map(inLine))),
      ...actions(standing, macros, install),
    ],
  };
}

const signs = { urgent: "🔴 URGENT · ", high: "🟠 HIGH · ", normal: "" } as const;
const standingSigns = { waiting: "⏳", claimed: "🙋", with_bot: "🤖", closed: "🏁" } as const;

const begun = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const standingText = (standing: Standing): string => cut(begun(inLine(standingInWords(standing))), 1000);

/** For how long it has been waiting, in the reader's own time: docs.slack.dev/messaging/formatting-message-text. */
function since({ since: at, standing }: CaseSummary): types.MrkdwnElement[] {
  if (standing.kind !== "waiting") return [];
  const fallbackTime = new Date(at).toISOString().slice(0, 16).replace("T", " ");
  return [
    { type: "mrkdwn", text: `since <!date^${Math.floor(at / 1000)}^{date_short_pretty}, {time}|${fallbackTime} UTC>` },
  ];
}

const channels: Readonly<Record<string, string>> = { web: "the web page", slack: "Slack", teams: "Teams" };

function around({ who, channel, link, why, queue }: CaseSummary): Block[] {
  const where = channel === null ? "" : ` on ${channels[channel] ?? channel}`;
  const words = `${inLine(who)}${where} · why a person: ${inLine(why)} · queue: ${inLine(queue)}`;
  return [small(plain(cut(words, 1000)), ...(link === null ? [] : linked(link, "open the conversation")))];
}

/** Columns of a section take that many. */
const inColumns = 10;
const shownKnown = 30;
const shownTried = 12;
const shownOf = 6;
/** What was told and tried, who had it, and what was said. */
const shownEarlier = 10;

function known({ known: facts }: CaseSummary): Block[] {
  const fields = facts
    .slice(0, shownKnown)
    .map(({ name, text }) => plain(cut(`${inLine(name)}: ${inLine(text)}`, 200)));
  const blocks: Block[] = [];
  for (let i = 0; i < fields.length; i += inColumns)
    blocks.push({ type: "section", fields: fields.slice(i, i + inColumns) });
  return blocks;
}

/** What one looks for comes first. */
const triedIn = ({ tried }: CaseSummary): readonly string[] =>
  tried.length === 0 ? [nothingTried] : tried.map(({ text, result }) => `${begun(inLine(result))}: ${inLine(text)}`);

/** The latest are the ones that matter. */
function listed(name: string, lines: readonly string[], most = shownOf): Block[] {
  if (lines.length === 0) return [];
  const left = Math.max(0, lines.length - most);
  const shown = lines.slice(left).map((line) => `• ${cut(line, 240)}`);
  const text = [...(left > 0 ? [`… ${left} more before, in the thread`] : []), ...shown].join("\n");
  return [...bold(name), ...sections(cut(text, limits.section))];
}

type Button = types.Button;
const button = (deed: string, label: string, style?: Button["style"]): Button => ({
  type: "button",
  action_id: deed,
  text: plain(label),
  ...(style === undefined ? {} : { style }),
});

function actions({ kind }: Standing, macros: readonly Macro[], install: string): Block[] {
  const block_id = [mark, install].join("|");
  if (kind === "waiting")
    return [
      { type: "actions", block_id, elements: [button(deeds.claim, "Claim", "primary"), button(deeds.note, "Note")] },
    ];
  if (kind !== "claimed") return [];
  return [
    {
      type: "actions",
      block_id,
      elements: [
        {
          type: "static_select",
          action_id: deeds.macro,
          placeholder: plain("Send or ask …"),
          options: macros.map((macro) => ({
            text: plain(cut(inLine(macro.label), limits.label)),
            value: macroValue(macro),
          })),
        },
        button(deeds.handBack, "Hand back"),
        button(deeds.close, "Close"),
        button(deeds.note, "Note"),
        button(deeds.release, "Release"),
      ],
    },
  ];
}
