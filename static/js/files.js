"use strict";
// Files of a form: sent as soon as they are chosen, dropped or pasted; the form then carries their numbers.
(() => {
  const files = document.querySelector("[data-files]");
  if (!files) return;
  const form = files.closest("form");
  const input = files.querySelector("[data-upload]");
  const progress = files.querySelector("[data-progress]");
  files.querySelectorAll("[data-js-only]").forEach((element) => { element.hidden = false; });
  function send(list) {
    if (!list.length) return;
    const transfer = new DataTransfer();
    for (const file of list) transfer.items.add(file);
    input.files = transfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }
  files.addEventListener("dragover", (event) => { event.preventDefault(); files.classList.add("dragging"); });
  files.addEventListener("dragleave", () => files.classList.remove("dragging"));
  files.addEventListener("drop", (event) => {
    event.preventDefault();
    files.classList.remove("dragging");
    send(event.dataTransfer.files);
  });
  document.addEventListener("paste", (event) => {
    if (event.clipboardData?.files.length) { event.preventDefault(); send(event.clipboardData.files); }
  });
  input.addEventListener("htmx:xhr:progress", (event) => {
    progress.hidden = false;
    if (event.detail.lengthComputable) progress.value = (100 * event.detail.loaded) / event.detail.total;
  });
  input.addEventListener("htmx:afterRequest", (event) => {
    if (event.target !== input) return;
    progress.hidden = true;
    if (event.detail.successful) {
      input.value = "";
      form.dataset.changed = ""; // nothing else of the form tells that it carries a file now
      form.dispatchEvent(new Event("change", { bubbles: true }));
    }
  });
})();
