/**
 * The endpoints of better-auth that exist for the outside; everything else of it is 404 (spec "trust" §10, row
 * "Unused auth endpoints").
 */
const ALLOWED = new Set([
  "GET /get-session",
  "GET /magic-link/verify",
  "GET /organization/get-invitation",
  "GET /verify-email",
  "POST /organization/accept-invitation",
  "POST /organization/reject-invitation",
  "POST /request-password-reset",
  "POST /reset-password",
  "POST /send-verification-email",
  "POST /sign-in/email",
  "POST /sign-in/magic-link",
  "POST /sign-out",
  "POST /sign-up/email",
]);

const RESET_LINK = /^GET \/reset-password\/[A-Za-z0-9]+$/;

/**
 * @param method upper case
 * @param path below `/api/auth`, exactly as sent: another spelling of an allowed path is not that path
 */
export function isAllowedAuthPath(method: string, path: string): boolean {
  const name = `${method} ${path}`;
  return ALLOWED.has(name) || RESET_LINK.test(name);
}
