import { h, send } from "/assets/live.js";

/** The form that says how the selected phone behaves. */

const SMS = {
  delivers: "Are delivered",
  silent: "No delivery report",
  undelivered: "Not delivered, after a while",
  refuses: "Refused at once",
};
const VOICE = {
  human: "Ring until I answer",
  answers: "Answers by itself",
  voicemail: "Voicemail answers",
  "no-answer": "Nobody answers",
  busy: "Busy",
  refuses: "Refused at once",
};
/** Which further fields a choice has. */
const FIELDS = {
  undelivered: ["sms-seconds", "sms-code"],
  smsRefuses: ["sms-code"],
  answers: ["voice-seconds", "voice-digits"],
  voiceRefuses: ["voice-code"],
};

const form = document.getElementById("behaviour");
const note = document.getElementById("behaviour-note");
const field = (name) => form.elements.namedItem(name);
let number = null;
let shown = "";

field("sms").append(...Object.entries(SMS).map(([value, label]) => h("option", { value }, label)));
field("voice").append(...Object.entries(VOICE).map(([value, label]) => h("option", { value }, label)));

function showFields() {
  const [sms, voice] = [field("sms").value, field("voice").value];
  const visible = [
    ...(FIELDS[sms === "refuses" ? "smsRefuses" : sms] ?? []),
    ...(FIELDS[voice === "refuses" ? "voiceRefuses" : voice] ?? []),
  ];
  for (const label of form.querySelectorAll("[data-for]")) label.hidden = !visible.includes(label.dataset.for);
}

/** Fills the form unless it already shows this. */
export function showBehaviour(phone) {
  const next = JSON.stringify(phone ?? null);
  form.closest(".settings").hidden = !phone;
  if (next === shown || !phone) return;
  if (number !== phone.number) note.textContent = "";
  shown = next;
  number = phone.number;
  const { sms, voice } = phone;
  field("sms").value = sms.kind;
  field("voice").value = voice.kind;
  field("smsSeconds").value = sms.afterSeconds ?? 5;
  field("smsCode").value = sms.code ?? 30003;
  field("voiceSeconds").value = voice.afterSeconds ?? 3;
  field("voiceDigits").value = voice.digits ?? "1";
  field("voiceCode").value = voice.code ?? 21211;
  showFields();
}

const number_ = (name) => Number(field(name).value);

function behaviour() {
  const sms = { kind: field("sms").value };
  if (sms.kind === "undelivered") sms.afterSeconds = number_("smsSeconds");
  if (sms.kind === "undelivered" || sms.kind === "refuses") sms.code = number_("smsCode");
  const voice = { kind: field("voice").value };
  if (voice.kind === "answers")
    Object.assign(voice, { afterSeconds: number_("voiceSeconds"), digits: field("voiceDigits").value });
  if (voice.kind === "refuses") voice.code = number_("voiceCode");
  return { number, sms, voice };
}

form.addEventListener("change", async () => {
  showFields();
  if (!form.reportValidity()) return;
  try {
    await send("/handset/api/behaviour", behaviour());
    note.textContent = "Holds from the next message or call on.";
  } catch (error) {
    note.textContent = error.message;
  }
});
form.addEventListener("submit", (event) => event.preventDefault());
