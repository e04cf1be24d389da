import { magicLinkClient, organizationClient } from "better-auth/client/plugins";
import { createAuthClient } from "better-auth/react";

/** better-auth's client; signing in and out, magic links and invitations go through it. */
export const auth = createAuthClient({
  baseURL: location.origin,
  plugins: [magicLinkClient(), organizationClient()],
});
