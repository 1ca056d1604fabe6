import * as slackSide from "../slack/support/desk.ts";
import * as teamsSide from "../teams/support/desk.ts";
import { serverOf } from "./running.ts";

/** A desk in Slack and one in Teams, on one server. */
export async function bothOn(options: Parameters<typeof serverOf>[0] = {}) {
  const server = await serverOf(options);
  const slack = await slackSide.deskBot({ server });
  const teams = await teamsSide.deskBot({ server });
  return {
    server,
    slack,
    teams,
    async stop(): Promise<void> {
      await slack.stop();
      await teams.stop();
    },
  };
}
export type Both = Awaited<ReturnType<typeof bothOn>>;
