"use strict";
// 拟稿: the paper beside the words follows what is typed, a moment after the last key; nothing is saved by it.
// Without it the paper is shown anew when the words are saved.
(() => {
  const form = document.querySelector("form[data-preview]");
  const frame = document.querySelector("iframe[data-paper]");
  const state = document.querySelector("[data-preview-state]");
  if (!form || !frame || !state) return;
  const AFTER = 700;
  let timer = 0, asked = null;

  function say(text, isWrong = false) {
    state.hidden = false;
    state.textContent = text;
    state.classList.toggle("text-danger", isWrong);
    state.classList.toggle("muted", !isWrong);
  }

  // only the sheet is changed: the place where one reads stays
  function show(text) {
    const sheet = new DOMParser().parseFromString(text, "text/html").querySelector(".sheet");
    const shown = frame.contentDocument?.querySelector(".sheet");
    if (!sheet || !shown) return false;
    shown.replaceWith(frame.contentDocument.adoptNode(sheet));
    return true;
  }

  // the reading that stands in the frame is the one that follows
  function shownAddress() {
    const shown = frame.contentDocument?.location;
    return shown?.pathname === form.dataset.preview ? shown.href : form.dataset.preview;
  }

  async function refresh() {
    asked?.abort();
    const own = asked = new AbortController();
    frame.setAttribute("aria-busy", "true");
    say("正在更新预览…");
    try {
      const answer = await fetch(shownAddress(), { method: "POST", body: new FormData(form), credentials: "same-origin", signal: own.signal });
      const text = await answer.text();
      if (own !== asked) return;
      if (answer.status === 422) say(`${text}预览还是改动以前的。`, true);
      else if (answer.ok && show(text)) say("预览已跟上，文字还没有保存。");
      else say("预览没有更新：登录已过期，或者服务器没有回应。文字还在，保存时再更新。", true);
    } catch (error) {
      if (error.name === "AbortError" || own !== asked) return;
      say("预览没有更新：连不上服务器。文字还在，保存时再更新。", true);
    }
    if (own === asked) frame.removeAttribute("aria-busy");
  }

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(refresh, AFTER);
  });
  form.addEventListener("submit", () => { clearTimeout(timer); asked?.abort(); });
})();
