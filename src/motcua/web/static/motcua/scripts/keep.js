// Keeps the last seen state of a dossier on this device, once its owner has switched that on.
// The worker that shows it without a network is registered only then.
const STORE = "mot-cua-ho-so";
const panel = document.querySelector("[data-keep]");
const read = () => {
  try {
    return JSON.parse(localStorage.getItem(STORE) || "null");
  } catch {
    return null;
  }
};
const write = (kept) => localStorage.setItem(STORE, JSON.stringify(kept));

if (panel && "serviceWorker" in navigator && window.isSecureContext) {
  const seen = JSON.parse(panel.dataset.keep);
  const on = panel.querySelector("[data-keep-on]");
  const off = panel.querySelector("[data-keep-off]");
  const said = panel.querySelector("[data-keep-said]");
  const show = () => {
    const isOn = Boolean(read()?.[seen.key]);
    on.hidden = isOn;
    off.hidden = !isOn;
    said.textContent = isOn ? said.dataset.keepSaid : "";
  };
  panel.hidden = false;
  on.addEventListener("click", async () => {
    write({ ...read(), [seen.key]: seen });
    await navigator.serviceWorker.register("/sw.js");
    show();
  });
  off.addEventListener("click", async () => {
    const { [seen.key]: _gone, ...rest } = read() || {};
    if (Object.keys(rest).length) {
      write(rest);
    } else {
      localStorage.removeItem(STORE);
      for (const worker of await navigator.serviceWorker.getRegistrations()) worker.unregister();
    }
    show();
  });
  // What is kept already follows what is seen.
  if (read()?.[seen.key]) write({ ...read(), [seen.key]: seen });
  show();
}
