// Electronic forms in the browser: the rules of kernel/eforms once more, so that a question shows,
// a sum adds up and a mistake is told without waiting; and saving as one types. The server decides.
// tests/web/eforms/cases.json is run against both.
const DAY = 10;
const NUMBER_LIMIT = 1e15;
const PIECES = { date: ["d", "m", "y"], address: ["province", "commune", "detail"] };
const isMap = (one) => one !== null && typeof one === "object" && !Array.isArray(one);
const isNumber = (one) => typeof one === "number";
const line = (typed) => (typeof typed === "string" ? typed.normalize("NFC").replace(/[\u200b\ufeff]/g, "").split(/\s+/u).filter(Boolean).join(" ") : "");
const floor = (number, power) => Math.floor(number * power + 0.5) / power;

class Refusal extends Error {}

function isEmpty(typed) {
  if (Array.isArray(typed)) return typed.every(isEmpty);
  if (isMap(typed)) return Object.values(typed).every(isEmpty);
  return !line(typed);
}

function shownNumber(number) {
  const [whole, rest] = String(number).split(".");
  return whole.replace(/\B(?=(\d{3})+$)/g, ".") + (rest ? `,${rest}` : "");
}

function holds(condition, valueOf) {
  if (condition === undefined || condition === null || typeof condition === "boolean") return condition !== false;
  if ("all" in condition) return condition.all.every((one) => holds(one, valueOf));
  if ("any" in condition) return condition.any.some((one) => holds(one, valueOf));
  if ("not" in condition) return !holds(condition.not, valueOf);
  const value = valueOf(condition.field);
  if ("is" in condition) return value === condition.is;
  if ("in" in condition) return condition.in.includes(value);
  if ("has" in condition) return Array.isArray(value) && value.includes(condition.has);
  if ("filled" in condition) return (value !== null) === condition.filled;
  if (!isNumber(value)) return false;
  return "at_least" in condition ? value >= condition.at_least : value <= condition.at_most;
}

function compute(formula, valueOf, rowsOf) {
  if ("count" in formula) return rowsOf(formula.count).length;
  if ("total" in formula) return floor(rowsOf(formula.total).filter(isNumber).reduce((a, b) => a + b, 0), 1000);
  if ("join" in formula) return formula.join.map((one) => (isMap(one) ? one.text : valueOf(one) ?? "")).join("").trim() || null;
  const name = ["sum", "product", "difference"].find((one) => one in formula);
  const values = formula[name].map((one) => (isNumber(one) ? one : valueOf(one)));
  const numbers = values.filter(isNumber);
  if (!numbers.length || (name !== "sum" && numbers.length < values.length)) return null;
  if (name === "sum") return floor(numbers.reduce((a, b) => a + b, 0), 1000);
  return floor(name === "product" ? numbers.reduce((a, b) => a * b, 1) : numbers[0] - numbers[1], 1000);
}

class Judge {
  constructor(definition, typed, on, sentences) {
    Object.assign(this, { definition, typed, on, sentences });
    this.byId = new Map();
    this.values = new Map();
    this.refused = new Map();
    this.asked = new Map();
    for (const page of definition.pages) this.index(page.fields, page, null);
  }

  index(fields, page, group) {
    for (const field of fields) {
      this.byId.set(field.id, { field, page, group });
      this.index(field.fields ?? [], page, field);
    }
  }

  say(key, values = {}) {
    return Object.entries(values).reduce((said, [name, value]) => said.replaceAll(`{${name}}`, value), this.sentences[key]);
  }

  refuse(key, values) {
    throw new Refusal(this.say(key, values));
  }

  run() {
    const judged = { cleaned: {}, errors: {}, shown: [], pages: [], computed: {} };
    for (const page of this.definition.pages) {
      if (!holds(page.show_if, this.ofRow(null))) continue;
      judged.pages.push(page.id);
      for (const field of page.fields) this.take(field, null, null, judged, judged.cleaned);
    }
    return judged;
  }

  take(field, group, row, judged, into) {
    if (!this.isAsked(field.id, row)) return;
    const path = row === null ? field.id : `${group.id}.${row}.${field.id}`;
    judged.shown.push(path);
    if (field.type === "group") {
      this.takeRows(field, judged, into);
      return;
    }
    const value = this.value(field.id, row);
    if (field.compute) judged.computed[path] = value;
    const wrong = this.refused.get(`${field.id} ${row}`) ?? this.complaint(field, row, value);
    if (wrong) judged.errors[path] = wrong;
    else if (value !== null) into[field.id] = value;
  }

