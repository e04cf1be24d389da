/** Where to go after signing in: a path of this site, never another address. */
export const safeNext = (next: string | undefined): string =>
  next !== undefined && /^\/(?![/\\])/.test(next) ? next : "/t";
