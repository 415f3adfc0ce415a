// Choosing many rows of the work list. Without this every box can still be ticked by itself.
// Alt+Down and Alt+Up go from one dossier to the next; Alt+X ticks the one that is focused.
const form = document.querySelector("[data-worklist]");
const boxes = [...form?.querySelectorAll("[name=b]") ?? []];
const links = [...form?.querySelectorAll("tbody a.table__title") ?? []];
const all = form?.querySelector("[data-all]");

function count() {
  const chosen = boxes.filter((box) => box.checked).length;
  form.querySelector("[data-chosen]").textContent = chosen ? ` (${chosen})` : "";
  all.checked = chosen === boxes.length;
  all.indeterminate = chosen > 0 && chosen < boxes.length;
}

form?.addEventListener("change", (event) => {
  if (event.target === all) boxes.forEach((box) => { box.checked = all.checked; });
  count();
});

document.addEventListener("keydown", (event) => {
  if (!event.altKey || event.ctrlKey || !links.length) return;
  const now = links.findIndex((link) => link.closest("tr").contains(document.activeElement));
  const next = { ArrowDown: now + 1, ArrowUp: now - 1 }[event.key];
  if (event.code === "KeyX" && now >= 0) boxes[now].click();
  else if (links[next]) links[next].focus();
  else return;
  event.preventDefault();
});
