"use strict";
// 登记请假条: shows what the kind of leave and the way of writing ask for; a one-day leave's end follows its start.
(() => {
  const form = document.querySelector("[data-slip]");
  if (!form) return;
  const kind = form.elements.kind;
  const first = form.elements.starts_on;
  const last = form.elements.ends_on;

  function show() {
    const outing = kind.value === "short";
    form.querySelectorAll("[data-outing]").forEach((part) => { part.hidden = !outing; });
    const proxy = form.querySelector("[name=written]:checked")?.value === "proxy";
    form.querySelectorAll("[data-proxy]").forEach((part) => { part.hidden = !proxy; });
  }

  let before = first.value;
  first.addEventListener("change", () => {
    if (!last.value || last.value === before || last.value < first.value) last.value = first.value;
    before = first.value;
  });
  form.addEventListener("change", show);
  show();
})();
