import { writeFileSync } from "node:fs";
import { get, type ClientRequest } from "node:http";
import { join } from "node:path";
import type { Shown } from "../bad-servers/certificates.ts";
import { accountOf, freePort, installed, newFolder, startDaemon } from "./daemon.ts";
import type { Running } from "./running.ts";

const NGINX_USER = "nightbell";

/** What `/full` gives its one guest takes minutes; `/` is small and compressed. */
const SITE = `
  gzip on;
  gzip_min_length 0;
  gzip_types text/plain;
  default_type text/plain;
  location = / { return 200 "All is well.\\n"; }
  location = /closed { auth_basic "lamps"; auth_basic_user_file passwords; try_files /lamp =404; }
  location = /full { limit_conn guests 1; limit_rate 1k; try_files /large =404; }
  location = /broken { proxy_pass http://127.0.0.1:1/; }
`;

/** nginx: `nginx` plain, `nginxTls` over TLS, `nginxClients` wants a client's certificate; `nginxHung` is frozen. */
export async function startNginx(
  tls: Shown,
  password: string,
): Promise<Running<"nginx" | "nginxTls" | "nginxClients" | "nginxHung">> {
  const account = process.getuid?.() === 0 ? accountOf("nobody") : {};
  const start = async () => {
    const [plain, secure, clients] = await Promise.all([freePort(), freePort(), freePort()]);
    const folder = newFolder("nginx", account);
    const write = (name: string, text: string): void => writeFileSync(join(folder, name), text, { mode: 0o644 });
    write("lamp", "lit\n");
    write("large", "0123456789".repeat(100_000));
    write("passwords", `${NGINX_USER}:{PLAIN}${password}\n`);
    write("tls.pem", tls.cert);
    write("tls.key", tls.key);
    write("nginx.conf", configuration(folder, { plain, secure, clients }));
    const args = ["-p", folder, "-c", join(folder, "nginx.conf"), "-e", "stderr"];
    return {
      plain,
      secure,
      clients,
      daemon: await startDaemon(installed("nginx"), args, { port: plain, folder, account }),
    };
  };
  const [main, hung] = await Promise.all([start(), start()]);
  const guest = await onlyGuest(main.plain);
  hung.daemon.hang();
  return {
    ports: { nginx: main.plain, nginxTls: main.secure, nginxClients: main.clients, nginxHung: hung.plain },
    async stop() {
      guest.destroy();
      await Promise.all([main, hung].map(({ daemon }) => daemon.stop()));
    },
  };
}

const configuration = (folder: string, at: { plain: number; secure: number; clients: number }): string => `
daemon off;
worker_processes 1;
pid ${folder}/nginx.pid;
error_log stderr;
events {}
http {
  access_log off;
  ${["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((kind) => `${kind}_temp_path ${folder}/${kind};`).join(" ")}
  limit_conn_zone $server_port zone=guests:1m;
  ssl_certificate tls.pem;
  ssl_certificate_key tls.key;
  root ${folder};
  server { listen 127.0.0.1:${at.plain}; ${SITE} }
  server { listen 127.0.0.1:${at.secure} ssl http2; ${SITE} }
  server { listen 127.0.0.1:${at.clients} ssl; ssl_client_certificate tls.pem; ssl_verify_client on; ${SITE} }
}
`;

/** Takes the one place of `/full`, and reads so slowly that it keeps it. */
function onlyGuest(port: number): Promise<ClientRequest> {
  return new Promise((resolve, reject) => {
    const guest = get({ host: "127.0.0.1", port, path: "/full" }, (response) => {
      response.pause();
      if (response.statusCode === 200) resolve(guest);
      else reject(new Error(`nginx has no place for its only guest: ${response.statusCode}`));
    }).on("error", reject);
  });
}
