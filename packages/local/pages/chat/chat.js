import { h, linked, live, send, time } from "/assets/live.js";

const find = (id) => document.getElementById(id);

const item = ({ service, room, at, title, text, link }) =>
  h(
    "li",
    {},
    h("span", {}, `${service} · ${room} · ${time(at)}`),
    ...(title === null ? [] : [h("strong", {}, title)]),
    h("p", {}, ...linked(text)),
    ...(link === null ? [] : [h("a", { href: link }, "Open in Nightbell")]),
  );

find("clear").addEventListener("click", () => send("/chat/api/clear"));
live("/chat/api/events", ({ posts, rooms }) => {
  find("nothing").hidden = posts.length > 0;
  find("clear").hidden = posts.length === 0;
  find("rooms").replaceChildren(...Object.entries(rooms).map(([service, url]) => h("li", {}, `${service}: ${url}`)));
  find("posts").replaceChildren(...posts.toReversed().map(item));
});