  takeRows(group, judged, into) {
    const rows = this.rows(group).map((row) => {
      const values = {};
      for (const field of group.fields) this.take(field, group, row, judged, values);
      return values;
    });
    const least = group.min_rows ?? (this.must(group, null) ? 1 : 0);
    const most = group.max_rows ?? 20;
    const label = group.label.vi;
    if (rows.length < least) judged.errors[group.id] = this.say("rows_least", { limit: least, label });
    else if (rows.length > most) judged.errors[group.id] = this.say("rows_most", { limit: most, label });
    if (rows.length) into[group.id] = rows;
  }

  rows(group) {
    const rows = this.typed[group.id];
    if (!Array.isArray(rows)) return [];
    return rows.map((row, n) => (isMap(row) && !isEmpty(row) ? n : -1)).filter((n) => n >= 0);
  }

  isAsked(id, row) {
    const key = `${id} ${row}`;
    if (!this.asked.has(key)) {
      this.asked.set(key, false);
      const { field, page, group } = this.byId.get(id);
      const isAsked = holds(page.show_if, this.ofRow(null)) && (!group || this.isAsked(group.id, null)) && holds(field.show_if, this.ofRow(row));
      this.asked.set(key, isAsked);
    }
    return this.asked.get(key);
  }

  ofRow(row) {
    return (name) => {
      const found = this.byId.get(name);
      if (!found || (found.group && row === null)) return null;
      if (found.field.type === "group") return this.rows(found.field).length ? this.rows(found.field) : null;
      return this.value(name, found.group ? row : null);
    };
  }

  value(id, row) {
    const key = `${id} ${row}`;
    if (this.values.has(key)) return this.values.get(key);
    this.values.set(key, null);
    if (!this.isAsked(id, row)) return null;
    const { field, group } = this.byId.get(id);
    if (field.compute) this.values.set(key, compute(field.compute, this.ofRow(row), (name) => this.allRows(name)));
    else {
      try {
        this.values.set(key, this.read(field, row === null ? this.typed[id] : this.typed[group.id][row][id]));
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        this.refused.set(key, error.message);
      }
    }
    return this.values.get(key);
  }

  allRows(name) {
    const found = this.byId.get(name);
    if (found?.field.type === "group") return this.rows(found.field);
    return found?.group ? this.rows(found.group).map((row) => this.value(name, row)) : [];
  }

  must(field, row) {
    return (field.required ?? false) !== false && holds(field.required, this.ofRow(row));
  }

  complaint(field, row, value) {
    if (value === null) {
      if (field.compute || !this.must(field, row)) return null;
      return this.say(field.type === "declaration" ? "declaration" : "required", { label: field.label.vi });
    }
    return field.type === "date" ? this.aboutDay(field, row, value) : null;
  }

  aboutDay(field, row, value) {
    const age = Number(this.on.slice(0, 4)) - Number(value.slice(0, 4)) - (this.on.slice(5) < value.slice(5) ? 1 : 0);
    if (field.min_age !== undefined && value.length === DAY && age < field.min_age) return this.say("age", { limit: field.min_age });
    for (const [rule, kind] of [["not_after", "after"], ["not_before", "before"]]) {
      const named = field[rule];
      const other = named === "today" ? this.on : named && this.ofRow(row)(named);
      if (typeof other !== "string") continue;
      const known = Math.min(value.length, other.length);
      const [one, two] = [value.slice(0, known), other.slice(0, known)];
      if (kind === "after" ? one <= two : one >= two) continue;
      return named === "today" ? this.say(`${kind}_today`) : this.say(kind, { label: this.byId.get(named).field.label.vi });
    }
    return null;
  }

  read(field, typed) {
    return this[READERS[field.type]](field, typed);
  }

  text(field, typed) {
    const isLong = field.type === "long_text";
    const found = isLong && typeof typed === "string" ? typed.replaceAll("\r", "").split("\n").map(line).join("\n").trim() : line(typed);
    const limit = field.max_length ?? (isLong ? 4000 : 255);
    if ([...found].length > limit) this.refuse("too_long", { limit });
    return found || null;
  }

  number(field, typed) {
    const isMoney = field.type === "money";
    const decimals = isMoney ? 0 : field.decimals ?? 0;
    let said = line(typed);
    if (isMoney) said = said.toLowerCase().replace(/(đồng|đ)$/u, "");
    said = said.replaceAll(" ", "");
    if (!said) return null;
    const found = /^(-?\d{1,3}(?:\.\d{3})+)(?:,(\d+))?$/.exec(said) ?? /^(-?\d{1,15})(?:[.,](\d{1,9}))?$/.exec(said);
    const wrong = decimals ? "number" : "whole";
    if (!found || (found[2] && !decimals)) this.refuse(wrong);
    const number = floor(Number(`${found[1].replaceAll(".", "")}.${found[2] ?? "0"}`), 10 ** decimals);
    if (Math.abs(number) > NUMBER_LIMIT) this.refuse(wrong);
    const least = field.min ?? (isMoney ? 0 : undefined);
    if (least !== undefined && number < least) this.refuse("least", { limit: shownNumber(least) });
    if (field.max !== undefined && number > field.max) this.refuse("most", { limit: shownNumber(field.max) });
    return number;
  }

