import type { TeamConfig } from "../team/config.ts";
import type { GuardSettings } from "./settings.ts";

/** Where a guard can be asked by name, below `/guard/`; null unless a key is live and the slug is this guard's alone. */
export function guardSlugPath(config: TeamConfig | null, { slug }: GuardSettings): string | null {
  const key = config?.pingKeys[0];
  if (key === undefined || config?.guards.filter((other) => other.slug === slug).length !== 1) return null;
  return `${key}/${slug}`;
}
