import type { Role } from "@nightbell/shared/team/config";
import type { MemberView } from "@nightbell/shared/views/views";

const CHANNELS = { push: "push", sms: "SMS", voice: "calls" } as const;

/** "SMS, calls and push", or that only mail is left. Push and e-mail alone wake nobody. */
export function reachSentence(member: Pick<MemberView, "reachable">): string {
  const wakes = member.reachable.some((channel) => channel !== "push");
  const names = member.reachable.map((channel) => CHANNELS[channel]).join(", ");
  if (member.reachable.length === 0) return "cannot be reached at all";
  return wakes ? `reached by ${names}` : `reached by ${names} only: no phone, so nothing wakes them`;
}

export const wakes = (member: Pick<MemberView, "reachable">): boolean =>
  member.reachable.includes("sms") || member.reachable.includes("voice");

/** The page's one sentence. */
export function teamSentence(members: readonly MemberView[]): string {
  const awake = members.filter(wakes).length;
  if (members.length === 1)
    return "You are on call, always. Add a second person, so that somebody answers when you cannot.";
  return `${members.length} people, ${awake === members.length ? "all" : awake} of them can be woken by phone.`;
}

const MAY: Record<Role, string> = {
  owner: "everything, and deleting the team",
  admin: "everything but deleting the team",
  responder: "acknowledges, resolves, adds and changes what is watched",
  viewer: "looks, and is not paged to act",
};

export const roleMeaning = (role: Role): string => MAY[role];

/** May change members and team settings. Spec "product" §2.8. */
export const mayManage = (role: Role): boolean => role === "owner" || role === "admin";

/** May act on incidents and change what is watched. */
export const mayAct = (role: Role): boolean => role !== "viewer";

/** Written out here, because importing the shared list would bring the schema library into every page. */
const ROLES: readonly Role[] = ["owner", "admin", "responder", "viewer"];

/** Roles that a person with this one can give away. */
export const grantable = (role: Role): Role[] => ROLES.filter((candidate) => role === "owner" || candidate !== "owner");
