/** Name the verified caller to the Team object's `fetch`; whatever a client sends under these names is replaced. */
export const TEAM_HEADER = "x-nightbell-team";
export const USER_HEADER = "x-nightbell-user";
