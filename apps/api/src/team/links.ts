import type { Route } from "@nightbell/shared/ids";
import { deriveLinkToken } from "@nightbell/shared/team/link-token";
import { BACKUP, everyone } from "@nightbell/shared/paging/reach";
import type { TeamState } from "@nightbell/shared/team/state";

/** Whom an ack link was sent to, and about which page. */
export type LinkTarget = { page: string; user: string };

/**
 * Ack links: 128 bits that only the person paged was sent, bound to one page and one person. They are derived from
 * the team's own secret, so nothing is stored for them and none outlives the page in memory.
 */
export class Links {
  readonly #route: Route;
  readonly #secret: string;

  constructor(route: Route, secret: string) {
    this.#route = route;
    this.#secret = secret;
  }

  token({ page, user }: LinkTarget): string {
    return deriveLinkToken(this.#route, this.#secret, `ack ${page} ${user}`);
  }

  /** The target of a token, if it is one of ours for a page that is still known and a person still in the team. */
  find(state: TeamState, token: string): LinkTarget | null {
    for (const page of Object.keys(state.pages).toReversed()) {
      for (const user of [...everyone(state), ...(state.config?.backup ? [BACKUP] : [])]) {
        const target = { page, user };
        if (isEqual(this.token(target), token)) return target;
      }
    }
    return null;
  }
}

/** Compares all of both, so that the time taken tells nothing. */
function isEqual(a: string, b: string): boolean {
  let difference = a.length ^ b.length;
  for (let i = 0; i < a.length; i++) difference |= a.charCodeAt(i) ^ b.charCodeAt(i);
  return difference === 0;
}
