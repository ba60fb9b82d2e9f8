"use strict";
// 登记事项: filters people and windows by unit, shows the measure where one is needed.
(() => {
  const form = document.getElementById("record-form");
  if (!form) return;
  document.documentElement.classList.add("js");
  form.querySelectorAll("[data-js-only]").forEach((element) => { element.hidden = false; });
  const unit = document.getElementById("id_unit");
  const windowSelect = document.getElementById("id_window");
  const picker = form.querySelector("[data-picker]");

  function filterPeople() {
    const text = picker.querySelector("[data-picker-find]").value.trim().toLowerCase();
    const everyone = picker.querySelector("[data-picker-all]").checked;
    let shown = 0;
    picker.querySelectorAll(".picker-group").forEach((group) => {
      const own = everyone || !unit.value || group.dataset.unit === unit.value;
      let inGroup = 0;
      group.querySelectorAll(".picker-item").forEach((item) => {
        const picked = item.querySelector("input").checked;
        const visible = picked || (text ? item.dataset.find.includes(text) && (own || text.length > 1) : own);
        item.hidden = !visible;
        inGroup += visible;
      });
      group.hidden = !inGroup;
      shown += inGroup;
    });
    const empty = picker.querySelector("[data-picker-empty]");
    if (empty) empty.hidden = shown > 0;
  }

  function filterWindows() {
    const name = unit.selectedOptions[0]?.textContent;
    windowSelect.querySelectorAll("optgroup").forEach((group) => {
      const own = !unit.value || group.label === name;
      group.hidden = group.disabled = !own;
      if (!own && group.querySelector("option:checked")) windowSelect.value = "";
    });
  }

  function filterProblems() {
    document.querySelectorAll("#problem-titles option").forEach((option) => {
      option.disabled = Boolean(unit.value) && option.dataset.unit !== unit.value;
    });
  }

  function showMeasure() {
    const chosen = form.querySelector("[name=behaviour]:checked");
    const measure = chosen?.dataset.measure || "";
    const field = form.querySelector("[data-measure-field]");
    field.hidden = !measure;
    field.querySelector("[data-measure-unit]").textContent = measure ? `（${measure}）` : "";
    field.querySelector("input").required = Boolean(measure);
  }

  function refresh() { filterPeople(); filterWindows(); filterProblems(); showMeasure(); }
  unit.addEventListener("change", () => { filterWindows(); filterPeople(); filterProblems(); });
  picker.addEventListener("input", filterPeople);
  form.addEventListener("change", (event) => { if (event.target.name === "behaviour") showMeasure(); });
  picker.querySelector("[data-picker-find]").addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
  document.getElementById("id_words").addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
    if (event.key !== "ArrowDown") return;
    // down into what was found; from there the arrows go on by themselves, as in any group of radio buttons
    const first = document.querySelector("#behaviours [name=behaviour]");
    if (first) { event.preventDefault(); first.focus(); first.click(); }
  });
  document.body.addEventListener("htmx:afterSettle", (event) => {
    if (event.target.id === "behaviours") showMeasure();
  });
  refresh();
})();
