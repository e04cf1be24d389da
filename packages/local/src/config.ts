import type { Secrets } from "./secrets.ts";

/** The carrier number that messages come from: one of Twilio's test numbers. */
export const CARRIER_NUMBER = "+15005550006";

/** The addresses of a stack whose Workers answer on `port`. */
export function addresses(port: number) {
  const app = `http://localhost:${port}`;
  const services = `http://localhost:${port + 1}`;
  return {
    app,
    ping: `${app}/ping`,
    services,
    sql: `${services}/sql`,
    handset: `${services}/handset`,
    mail: `${services}/mail`,
    chat: `${services}/chat`,
    target: `${services}/target`,
    /** The site to monitor: {@link target} breaks and mends it. */
    targetSite: `${services}/target/site`,
    controls: [1, 2, 3].map((n) => `${services}/control/${n}`),
    inboundText: `${app}/carrier/twilio/sms`,
    /** The mail server of this machine, which takes e-mail pings. */
    smtpPort: port + 2,
    mailDomain: "ping.localhost",
    /** Where it hands them over. */
    mailDoor: `${app}/ping/email`,
  };
}
export type Addresses = ReturnType<typeof addresses>;

/** The names that the Workers read, with this stack's values. @param databaseEndpoint empty: what the URL says */
export function workerSettings(
  at: Addresses,
  secrets: Secrets,
  databaseUrl: string,
  databaseEndpoint: string,
): Record<string, string> {
  return {
    ENVIRONMENT: "local",
    PUBLIC_URL: at.app,
    PING_BASE: at.ping,
    LOCAL_STACK_URL: at.services,
    DATABASE_URL: databaseUrl,
    DATABASE_ENDPOINT: databaseEndpoint,
    AUTH_SECRET: secrets.authSecret,
    SECRETS_KEY: secrets.secretsKey,
    TWILIO_BASE_URL: at.services,
    TWILIO_ACCOUNT_SID: secrets.carrierSid,
    TWILIO_AUTH_TOKEN: secrets.carrierToken,
    TWILIO_FROM: CARRIER_NUMBER,
    MAIL_BASE_URL: at.services,
    MAIL_API_KEY: secrets.mailKey,
    MAIL_FROM: "Nightbell <bell@nightbell.example>",
    MAIL_DOMAIN: at.mailDomain,
    MAIL_DOOR: "1",
    VAPID_PUBLIC_KEY: secrets.vapidPublicKey,
    VAPID_PRIVATE_KEY: secrets.vapidPrivateKey,
    VAPID_SUBJECT: "mailto:ops@nightbell.example",
    ALLOW_LOOPBACK: "1",
    CONTROL_TARGETS: at.controls.join(","),
    OWN_HOSTS: "",
    // Nothing leaves this machine: loopback needs no look-up.
    DOH_RESOLVERS: "",
  };
}
