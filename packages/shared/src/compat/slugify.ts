/**
 * The slug that versions 1 and 2 of the management API make of a name: ASCII letters, digits and `_`, other runs as `-`,
 * neither at its ends. May be empty. Spec "heartbeats" §2.
 */
export const slugify = (name: string): string =>
  name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9_\s-]/g, "")
    .replace(/[-\s]+/g, "-")
    .slice(0, 100)
    .replace(/^[-_]+|[-_]+$/g, "");
