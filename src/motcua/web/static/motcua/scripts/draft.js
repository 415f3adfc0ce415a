// Keeps what is typed into <form data-draft="ADDRESS">: it is posted there a moment after the
// last change, and when the page is left. The server answers with the text to show (200) or
// nothing (204). When it cannot be reached, or the session has ended, what was typed stays in
// this tab and is put back when the form is next shown. Files and passwords are not kept.
const PAUSE = 800;

function typed(form) {
  const pairs = [...new FormData(form)].filter(([, value]) => typeof value === "string");
  return new URLSearchParams(pairs);
}

function restore(form, kept) {
  const values = new URLSearchParams(kept);
  for (const field of form.elements) {
    if (!field.name || ["hidden", "file", "password", "submit"].includes(field.type)) continue;
    if (["checkbox", "radio"].includes(field.type)) {
      field.checked = values.getAll(field.name).includes(field.value);
    } else if (values.has(field.name) && !field.multiple) {
      field.value = values.get(field.name);
    }
  }
}

function keep(form) {
  const address = form.dataset.draft;
  const place = `draft:${address}`;
  const status = document.querySelector("[data-draft-status]");
  const tell = (text) => { if (status && text) status.textContent = text; };
  let timer = 0;
  let sent = typed(form).toString();

  async function save() {
    clearTimeout(timer);
    const body = typed(form);
    if (body.toString() === sent) return;
    sessionStorage.setItem(place, body);
    try {
      const answer = await fetch(address, { method: "POST", body, redirect: "error", keepalive: true });
      if (!answer.ok) throw new Error(answer.status);
      sent = body.toString();
      sessionStorage.removeItem(place);
      tell(await answer.text());
    } catch {
      tell(status?.dataset.failed);
      timer = setTimeout(save, 10 * PAUSE);
    }
  }

  const kept = sessionStorage.getItem(place);
  if (kept) {
    restore(form, kept);
    save();
  }
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  });
  // After sending the form the draft is the server's business.
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    sessionStorage.setItem(place, typed(form));
    sent = typed(form).toString();
  });
  document.addEventListener("visibilitychange", () => { if (document.hidden) save(); });
}

// A page that says the draft is done with forgets the copy kept in this tab.
for (const done of document.querySelectorAll("[data-draft-done]")) {
  sessionStorage.removeItem(`draft:${done.dataset.draftDone}`);
}
for (const form of document.querySelectorAll("form[data-draft]")) keep(form);
