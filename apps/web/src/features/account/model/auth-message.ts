const MESSAGES: Record<string, string> = {
  INVALID_EMAIL_OR_PASSWORD: "E-mail or password is wrong. Try again, or let us mail you a link.",
  INVALID_EMAIL: "This is not an e-mail address. Check it for a typing mistake.",
  USER_ALREADY_EXISTS: "There is an account with this address. Sign in instead.",
  USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL: "There is an account with this address. Sign in instead.",
  PASSWORD_TOO_SHORT: "The password is too short: use at least 10 characters.",
  PASSWORD_TOO_LONG: "The password is too long: use at most 128 characters.",
  INVALID_TOKEN: "This link has been used already or is not complete. Ask for a new one.",
  EXPIRED_TOKEN: "This link is too old. Ask for a new one.",
  INVITATION_NOT_FOUND: "This invitation has been used, withdrawn, or is older than seven days. Ask for a new one.",
  EMAIL_VERIFICATION_REQUIRED_BEFORE_ACCEPTING_OR_REJECTING_INVITATION:
    "First confirm your address: open the link in the mail we sent you when you signed up.",
  YOU_ARE_NOT_THE_RECIPIENT_OF_THE_INVITATION:
    "This invitation is for another e-mail address. Sign in with the address that got it.",
};

/** The sentence for a code of better-auth: what is wrong and what to do. */
export const authMessage = (code: string | undefined, fallback: string | undefined): string =>
  MESSAGES[code ?? ""] ?? fallback ?? "Nightbell cannot do this right now. Try again in a minute.";
