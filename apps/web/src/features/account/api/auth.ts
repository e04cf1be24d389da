import { auth } from "../../../lib/auth/client.ts";
import { ApiError } from "../../../lib/api/error.ts";
import { authMessage } from "../model/auth-message.ts";

type Answer = { error: { code?: string | undefined; message?: string | undefined; status: number } | null };

/** Turns an answer of better-auth into nothing or our error. */
async function settle(answer: Promise<Answer>): Promise<void> {
  const { error } = await answer;
  if (error !== null) throw new ApiError("bad_request", error.status, authMessage(error.code, error.message));
}

/** @param next a path of this site, where the mail that confirms the address leads */
export const signUp = (input: { name: string; email: string; password: string }, next: string): Promise<void> =>
  settle(auth.signUp.email({ ...input, callbackURL: next }));

export const signIn = (input: { email: string; password: string }): Promise<void> => settle(auth.signIn.email(input));

/** Mails a link that signs in, and makes the account if there is none. @param next a path of this site */
export const sendMagicLink = (email: string, next: string): Promise<void> =>
  settle(auth.signIn.magicLink({ email, callbackURL: next, errorCallbackURL: "/magic" }));

/** Uses up the token of a magic link. */
export const redeemToken = (token: string): Promise<void> => settle(auth.magicLink.verify({ query: { token } }));

/** Mails a link that leads to `/new-password`; the answer does not tell whether the address is known. */
export const sendPasswordLink = (email: string): Promise<void> =>
  settle(auth.requestPasswordReset({ email, redirectTo: "/new-password" }));

export const setPassword = (token: string, newPassword: string): Promise<void> =>
  settle(auth.resetPassword({ token, newPassword }));

export const sendConfirmation = (email: string, next: string): Promise<void> =>
  settle(auth.sendVerificationEmail({ email, callbackURL: next }));

export const acceptInvitation = (invitationId: string): Promise<void> =>
  settle(auth.organization.acceptInvitation({ invitationId }));

export const signOut = (): Promise<void> => settle(auth.signOut());
