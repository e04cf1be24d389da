/**
 * What the probe core needs of the machine it runs on: workerd gives it in `io-workerd`, Node in `io-node`.
 * Everything in `core` is written against this, and nothing in it names a platform. Callers never use it directly:
 * they go through `safeFetch` and `safeConnect`, which judge the target first (spec "checks" §6 and §7).
 */

/** An HTTP request that is sent as it stands: no redirects, no cache, no cookies. */
export type HttpRequest = {
  method: string;
  headers: Record<string, string>;
  body: string | Uint8Array | null;
  signal: AbortSignal;
  /** Addresses that were judged; where the platform can, the connection is made to one of these and no other. */
  addresses: readonly string[];
};

/** Which address family is used, whose certificate is trusted, and what we show of ourselves; only Node can. */
export type Reach = {
  family: 4 | 6 | null;
  clientCertificate: { certificate: string; key: string } | null;
  trustAnyCertificate: boolean;
};

/** A byte stream to a server. Whoever opened it closes it, in `finally`. */
export interface Connection {
  /** The next bytes; null once the server has ended the stream. @throws what the platform throws when it breaks */
  read(): Promise<Uint8Array | null>;
  write(bytes: Uint8Array): Promise<void>;
  /**
   * Goes on over TLS. The name is verified where the platform can; the handshake may fail only at the first read
   * (spec "checks" §5), so an application byte must be read before it counts as done.
   */
  startTls(serverName: string): Connection;
  /** Never throws, and may be called twice. */
  close(): void;
}

export type ConnectOptions = {
  host: string;
  port: number;
  /** `on`: TLS from the first byte, verified for `serverName`. `starttls`: plain, and {@link Connection.startTls} later. */
  tls: "off" | "on" | "starttls";
  serverName: string;
  addresses: readonly string[];
  signal: AbortSignal;
};

export interface Io {
  fetch(url: string, request: HttpRequest, reach: Reach): Promise<Response>;
  /** Resolves once the connection stands. @throws when it cannot be made, or the signal fires */
  connect(options: ConnectOptions, reach: Reach): Promise<Connection>;
  /** All addresses the machine's own resolver knows for a name; null where there is none, so that DNS over HTTPS is asked. */
  resolve: ((host: string) => Promise<string[]>) | null;
  /** Raw sockets and datagrams: null on Workers, which have neither. */
  icmp: ((address: string, signal: AbortSignal) => Promise<{ ms: number }>) | null;
  udp: ((address: string, port: number, payload: Uint8Array, signal: AbortSignal) => Promise<Uint8Array>) | null;
}

export const PLAIN_REACH: Reach = { family: null, clientCertificate: null, trustAnyCertificate: false };
