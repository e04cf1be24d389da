/** Servers that run, by name. */
export type Running<Name extends string> = { ports: Record<Name, number>; stop(): Promise<void> };
