import { writeFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { accountOf, freePort, installed, newFolder, startDaemon } from "./daemon.ts";
import type { Shown } from "../bad-servers/certificates.ts";
import type { Running } from "./running.ts";

export const MAIL_USER = "lamp";

/** Exim, which takes no mail: `smtp` offers STARTTLS and logins after it, `smtps` TLS from the first byte, `smtpPlain`
 * neither; the one place of `smtpFull` is taken. */
export async function startExim(
  tls: Shown,
  password: string,
): Promise<Running<"smtp" | "smtps" | "smtpPlain" | "smtpFull">> {
  const account = process.getuid?.() === 0 ? accountOf("Debian-exim") : {};
  const folder = newFolder("exim", account);
  writeFileSync(join(folder, "tls.pem"), tls.cert);
  writeFileSync(join(folder, "tls.key"), tls.key, { mode: 0o644 });
  const [smtp, smtps, smtpPlain, smtpFull] = [await freePort(), await freePort(), await freePort(), await freePort()];
  const start = async (name: string, port: number, settings: string[]) => {
    const file = join(folder, `${name}.conf`);
    writeFileSync(file, configuration(folder, name, settings, password));
    return startDaemon(installed("exim4"), ["-C", file, "-bdf"], { port, folder, account });
  };
  const secure = [
    `tls_certificate = ${folder}/tls.pem`,
    `tls_privatekey = ${folder}/tls.key`,
    "tls_advertise_hosts = *",
  ];
  const daemons = await Promise.all([
    start("main", smtp, [`daemon_smtp_ports = ${smtp} : ${smtps}`, `tls_on_connect_ports = ${smtps}`, ...secure]),
    start("plain", smtpPlain, [`daemon_smtp_ports = ${smtpPlain}`, "tls_advertise_hosts ="]),
    start("full", smtpFull, [`daemon_smtp_ports = ${smtpFull}`, "tls_advertise_hosts =", "smtp_accept_max = 1"]),
  ]);
  const guest = await onlyGuest(smtpFull);
  return {
    ports: { smtp, smtps, smtpPlain, smtpFull },
    async stop() {
      guest.destroy();
      await Promise.all(daemons.map((daemon) => daemon.stop()));
    },
  };
}

/** Takes the one place there is, once the connection that asked whether the server is ready has left it. */
async function onlyGuest(port: number): Promise<Socket> {
  for (let tries = 0; tries < 100; tries++) {
    const guest = connect(port, "127.0.0.1").on("error", () => undefined);
    const banner = await new Promise<string>((resolve) => {
      guest.once("data", (line: Buffer) => resolve(line.toString())).once("close", () => resolve(""));
    });
    if (banner.startsWith("220")) return guest;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("exim4 has no place for its only guest");
}

const configuration = (folder: string, name: string, settings: string[], password: string): string => `
primary_hostname = mail.test
local_interfaces = 127.0.0.1
spool_directory = ${folder}/spool-${name}
log_file_path = ${folder}/${name}-%slog
pid_file_path = ${folder}/${name}.pid
host_lookup =
rfc1413_query_timeout = 0s
auth_advertise_hosts = \${if eq{$tls_in_cipher}{}{}{*}}
acl_smtp_rcpt = deny
${settings.join("\n")}

begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_condition = \${if and{{eq{$auth2}{${MAIL_USER}}}{eq{$auth3}{${password}}}}{yes}{no}}
  server_set_id = $auth2
login:
  driver = plaintext
  public_name = LOGIN
  server_prompts = Username:: : Password::
  server_condition = \${if and{{eq{$auth1}{${MAIL_USER}}}{eq{$auth2}{${password}}}}{yes}{no}}
  server_set_id = $auth1
`;
