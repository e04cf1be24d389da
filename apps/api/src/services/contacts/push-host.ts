import { AppError } from "@nightbell/shared/errors";

/** The push services of the browsers there are (spec "trust" §10, row on push endpoints). */
const PUSH_HOSTS = [
  /^fcm\.googleapis\.com$/,
  /^updates\.push\.services\.mozilla\.com$/,
  /(^|\.)push\.apple\.com$/,
  /(^|\.)notify\.windows\.com$/,
];

const LOOPBACK = /^(localhost|127\.0\.0\.1)$/;

/**
 * @param endpoint of a push subscription
 * @param environment the local stack plays a push service on this machine
 * @throws AppError `invalid` for a host that is no push service
 */
export function requirePushHost(endpoint: string, environment: "local" | "production"): void {
  const { hostname, protocol } = new URL(endpoint);
  if (environment === "local" && LOOPBACK.test(hostname)) return;
  if (protocol === "https:" && PUSH_HOSTS.some((host) => host.test(hostname))) return;
  throw new AppError("invalid", "This is not the address of a push service we know.", "subscription.endpoint");
}
