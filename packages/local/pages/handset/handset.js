import { h, live, send, time } from "/assets/live.js";
import { chime, isSoundOn, keyTone, ring, setSound } from "./ringer.js";
import { showBehaviour } from "./settings.js";
import { duration, openCall, pretty, showPhones, showThread, threadOf } from "./view.js";

const find = (id) => document.getElementById(id);
const TITLE = document.title;

let state = { phones: [], messages: [], calls: [], service: "" };
let selected = new URLSearchParams(location.search).get("number");
/** Number → when its thread was last looked at. */
const seen = new Map();
let known = null;

function choose(number) {
  selected = number;
  history.replaceState(null, "", `?number=${encodeURIComponent(number)}`);
  render();
  find("thread").scrollTop = find("thread").scrollHeight;
}

const isTyping = () => find("reply").elements.body.value !== "";

/** A ringing phone comes to the front, unless its owner is busy with another. */
function followCall() {
  const calling = state.phones.find(({ number }) => openCall(state, number)?.status === "ringing");
  if (calling && !openCall(state, selected) && !isTyping()) selected = calling.number;
  if (!state.phones.some(({ number }) => number === selected)) selected = state.phones[0]?.number ?? null;
}

function unreadCounts() {
  const counts = new Map();
  for (const { to, createdAt, direction } of state.messages) {
    if (direction !== "inbound" && createdAt > (seen.get(to) ?? 0)) counts.set(to, (counts.get(to) ?? 0) + 1);
  }
  return counts;
}

function render() {
  if (selected && document.visibilityState === "visible")
    seen.set(selected, Math.max(0, ...state.messages.map(({ createdAt }) => createdAt)));
  showPhones(find("phones"), state, selected, unreadCounts(), choose);
  showBehaviour(state.phones.find(({ number }) => number === selected));
  find("peer").textContent = pretty(state.service);
  find("owner").textContent = selected ? `Nightbell, to ${pretty(selected)}` : "Nightbell";
  const entries = selected ? threadOf(state, selected) : [];
  showThread(find("thread"), entries);
  find("nothing").hidden = entries.length > 0;
  find("nothing").textContent = selected
    ? "Nothing yet. Texts arrive and calls ring here."
    : "No phone yet. Sign up in the app and add a phone number: it appears here with its first message. Or add one beside.";
  find("reply").hidden = !selected;
  renderCall();
}

function renderCall() {
  const call = selected ? openCall(state, selected) : undefined;
  const incoming = call?.status === "ringing";
  const focusWasIn = find("call").contains(document.activeElement);
  find("phone").classList.toggle("ringing", incoming);
  find("call").classList.toggle("active", call !== undefined && !incoming);
  find("call").hidden = !call;
  find("answer").hidden = find("decline").hidden = !incoming;
  find("hang-up").hidden = find("keypad").hidden = find("captions").hidden = !call || incoming;
  const ringing = state.calls.some(({ status }) => status === "ringing");
  ring(ringing);
  document.title = ringing ? `☎ Incoming call · ${TITLE}` : TITLE;
  if (!call) return;
  find("caller").textContent = pretty(call.from);
  find("keypad").classList.toggle("listening", call.listening);
  const captions = find("captions");
  if (captions.dataset.call !== call.sid) captions.replaceChildren();
  captions.dataset.call = call.sid;
  for (const text of call.spoken.slice(captions.children.length)) {
    captions.append(h("li", {}, text));
    captions.scrollTop = captions.scrollHeight;
  }
  if (focusWasIn && document.activeElement === document.body) find(incoming ? "answer" : "hang-up").focus();
  tick();
}

/** The clock in the status bar and the call's duration. */
function tick() {
  find("clock").textContent = time(Date.now());
  const call = selected ? openCall(state, selected) : undefined;
  if (!call) return;
  const seconds = Math.max(0, Math.round((Date.now() - call.answeredAt) / 1000));
  find("call-state").textContent =
    call.status === "ringing"
      ? "Incoming call"
      : `${duration(seconds)}${call.pressed ? ` · pressed ${call.pressed}` : ""}`;
}

/** Runs an act of the person; what goes wrong is shown in `place`. */
async function attempt(act, place) {
  place.hidden = true;
  try {
    await act();
    return true;
  } catch (error) {
    place.textContent = error.message;
    place.hidden = false;
    return false;
  }
}

const onCall = (verb, body) => {
  const call = openCall(state, selected);
  if (call) void attempt(() => send(`/handset/api/calls/${call.sid}/${verb}`, body), find("reply-problem"));
};
const press = (key) => {
  keyTone();
  onCall("press", { key });
};

const NAMES = { "*": "star", "#": "pound" };
for (const key of "123456789*0#") {
  const button = h("button", { type: "button", "aria-label": NAMES[key] ?? key }, key);
  button.addEventListener("click", () => press(key));
  find("keypad").append(button);
}
find("answer").addEventListener("click", () => onCall("answer"));
find("decline").addEventListener("click", () => onCall("hang-up"));
find("hang-up").addEventListener("click", () => onCall("hang-up"));
addEventListener("keydown", ({ key, target }) => {
  if (/^[0-9*#]$/.test(key) && !target.matches("input, select") && openCall(state, selected)?.status === "in-progress")
    press(key);
});

find("reply").addEventListener("submit", async (event) => {
  event.preventDefault();
  const { body } = event.target.elements;
  if (!body.value.trim()) return;
  if (await attempt(() => send("/handset/api/texts", { from: selected, body: body.value }), find("reply-problem")))
    body.value = "";
});
find("add").addEventListener("submit", async (event) => {
  event.preventDefault();
  const { number } = event.target.elements;
  await attempt(async () => {
    const phone = await send("/handset/api/phones", { number: number.value });
    number.value = "";
    choose(phone.number);
  }, find("add-problem"));
});
const showSound = () => (find("sound").textContent = isSoundOn() ? "Sound on" : "Sound off");
find("sound").addEventListener("click", () => {
  setSound(!isSoundOn());
  showSound();
});
showSound();
addEventListener("visibilitychange", render);
tick();
setInterval(tick, 1000);

live("/handset/api/events", (next) => {
  state = next;
  const texts = state.messages.filter(({ direction }) => direction !== "inbound").length;
  if (known === null) for (const { number } of state.phones) seen.set(number, Date.now());
  else if (texts > known) chime();
  known = texts;
  followCall();
  render();
});
