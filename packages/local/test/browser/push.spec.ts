import { expect, test, type BrowserContext, type Page } from "@playwright/test";
import { json, post } from "../rig/person.ts";
import { newcomer, rig, signUp, wait } from "./visitor.ts";

/**
 * Browser push through everything but the browser vendor's own push service, which no test may reach: subscriptions come
 * from ours on loopback, and what it received and decrypted is handed to the real service worker.
 */

type Received = { endpoint?: string; text: string };

async function playPushService(context: BrowserContext, page: Page): Promise<void> {
  await context.grantPermissions(["notifications"], { origin: rig.app });
  await page.exposeFunction("subscribeLocally", (applicationServerKey: string) =>
    json(fetch(`${rig.services}/push/subscriptions`, post({ applicationServerKey }))),
  );
  await page.addInitScript(() => {
    const base64url = (bytes: ArrayBuffer): string =>
      btoa(String.fromCharCode(...new Uint8Array(bytes)))
        .replaceAll("+", "-")
        .replaceAll("/", "_")
        .replaceAll("=", "");
    const local = window as unknown as { subscribeLocally(key: string): Promise<{ endpoint: string }> };
    PushManager.prototype.subscribe = async (options) => {
      const made = await local.subscribeLocally(base64url(options?.applicationServerKey as ArrayBuffer));
      return { ...made, toJSON: () => made } as unknown as PushSubscription;
    };
  });
}

/** The service worker gets a push as the browser would hand it over. */
async function deliver(context: BrowserContext, page: Page, data: string): Promise<void> {
  const browser = await context.newCDPSession(page);
  const registered = new Promise<string>((resolve) => {
    browser.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      const [first] = registrations;
      if (first) resolve(first.registrationId);
    });
  });
  await browser.send("ServiceWorker.enable");
  await browser.send("ServiceWorker.deliverPushMessage", { origin: rig.app, registrationId: await registered, data });
}

test("browser push: enabled on a tap, shown at an incident, and it acknowledges", async ({ page, context }) => {
  await playPushService(context, page);
  const team = await signUp(page, newcomer());
  await page.goto(`${rig.app}/t/${team}/contacts`);
  await page.getByRole("button", { name: "Notify me in this browser" }).click();
  await expect(page.getByText(/is notified at once/)).toBeVisible();
  await wait(page, team, 0);

  const made = await page.evaluate(async (id) => {
    const headers = { "content-type": "application/json" };
    const body = JSON.stringify({ name: "backup", schedule: { kind: "period", seconds: 60 }, graceSeconds: 60 });
    return (await (await fetch(`/api/teams/${id}/heartbeats`, { method: "POST", headers, body })).json()) as {
      pingUrl: string;
    };
  }, team);
  await fetch(`${made.pingUrl}/fail`);
  await wait(page, team, 1);
  const { messages } = await json<{ messages: Received[] }>(fetch(`${rig.services}/push/messages`));
  const push = messages.map(({ text }) => text).findLast((text) => text.includes("backup"));
  expect(push).toBeDefined();

  await deliver(context, page, push ?? "");
  const shown = () =>
    page.evaluate(async () =>
      (await (await navigator.serviceWorker.ready).getNotifications()).map(({ title }) => title),
    );
  await expect.poll(shown).toEqual([expect.stringContaining("DOWN backup")]);
  await page.goto(`${rig.app}/t/${team}/incidents`);
  await page
    .getByRole("link", { name: /backup/ })
    .first()
    .click();
  await expect(page.getByText(/opened/i).first()).toBeVisible();

  const [worker] = context.serviceWorkers();
  await worker?.evaluate(async () => {
    const scope = self as unknown as { registration: ServiceWorkerRegistration; dispatchEvent(event: Event): void };
    const [notification] = await scope.registration.getNotifications();
    const Click = (self as unknown as { NotificationEvent: new (type: string, init: object) => Event })
      .NotificationEvent;
    scope.dispatchEvent(new Click("notificationclick", { notification, action: "ack" }));
  });
  await expect(page.getByText(/has it|You have it/).first()).toBeVisible();
});
