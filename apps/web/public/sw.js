// The service worker of browser push. Payload: {title, body, tag, url, ackUrl, shownUrl}; ackUrl and shownUrl carry
// their own single-purpose tokens and are only ever POSTed. Spec "oncall" §6 and §7, "Web Push".

const post = (url) => fetch(url, { method: "POST", credentials: "omit", headers: { accept: "application/json" } });

const FALLBACK = {
  title: "Nightbell",
  body: "Something changed. Open Nightbell to see what.",
  tag: "nightbell",
  url: "/t",
};

function read(event) {
  try {
    return { ...FALLBACK, ...event.data.json() };
  } catch {
    // A browser withdraws the permission of those who push and show nothing, so a payload we cannot read is shown too.
    return FALLBACK;
  }
}

async function show(message) {
  const actions = message.ackUrl
    ? [
        { action: "ack", title: "I’ve got it" },
        { action: "open", title: "Open" },
      ]
    : [];
  await self.registration.showNotification(message.title, {
    body: message.body,
    tag: message.tag,
    icon: "/icon-192.png",
    badge: "/icon-192.png",
    renotify: true,
    requireInteraction: Boolean(message.ackUrl),
    actions,
    data: { url: message.url, ackUrl: message.ackUrl, tag: message.tag },
  });
  // The beacon says that it was shown; losing it only makes us call sooner.
  if (message.shownUrl) await post(message.shownUrl).catch(() => undefined);
}

async function acknowledge({ url, ackUrl, tag }) {
  const response = await post(ackUrl).catch(() => null);
  const done = response !== null && response.ok;
  await self.registration.showNotification(done ? "You have it" : "That did not get through", {
    body: done ? "Everyone else has been told." : "Nobody has it yet. Tap to open Nightbell and try again.",
    tag,
    icon: "/icon-192.png",
    requireInteraction: !done,
    data: { url },
  });
}

async function open(url) {
  const target = new URL(url ?? "/t", self.location.origin).href;
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const same = windows.find((client) => client.url === target);
  await (same ? same.focus() : self.clients.openWindow(target));
}

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("push", (event) => event.waitUntil(show(read(event))));
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const { url, ackUrl } = event.notification.data ?? {};
  event.waitUntil(event.action === "ack" && ackUrl ? acknowledge(event.notification.data) : open(url));
});
