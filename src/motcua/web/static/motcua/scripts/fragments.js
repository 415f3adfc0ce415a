// Answers while one types: <input data-fragment="ADDRESS" data-into="#id"> fetches
// ADDRESS?name=value a moment after the last key and shows the answer, a piece of HTML made by
// our own server, in the element #id. A select or a choice asks as soon as it changes. With
// data-with="#form" all fields of that form go along. Without scripts the form is simply sent.
const PAUSE = 200;

for (const field of document.querySelectorAll("[data-fragment]")) {
  const target = document.querySelector(field.dataset.into);
  let timer = 0;
  let asking = null;

  async function ask() {
    asking?.abort();
    asking = new AbortController();
    const form = field.dataset.with && document.querySelector(field.dataset.with);
    const query = new URLSearchParams(
      form ? [...new FormData(form)].filter(([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken") : [[field.name, field.value]],
    );
    try {
      const answer = await fetch(`${field.dataset.fragment}?${query}`, { signal: asking.signal, headers: { "X-Fragment": "1" } });
      if (answer.ok && !answer.redirected) target.innerHTML = await answer.text();
    } catch (mistake) {
      if (mistake.name !== "AbortError") throw mistake;
    }
  }

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, field.matches("select,[type=checkbox],[type=radio]") ? 0 : PAUSE);
  });
  // Quick hands have begun before this script was here.
  if (field.defaultValue !== undefined && field.value !== field.defaultValue) ask();
}
