/** True on a person's own machine, where mail and phone are caught by the local stack. */
export const isLoopback = (): boolean => /^(localhost|127\.0\.0\.1)$/.test(location.hostname);
