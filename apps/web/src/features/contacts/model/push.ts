import type { Subscription } from "../api/save-contact.ts";

/** Why browser push cannot be switched on here; null when it can. */
export function pushObstacle(): string | null {
  if (!("serviceWorker" in navigator) || !("PushManager" in window)) {
    return /iPhone|iPad/.test(navigator.userAgent)
      ? "On iPhone and iPad, first add Nightbell to the Home Screen (Share, then “Add to Home Screen”), open it there, and come back to this page."
      : "This browser has no push notifications. Your phone still gets texts and calls.";
  }
  return Notification.permission === "denied"
    ? "Notifications of this site are blocked. Allow them in the browser’s site settings, then reload this page."
    : null;
}

/** base64url to bytes, as the push service wants its key. */
export function keyBytes(key: string): Uint8Array<ArrayBuffer> {
  const text = atob(key.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(text, (char) => char.charCodeAt(0));
}

/**
 * Asks for permission and subscribes this browser.
 * @param vapidKey the server's public key, base64url
 * @throws {Error} with a sentence for the person when permission is not given
 */
export async function subscribe(vapidKey: string): Promise<Subscription> {
  if ((await Notification.requestPermission()) !== "granted") {
    throw new Error("Notifications were not allowed, so this browser stays silent. You can allow them at any time.");
  }
  const registration = await navigator.serviceWorker.register("/sw.js");
  await navigator.serviceWorker.ready;
  const old = await registration.pushManager.getSubscription();
  await old?.unsubscribe();
  const made = await registration.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: keyBytes(vapidKey),
  });
  const { p256dh = "", auth = "" } = made.toJSON().keys ?? {};
  return { endpoint: made.endpoint, keys: { p256dh, auth } };
}