  date(field, typed) {
    const [day, month, year] = PIECES.date.map((piece) => line(isMap(typed) ? typed[piece] : ""));
    if (!day && !month && !year) return null;
    if (!year || (day && !month) || (!field.partial && !(day && month))) this.refuse(field.partial ? "date_partial" : "date_whole");
    if (![day, month, year].every((piece) => /^[0-9]*$/.test(piece))) this.refuse("date");
    if (year.length !== 4 || Number(year) < 1850 || Number(year) > 2999) this.refuse("year");
    const [m, d] = [Number(month || 1), Number(day || 1)];
    if (m < 1 || m > 12 || d < 1 || d > new Date(Date.UTC(Number(year), m, 0)).getUTCDate()) this.refuse("date");
    return [year, month && String(m).padStart(2, "0"), day && String(d).padStart(2, "0")].filter(Boolean).join("-");
  }

  personal(field, typed) {
    const said = line(typed).replace(/[ .-]/g, "");
    if (said && !/^0\d{11}$/.test(said)) this.refuse("personal_number");
    return said || null;
  }

  phone(field, typed) {
    const said = line(typed).replace(/[ .()-]/g, "");
    if (said && !/^(?:0|\+84)\d{8,10}$/.test(said)) this.refuse("phone");
    return said.replace(/^\+84/, "0") || null;
  }

  email(field, typed) {
    const said = line(typed).toLowerCase();
    if (said && (said.length > 255 || !/^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/.test(said))) this.refuse("email");
    return said || null;
  }

  choice(field, typed) {
    const said = line(typed);
    if (said && !field.choices.some((choice) => choice.value === said)) this.refuse("choice");
    return said || null;
  }

  several(field, typed) {
    const chosen = (Array.isArray(typed) ? typed : [typed]).map(line);
    const known = field.choices.map((choice) => choice.value);
    if (chosen.some((one) => one && !known.includes(one))) this.refuse("choice");
    const found = known.filter((one) => chosen.includes(one));
    return found.length ? found : null;
  }

  yesNo(field, typed) {
    const said = line(typed);
    if (!["", "yes", "no"].includes(said)) this.refuse("choice");
    return said ? said === "yes" : null;
  }

  declaration(field, typed) {
    return line(typed) === "yes" ? true : null;
  }

  files(field, typed) {
    const refs = Array.isArray(typed) ? typed : [];
    const limit = field.max_files ?? 5;
    if (refs.length > limit) this.refuse("files_most", { limit, label: field.label.vi });
    return refs.length ? refs : null;
  }

  // Which commune is meant only the server knows.
  address(field, typed) {
    const [province, commune, detail] = PIECES.address.map((piece) => line(isMap(typed) ? typed[piece] : ""));
    if (!province && !commune && !detail) return null;
    if (detail.length > 255 || commune.length > 255) this.refuse("too_long", { limit: 255 });
    if (field.free && !province && !commune) return { province: "", commune: "", detail };
    if (!province) this.refuse("province");
    if (!commune) this.refuse("commune");
    return { province, province_name: province, commune, commune_name: commune, detail };
  }
}

const READERS = {
  text: "text", long_text: "text", number: "number", money: "number", date: "date", personal_number: "personal",
  phone: "phone", email: "email", address: "address", choice: "choice", choices: "several", yes_no: "yesNo",
  declaration: "declaration", file: "files",
};

globalThis.motcuaEform = { judge: (definition, typed, on, sentences) => new Judge(definition, typed, on, sentences).run() };

const form = globalThis.document?.querySelector("form[data-eform]");
if (form) live(form);

