"use strict";
// 投诉: a point's selects show what belongs to its unit, and of the lines of one clause one is ticked.
(() => {
  document.documentElement.classList.add("js");

  // windows of other units are hidden; people of the unit stand first, others below
  const main = document.getElementById("id_unit");
  function arrange(point) {
    const unit = point.querySelector("[data-unit]");
    const name = (unit.value ? unit : main).selectedOptions[0];
    const label = name && name.value ? name.textContent.trim() : "";
    point.querySelectorAll("[data-own] optgroup").forEach((group) => {
      const own = !label || group.label === label;
      group.hidden = group.disabled = !own;
      if (!own && group.querySelector("option:checked")) group.parentElement.value = "";
    });
    const people = point.querySelector("[data-first]");
    const own = label && [...people.querySelectorAll("optgroup")].find((group) => group.label === label);
    if (own) people.options[0].after(own);
  }
  const points = document.querySelectorAll("[data-point]");
  points.forEach((point) => {
    arrange(point);
    point.querySelector("[data-unit]").addEventListener("change", () => arrange(point));
  });
  if (main) main.addEventListener("change", () => points.forEach(arrange));

  document.addEventListener("change", (event) => {
    const clause = event.target.dataset?.one;
    if (!clause || !event.target.checked) return;
    document.querySelectorAll(`[data-one="${clause}"]`).forEach((box) => {
      if (box !== event.target) box.checked = false;
    });
  });
})();
