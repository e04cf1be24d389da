/**
 * As much of `reflect-metadata` as @peculiar/x509 asks for when it is loaded: without it, it refuses to start.
 * Import it before that library.
 */

const known = new WeakMap<object, Map<unknown, unknown>>();

Object.assign(Reflect, {
  defineMetadata(key: unknown, value: unknown, target: object): void {
    known.set(target, (known.get(target) ?? new Map<unknown, unknown>()).set(key, value));
  },
  getOwnMetadata: (key: unknown, target: object): unknown => known.get(target)?.get(key),
  getMetadata: (key: unknown, target: object): unknown => known.get(target)?.get(key),
});
