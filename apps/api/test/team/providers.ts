import { createFakePush, type SubscriptionJson } from "@nightbell/testkit/fake-push/push";
import { createRealClock } from "@nightbell/testkit/clock";

/** One request to a provider: "sms +43…", "voice +43…", "mail ana@…", "push <id>" or "chat <path>", with what it said. */
export type Handed = {
  what: string;
  text: string;
  /** The send it is about, where its callback says so. */
  send?: string;
};

const PUSH_BASE = "https://updates.push.services.mozilla.com/wpush";

/**
 * The carriers as the Team object sees them, in the Node process. Tests read what they were handed and tell them how to
 * behave through `control.test`. There is no database: whatever asks for one is refused.
 */
export function createProviders() {
  const handed: Handed[] = [];
  /** Answers are held back until released, so that a test can do something in between. */
  let holding = false;
  const release: (() => void)[] = [];
  const push = createFakePush({ clock: createRealClock(), endpointBase: PUSH_BASE });

  const take = async (item: Handed, answer: () => Response): Promise<Response> => {
    handed.push(item);
    if (holding) await new Promise<void>((resolve) => release.push(resolve));
    return answer();
  };

  const control: Record<string, () => unknown> = {
    "/handed": () => handed.splice(0),
    "/hold": () => ((holding = true), null),
    "/release": () => {
      holding = false;
      for (const go of release.splice(0)) go();
      return null;
    },
    "/subscribe": (): SubscriptionJson => push.subscribe(),
  };

  const twilio = async (request: Request, path: string): Promise<Response> => {
    if (request.method === "GET") return Response.json({ status: "sent" });
    const form = new URLSearchParams(await request.text());
    const kind = path.endsWith("/Messages.json") ? "sms" : "voice";
    const sid = `${kind}-${handed.length}`;
    const send = /snd_\d+/.exec(form.get("StatusCallback") ?? "")?.[0];
    const item = { what: `${kind} ${form.get("To")}`, text: form.get("Body") ?? "", ...(send ? { send } : {}) };
    return take(item, () => Response.json({ sid, status: "queued" }, { status: 201 }));
  };

  const mail = async (request: Request): Promise<Response> => {
    const { to, subject } = (await request.json()) as { to: string[]; subject: string };
    return take({ what: `mail ${to[0]}`, text: subject }, () => Response.json({ id: `mail-${handed.length}` }));
  };

  const browser = async (request: Request, path: string): Promise<Response> => {
    const answer = await push.handle(request);
    const { title } = JSON.parse(push.messages.at(-1)?.text ?? "{}") as { title?: string };
    return answer.ok ? take({ what: `push ${path.split("/").at(-1)}`, text: title ?? "" }, () => answer) : answer;
  };

  const chat = async (request: Request, path: string): Promise<Response> => {
    const { text } = (await request.json()) as { text: string };
    return take({ what: `chat ${path}`, text }, () => new Response("ok"));
  };

  return {
    handle: async (request: Request): Promise<Response> => {
      const { hostname, pathname } = new URL(request.url);
      if (hostname === "control.test") return Response.json(control[pathname]?.() ?? null);
      if (hostname === "twilio.test") return twilio(request, pathname);
      if (hostname === "mail.test") return mail(request);
      if (hostname === "hooks.slack.com") return chat(request, pathname);
      if (request.url.startsWith(PUSH_BASE)) return browser(request, pathname);
      return new Response(`nothing may reach ${hostname}`, { status: 599 });
    },
  };
}
