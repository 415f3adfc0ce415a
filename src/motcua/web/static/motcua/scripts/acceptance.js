// The acceptance screen. What is typed is saved a moment after the last key; then the parts that
// depend on it (marked data-live) are taken from the page as the server now shows it. Nothing is
// kept in the browser: at a shared machine nothing personal may stay behind. When the session has
// ended the form stays as it is, an alert says so, and nothing is sent before saving works again.
import { Refused, send } from "./upload.js";

const PAUSE = 600;
const LARGE = 1024 * 1024;
const form = document.querySelector("#tiep-nhan");
const alarm = document.querySelector("#mat-phien");
const told = document.querySelector("#da-luu");
const TYPED = "input:not([type=hidden],[type=file],[type=checkbox],[type=radio],[type=submit]),select";

let timer = 0;
let searching = 0;
let sent = typed().toString();
let saving = Promise.resolve(true);
let turns = Promise.resolve();
let isLeaving = false;

function typed() {
  return new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"));
}

function raise(why) {
  alarm.querySelector("[data-why]").textContent = why;
  if (!alarm.hidden) return;
  alarm.hidden = false;
  alarm.focus();
}

// Signing in again changes the token that forms carry; the page knows the new one.
async function fresh() {
  const answer = await fetch(form.dataset.page, { redirect: "error" });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const token = page.querySelector("#tiep-nhan [name=csrfmiddlewaretoken]");
  if (token) form.elements.csrfmiddlewaretoken.value = token.value;
  return page;
}

async function post(address, body) {
  const options = { method: "POST", body, redirect: "error", headers: { "X-Fragment": "1" } };
  const answer = await fetch(address, options);
  if (answer.status !== 403) return answer;
  await fresh();
  body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  return fetch(address, options);
}

async function saveNow() {
  clearTimeout(timer);
  const body = typed();
  if (body.toString() === sent && alarm.hidden) return true;
  try {
    const answer = await post(form.action, body);
    const words = await answer.text();
    if (!answer.ok) {
      raise(answer.status === 410 ? words : form.dataset.lost);
      if (answer.status === 503) timer = setTimeout(save, 20 * PAUSE);
      return false;
    }
    sent = typed().toString() === body.toString() ? body.toString() : "";
    told.textContent = words;
    alarm.hidden = true;
    return true;
  } catch {
    // A redirect, which is to the page for signing in, fails as an unreachable server does.
    raise(navigator.onLine ? form.dataset.lost : form.dataset.offline);
    timer = setTimeout(save, 20 * PAUSE);
    return false;
  }
}

function save() {
  saving = saving.then(saveNow, saveNow);
  return saving;
}

function later() {
  clearTimeout(timer);
  timer = setTimeout(save, PAUSE);
}

// Show anew what depends on what was typed; fields that somebody is in are left alone.
async function refresh() {
  if (!(await save())) return;
  const page = await fresh();
  for (const part of document.querySelectorAll("[data-live]")) {
    const now = page.getElementById(part.id);
    if (now && !part.contains(document.activeElement)) part.replaceChildren(...now.childNodes);
  }
  sent = typed().toString();
}

// The blanks of somebody known are filled; what was typed is never written over.
async function know() {
  if (!(await save())) return;
  const body = typed();
  body.set("act", "person");
  await post(form.action, body);
  const page = await fresh();
  for (const field of form.querySelectorAll(TYPED)) {
    const now = field.id && page.getElementById(field.id);
    if (!now || field === document.activeElement || field.value || !now.value) continue;
    field.value = now.value;
    field.className = now.className;
  }
  await refresh();
}

// One after the other, or one would save what the other has not shown yet.
function inTurn(act) {
  turns = turns.then(act).catch(() => raise(navigator.onLine ? form.dataset.lost : form.dataset.offline));
}

function fold(field) {
  const block = field.dataset.shows && document.querySelector(field.dataset.shows);
  if (block) block.hidden = field.value === field.dataset.unless;
}

async function search(field) {
  const words = field.value;
  const answer = await fetch(`${form.dataset.search}?q=${encodeURIComponent(words)}`);
  const found = await answer.text();
  // An answer to words that were typed over meanwhile is of no use.
  if (answer.ok && !answer.redirected && field.value === words) document.querySelector("#ket-qua").innerHTML = found;
}

// A large scan goes on where a bad line broke it off; only its number is sent with the draft.
async function inPieces(file) {
  const kept = await send(file, form.dataset.pieces, form, (sent) => {
    told.textContent = `${form.dataset.sending} ${Math.floor((100 * sent) / file.size)}%`;
  });
  return kept.ref;
}

