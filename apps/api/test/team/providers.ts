/** One request to a provider: "sms +43…", "voice +43…" or "mail ana@…", with what it said. */
export type Handed = { what: string; text: string };

/**
 * The carriers as the Team object sees them, in the Node process. Tests read what they were handed and tell them how to
 * behave through `control.test`. There is no database: whatever asks for one is refused.
 */
export function createProviders() {
  const handed: Handed[] = [];
  /** Answers are held back until released, so that a test can do something in between. */
  let holding = false;
  const release: (() => void)[] = [];

  const take = async (what: string, text: string, answer: () => Response): Promise<Response> => {
    handed.push({ what, text });
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
  };

  return {
    handle: async (request: Request): Promise<Response> => {
      const url = new URL(request.url);
      if (url.hostname === "control.test") return Response.json(control[url.pathname]?.() ?? null);
      if (url.hostname === "twilio.test" && request.method === "GET") return Response.json({ status: "sent" });
      if (url.hostname === "twilio.test") {
        const form = new URLSearchParams(await request.text());
        const kind = url.pathname.endsWith("/Messages.json") ? "sms" : "voice";
        const sid = `${kind}-${handed.length}`;
        return take(`${kind} ${form.get("To")}`, form.get("Body") ?? "", () =>
          Response.json({ sid, status: "queued" }, { status: 201 }),
        );
      }
      if (url.hostname === "mail.test") {
        const { to, subject } = (await request.json()) as { to: string[]; subject: string };
        return take(`mail ${to[0]}`, subject, () => Response.json({ id: `mail-${handed.length}` }));
      }
      return new Response(`nothing may reach ${url.hostname}`, { status: 599 });
    },
  };
}
