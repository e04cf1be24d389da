/** How a client that speaks to Healthchecks is pointed here: lines for its own configuration. */
export type Client = { name: string; code: string };

export type Bases = {
  /** Where the dashboard and the management API are, without a slash at the end. */
  app: string;
  /** Where pings go, likewise. */
  ping: string;
  apiKey: string;
};

/** The clients people have, each with its base URLs changed and nothing else. */
export const clientsOf = ({ app, ping, apiKey }: Bases): Client[] => [
  {
    name: "curl",
    code: `curl -fsS -H "X-Api-Key: ${apiKey}" ${app}/api/v3/checks/`,
  },
  {
    name: "Terraform",
    code: `provider "healthchecksio" {\n  api_url = "${app}/api/v1"\n  api_key = "${apiKey}"\n}`,
  },
  {
    name: "Ansible",
    code: `- community.healthchecksio.checks:\n    management_api_base_url: ${app}/api/v1\n    ping_api_base_url: ${ping}\n    management_api_token: ${apiKey}\n    state: present\n    name: nightly-backup`,
  },
];
