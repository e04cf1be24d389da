/** What the pages of the local stack share: live state, requests, small DOM helpers. */

/** Calls `show` with the state now and after every change, and shows a banner while the stack is away. */
export function live(url, show) {
  const banner = document.querySelector(".offline");
  const source = new EventSource(url);
  source.addEventListener("open", () => (banner.hidden = true));
  source.addEventListener("error", () => (banner.hidden = false));
  source.addEventListener("state", (event) => show(JSON.parse(event.data)));
}

/** Sends JSON. Throws an Error with the server's sentence. */
export async function send(url, body = {}, method = "POST") {
  const response = await fetch(url, {
    method,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.error?.message ?? `The local stack answered ${response.status}.`);
  return answer;
}

/** An element: `h("p", {class: "soft"}, "text", child)`. */
export function h(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (value === undefined || value === false) continue;
    element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children);
  return element;
}

const URLS = /https?:\/\/[^\s<>"]*[^\s<>".,;:!?)]/g;

/** The text as nodes, with its addresses as links. */
export function linked(text) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(URLS)) {
    nodes.push(text.slice(end, match.index), h("a", { href: match[0], target: "_blank", rel: "noopener" }, match[0]));
    end = match.index + match[0].length;
  }
  nodes.push(text.slice(end));
  return nodes;
}

/** 03:05, with the day when that was not today. */
export function time(at) {
  const date = new Date(at);
  const clock = date.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  return date.toDateString() === new Date().toDateString()
    ? clock
    : `${date.toLocaleDateString([], { day: "numeric", month: "short" })}, ${clock}`;
}
