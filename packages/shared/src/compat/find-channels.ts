type Known = { id: string; name: string };

/**
 * The channels that a write names by id or exact name, separated by commas; `*` is all, nothing is none.
 * Spec "heartbeats" §2, "Writable" and "400 texts".
 */
export function findChannels(
  names: string,
  known: readonly Known[],
): { ok: true; ids: string[] } | { ok: false; error: string } {
  if (names === "") return { ok: true, ids: [] };
  if (names === "*") return { ok: true, ids: known.map(({ id }) => id) };
  const ids = new Set<string>();
  for (const name of names.split(",")) {
    if (name === "") return { ok: false, error: "empty channel identifier" };
    const [found, other] = known.filter((channel) => channel.id === name || channel.name === name);
    if (found === undefined) return { ok: false, error: `invalid channel identifier: ${name}` };
    if (other !== undefined) return { ok: false, error: `non-unique channel identifier: ${name}` };
    ids.add(found.id);
  }
  return { ok: true, ids: [...ids] };
}
