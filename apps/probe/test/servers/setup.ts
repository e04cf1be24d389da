import { newAuthority, newLeaf, newSelfSigned } from "@nightbell/testkit/bad-servers/certificates";
import { trustedRootAt } from "@nightbell/testkit/bad-servers/trusted-root";
import { bringServers, type Program } from "@nightbell/testkit/servers/bring";
import { startDovecot } from "@nightbell/testkit/servers/dovecot";
import { startExim } from "@nightbell/testkit/servers/exim";
import { startMariadbServers } from "@nightbell/testkit/servers/mariadb";
import { startNamed } from "@nightbell/testkit/servers/named";
import { startNginx } from "@nightbell/testkit/servers/nginx";
import { startPostgresServers } from "@nightbell/testkit/servers/postgres";
import { startRedisServers } from "@nightbell/testkit/servers/redis";
import type { Running } from "@nightbell/testkit/servers/running";
import type { TestProject } from "vitest/node";
import { startOddServers } from "./odd-servers.ts";
import { PASSWORD } from "./password.ts";
import type {} from "./provided.ts";

/** Starts every server that this machine can have, all at once, and stops them after the last test. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const missing: Partial<Record<Program, string>> = bringServers();
  const root = await trustedRootAt(process.env["NODE_EXTRA_CA_CERTS"]);
  const middle = await newAuthority("Nightbell Test Intermediate", root);
  const tls = await newLeaf(middle, { names: ["localhost"] }, [middle]);
  const stranger = await newAuthority("Stranger Intermediate", await newAuthority("Stranger Root"));
  const faulty = {
    selfSigned: await newSelfSigned({ names: ["localhost"] }),
    expired: await newLeaf(middle, { names: ["localhost"], from: -20, until: -10 }, [middle]),
    untrusted: await newLeaf(stranger, { names: ["localhost"] }, [stranger]),
    otherHost: await newLeaf(middle, { names: ["elsewhere.test"] }, [middle]),
  };
  const starts: [Program[], () => Promise<Running<string>>][] = [
    [["postgres"], () => startPostgresServers(tls, PASSWORD)],
    [["mariadbd", "my_print_defaults"], () => startMariadbServers(tls, PASSWORD)],
    [["redis-server"], () => startRedisServers(tls, PASSWORD)],
    [["nginx"], () => startNginx(tls, PASSWORD)],
    [["exim4"], () => startExim(tls, PASSWORD)],
    [["dovecot"], () => startDovecot(tls, PASSWORD)],
    [["named", "dig"], () => startNamed()],
    [[], () => startOddServers(tls, faulty, root.certificate.toString("pem"))],
  ];
  const possible = starts.filter(([programs]) => programs.every((program) => missing[program] === undefined));
  const running = await Promise.all(possible.map(([, start]) => start()));
  const ports = Object.assign({}, ...running.map((one) => one.ports)) as Record<string, number>;
  project.provide("servers", { ports, missing, root: root.certificate.toString("pem") });
  return async () => void (await Promise.all(running.map((one) => one.stop())));
}
