// The slip of a number: prints by itself where the kiosk was opened for printing, and goes back
// to the first screen for whoever comes next.
const slip = document.querySelector("[data-slip]");
if (slip.dataset.print) window.print();
setTimeout(() => location.replace(slip.dataset.slip), Number(slip.dataset.seconds) * 1000);
