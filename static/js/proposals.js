"use strict";
// Ticking many at once, and how many are ticked; the page works without.
(() => {
  function wire() {
    const form = document.querySelector("form[data-picking]:not([data-wired])");
    if (!form) return;
    form.dataset.wired = "";
    const picked = form.querySelector("[data-picked]");
    const tell = () => {
      const count = form.querySelectorAll("input[name=pick]:checked").length;
      picked.textContent = count ? `已勾选 ${count} 条` : "还没有勾选";
    };
    form.addEventListener("change", tell);
    form.querySelectorAll("[data-pick-all]").forEach((button) => {
      button.classList.add("is-live");
      button.addEventListener("click", () => {
        const boxes = [...button.closest("tbody").querySelectorAll("input[name=pick]")];
        const fill = boxes.some((box) => !box.checked);
        boxes.forEach((box) => { box.checked = fill; });
        tell();
      });
    });
    tell();
  }
  wire();
  document.addEventListener("htmx:afterSettle", wire);
})();
