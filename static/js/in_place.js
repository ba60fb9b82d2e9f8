"use strict";
// Rows of a list are settled in place: the same form, the same page, its main part put in without a reload.
// Needs form[data-in-place]; without this file (or htmx) the form is sent and leads back to the list.
(() => {
  if (!window.htmx) return;
  const REFUSED = [409, 422];
  let kept = null;

  function enhance() {
    document.querySelectorAll("form[data-in-place]:not([hx-post])").forEach((form) => {
      form.setAttribute("hx-post", form.getAttribute("action"));
      form.setAttribute("hx-target", "#main");
      form.setAttribute("hx-select", "#main");
      form.setAttribute("hx-swap", "outerHTML show:none");
      form.setAttribute("hx-sync", "#main:drop");
      window.htmx.process(form);
    });
  }
  const isOurs = (event) => event.detail.requestConfig?.elt?.matches?.("form[data-in-place]");
  const say = (text) => { const told = document.getElementById("told"); if (told) told.textContent = text; };

  // what was ticked and typed beside the row that was settled stays
  function remember(form, button) {
    const alone = button?.name === "one" || button?.name === "not" || button?.name === "undo" || button?.hasAttribute("formaction");
    const ticked = [...form.querySelectorAll("input[type=checkbox]:checked")].map((box) => box.value);
    const reason = form.elements.namedItem("reason")?.value || "";
    kept = alone ? { ticked, reason } : null;
  }
  function putBack() {
    const form = document.querySelector("form[data-in-place]");
    if (!form || !kept) return;
    form.querySelectorAll("input[type=checkbox]").forEach((box) => { if (kept.ticked.includes(box.value)) box.checked = true; });
    const reason = form.elements.namedItem("reason");
    if (reason && kept.reason) reason.value = kept.reason;
    form.dispatchEvent(new Event("change", { bubbles: true }));
    kept = null;
  }

  document.addEventListener("submit", (event) => {
    if (event.target.matches("form[data-in-place]")) { remember(event.target, event.submitter); say("正在处理…"); }
  }, true);
  // Enter in the reason of one row is its own button's press
  document.addEventListener("keydown", (event) => {
    const own = event.key === "Enter" && event.target.matches("details input") && event.target.closest("form[data-in-place]");
    const button = own && event.target.closest("details").querySelector("button[type=submit]");
    if (button) { event.preventDefault(); button.click(); }
  });

  document.addEventListener("htmx:beforeSwap", (event) => {
    if (isOurs(event) && REFUSED.includes(event.detail.xhr.status)) { event.detail.shouldSwap = true; event.detail.isError = false; }
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    enhance();
    if (!isOurs(event)) return;
    putBack();
    const { xhr } = event.detail;
    if (xhr.status < 400 && xhr.responseURL) history.replaceState(history.state, "", xhr.responseURL);
    const main = document.getElementById("main");
    const wrong = main.querySelector(".alert-danger, .alert-warning[role=alert], [role=status] > .alert-warning");
    const next = wrong || main.querySelector("[data-take-focus]") || main.querySelector("[role=status] > .alert") || main.querySelector("h1");
    if (!next.hasAttribute("tabindex")) next.tabIndex = -1;
    next.focus();
    say([...main.querySelectorAll("[role=status]")].map((each) => each.textContent.trim()).join("　"));
  });

  // an answer that did not come is told where it is seen
  function trouble() {
    const main = document.getElementById("main");
    const old = document.getElementById("trouble");
    if (old) old.remove();
    const alert = document.createElement("p");
    alert.id = "trouble";
    alert.className = "alert alert-danger told-here";
    alert.setAttribute("role", "alert");
    alert.textContent = "没有办成：服务器没有回应或者出了错。请稍后再试；仍不行的，刷新页面。";
    main.prepend(alert);
  }
  ["htmx:sendError", "htmx:timeout", "htmx:responseError"].forEach((kind) => document.addEventListener(kind, (event) => {
    if (event.detail.target?.id === "main") trouble();
  }));
  enhance();
})();