async function upload(field) {
  const body = new FormData();
  body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  if (!(await save())) return;
  told.textContent = form.dataset.sending;
  const mistake = document.querySelector("#tep-loi");
  mistake.textContent = "";
  try {
    for (const file of field.files) {
      if (file.size <= LARGE) body.append(field.name, file);
      else body.append(`kept-${field.name}`, await inPieces(file));
    }
    const answer = await post(form.dataset.upload, body);
    if (answer.status === 413) mistake.textContent = form.dataset.large;
    else if (answer.status === 422) mistake.textContent = await answer.text();
    else if (!answer.ok) throw new Error(answer.status);
    field.value = "";
  } catch (trouble) {
    if (!(trouble instanceof Refused)) {
      raise(form.dataset.lost);
      return;
    }
    mistake.textContent = trouble.message;
    field.value = "";
  }
  const list = field.closest("[data-drop]")?.querySelector("[data-drop-list]");
  if (list) list.textContent = "";
  const page = await fresh();
  for (const box of form.querySelectorAll(".papers input[type=checkbox]")) {
    box.checked ||= page.getElementById(box.id)?.checked ?? false;
  }
  await refresh();
}

form.addEventListener("input", (event) => {
  if (event.target.name === "q") {
    clearTimeout(searching);
    searching = setTimeout(() => search(event.target), PAUSE / 3);
  } else if (event.target.type !== "file") later();
});

form.addEventListener("change", (event) => {
  const field = event.target;
  fold(field);
  if (field.type === "file") inTurn(() => upload(field));
  else if (field.dataset.asks === "person" && field.value) inTurn(know);
  else if (field.dataset.asks) inTurn(refresh);
});

// Enter goes to the next field, as scanners and quick hands expect; in the search it takes the
// first procedure found. Only a button, or Ctrl+Enter, sends the form.
form.addEventListener("keydown", async (event) => {
  if (event.key !== "Enter" || event.ctrlKey || event.isComposing) return;
  const field = event.target;
  if (!field.matches("input:not([type=submit],[type=file]),select")) return;
  event.preventDefault();
  if (field.name === "q") {
    clearTimeout(searching);
    await search(field);
    document.querySelector("#ket-qua button")?.click();
    return;
  }
  const fields = [...form.querySelectorAll("input,select,button")].filter((one) => one.offsetParent && one.tabIndex >= 0);
  fields[fields.indexOf(field) + 1]?.focus();
});

// Down and up walk through the procedures found.
form.addEventListener("keydown", (event) => {
  const steps = { ArrowDown: 1, ArrowUp: -1 };
  const found = [...form.querySelectorAll("#ket-qua button")];
  const from = found.indexOf(event.target);
  if (!(event.key in steps) || (from < 0 && event.target.name !== "q")) return;
  event.preventDefault();
  (found[from + steps[event.key]] ?? form.elements.q).focus();
});

// Nothing leaves before it is saved: a lost session then costs no letter.
form.addEventListener("submit", async (event) => {
  if (isLeaving) return;
  event.preventDefault();
  const pressed = event.submitter;
  sent = "";
  if (!(await save())) return;
  isLeaving = true;
  // What was found may have been shown anew meanwhile, with other buttons.
  if (!pressed.isConnected) form.append(pressed);
  // Scans have gone ahead; without any the form is sent in the shorter way.
  if (![...form.querySelectorAll("[type=file]")].some((field) => field.files.length)) form.enctype = "application/x-www-form-urlencoded";
  form.requestSubmit(pressed);
});
window.addEventListener("pageshow", () => { isLeaving = false; });
document.addEventListener("visibilitychange", () => { if (document.hidden && !isLeaving) save(); });
alarm.querySelector("[data-again]").addEventListener("click", () => { sent = ""; inTurn(refresh); });

for (const field of form.querySelectorAll("[data-shows]")) fold(field);
// Quick hands have begun before this script was here: what they typed is heard now.
for (const field of form.querySelectorAll("input:not([type=hidden],[type=file],[type=submit])")) {
  if (field.value === field.defaultValue && field.checked === field.defaultChecked) continue;
  sent = "";
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
// A form that was refused begins at the first field to mend, else at the first field.
if (!form.contains(document.activeElement)) (form.querySelector("[aria-invalid=true]") ?? form.querySelector("[data-first]"))?.focus();
