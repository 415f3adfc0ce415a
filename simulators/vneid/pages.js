// The pages that people see, marked as a simulation in every line that could be taken for real.

const STYLE = `body{margin:0;font:18px/1.5 system-ui,sans-serif;color:#1d1a16;background:#f4f1ea}
main{max-width:36rem;margin:0 auto;padding:1rem 1rem 3rem}
header{background:#7a4b00;color:#fff;padding:.75rem 1rem;font-weight:600;text-align:center}
h1{font-size:1.5rem}ul{list-style:none;padding:0}
li a{display:block;padding:.75rem 1rem;margin:.5rem 0;background:#fff;border:2px solid #c9c0b0;border-radius:6px;color:inherit;text-decoration:none}
li a:hover,li a:focus{border-color:#7a4b00}small{display:block;color:#5c554b}
.no{color:#7a4b00}`;

const escaped = (text) => String(text).replace(/[&<>"]/g, (one) => `&#${one.charCodeAt(0)};`);

function page(title, body) {
  return `<!doctype html><html lang="vi"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)} · VNeID (mô phỏng)</title><style>${STYLE}</style></head><body>
<header>VNeID (mô phỏng): không phải ứng dụng thật, không dùng thông tin thật</header>
<main><h1>${escaped(title)}</h1>${body}</main></body></html>`;
}

function about(one) {
  const number = one.tax_code ? `Mã số thuế ${one.tax_code}` : `Số định danh ${one.personal_id}`;
  return `${number} · mức ${one.level}`;
}

export function pageOfPeople(people, uid, params) {
  const rows = people.map((one) => `<li><a href="/chon/${escaped(uid)}?nguoi=${encodeURIComponent(one.sub)}">`
    + `<b>${escaped(one.organization_name ?? one.name)}</b><small>${escaped(about(one))}</small></a></li>`);
  return page('Ông/bà là ai?', `
<p>Trang dùng thử. Chọn một người không có thật để đăng nhập vào “${escaped(params.client_id)}”.</p>
<ul>${rows.join('')}</ul>
<p><a class="no" href="/chon/${escaped(uid)}?tu-choi=1">Từ chối, quay lại nơi vừa đến</a></p>`);
}

export function pageOfTrouble(sentence) {
  return page('Chưa đăng nhập được', `<p>${escaped(sentence)}</p>`);
}
