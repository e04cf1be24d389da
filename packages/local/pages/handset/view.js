import { h, linked, time } from "/assets/live.js";

/** What is seen of the carrier's state. Each function fills one part of the page. */

export const ENDED = new Set(["completed", "busy", "no-answer", "failed", "canceled"]);

/** "+43 660 1234567" is easier to read than digits in a row. */
export const pretty = (number) => number.replace(/^(\+(?:1|7|[2-9]\d))(\d{3})(\d+)$/, "$1 $2 $3");

/** The call on a phone's screen: the one it is in, else the latest that rings. */
export function openCall(state, number) {
  const of = (status) => state.calls.findLast((call) => call.to === number && call.status === status);
  return of("in-progress") ?? of("ringing");
}

/** Outgoing texts of the service that have left it; a phone never sees the others. */
const onPhone = (message) => message.status !== "queued" && message.status !== "sending";

export const threadOf = (state, number) =>
  [
    ...state.messages
      .filter((message) => (message.from === number || message.to === number) && onPhone(message))
      .map((message) => ({ at: message.createdAt, message })),
    ...state.calls
      .filter((call) => call.to === number && ENDED.has(call.status))
      .map((call) => ({ at: call.endedAt ?? call.createdAt, call })),
  ].sort((a, b) => a.at - b.at);

function messageItem(message) {
  const mine = message.direction === "inbound";
  const lost = message.status === "undelivered";
  const status = mine
    ? ""
    : lost
      ? ` · not delivered (${message.errorCode})`
      : message.status === "sent"
        ? " · no delivery report"
        : "";
  return h(
    "li",
    { class: mine ? "mine" : lost ? "lost" : "theirs" },
    h("span", { class: "bubble" }, ...linked(message.body)),
    h("small", {}, time(message.createdAt), status),
  );
}

function callItem(call) {
  const seconds = Math.round((call.endedAt - call.answeredAt) / 1000);
  const answered = call.answeredAt !== null;
  const text = answered
    ? `Call, ${duration(seconds)}${call.pressed ? `, pressed ${call.pressed}` : ""}`
    : call.status === "busy"
      ? "Declined call"
      : "Missed call";
  return h("li", { class: answered ? "note" : "note missed" }, `☎ ${text} · ${time(call.endedAt ?? call.createdAt)}`);
}

export const duration = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

/** Fills the list without touching what has not changed, so that it is read out once and keeps its place. */
export function showThread(list, entries) {
  const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 60;
  const items = entries.map(({ message, call }) => {
    const key = message ? `${message.sid} ${message.status}` : call.sid;
    const known = Array.from(list.children).find((item) => item.dataset.key === key);
    if (known) return known;
    const item = message ? messageItem(message) : callItem(call);
    item.dataset.key = key;
    return item;
  });
  // The live list shrinks while items leave it.
  Array.from(list.children)
    .filter((item) => !items.includes(item))
    .forEach((item) => item.remove());
  items.forEach((item, index) => {
    if (list.children[index] !== item) list.insertBefore(item, list.children[index] ?? null);
  });
  if (atEnd) list.scrollTop = list.scrollHeight;
}

/** Fills the list of phones. @param unread number → count */
export function showPhones(list, state, selected, unread, choose) {
  const items = state.phones.map(({ number }) => {
    const call = openCall(state, number);
    const label = [pretty(number), call && "ringing", unread.get(number) && `${unread.get(number)} unread`]
      .filter(Boolean)
      .join(", ");
    const button = h("button", { "aria-current": number === selected && "true", "aria-label": label }, pretty(number));
    if (call) button.append(h("span", { class: "badge calling" }, "☎"));
    else if (unread.get(number)) button.append(h("span", { class: "badge" }, String(unread.get(number))));
    button.dataset.number = number;
    button.addEventListener("click", () => choose(number));
    return h("li", {}, button);
  });
  const focused = list.contains(document.activeElement) ? document.activeElement.dataset.number : null;
  list.replaceChildren(...items);
  if (focused) list.querySelector(`[data-number="${focused}"]`)?.focus();
}
