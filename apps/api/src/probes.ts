import type { CloudRegion } from "@nightbell/shared/check/region";

/** The regional probes: Workers of ours without a route, called over service bindings, because placement acts on that. */
export const probeOf = (env: Env, region: CloudRegion): Fetcher =>
  ({ weur: env.PROBE_WEUR, enam: env.PROBE_ENAM, apac: env.PROBE_APAC })[region];
