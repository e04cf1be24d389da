import type { Io, Reach } from "./io.ts";

/** The way out of this probe: the machine it runs on, and what may be reached from there (spec "checks" §7). */
export type Egress = {
  io: Io;
  reach: Reach;
  /** Local stack and tests only: 127/8, ::1 and localhost may be reached. */
  allowLoopback: boolean;
  /** Whether the host's own file opens a private address to a Node probe; never on Workers. */
  allowPrivate: (address: string) => boolean;
  /** Hosts of ours, never checked on behalf of a team. */
  ownHosts: readonly string[];
  /** URLs of DNS over HTTPS (JSON), asked where `io.resolve` is null. Empty in the local stack: names are not looked up. */
  resolvers: readonly string[];
  userAgent: string;
};