function live(form) {
  const definition = JSON.parse(form.dataset.eform);
  const sentences = JSON.parse(form.dataset.sentences);
  const elsewhere = JSON.parse(form.dataset.typed);
  const told = document.querySelector("#da-luu");
  const alarm = document.querySelector("#mat-phien");
  const touched = new Set();
  let timer = 0;
  let sent = "";
  let saving = Promise.resolve();
  let saved = told?.textContent;

  // Nothing is ticked as saved where there is nothing to say.
  function tell(words) {
    if (!told) return;
    told.textContent = words;
    told.parentElement.hidden = !words;
  }


  const body = () => new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"));

  // What this page holds, over what the other pages do.
  function typed() {
    const all = structuredClone(elsewhere);
    const data = new FormData(form);
    for (const page of definition.pages) {
      if (page.id !== form.dataset.page) continue;
      for (const field of page.fields) if (field.type !== "file" && !field.compute) all[field.id] = valueOf(field, field.id, data);
    }
    return all;
  }

  function valueOf(field, name, data) {
    if (field.type === "group") {
      const rows = form.querySelectorAll(`[data-row^="${name}."]`).length;
      return Array.from({ length: rows }, (_, row) =>
        Object.fromEntries(field.fields.filter((one) => !one.compute).map((one) => [one.id, valueOf(one, `${name}.${row}.${one.id}`, data)])));
    }
    if (PIECES[field.type]) return Object.fromEntries(PIECES[field.type].map((piece) => [piece, data.get(`${name}.${piece}`) ?? ""]));
    return field.type === "choices" ? data.getAll(name) : data.get(name) ?? "";
  }

  function show() {
    const judged = motcuaEform.judge(definition, typed(), form.dataset.on, sentences);
    // What has appeared here needs no second look when the page is sent.
    if (form.elements.seen) form.elements.seen.value = judged.shown.filter((path) => !path.includes(".")).join(" ");
    // A row in which nothing is typed yet is judged by nobody, and stays.
    const empty = (path) => path.includes(".") && !judged.shown.some((one) => one.startsWith(path.slice(0, path.lastIndexOf(".") + 1)));
    for (const part of form.querySelectorAll("[data-path]")) {
      const path = part.dataset.path;
      part.hidden = !judged.shown.includes(path) && !empty(path);
      const made = part.querySelector("output");
      if (made) made.textContent = path in judged.computed && judged.computed[path] !== null ? [isNumber(judged.computed[path]) ? shownNumber(judged.computed[path]) : judged.computed[path], made.dataset.unit].filter(Boolean).join(" ") : "";
      if (!touched.has(path)) continue;
      mark(part, judged.errors[path] ?? "");
    }
  }

  function mark(part, sentence) {
    part.classList.toggle("field--wrong", Boolean(sentence));
    const error = part.querySelector(":scope > .field__error, :scope > fieldset > .field__error");
    error.hidden = !sentence;
    error.querySelector("span").textContent = sentence;
    for (const input of part.querySelectorAll("input,select,textarea")) {
      if (sentence) input.setAttribute("aria-invalid", "true");
      else input.removeAttribute("aria-invalid");
    }
  }

  function raise(why, isConflict = false) {
    alarm.querySelector("[data-why]").textContent = why;
    alarm.querySelector("[data-conflict]").hidden = !isConflict;
    if (!alarm.hidden) return;
    alarm.hidden = false;
    alarm.focus();
  }

  // Signing in again changes the token that forms carry; the page knows the new one.
  async function token() {
    const answer = await fetch(form.dataset.address, { redirect: "error" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const found = page.querySelector("[name=csrfmiddlewaretoken]");
    if (found) form.elements.csrfmiddlewaretoken.value = found.value;
  }

  async function post(isAgain = false) {
    const sending = body();
    sending.set("do", "autosave");
    const answer = await fetch(form.action, { method: "POST", body: sending, redirect: "error", headers: { "X-Fragment": "1" } });
    if (answer.status !== 403 || isAgain) return answer;
    await token();
    return post(true);
  }

  async function saveNow() {
    clearTimeout(timer);
    const before = body().toString();
    if (before === sent && alarm.hidden) {
      tell(saved);
      return;
    }
    tell(form.dataset.saving);
    try {
      const answer = await post();
      const words = await answer.text();
      if (!answer.ok) {
        raise(answer.status === 409 || answer.status === 410 ? words : form.dataset.lost, answer.status === 409);
        tell("");
        if (answer.status === 503) timer = setTimeout(save, 12000);
        return;
      }
      form.elements.version.value = answer.headers.get("X-Version");
      sent = body().toString();
      saved = words;
      tell(saved);
      if (before.replace(/version=\d+/, "") !== sent.replace(/version=\d+/, "")) later();
      alarm.hidden = true;
    } catch {
      // A redirect, which is to the page for signing in, fails as an unreachable server does.
      raise(navigator.onLine ? form.dataset.lost : form.dataset.offline);
      tell("");
      timer = setTimeout(save, 12000);
    }
  }

  function save() {
    if (form.dataset.preview) return;
    saving = saving.then(saveNow, saveNow);
  }

  function later() {
    clearTimeout(timer);
    tell(form.dataset.saving);
    timer = setTimeout(save, 800);
  }

  form.addEventListener("input", () => {
    show();
    later();
  });
  form.addEventListener("focusout", (event) => {
    const part = event.target.closest("[data-path]");
    if (!part || part.contains(event.relatedTarget) || !event.target.value) return;
    touched.add(part.dataset.path);
    show();
  });
  sent = body().toString();
  show();
  form.querySelector(".error-box")?.focus();
}
