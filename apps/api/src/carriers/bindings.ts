import type { Route } from "@nightbell/shared/ids";
import type { PagerRpc } from "@nightbell/shared/team/pager-rpc";
import type { PhoneRpc } from "@nightbell/shared/team/phone-rpc";

/**
 * What the inbound side needs of the Worker: the two objects it talks to, and the settings, which `settingsOf` reads
 * from the same bindings. No database: an answer of a person needs none (spec "trust" §5, "Sweeper").
 */
export type CarrierBindings = {
  TEAM: { getByName(route: string): unknown };
  PHONE: { getByName(number: string): unknown };
};

/**
 * The pager side of a team's object.
 * The runtime's own stub type wraps every result anew, too deep for the compiler; the contract is {@link PagerRpc}.
 */
export const pagerOf = (env: CarrierBindings, route: Route): PagerRpc => env.TEAM.getByName(route) as PagerRpc;

/** The object of a phone number in E.164. The cast is that of {@link pagerOf}. */
export const phoneOf = (env: CarrierBindings, number: string): PhoneRpc => env.PHONE.getByName(number) as PhoneRpc;
