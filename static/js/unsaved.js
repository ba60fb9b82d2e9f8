"use strict";
// What was typed and not sent is not lost by a click: leaving the page, or a list filtered in place, asks first.
// Every form that takes text or files, but those with data-no-warn. Without this file the page is simply left.
(() => {
  const TYPED = "textarea, input:not([type=hidden], [type=checkbox], [type=radio], [type=search], [type=submit], [type=button], [type=image])";
  const QUESTION = "填写的内容还没有保存，继续就会丢失。确定继续吗？";
  // the answer to a form that was sent and not carried out: what it holds stands nowhere else
  let unsent = "unsent" in document.body.dataset;
  let isListening = false;

  const isWatched = (form) => form.getAttribute("method")?.toLowerCase() === "post" && !("noWarn" in form.dataset) && form.querySelector(TYPED) !== null;
  const watched = (root = document) => [...root.querySelectorAll("form")].filter(isWatched);

  function isSelected(select) {
    const options = [...select.options];
    if (select.multiple || options.some((option) => option.defaultSelected)) {
      return options.every((option) => option.selected === option.defaultSelected);
    }
    return select.selectedIndex <= 0;
  }

  function isAsItCame(field) {
    if (!field.name || field.type === "search" || field.type === "hidden") return true;
    if (field instanceof HTMLSelectElement) return isSelected(field);
    if (field.type === "checkbox" || field.type === "radio") return field.checked === field.defaultChecked;
    if (field.type === "file") return field.files.length === 0;
    if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) {
      return field.type === "submit" || field.value === field.defaultValue;
    }
    return true;
  }

  const isChanged = (form) => "changed" in form.dataset || ![...form.elements].every(isAsItCame);
  const changed = (root) => watched(root).filter(isChanged);
  const opensElsewhere = (form) => form.getAttribute("target") === "_blank";
  const isLostBy = (form, root) => (unsent && !watched(root).includes(form) && watched(root).length > 0) || changed(root).some((other) => other !== form);

  function hold(event) {
    event.preventDefault();
    event.returnValue = true; // older browsers
  }

  // only while something would be lost: a page that listens is not kept for going back
  function listen(wanted) {
    if (wanted === isListening) return;
    isListening = wanted;
    if (wanted) addEventListener("beforeunload", hold);
    else removeEventListener("beforeunload", hold);
  }
  const look = () => listen((unsent && watched().length > 0) || changed().length > 0);

  ["input", "change"].forEach((kind) => document.addEventListener(kind, look));
  addEventListener("pageshow", look);
  document.addEventListener("htmx:afterSettle", look);

  // sending one form would lose what another holds
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (opensElsewhere(form) || form.matches("[hx-get], [data-in-place]")) return; // htmx asks: below
    if (isLostBy(form, document) && !confirm(QUESTION)) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  }, true);
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented || opensElsewhere(event.target)) return;
    unsent = false;
    listen(false);
  });

  document.addEventListener("htmx:confirm", (event) => {
    const { target, elt } = event.detail;
    if (target?.id !== "main" || !isLostBy(elt, target)) return;
    if (confirm(QUESTION)) unsent = false;
    else event.preventDefault();
  });
  look();
})();
