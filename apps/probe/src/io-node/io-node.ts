import type { Connection, ConnectOptions, HttpRequest, Io, Reach } from "../core/io.ts";
import { SocketConnection } from "./connection.ts";
import { dial } from "./dial.ts";
import { exchange } from "./fetch.ts";
import { beginTls, handshaken, type Handshake } from "./handshake.ts";
import { ping } from "./ping.ts";
import { resolve } from "./resolve.ts";
import { contextsWith, type Roots } from "./trust.ts";
import { udp } from "./udp.ts";

/** The {@link Io} of Node: sockets, datagrams, the host's resolver, the system's `ping`. */

export type NodeIoOptions = {
  /** Whose certificates count. */
  roots: Roots;
  /** The ping program: a name in PATH, or a path. */
  ping: string;
};

const DEFAULT_PORTS: Record<string, number> = { "http:": 80, "https:": 443 };
const HTTP: readonly string[] = ["http/1.1"];

export function nodeIo({ roots, ping: program }: NodeIoOptions): Io {
  const contextFor = contextsWith(roots);
  /** Made before anything is dialled: a client certificate that cannot be read must leave no connection behind. */
  const handshakeWith = ({ clientCertificate, trustAnyCertificate }: Reach, alpn: readonly string[]) => {
    const context = contextFor(clientCertificate);
    return (serverName: string): Handshake => ({ serverName, context, trustAnyCertificate, alpn });
  };

  /** Every request has a connection of its own: a pooled one would hide what a new visitor meets. */
  async function fetch(href: string, sent: HttpRequest, reach: Reach): Promise<Response> {
    const url = new URL(href);
    const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
    const port = url.port === "" ? (DEFAULT_PORTS[url.protocol] ?? 0) : Number(url.port);
    const handshake = handshakeWith(reach, HTTP);
    const socket = await dial({ host, port, addresses: sent.addresses, family: reach.family }, sent.signal);
    if (url.protocol !== "https:") return exchange(socket, url, sent);
    const secured = beginTls(socket, handshake(host));
    await handshaken(secured, sent.signal);
    return exchange(secured, url, sent);
  }

  async function connect(options: ConnectOptions, reach: Reach): Promise<Connection> {
    const { host, port, tls, serverName, addresses, signal } = options;
    const handshake = handshakeWith(reach, []);
    const socket = await dial({ host, port, addresses, family: reach.family }, signal);
    if (tls !== "on") return new SocketConnection(socket, socket, signal, handshake, Promise.resolve());
    const secured = beginTls(socket, handshake(serverName));
    await handshaken(secured, signal);
    return new SocketConnection(secured, socket, signal, handshake, Promise.resolve());
  }

  return { fetch, connect, resolve, icmp: (address, signal) => ping(program, address, signal), udp };
}
