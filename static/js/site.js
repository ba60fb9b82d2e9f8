"use strict";
// Small comforts; every flow works without them.
(() => {
  document.querySelector("[data-focus]")?.focus();

  // a table wider than its place is scrolled with the keyboard too
  function reachTables() {
    document.querySelectorAll(".table-wrap").forEach((wrap) => {
      if (wrap.scrollWidth > wrap.clientWidth || wrap.scrollHeight > wrap.clientHeight) wrap.tabIndex = 0;
    });
  }
  reachTables();
  document.addEventListener("htmx:afterSettle", reachTables);

  // a year has four digits: after them the month can be typed on
  const LAST = { date: "9999-12-31", month: "9999-12", "datetime-local": "9999-12-31T23:59" };
  function endYears() {
    document.querySelectorAll("input[type=date], input[type=month], input[type=datetime-local]").forEach((field) => {
      if (!field.max) field.max = LAST[field.type];
    });
  }
  endYears();
  document.addEventListener("htmx:afterSettle", endYears);

  // "/" goes to the page's search field
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.target.closest("input, textarea, select, [contenteditable]")) return;
    const search = document.querySelector("input[type=search]");
    if (search) { event.preventDefault(); search.focus(); }
  });

  // one menu is open at a time, and none once something else is pressed
  const menus = document.querySelectorAll("[data-menu]");
  document.addEventListener("click", (event) => {
    menus.forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
  });
  document.addEventListener("focusin", (event) => {
    menus.forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
  });
  // up and down walk through a menu as Tab does
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "ArrowDown" || event.key === "ArrowUp" ? event.target.closest("[data-menu]") : null;
    if (!menu) return;
    event.preventDefault();
    menu.open = true;
    const stops = [...menu.querySelectorAll("summary, a")];
    const next = stops.indexOf(event.target) + (event.key === "ArrowDown" ? 1 : -1);
    stops[(next + stops.length) % stops.length].focus();
  });
  document.addEventListener("keydown", (event) => {
    const open = event.key === "Escape" && document.querySelector("[data-menu][open]");
    if (open) { open.open = false; open.querySelector("summary").focus(); }
  });

  // what the phone's page keeps of names goes whenever somebody logs in or out (static/js/inspect/store.js)
  document.addEventListener("submit", (event) => {
    if (event.target.matches("[data-forget]")) localStorage.removeItem("inspect-names");
  });
})();
