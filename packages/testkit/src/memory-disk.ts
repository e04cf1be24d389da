import { existsSync, statfsSync } from "node:fs";

const MEMORY = "/dev/shm";
const ROOM_BYTES = 1_500_000_000;

/**
 * A folder in memory for what tests throw away, where the machine has one with room; null elsewhere. Durable Objects wait
 * for their disk at every write, and nobody reads after a test what they wrote.
 */
export function memoryDisk(): string | null {
  if (!existsSync(MEMORY)) return null;
  const { bavail, bsize } = statfsSync(MEMORY);
  return bavail * bsize > ROOM_BYTES ? MEMORY : null;
}
