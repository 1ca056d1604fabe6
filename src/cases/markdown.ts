import type { Person } from "../dialog/activity.ts";
import type { CaseFile, HandoffRecord, TranscriptItem } from "../dialog/transcript.ts";

/**
 * A case file for somebody who takes over: what it is about in the first lines, then what was done, then every word.
 * CommonMark; whatever a user wrote stays text, so that no link, picture, heading or HTML comes of it.
 */
export function caseMarkdown(file: CaseFile): string {
  return `${[heading(file), summary(file), done(file), ahead(file), transcript(file)].flat().join("\n")}\n`;
}

const heading = ({ case: id, title }: CaseFile): readonly string[] => [
  `# ${escaped(begun(title ?? "unknown problem"))}`,
  "",
  escaped(id),
];

const begun = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function summary(file: CaseFile): readonly string[] {
  const { problem, handoff, slots, people, where, openedAt, outcome, phase } = file;
  const standing = phase === "ended" ? inWords(outcome ?? "ended") : phase === "person" ? "with a person" : "open";
  const known = Object.values(slots).map(({ name, text, words, how }) => {
    const source = how === "chosen" || how === "answer" || words === "" ? "" : ` (“${escaped(oneLine(words))}”)`;
    return `- ${escaped(name)}: ${text === null ? "does not know" : escaped(text)}${source}`;
  });
  return [
    "",
    ...quoted(problem),
    "",
    `- Stands: ${standing}`,
    ...(handoff === null ? [] : handedOver(handoff)),
    `- Opened: ${new Date(openedAt).toISOString()}`,
    ...(where.channel === null ? [] : [`- Where: ${escaped(where.channel)}`]),
    ...(where.link === null ? [] : [`- Conversation: <${encodeURI(where.link)}>`]),
    `- Who: ${people.map(({ id, name }) => escaped(oneLine(name ?? id))).join(", ")}`,
    ...known,
  ];
}

function handedOver({ reason, queue, priority, claimedBy, closed, notes }: HandoffRecord): readonly string[] {
  const named = ({ id, name }: Person): string => escaped(oneLine(name ?? id));
  const urgency = priority === "normal" ? "" : ` (${priority})`;
  return [
    `- Handed over${urgency}: ${inWords(reason)}, to ${escaped(queue)}`,
    ...(claimedBy === null ? [] : [`- Taken by: ${named(claimedBy)}`]),
    ...(closed === null ? [] : [`- ${closed.result === "closed" ? "Closed" : "Handed back"} by: ${named(closed.by)}`]),
    ...(closed?.cause ? [`- Cause: ${escaped(oneLine(closed.cause))}`] : []),
    ...(closed?.remark ? [`- Remark: ${escaped(oneLine(closed.remark))}`] : []),
    ...notes.map(({ by, text }) => `- Note of ${named(by)}: ${escaped(oneLine(text))}`),
  ];
}

function done({ tried: earlier, steps, consents, waiting, before }: CaseFile): readonly string[] {
  const tried = earlier.map(
    ({ name, seconds }) => `- ${escaped(name)}${seconds === null ? "" : `, for ${seconds} s`} (before the bot)`,
  );
  const asked = steps
    .filter(({ counts, outcome }) => counts && outcome !== "said")
    .map(({ asked, replied, outcome }) => {
      const result = replied === null ? outcomes[outcome] : `${outcomes[outcome]}: “${escaped(oneLine(replied))}”`;
      return `- ${escaped(oneLine(asked))} **${result}**`;
    });
  const agreed = consents.map(
    ({ loses, given }) => `- ${given ? "Agreed" : "Refused"} to lose: ${loses.map(inWords).join(", ")}`,
  );
  const told =
    before === null
      ? []
      : [
          `- “${escaped(oneLine(before.problem))}”${before.outcome === null ? "" : ` (${inWords(before.outcome)})`}`,
          ...Object.values(before.slots).map(({ name, text }) => `- ${escaped(name)}: ${escaped(text)}`),
        ];
  const more = waiting.map(({ words }) => `- ${escaped(oneLine(words))}`);
  return [
    ...section("Tried so far", [...tried, ...asked]),
    ...section("Consent", agreed),
    ...section("Told shortly before", told),
    ...section("Also told, not dealt with", more),
  ];
}

const ahead = ({ next }: CaseFile): readonly string[] =>
  section(
    "What the bot would try next",
    next.map(({ text }) => `- ${escaped(oneLine(text))}`),
  );

const transcript = (file: CaseFile): readonly string[] =>
  section(
    "Every word",
    file.transcript.flatMap((item) => spoken(item)),
  );

function spoken(item: TranscriptItem): readonly string[] {
  const at = new Date(item.at).toISOString().slice(11, 19);
  switch (item.kind) {
    case "user":
      return [`**${escaped(oneLine(item.by.name ?? item.by.id))}** ${at}`, "", ...quoted(item.text), ""];
    case "agent":
      return [`**${escaped(oneLine(item.name))}** (support) ${at}`, "", ...quoted(item.text), ""];
    case "bot": {
      const { text, question } = item.message;
      return [
        `**Bot** ${at}`,
        "",
        ...quoted([...text, ...(question === null ? [] : [question.text])].join("\n\n")),
        "",
      ];
    }
    case "files":
      return [
        `*${at} ${escaped(oneLine(item.name))} shared: ${item.files.map(({ name }) => escaped(oneLine(name))).join(", ")}*`,
        "",
      ];
    case "claimed":
      return [`*${at} taken by ${escaped(oneLine(item.name))}*`, ""];
    case "handed_back":
      return [`*${at} handed back to the bot by ${escaped(oneLine(item.name))}*`, ""];
    case "handed_over":
      return [`*${at} handed over to ${escaped(item.queue)}: ${inWords(item.reason)}*`, ""];
    case "ended":
      return [`*${at} ended: ${inWords(item.outcome)}*`, ""];
  }
}

const outcomes: Readonly<Record<CaseFile["steps"][number]["outcome"], string>> = {
  worked: "worked",
  did_not_help: "did not help",
  could_not: "could not be done",
  not_sure: "not sure",
  answered: "answered",
  consented: "agreed",
  refused: "refused",
  skipped_tried: "passed over, done before",
  said: "said",
};

const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : ["", `## ${title}`, "", ...lines];

const inWords = (id: string): string => escaped(id.replaceAll("_", " "));

const quoted = (text: string): readonly string[] =>
  text.split(/\r\n|[\n\r\u2028\u2029]/).map((line) => `> ${escaped(line)}`);

const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim();

/** Every sign that Markdown or HTML could make something of; control characters and direction marks are left out. */
const escaped = (text: string): string =>
  text
    .replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, (sign) => (sign === "\t" ? " " : ""))
    .replace(/[\\`*_[\]<>&#|~!@]/g, "\\$&")
    // Addresses would become links by themselves, and numbers or dashes at the start lists.
    .replace(/:(?=\/\/)|(?<=\bwww)\./gi, "\\$&")
    .replace(/^(\s*\d{1,9})([.)])/, "$1\\$2")
    .replace(/^\s*[-+=]/, "\\$&");
