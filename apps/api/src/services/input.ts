/** For a patch schema: an empty patch is a mistake. */
export const someKey = (patch: object): boolean => Object.keys(patch).length > 0;

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** The patch without keys that are undefined, so that they are left alone. */
export const defined = <T extends object>(patch: T): Defined<T> =>
  Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)) as Defined<T>;
