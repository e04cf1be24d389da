import { env } from "cloudflare:workers";
import { rotaOf } from "@nightbell/shared/team/testing/team-config";
import type { EscalationPolicy } from "@nightbell/shared/paging/policy";
import type { Contact, Member } from "@nightbell/shared/team/config";
import { seal } from "../../src/secrets/sealed.ts";
import { control, memberOf, World } from "./world.ts";

/** Numbers that no other test of the suite has: teams of theirs may still ring. */
export const NUMBERS = "+436609876";

/** When the whole team is asked, seconds into the page. Late enough for every repetition before it. */
export const TEAM_ASKED = 300;

const POLICY: EscalationPolicy = {
  id: "pol_night",
  name: "Night",
  repeats: 0,
  steps: [
    {
      targets: [
        { kind: "rota", rota: "sch_main" },
        { kind: "channel", channel: "room" },
      ],
      plan: [
        { via: "push", afterSeconds: 0 },
        { via: "sms", afterSeconds: 0 },
      ],
      waitSeconds: TEAM_ASKED,
    },
    {
      targets: [{ kind: "team" }],
      plan: [
        { via: "push", afterSeconds: 0 },
        { via: "sms", afterSeconds: 5 },
      ],
      waitSeconds: 3_600,
    },
  ],
};

const contact = (id: string, kind: Contact["kind"], address: string): Contact => ({ id, kind, address, verifiedAt: 1 });
const having = (member: Member, ...contacts: Contact[]): Member => ({ ...member, contacts });

/**
 * A team with its path numbered. Ana (push, SMS, calls) and Bo (SMS, calls) are on call, Cem reads his mail, and a chat
 * room hears of it.
 * @param number told the team's id before its object is made
 */
export async function crashWorld(number: (team: string) => void): Promise<World> {
  const world = new World();
  number(world.caller.team);
  const [ana, bo, cem] = [memberOf("ana", NUMBERS), memberOf("bo", NUMBERS), memberOf("cem", NUMBERS)];
  const push = contact("ana:push", "webpush", JSON.stringify(await control("/subscribe")));
  const mail = contact("cem:mail", "email", `cem@${world.route}.example`);
  const room = `https://hooks.slack.com/services/T0/B0/${world.route}`;
  const place = { team: world.caller.team, owner: "room", name: "url" };
  world.config = {
    ...world.config,
    members: [having(ana, push, ...ana.contacts), bo, having(cem, mail)],
    rotas: [rotaOf([{ from: 0, users: ["ana", "bo"] }])],
    channels: [{ id: "room", kind: "slack", name: "#ops", sealedUrl: await seal(env.SECRETS_KEY, place, room) }],
    policies: [POLICY],
    defaultPolicy: POLICY.id,
  };
  await world.team.create({ team: world.caller.team, name: "Night shift", zone: "UTC" });
  await world.team.configure(world.config);
  return world;
}
