import type { HumanAct } from "@nightbell/shared/team/rpc";
import { teamApi } from "../../../lib/api/client.ts";

const incident = teamApi.incidents[":id"];

function send(team: string, id: string, what: HumanAct) {
  const param = { team, id };
  switch (what.kind) {
    case "snooze":
      return incident.snooze.$post({ param, json: { seconds: what.seconds } });
    case "assign":
      return incident.assign.$post({ param, json: { user: what.user } });
    case "note":
      return incident.note.$post({ param, json: { text: what.text } });
    case "take over":
      return incident["take-over"].$post({ param });
    default:
      return incident[what.kind].$post({ param });
  }
}

/** Does what a person asked of an incident's page; the answer says what happened, e.g. "already acked by Ana". */
export const act = async (team: string, id: string, what: HumanAct): Promise<{ text: string }> =>
  (await send(team, id, what)).json();
