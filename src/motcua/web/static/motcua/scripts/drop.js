// Files dropped on <div data-drop> go into the file field inside it, added to those chosen
// before; the names are listed in the [data-drop-list] inside it.
for (const place of document.querySelectorAll("[data-drop]")) {
  const field = place.querySelector("input[type=file]");
  const list = place.querySelector("[data-drop-list]");
  const show = () => {
    if (list) list.textContent = [...field.files].map((file) => file.name).join(", ");
  };
  place.addEventListener("dragover", (event) => event.preventDefault());
  place.addEventListener("drop", (event) => {
    event.preventDefault();
    const all = new DataTransfer();
    const before = field.multiple ? [...field.files] : [];
    const dropped = [...event.dataTransfer.files].slice(0, field.multiple ? undefined : 1);
    for (const file of [...before, ...dropped]) all.items.add(file);
    field.files = all.files;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  });
  field.addEventListener("change", show);
}
