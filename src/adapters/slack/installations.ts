import type { Installation, InstallationStore } from "@slack/bolt";
import { z } from "zod";
import type { Clock, Installations } from "../../dialog/ports.ts";
import { seal, unseal } from "./seal.ts";

/** What is kept of an installation: the bot's token and who it is; no token of a person. */
const kept = z.strictObject({
  token: z.string(),
  bot: z.string(),
  user: z.string(),
  scopes: z.array(z.string()),
  team: z.string().nullable(),
  enterprise: z.string().nullable(),
  installer: z.string(),
});
export type Kept = z.infer<typeof kept>;

const idOf = (install: string): string => `slack:${install}`;
/** Sealed with the key of the installations, so that another key is known for what it is before anything is needed. */
const probe = "slack:key";

/** What is in the store was sealed with another key. */
export class WrongTokenKey extends Error {
  override readonly name = "WrongTokenKey";
  constructor() {
    super(
      "SLACK_TOKEN_KEY: found installations that it does not open; expected the key they were sealed with; set that key; " +
        "where it is lost, run `delete from installation` in the database and install the app in each workspace again",
    );
  }
}

/** Something came from a workspace that has not installed the app, or has removed it. */
export class NotInstalled extends Error {
  override readonly name = "NotInstalled";
  constructor() {
    super("found no installation of this workspace; expected one; install the app there");
  }
}

/** Every workspace the app is installed in, sealed with a key that is not in the store. */
export interface SlackInstallations {
  /** As Bolt's installer uses it. */
  readonly store: InstallationStore;
  /** That the key is another one, with a remedy; else null. */
  standsAgainst(): Promise<string | null>;
  /** Null where there is none under this id. @throws WrongTokenKey */
  of(install: string): Promise<Kept | null>;
  remove(install: string): Promise<void>;
}

export function createInstallations(installations: Installations, key: Buffer, clock: Clock): SlackInstallations {
  async function of(install: string): Promise<Kept | null> {
    const sealed = await installations.get(idOf(install));
    if (sealed === null) return null;
    const text = unseal(sealed, idOf(install), key);
    if (text === null) throw new WrongTokenKey();
    return kept.parse(JSON.parse(text));
  }

  return {
    async standsAgainst() {
      const sealed = await installations.get(probe);
      return sealed === null || unseal(sealed, probe, key) !== null ? null : new WrongTokenKey().message;
    },
    of,
    remove: (install) => installations.remove(idOf(install)),
    store: {
      async storeInstallation(installation) {
        const { team, enterprise, bot, user, isEnterpriseInstall } = installation;
        const install = (isEnterpriseInstall ? enterprise?.id : team?.id) ?? null;
        if (install === null || bot === undefined)
          throw new Error(
            "found an installation without a bot or a workspace; expected both; check the scopes of the app",
          );
        const body: Kept = {
          token: bot.token,
          bot: bot.id,
          user: bot.userId,
          scopes: bot.scopes,
          team: team?.id ?? null,
          enterprise: enterprise?.id ?? null,
          installer: user.id,
        };
        await installations.put(probe, seal("", probe, key), clock());
        await installations.put(idOf(install), seal(JSON.stringify(body), idOf(install), key), clock());
      },
      async fetchInstallation({ isEnterpriseInstall, enterpriseId, teamId }) {
        const install = (isEnterpriseInstall ? enterpriseId : teamId) ?? null;
        const found = install === null ? null : await of(install);
        if (found === null) throw new NotInstalled();
        return installationOf(found);
      },
      async deleteInstallation({ isEnterpriseInstall, enterpriseId, teamId }) {
        const install = (isEnterpriseInstall ? enterpriseId : teamId) ?? null;
        if (install !== null) await installations.remove(idOf(install));
      },
    },
  };
}

const installationOf = ({ token, bot, user, scopes, team, enterprise, installer }: Kept): Installation<"v2"> => ({
  team: team === null ? undefined : { id: team },
  enterprise: enterprise === null ? undefined : { id: enterprise },
  user: { id: installer, token: undefined, scopes: undefined },
  bot: { token, scopes, id: bot, userId: user },
  isEnterpriseInstall: team === null,
});
