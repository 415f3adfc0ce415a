// The keys printed on the things they press: data-key="F4", "Alt+1", "Ctrl+Enter".
// Only function keys and combinations with Ctrl or Alt count, so that typing Vietnamese by
// Telex or VNI never sets anything off. A field takes the focus; anything else is pressed.
const FIELDS = "input:not([type=checkbox],[type=radio],[type=submit]),select,textarea";

function nameOf(event) {
  if (!event.ctrlKey && !event.altKey && !/^F\d+$/.test(event.key)) return "";
  const key = event.code.startsWith("Digit") ? event.code.slice(5) : event.key;
  const held = [event.ctrlKey && "Ctrl", event.altKey && "Alt", event.shiftKey && "Shift"];
  return [...held.filter(Boolean), key.length === 1 ? key.toUpperCase() : key].join("+");
}

document.addEventListener("keydown", (event) => {
  const name = event.isComposing ? "" : nameOf(event);
  if (!name) return;
  const target = [...document.querySelectorAll("[data-key]")].find(
    (element) => element.dataset.key === name && !element.disabled && element.offsetParent,
  );
  if (!target) return;
  event.preventDefault();
  target.focus();
  if (!target.matches(FIELDS)) target.click();
  else if (target.matches("input")) target.select();
});
