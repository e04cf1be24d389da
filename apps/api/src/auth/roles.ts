import { createAccessControl } from "better-auth/plugins/access";

/**
 * better-auth's organization endpoints that change a team are closed (see `allowed-paths.ts`): our own verbs do that,
 * under `access.ts`. So its roles need names, and no rights.
 */
const control = createAccessControl({ organization: [], member: [], invitation: [] } as const);
const none = control.newRole({ organization: [], member: [], invitation: [] });

export const pluginRoles = { owner: none, admin: none, responder: none, viewer: none };
