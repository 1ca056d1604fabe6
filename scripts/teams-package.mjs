import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { parseArgs } from "node:util";
import { zipSync } from "fflate";

/** The app package for Teams: the manifest of one organisation and the icons; the same input gives the same bytes. */
const usage = `npm run teams:package -- --app-id <id> --organisation <name> --site <https://…> [--hears-threads] [--out <file>]

  --app-id         “Microsoft App ID” of the Azure bot; TEAMS_APP_ID where it is not given
  --organisation   who runs the bot, as Teams shows it
  --site           page of the organisation, for people who want to know more
  --hears-threads  also asks the owners of a team or chat for permission to hear answers without a mention, and to look
                   whether a message of the bot has arrived
  --out            dist/stepwise-teams.zip where it is not given`;

const { values } = parseArgs({
  options: {
    "app-id": { type: "string", default: process.env.TEAMS_APP_ID ?? "" },
    organisation: { type: "string", default: "" },
    site: { type: "string", default: "" },
    "hears-threads": { type: "boolean", default: false },
    out: { type: "string", default: "dist/stepwise-teams.zip" },
  },
});
const { "app-id": appId, organisation, site, "hears-threads": hearsThreads, out } = values;

const faults = [
  ...(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(appId)
    ? []
    : ["--app-id: expected 32 hexadecimal digits with hyphens"]),
  ...(organisation.length > 0 && organisation.length <= 32
    ? []
    : ["--organisation: expected a name of 1 to 32 characters"]),
  ...(/^https:\/\/./.test(site) ? [] : ["--site: expected an address that begins with https://"]),
];
if (faults.length > 0) {
  console.error(`${faults.join("\n")}\n\n${usage}`);
  process.exit(1);
}

const folder = new URL("../src/adapters/teams/manifest/", import.meta.url);
const read = (name) => readFileSync(new URL(name, folder));
const inserted = { APP_ID: appId, ORGANISATION: organisation, SITE: site };
const manifest = JSON.parse(read("manifest.json"), (_, value) =>
  typeof value === "string" ? value.replaceAll(/\{\{(\w+)\}\}/g, (whole, name) => inserted[name] ?? whole) : value,
);
/** learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/channel-messages-for-bots-and-agents */
const permissions = {
  webApplicationInfo: { id: appId, resource: "https://RscBasedStoreApp" },
  authorization: {
    permissions: {
      resourceSpecific: [
        { name: "ChannelMessage.Read.Group", type: "Application" },
        { name: "ChatMessage.Read.Chat", type: "Application" },
      ],
    },
  },
};
const files = {
  "manifest.json": Buffer.from(`${JSON.stringify({ ...manifest, ...(hearsThreads ? permissions : {}) }, null, 2)}\n`),
  "color.png": read("color.png"),
  "outline.png": read("outline.png"),
};
mkdirSync(dirname(out), { recursive: true });
// The time in a zip has no zone: one date of the calendar, wherever it is made.
writeFileSync(out, zipSync(files, { mtime: new Date(2000, 0, 1), level: 9 }));
console.log(`${out}: upload it in the Teams admin center, “Manage apps”, “Upload new app”`);
