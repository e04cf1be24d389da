/** These packages ship no types; only what the tests use. */

declare module "healthchecks-io-client" {
  type Answer = Record<string, unknown>;
  type Check = Answer & { ping_url: string; status: string; n_pings: number };

  class HealthChecksApiClient {
    constructor(options: { apiKey: string; baseUrl: string; apiVersion?: number });
    getChecks(tags?: string[]): Promise<{ checks: Check[] }>;
    getCheck(uuid: string): Promise<Check>;
    createCheck(check: Answer): Promise<Check>;
    updateCheck(uuid: string, check: Answer): Promise<Check>;
    pauseCheck(uuid: string): Promise<Check>;
    deleteCheck(uuid: string): Promise<Check>;
    listPings(uuid: string): Promise<{ pings: Answer[] }>;
    listFlips(uuid: string, params?: Answer): Promise<{ flips: Answer[] }>;
    getIntegrations(): Promise<{ channels: Answer[] }>;
  }

  class HealthChecksPingClient {
    constructor(options: { uuid: string; baseUrl: string; returnResponse?: boolean });
    start(): Promise<string>;
    success(payload?: string): Promise<string>;
    fail(payload?: string): Promise<string>;
  }

  const client: {
    HealthChecksApiClient: typeof HealthChecksApiClient;
    HealthChecksPingClient: typeof HealthChecksPingClient;
  };
  export default client;
}
