"use strict";
// A clause's words beside its number: on hover, on focus, on the first tap. Without it the number is a link.
// The card stays while the pointer is on it or the focus in it, and goes with Escape (WCAG 1.4.13).
(() => {
  const OPENS_AFTER = 250, CLOSES_AFTER = 300, GAP = 6, LEAST = 80;
  const fetched = new Map();
  let card = null, link = null, opening = 0, closing = 0, touched = false;

  async function words(url) {
    const answer = await fetch(url, { credentials: "same-origin" });
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    return answer.text();
  }

  function fetchOnce(url) {
    if (!fetched.has(url)) {
      fetched.set(url, words(url).catch((error) => { fetched.delete(url); throw error; }));
    }
    return fetched.get(url);
  }

  // under the number, above it where there is more room, no higher than that room: the number stays in sight
  function place() {
    card.style.maxHeight = "";
    const at = link.getBoundingClientRect(), most = card.getBoundingClientRect().height;
    const below = innerHeight - at.bottom - 2 * GAP, above = at.top - 2 * GAP;
    const isUnder = most <= below || below >= above;
    const height = Math.min(most, Math.max(isUnder ? below : above, LEAST));
    card.style.maxHeight = `${height}px`;
    card.style.top = `${isUnder ? at.bottom + GAP : at.top - GAP - height}px`;
    const width = card.getBoundingClientRect().width;
    card.style.left = `${Math.max(GAP, Math.min(at.left, document.documentElement.clientWidth - width - GAP))}px`;
  }

  function close() {
    clearTimeout(opening);
    clearTimeout(closing);
    if (!card) return;
    card.remove();
    link.removeAttribute("aria-expanded");
    card = link = null;
  }

  async function open(target) {
    clearTimeout(opening);
    clearTimeout(closing);
    if (link === target) return;
    close();
    const own = document.createElement("div");
    own.className = "clause-card d-print-none";
    own.setAttribute("role", "group");
    own.setAttribute("aria-label", `${target.textContent.trim()} 原文和分值`);
    [card, link] = [own, target];
    target.setAttribute("aria-expanded", "true");
    let found = "";
    try { found = await fetchOnce(target.dataset.clause); } catch { /* told below */ }
    if (card !== own) return;
    if (!target.isConnected) { card = link = null; return; }
    if (found) own.innerHTML = found;
    else own.append("没有取到原文：连不上服务器，或者登录已过期。");
    target.after(own);
    if (own.showPopover) { own.popover = "manual"; own.showPopover(); }  // above whatever is sticky around it
    place();
  }

  const clauseOf = (event) => (event.target instanceof Element ? event.target.closest("a[data-clause]") : null);
  const isOnCard = (node) => Boolean(card && node instanceof Node && (card.contains(node) || link.contains(node)));
  const closeSoon = () => { clearTimeout(closing); closing = setTimeout(close, CLOSES_AFTER); };

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const target = clauseOf(event);
    clearTimeout(opening);
    if (isOnCard(event.target)) clearTimeout(closing);
    else if (target) opening = setTimeout(() => open(target), OPENS_AFTER);
  });
  document.addEventListener("pointerout", (event) => {
    if (event.pointerType === "touch" || isOnCard(event.relatedTarget)) return;
    clearTimeout(opening);
    if (isOnCard(event.target) && !isOnCard(document.activeElement)) closeSoon();
  });

  document.addEventListener("focusin", (event) => {
    const target = clauseOf(event);
    if (target && target.matches(":focus-visible") && !touched) open(target);
    else if (card && !isOnCard(event.target)) close();
  });

  // the first tap shows the words, the second follows the link; a tap elsewhere puts them away
  document.addEventListener("pointerdown", (event) => {
    touched = event.pointerType === "touch";
    if (card && !isOnCard(event.target)) close();
  });
  document.addEventListener("click", (event) => {
    const target = clauseOf(event);
    if (!target || !touched || link === target) return;
    event.preventDefault();
    open(target);
  });

  document.addEventListener("keydown", (event) => {
    touched = false;
    if (event.key !== "Escape" || !card) return;
    const back = card.contains(document.activeElement) ? link : null;
    close();
    if (back) { back.focus({ preventScroll: true }); close(); }
  });
  const follow = (event) => { if (card?.isConnected && !card.contains(event.target)) place(); };
  addEventListener("scroll", follow, true);
  addEventListener("resize", () => { if (card?.isConnected) place(); });
  document.addEventListener("htmx:afterSwap", () => { if (link && !link.isConnected) close(); });
})();
