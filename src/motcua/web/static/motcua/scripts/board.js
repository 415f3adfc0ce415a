// The board of a hall: asks every three seconds, and says a new call aloud once somebody has
// switched the sound on. Where the browser speaks no Vietnamese, two tones say that there is one.
const EVERY = 3000;
const board = document.querySelector("[data-board]");
const button = document.querySelector("[data-sound]");
let last = newest(board);
let tones = null;

function newest(root) {
  return Math.max(0, ...[...root.querySelectorAll("[data-call]")].map((row) => Number(row.dataset.call)));
}

function voice() {
  return window.speechSynthesis?.getVoices().find((one) => one.lang.toLowerCase().startsWith("vi"));
}

function chime() {
  [660, 528].forEach((pitch, place) => {
    const tone = tones.createOscillator();
    const volume = tones.createGain();
    const begin = tones.currentTime + place * 0.5;
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0.3, begin);
    volume.gain.exponentialRampToValueAtTime(0.001, begin + 0.9);
    tone.connect(volume).connect(tones.destination);
    tone.start(begin);
    tone.stop(begin + 0.9);
  });
}

function announce(rows) {
  if (!tones) return;
  chime();
  const speaker = voice();
  if (!speaker) return;
  for (const row of rows) {
    const words = new SpeechSynthesisUtterance(row.dataset.say);
    words.voice = speaker;
    words.lang = speaker.lang;
    words.rate = 0.9;
    window.speechSynthesis.speak(words);
  }
}

async function look() {
  try {
    const answer = await fetch(board.dataset.board, { headers: { "X-Fragment": "1" } });
    if (answer.ok && !answer.redirected) {
      board.innerHTML = await answer.text();
      const rows = [...board.querySelectorAll("[data-call]")];
      const fresh = rows.filter((row) => Number(row.dataset.call) > last);
      if (fresh.length) {
        fresh[0].classList.add("is-new");
        announce(fresh.sort((one, other) => one.dataset.call - other.dataset.call));
        last = newest(board);
      }
      document.body.dataset.looked = String(Number(document.body.dataset.looked ?? 0) + 1);
    }
  } catch {
    // Without a connection the next look may have one.
  }
  setTimeout(look, EVERY);
}

// Browsers let nothing sound before somebody has pressed something.
button.hidden = false;
button.addEventListener("click", () => {
  tones = tones ? null : new AudioContext();
  button.setAttribute("aria-pressed", String(Boolean(tones)));
  button.textContent = tones ? button.dataset.on : button.dataset.off;
  if (tones) chime();
});
window.speechSynthesis?.getVoices();
setTimeout(look, EVERY);
