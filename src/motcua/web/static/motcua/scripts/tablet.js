// The tablet at a desk goes back to its start when nobody has touched it for a while.
// The start itself is asked anew, so that it offers what was handed back a moment ago.

const { start, idle } = document.body.dataset;
const seconds = Number(idle);

if (seconds > 0) {
  let timer = 0;
  const wait = () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => window.location.replace(start), seconds * 1000);
  };
  for (const kind of ["pointerdown", "keydown", "input"]) {
    document.addEventListener(kind, wait, { passive: true });
  }
  wait();
}
