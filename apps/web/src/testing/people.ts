import type { ContactView, InvitationView, MemberView, MeView } from "@nightbell/shared/views/views";
import { ago, ana, ben, TEAM } from "./now.ts";

export const me = (over: Partial<MeView> = {}): MeView => ({
  user: { ...ana, email: "ana@example.com" },
  teams: [
    {
      id: TEAM,
      name: "Dynasheets",
      role: "owner",
      zone: "Europe/Vienna",
      mine: { zone: "Europe/Vienna", quiet: { from: "22:30", to: "07:00" }, badSignal: false },
    },
  ],
  pingBase: "http://localhost:8787/ping",
  mailDomain: "ping.nightbell.example",
  vapidKey: "BNcRdreALRFXTkOOUHK1EtK2wtaz5Ry4YfYCA_0QTpQtUbVlUls0VJXg7A8u-Ts1XbjhazAkj7I99e8QcYP7DkM",
  local: true,
  ...over,
});

export const contacts = (): ContactView[] => [
  { id: "con_1", kind: "email", label: "ana@example.com", verifiedAt: ago(9000), problems: [], canReply: true },
  { id: "con_2", kind: "phone", label: "+43 660 1234567", verifiedAt: ago(4000), problems: [], canReply: true },
  { id: "con_3", kind: "phone", label: "+91 98765 43210", verifiedAt: null, problems: [], canReply: false },
  {
    id: "con_4",
    kind: "webpush",
    label: "Firefox on Linux",
    verifiedAt: ago(300),
    problems: [{ channel: "push", reason: "the subscription has ended", at: ago(200) }],
    canReply: false,
  },
];

export const members = (): MemberView[] => [
  { ...ana, email: "ana@example.com", role: "owner", joinedAt: ago(90_000), reachable: ["push", "sms", "voice"] },
  { ...ben, email: "ben@example.com", role: "responder", joinedAt: ago(9_000), reachable: ["push"] },
];

export const invitations = (): InvitationView[] => [
  { id: "inv_1", email: "cleo@example.com", role: "responder", expiresAt: ago(-8000) },
];

/** The same person in another role. */
export const withRole = (role: MemberView["role"]): MeView => ({
  ...me(),
  teams: me().teams.map((team) => ({ ...team, role })),
});

/** The same person, looking on. */
export const viewer = (): MeView => withRole("viewer");
