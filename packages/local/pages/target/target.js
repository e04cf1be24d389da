import { h, send } from "/assets/live.js";

const STATES = {
  healthy: ["Works", "answers 200 “All is well.”"],
  error: ["Is broken", "answers 500"],
  missing: ["Lost its content", "answers 200, without the text “All is well.”"],
  hang: ["Hangs", "takes the request and never answers"],
  reset: ["Cuts the line", "resets every connection"],
};
const find = (id) => document.getElementById(id);

for (const [state, [name, what]] of Object.entries(STATES)) {
  const input = h("input", { type: "radio", name: "state", value: state });
  input.addEventListener("change", async () => show(await send("/target/api/state", { state }, "PUT")));
  find("states").append(
    h("label", {}, input, h("span", {}, h("strong", {}, name), h("span", { class: "soft" }, ` – ${what}`))),
  );
}

function show({ state, url, requests }) {
  find("url").textContent = url;
  find("requests").textContent = requests;
  find("lamp").dataset.state = state;
  find("lamp").textContent = `The site ${STATES[state][0].toLowerCase()}.`;
  document.querySelector(`[value="${state}"]`).checked = true;
}

async function refresh() {
  const banner = document.querySelector(".offline");
  try {
    show(await (await fetch("/target/api/state")).json());
    banner.hidden = true;
  } catch {
    banner.hidden = false;
  }
}
await refresh();
setInterval(refresh, 2000);
