import { h, linked, live, send, time } from "/assets/live.js";

const find = (id) => document.getElementById(id);
let mails = [];
/** The id of the mail on screen; until somebody chooses one, the newest. */
let chosen = null;
let shown = null;

function choose(id) {
  chosen = id;
  render();
}

function render() {
  const newest = mails.toReversed();
  const current = newest.find(({ id }) => id === chosen) ?? newest[0];
  find("nothing").hidden = mails.length > 0;
  find("clear").hidden = mails.length === 0;
  find("mails").replaceChildren(...newest.map((mail) => item(mail, mail === current)));
  find("mail").hidden = !current;
  if (current && current.id !== shown) open(current);
  shown = current?.id ?? null;
}

function item(mail, current) {
  const button = h(
    "button",
    { "aria-current": current && "true" },
    h("strong", {}, mail.subject),
    h("time", {}, time(mail.at)),
    h("span", {}, mail.to.join(", ")),
  );
  button.addEventListener("click", () => choose(mail.id));
  return h("li", {}, button);
}

/** The addresses in a mail, each once, so that they can be clicked whatever its markup looks like. */
function links({ html, text }) {
  const hrefs = html
    ? [...new DOMParser().parseFromString(html, "text/html").querySelectorAll("a[href^=http]")].map(({ href }) => href)
    : [];
  const plain = text
    ? linked(text)
        .filter((node) => node instanceof HTMLAnchorElement)
        .map(({ href }) => href)
    : [];
  return [...new Set([...hrefs, ...plain])];
}

function open(mail) {
  find("subject").textContent = mail.subject;
  find("from").textContent = mail.from;
  find("to").textContent = mail.to.join(", ");
  find("at").textContent = time(mail.at);
  const addresses = links(mail);
  find("links").hidden = addresses.length === 0;
  find("links").replaceChildren(...addresses.map((href) => h("li", {}, h("a", { href }, href))));
  find("html").hidden = mail.html === null;
  find("text").hidden = mail.html !== null;
  if (mail.html === null) find("text").replaceChildren(...linked(mail.text));
  else find("html").src = `/mail/api/mails/${mail.id}/html`;
}

find("clear").addEventListener("click", () => send("/mail/api/clear"));
live("/mail/api/events", (state) => {
  ({ mails } = state);
  render();
});
