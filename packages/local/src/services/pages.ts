import { Hono } from "hono";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

const FOLDER = join(import.meta.dirname, "../../pages");

const TYPES = { html: "text/html", css: "text/css", js: "text/javascript" } as const;

/** A route's page and the files it loads; each page lives in a folder of its name. */
const FILES: Record<string, string> = {
  "/assets/base.css": "base.css",
  "/assets/live.js": "live.js",
  "/handset": "handset/handset.html",
  "/handset/handset.css": "handset/handset.css",
  "/handset/handset.js": "handset/handset.js",
  "/handset/view.js": "handset/view.js",
  "/handset/settings.js": "handset/settings.js",
  "/handset/ringer.js": "handset/ringer.js",
  "/mail": "mail/mail.html",
  "/mail/mail.css": "mail/mail.css",
  "/mail/mail.js": "mail/mail.js",
  "/chat": "chat/chat.html",
  "/chat/chat.css": "chat/chat.css",
  "/chat/chat.js": "chat/chat.js",
  "/target": "target/target.html",
  "/target/target.js": "target/target.js",
};

const POLICY =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-src 'self'; base-uri 'none'; form-action 'self'";

/** The pages of the local stack as they are on disk. */
export function pages(): Hono {
  const app = new Hono();
  for (const [route, file] of Object.entries(FILES)) {
    const extension = file.slice(file.lastIndexOf(".") + 1) as keyof typeof TYPES;
    app.get(route, async (c) =>
      c.body(await readFile(join(FOLDER, file), "utf8"), 200, {
        "content-type": `${TYPES[extension]}; charset=utf-8`,
        "cache-control": "no-store",
        ...(extension === "html" ? { "content-security-policy": POLICY } : {}),
      }),
    );
  }
  return app;
}
