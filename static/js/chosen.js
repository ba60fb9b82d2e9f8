"use strict";
// Fields that matter for one answer only (data-when="name=value") are shown once it is chosen;
// without this file all are shown.
(() => {
  function show() {
    document.querySelectorAll("[data-when]").forEach((fields) => {
      const [name, value] = fields.dataset.when.split("=");
      const chosen = fields.form.querySelector(`input[name="${name}"]:checked`);
      const asked = chosen?.value === value;
      fields.hidden = !asked;
      fields.toggleAttribute("data-asked", asked);
    });
  }
  document.addEventListener("change", show);
  show();
})();
