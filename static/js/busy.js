"use strict";
// A form is sent once: the pressed button says that it is at work, and a second press does nothing.
// The server refuses a second sending too (records/submit.py).
(() => {
  const GIVES_UP_AFTER = 90_000;
  const WORDS = [[/保存|登记|记住/, "正在保存…"], [/上传|导入/, "正在上传…"], [/登录/, "正在登录…"], [/签发/, "正在签发…"]];
  const sending = new Map();

  const wordsFor = (button) => button.dataset.busy || WORDS.find(([has]) => has.test(button.textContent))?.[1] || "正在处理…";

  function start(form, button) {
    const kept = { button, nodes: null, timer: setTimeout(() => stop(form), GIVES_UP_AFTER) };
    sending.set(form, kept);
    form.setAttribute("aria-busy", "true");
    if (!(button instanceof HTMLButtonElement)) return;
    const words = wordsFor(button);
    kept.nodes = [...button.childNodes];
    button.setAttribute("aria-disabled", "true");
    if (!button.classList.contains("visually-hidden")) button.replaceChildren(words);
    const told = document.getElementById("told");
    if (told) told.textContent = words;
  }

  function stop(form) {
    const kept = sending.get(form);
    if (!kept) return;
    clearTimeout(kept.timer);
    sending.delete(form);
    form.removeAttribute("aria-busy");
    if (!kept.nodes) return;
    kept.button.replaceChildren(...kept.nodes);
    kept.button.removeAttribute("aria-disabled");
  }

  document.addEventListener("submit", (event) => {
    if (!sending.has(event.target)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.getAttribute("method")?.toLowerCase() !== "post" || form.getAttribute("target") === "_blank" || "noBusy" in form.dataset) return;
    start(form, event.submitter);
  });
  // gone back to: the form may be sent anew
  addEventListener("pageshow", () => [...sending.keys()].forEach(stop));
})();
