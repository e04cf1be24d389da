import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { freePort, installed, newFolder, startDaemon } from "./daemon.ts";
import { MAIL_USER } from "./exim.ts";
import type { Shown } from "../bad-servers/certificates.ts";
import type { Running } from "./running.ts";

/** Dovecot with one mailbox: `imap` offers STARTTLS, `imaps` is TLS from the first byte. It wants to be started as root. */
export async function startDovecot(tls: Shown, password: string): Promise<Running<"imap" | "imaps" | "imapPlain">> {
  const folder = newFolder("dovecot", {});
  writeFileSync(join(folder, "tls.pem"), tls.cert);
  writeFileSync(join(folder, "tls.key"), tls.key, { mode: 0o600 });
  writeFileSync(join(folder, "users"), `${MAIL_USER}:{PLAIN}${password}:65534:65534::${folder}/mail\n`);
  const [imap, imaps, imapPlain] = [await freePort(), await freePort(), await freePort()];
  const start = (name: string, port: number, text: string) => {
    const file = join(folder, `${name}.conf`);
    writeFileSync(file, text);
    return startDaemon(installed("dovecot"), ["-F", "-c", file], { port, folder });
  };
  const daemons = await Promise.all([
    start("main", imap, configuration(folder, "main", imap, imaps, "yes")),
    start("plain", imapPlain, configuration(folder, "plain", imapPlain, 0, "no")),
  ]);
  return {
    ports: { imap, imaps, imapPlain },
    stop: async () => void (await Promise.all(daemons.map((daemon) => daemon.stop()))),
  };
}

const configuration = (folder: string, name: string, imap: number, imaps: number, ssl: string): string => `
base_dir = ${folder}/run-${name}
state_dir = ${folder}/state-${name}
log_path = ${folder}/${name}.log
protocols = imap
listen = 127.0.0.1
ssl = ${ssl}
ssl_cert = <${folder}/tls.pem
ssl_key = <${folder}/tls.key
mail_location = maildir:~/mail
first_valid_uid = 1
passdb {
  driver = passwd-file
  args = ${folder}/users
}
userdb {
  driver = passwd-file
  args = ${folder}/users
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${imap}
  }
  inet_listener imaps {
    port = ${imaps}
    ssl = yes
  }
}
service anvil {
  chroot =
}
service stats {
  chroot =
}
`;
