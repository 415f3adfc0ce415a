// Shows what keep.js left on this device.
const SVG = "http://www.w3.org/2000/svg";
const list = document.querySelector("[data-kept]");
let kept = {};
try {
  kept = JSON.parse(localStorage.getItem("mot-cua-ho-so") || "{}") || {};
} catch {
  kept = {};
}

function line(tag, text, className) {
  const element = document.createElement(tag);
  element.textContent = text;
  if (className) element.className = className;
  return element;
}

function code({ size, path }) {
  const picture = document.createElementNS(SVG, "svg");
  picture.setAttribute("viewBox", `-4 -4 ${size + 8} ${size + 8}`);
  picture.setAttribute("width", "200");
  picture.setAttribute("height", "200");
  picture.setAttribute("role", "img");
  picture.setAttribute("aria-label", list.dataset.qr);
  const drawn = document.createElementNS(SVG, "path");
  drawn.setAttribute("d", path);
  picture.append(drawn);
  return picture;
}

for (const seen of Object.values(kept)) {
  const part = document.createElement("section");
  part.className = "panel stack";
  part.append(
    line("h2", seen.procedure),
    line("p", seen.code, "num"),
    line("p", `${seen.status}. ${seen.due}`),
    code(seen.qr),
    line("p", list.dataset.seen.replace("…", seen.seen), "soft"),
  );
  list.append(part);
}
document.querySelector("[data-nothing]").hidden = Object.keys(kept).length > 0;
