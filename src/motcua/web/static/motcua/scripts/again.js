// Looks again at what the page waits for, and shows it when it has changed.
const SLOWEST = 60;

function parts(root) {
  const main = root.querySelector("main");
  const status = main && main.querySelector("h1, [role=status]");
  return { main, text: status ? main.querySelector("h1").textContent + (main.querySelector("[role=status]")?.textContent ?? "") : "" };
}

async function look(seconds) {
  if (!document.hidden) {
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
      if (answer.ok) {
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const now = parts(document);
        const then = parts(page);
        if (then.main && then.text !== now.text) {
          now.main.replaceWith(then.main);
          document.title = page.title;
          if (!then.main.querySelector("[role=status]") || page.querySelector('script[src*="again.js"]') === null) return;
        }
      }
    } catch {
      // Without a connection the next look may have one.
    }
  }
  const next = Math.min(seconds * 1.2, SLOWEST);
  setTimeout(() => look(next), next * 1000);
}

const first = Number(document.querySelector("[data-again]")?.dataset.again ?? 8);
setTimeout(() => look(first), first * 1000);
