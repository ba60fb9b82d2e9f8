"use strict";
// 申报加分: asks for the minutes and for the citizen's signature only where the bonus chosen wants them.
(() => {
  const form = document.getElementById("application-form");
  if (!form) return;
  const measure = form.querySelector("[data-measure-field]");
  const signature = form.querySelector("[data-signature-field]");
  function show() {
    const chosen = form.querySelector("[name=behaviour]:checked");
    measure.hidden = !chosen?.hasAttribute("data-measured");
    signature.hidden = !chosen?.hasAttribute("data-signed");
  }
  form.addEventListener("change", show);
  show();
})();
