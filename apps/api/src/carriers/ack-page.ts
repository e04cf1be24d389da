import { duration, wallClock } from "@nightbell/shared/paging/message-time";
import { stateLine } from "@nightbell/shared/paging/messages";
import { escapeMarkup, plainText } from "@nightbell/shared/paging/plain-text";
import type { LinkAct, LinkView } from "@nightbell/shared/team/pager-rpc";

/**
 * The page behind the link of a message: read half asleep on a phone, so it says the state first, works without
 * scripts, and has buttons for a thumb. Showing it changes nothing (spec "oncall" §6, "Link").
 */

/** What stands above the state after a button was pressed, or why it could not be done. */
export type Notice = { text: string; failed: boolean };

const STYLE = `
:root{color-scheme:light dark;--bg:#f8f9fa;--card:#fff;--text:#1a1b1e;--dim:#5c5f66;--line:#dee2e6;--red:#c92a2a;--green:#2b8a3e;--grey:#5c5f66}
@media(prefers-color-scheme:dark){:root{--bg:#141517;--card:#1f2023;--text:#f1f3f5;--dim:#a6a7ab;--line:#373a40;--red:#ff8787;--green:#69db7c;--grey:#a6a7ab}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--text);font:18px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main{max-width:480px;margin:0 auto;padding:20px 16px 40px}
header{color:var(--dim);font-size:15px;margin-bottom:16px;overflow-wrap:anywhere}
.state{background:var(--card);border:1px solid var(--line);border-left:6px solid var(--grey);border-radius:12px;padding:20px}
.firing{border-left-color:var(--red)}.acked{border-left-color:var(--green)}
h1{font-size:26px;line-height:1.25;margin:0;overflow-wrap:anywhere}
.firing h1{color:var(--red)}.acked h1{color:var(--green)}
.state p{margin:8px 0 0}
ul{list-style:none;margin:20px 0;padding:0;background:var(--card);border:1px solid var(--line);border-radius:12px}
li{padding:14px 20px;overflow-wrap:anywhere}li+li{border-top:1px solid var(--line)}
small{display:block;color:var(--dim);font-size:15px}
form{display:grid;gap:12px;margin:20px 0}
button{min-height:56px;border-radius:12px;border:2px solid transparent;font:inherit;font-weight:600;cursor:pointer}
button:focus-visible{outline:3px solid currentColor;outline-offset:3px}
.first{background:#237032;color:#fff}
.second{background:transparent;color:var(--text);border-color:var(--dim)}
.notice{border:1px solid var(--line);border-radius:12px;padding:14px 20px;margin:0 0 16px;background:var(--card);font-weight:600;overflow-wrap:anywhere}
.notice::first-letter{text-transform:uppercase}
.failed{border-color:var(--red)}
footer{color:var(--dim);font-size:15px}
footer a{color:inherit;display:inline-block;padding:12px 0}
`;

const text = (value: string): string => escapeMarkup(plainText(value));

/** The whole document. @param nonce base64, fresh for each answer; the policy of {@link pageHeaders} names it */
function document(nonce: string, title: string, body: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex"><title>${text(title)}</title><style nonce="${nonce}">${STYLE}</style></head>
<body><main>${body}</main></body></html>`;
}

/** Headers of every answer under `/i`: no script, no frame, no trace of the token in caches or referrers. */
export const pageHeaders = (nonce: string): Record<string, string> => ({
  "content-type": "text/html; charset=utf-8",
  "content-security-policy": `default-src 'none'; style-src 'nonce-${nonce}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`,
  "cache-control": "no-store",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "x-robots-tag": "noindex",
});

/** The state in words: a headline and what follows from it. */
function stateOf(view: LinkView): { headline: string; rest: string } {
  const when = (at: number): string => wallClock(at, view.zone, view.clock.now);
  switch (view.state) {
    case "closed":
      return { headline: "It is over.", rest: "Everything on this page is resolved. There is nothing to do." };
    case "snoozed": {
      const until = view.snoozeUntil === null ? "" : ` until ${when(view.snoozeUntil)}`;
      return { headline: `Snoozed${until}.`, rest: "If it is still down then, it pages again." };
    }
    case "acked": {
      const owner = view.owner;
      const has = owner?.you ? "You have it." : stateLine(owner?.name ?? "", view.clock);
      return { headline: has, rest: owner === null ? "" : `Since ${when(owner.since)}. Nobody else is called.` };
    }
    case "firing": {
      const [headline = "", ...rest] = stateLine(null, view.clock).split(/(?<=\.) /);
      return { headline, rest: rest.join(" ") };
    }
  }
}

/** The buttons a state allows, the likeliest first. */
function buttonsOf(view: LinkView): [LinkAct, string][] {
  if (view.state === "closed" || view.readOnly) return [];
  const escalate: [LinkAct, string] = ["escalate", "Call everyone now"];
  if (view.state !== "acked") return [["ack", "I have it"], escalate];
  return [["ack", view.owner?.you ? "Still on it" : "I join"], escalate];
}

function incidentItem(view: LinkView, incident: LinkView["incidents"][number]): string {
  const since = wallClock(incident.since, view.zone, view.clock.now);
  const down = duration((incident.endedAt ?? view.clock.now) - incident.since);
  const line = incident.endedAt === null ? `since ${since}, for ${down}` : `back after ${down}`;
  return `<li>${text(incident.title)}<small>${text(line)}</small></li>`;
}

const BACKUP_ADVICE = "You are the backup. You cannot take it here: call somebody of the team, or go and see.";

/** The page of a known token. */
export function ackPage(view: LinkView, nonce: string, notice: Notice | null): string {
  const { headline, rest } = stateOf(view);
  const buttons = buttonsOf(view).map(
    ([act, label], i) => `<button class="${i === 0 ? "first" : "second"}" name="act" value="${act}">${label}</button>`,
  );
  return document(
    nonce,
    headline,
    [
      `<header>Nightbell for ${text(view.team)}</header>`,
      notice === null || notice.text === headline ? "" : noticeBox(notice),
      `<section class="state ${view.state}"><h1>${text(headline)}</h1>${rest === "" ? "" : `<p>${text(rest)}</p>`}</section>`,
      view.readOnly && view.state === "firing" ? `<p>${text(BACKUP_ADVICE)}</p>` : "",
      buttons.length > 0 ? `<form method="post">${buttons.join("")}</form>` : "",
      incidentList(view),
      `<footer>For ${text(view.person)}, as of ${text(wallClock(view.clock.now, view.zone, view.clock.now))}. <a href="?">Look again</a></footer>`,
    ].join(""),
  );
}

const noticeBox = (notice: Notice): string =>
  `<p class="notice${notice.failed ? " failed" : ""}" role="status">${text(notice.text)}</p>`;

/** So many incidents are listed; the rest are counted. */
const LISTED = 20;

function incidentList(view: LinkView): string {
  const items = view.incidents.slice(0, LISTED).map((incident) => incidentItem(view, incident));
  const hidden = view.incidents.length - items.length;
  if (hidden > 0) items.push(`<li>and ${hidden} more</li>`);
  return items.length > 0 ? `<ul>${items.join("")}</ul>` : "";
}

/** The page where there is none to show: an unknown link, or a team that cannot be reached. */
export function problemPage(headline: string, advice: string, nonce: string): string {
  return document(
    nonce,
    headline,
    `<header>Nightbell</header><section class="state"><h1>${text(headline)}</h1><p>${text(advice)}</p></section>`,
  );
}
