// Large files on a bad line. <input type=file data-upload=ADDRESS> sends what is chosen in pieces
// as soon as it is chosen (tus 1.0), shows how far it is, goes on by itself after a break, and
// leaves the number of the stored file in the form under "kept-NAME". A file that is chosen again
// after the page was closed goes on where it was. Without scripts the form carries the file.
const PIECE = 1024 * 1024;
const PAUSES = [1, 2, 4, 8, 15, 30];
const WHOLE = 32 * PIECE;
const VERSION = { "Tus-Resumable": "1.0.0" };

export class Refused extends Error {}

const wait = (seconds) =>
  new Promise((done) => {
    const timer = setTimeout(done, seconds * 1000);
    addEventListener("online", () => (clearTimeout(timer), done()), { once: true });
  });

const packed = (words) => btoa(String.fromCharCode(...new TextEncoder().encode(words)));

// The whole hash only of what the memory of a telephone bears; the server counts its own anyway.
async function hash(file) {
  if (!globalThis.crypto?.subtle || file.size > WHOLE) return "";
  const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

// Signing in again changes the token that forms carry; the page knows the new one.
async function renewed(form) {
  const answer = await fetch(location.href, { redirect: "error" });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const token = page.querySelector("[name=csrfmiddlewaretoken]");
  if (token) form.elements.csrfmiddlewaretoken.value = token.value;
}

async function ask(address, method, headers, body) {
  // A redirect is to the page for signing in: it fails here, and the file waits.
  const answer = await fetch(address, { method, headers: { ...VERSION, ...headers }, body, redirect: "error" });
  if ([400, 412, 413, 422, 429].includes(answer.status)) throw new Refused(await answer.text());
  return answer;
}

// Send one file for `form` and return { ref, sha256 }. `told` hears how many bytes have arrived
// and, while the line is broken, true.
export async function send(file, address, form, told = () => {}) {
  const said = { filename: file.name, fingerprint: `${file.lastModified}`, sha256: await hash(file) };
  const metadata = Object.entries(said).filter(([, value]) => value).map(([key, value]) => `${key} ${packed(value)}`).join(",");
  let place = "";
  let offset = 0;
  let failures = 0;
  for (;;) {
    try {
      let answer;
      const headers = { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value };
      if (!place) {
        answer = await ask(address, "POST", { ...headers, "Upload-Length": `${file.size}`, "Upload-Metadata": metadata });
        if (answer.status === 201) place = answer.headers.get("Location");
      } else if (failures) answer = await ask(place, "HEAD", {});
      else {
        const piece = file.slice(offset, offset + PIECE);
        answer = await ask(place, "PATCH", { ...headers, "Upload-Offset": `${offset}`, "Content-Type": "application/offset+octet-stream" }, piece);
      }
      if (answer.status === 404) place = "";
      if (answer.status === 403) await renewed(form);
      if (!answer.ok) throw new Error(answer.status);
      offset = Number(answer.headers.get("Upload-Offset"));
      failures = 0;
      told(offset, false);
      const ref = answer.headers.get("Upload-File");
      if (ref) return { ref, sha256: answer.headers.get("Upload-Sha256") };
    } catch (mistake) {
      if (mistake instanceof Refused) throw mistake;
      told(offset, true);
      await wait(PAUSES[Math.min(failures, PAUSES.length - 1)]);
      failures += 1;
    }
  }
}

function line(field, file) {
  const shown = document.createElement("p");
  shown.className = "small";
  shown.setAttribute("role", "status");
  const bar = document.createElement("progress");
  bar.max = file.size;
  bar.setAttribute("aria-label", file.name);
  const words = document.createElement("span");
  shown.append(bar, " ", words);
  (field.lastLine ?? field.closest("label, .field, form")).after(shown);
  field.lastLine = shown;
  return { shown, bar, words };
}

async function sendAll(field) {
  const form = field.form;
  const words = field.dataset;
  const files = [...field.files];
  field.value = "";
  field.removeAttribute("required");
  for (const file of files) {
    const { shown, bar, words: text } = line(field, file);
    form.dataset.sending = `${Number(form.dataset.sending || 0) + 1}`;
    try {
      const told = (sent, isBroken) => {
        bar.value = sent;
        text.textContent = `${file.name}: ${Math.floor((100 * sent) / file.size)}%${isBroken ? `. ${words.broken}` : ""}`;
      };
      told(0, false);
      const kept = await send(file, words.upload, form, told);
      const hidden = document.createElement("input");
      hidden.type = "hidden";
      hidden.name = `kept-${field.name}`;
      hidden.value = kept.ref;
      shown.append(hidden);
      hidden.dispatchEvent(new Event("input", { bubbles: true }));
      bar.remove();
      text.textContent = `✓ ${file.name}. ${words.done}`;
    } catch (mistake) {
      bar.remove();
      shown.className = "field__error";
      text.textContent = mistake.message;
    }
    form.dataset.sending = `${Number(form.dataset.sending) - 1}`;
  }
}

for (const field of document.querySelectorAll("input[type=file][data-upload]")) {
  field.addEventListener("change", () => sendAll(field));
  // A form that is sent too early would be without its file.
  field.form.addEventListener("submit", (event) => {
    if (Number(field.form.dataset.sending || 0) === 0) return;
    event.preventDefault();
    alert(field.dataset.wait);
  });
}
