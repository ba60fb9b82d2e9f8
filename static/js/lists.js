"use strict";
// Lists are filtered and searched in place: the same address, the same page, without loading it anew.
// Without this file (or htmx) the form is sent with its button, as any form.
(() => {
  if (!window.htmx) return;
  let typed = null;

  function enhance() {
    document.querySelectorAll("form[role=search]:not([hx-get])").forEach((form) => {
      form.setAttribute("hx-get", location.pathname);
      form.setAttribute("hx-target", "#main");
      form.setAttribute("hx-select", "#main");
      form.setAttribute("hx-swap", "outerHTML show:none");
      form.setAttribute("hx-replace-url", "true");
      form.setAttribute("hx-sync", "this:replace");
      form.setAttribute("hx-trigger", "submit, change, input changed delay:400ms from:find [type=search]");
      window.htmx.process(form);
    });
  }

  document.addEventListener("input", (event) => {
    if (event.target.matches("form[role=search] [type=search]")) typed = event.target.value;
  });

  // the focus stays on the filter that was changed (htmx keeps it on what has an id), and what was unfolded stays
  let here = "", unfolded = false;
  document.addEventListener("htmx:beforeSwap", () => {
    const field = document.activeElement;
    unfolded = Boolean(document.querySelector("form[role=search] details[open]"));
    here = field?.form?.matches("form[role=search]") && field.name ? `form[role=search] [name="${field.name}"]` : "";
  });
  document.addEventListener("htmx:afterSettle", () => {
    const more = document.querySelector("form[role=search] details");
    if (more && unfolded) more.open = true;
    if (here && document.activeElement === document.body) document.querySelector(here)?.focus();
  });

  // what was typed while the answer was on its way stays, and is asked for next
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.target.id !== "main") return;
    enhance();
    const search = document.querySelector("form[role=search] [type=search]");
    if (search && typed !== null && search.value !== typed) {
      search.value = typed;
      search.dispatchEvent(new Event("input", { bubbles: true }));
    }
    const told = document.getElementById("told");
    if (told) told.textContent = document.querySelector("h1")?.textContent.trim() || "";
  });

  enhance();
})();
