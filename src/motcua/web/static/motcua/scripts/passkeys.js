// Asks the device for a passkey and sends its answer with the form around the button.
for (const form of document.querySelectorAll("form[data-passkey]")) {
  const known = window.PublicKeyCredential;
  if (!known?.parseRequestOptionsFromJSON) continue;
  const asked = JSON.parse(form.dataset.options);
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    if (form.elements.answer.value) return;
    event.preventDefault();
    try {
      const credential =
        form.dataset.passkey === "create"
          ? await navigator.credentials.create({ publicKey: known.parseCreationOptionsFromJSON(asked) })
          : await navigator.credentials.get({ publicKey: known.parseRequestOptionsFromJSON(asked) });
      form.elements.answer.value = JSON.stringify(credential.toJSON());
      form.requestSubmit();
    } catch {
      form.querySelector("[role=alert]").hidden = false;
    }
  });
}
