import type { Role } from "@nightbell/shared/team/config";
import { Browser, linkIn, sentTo } from "./client.ts";

type Inviter = { browser: Browser; base: string };

/** Signs a new person in by magic link, so that their address is verified. */
export async function signInByLink(email: string): Promise<Browser> {
  const browser = new Browser();
  await browser.send("/api/auth/sign-in/magic-link", { body: { email } });
  await browser.send(linkIn((await sentTo("mails", email)).at(-1)));
  return browser;
}

/** Invites a new person and lets them accept. */
export async function joinAs(inviter: Inviter, role: Role): Promise<Browser> {
  const email = `${role}-${crypto.randomUUID().slice(0, 8)}@example.com`;
  const response = await inviter.browser.send(`${inviter.base}/invitations`, { body: { email, role } });
  if (response.status !== 201) throw new Error(`invite: ${response.status} ${await response.text()}`);
  const { id } = (await response.json()) as { id: string };
  const browser = await signInByLink(email);
  const accepted = await browser.send("/api/auth/organization/accept-invitation", { body: { invitationId: id } });
  if (accepted.status !== 200) throw new Error(`accept: ${accepted.status} ${await accepted.text()}`);
  return browser;
}
