/** The phone's sounds, made in place. Browsers stay silent until the first click on the page. */

const KEY = "nightbell-handset-sound";
let context = null;
let ringing = null;
let on = localStorage.getItem(KEY) !== "off";

function tone(frequency, from, seconds) {
  const oscillator = context.createOscillator();
  const gain = context.createGain();
  const start = context.currentTime + from;
  oscillator.frequency.value = frequency;
  gain.gain.setValueAtTime(0, start);
  gain.gain.linearRampToValueAtTime(0.12, start + 0.02);
  gain.gain.setValueAtTime(0.12, start + seconds - 0.05);
  gain.gain.linearRampToValueAtTime(0, start + seconds);
  oscillator.connect(gain).connect(context.destination);
  oscillator.start(start);
  oscillator.stop(start + seconds);
}

function play(notes) {
  if (!on || !context) return;
  for (const [frequency, from, seconds] of notes) tone(frequency, from, seconds);
}

const RING = [0, 0.2, 0.4, 0.6].flatMap((from) => [
  [880, from, 0.1],
  [1109, from + 0.1, 0.1],
]);

export const isSoundOn = () => on;

export function setSound(value) {
  on = value;
  localStorage.setItem(KEY, on ? "on" : "off");
}

/** Rings until told otherwise. */
export function ring(active) {
  if (active === (ringing !== null)) return;
  clearInterval(ringing);
  ringing = null;
  if (!active) return;
  const once = () => {
    play(RING);
    if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.([200, 100, 200]);
  };
  once();
  ringing = setInterval(once, 2000);
}

export const chime = () =>
  play([
    [1319, 0, 0.12],
    [1760, 0.13, 0.2],
  ]);
export const keyTone = () =>
  play([
    [770, 0, 0.09],
    [1336, 0, 0.09],
  ]);

addEventListener("pointerdown", () => {
  context ??= new AudioContext();
  if (context.state === "suspended") void context.resume();
});
