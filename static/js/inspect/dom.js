"use strict";
// 督查: making elements, and showing a screen again without losing the place.
window.Inspect = {};
(() => {
  const absent = (value) => value === null || value === undefined || value === false;

  // h("button", {class: "x", onclick: f, disabled: true}, "text", otherElement, [more], null)
  function h(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (absent(value)) continue;
      if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else if (name === "value" && tag !== "option") element.value = value;
      else element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...children.flat(3).filter((child) => !absent(child)));
    return element;
  }

  function button(text, onclick, more = {}) {
    return h("button", { type: "button", class: "btn btn-outline-primary", onclick, ...more }, text);
  }

  const link = (text, href, more = {}) => h("a", { href, ...more }, text);
  const linkButton = (text, href, more = {}) => link(text, href, { class: "btn btn-outline-primary", ...more });

  // a label above its control, and what is wrong with it below, told to screen readers too
  function field(label, control, faults = []) {
    if (faults.length) {
      faults.forEach((fault, index) => { fault.id = `${control.id}-fault-${index}`; });
      control.setAttribute("aria-invalid", "true");
      control.setAttribute("aria-describedby", faults.map((fault) => fault.id).join(" "));
    }
    return h("div", { class: "field" }, h("label", { class: "form-label", for: control.id }, label), control, faults);
  }

  // a row of choices of which one holds; a radio group, so that it is one stop of the keyboard
  function choices(name, label, options, chosen, choose) {
    const choice = ([value, text]) => {
      const id = `${name}-${value}`;
      return h("span", { class: "choice" },
        h("input", {
          type: "radio", class: "btn-check", name, id, value: String(value),
          checked: value === chosen, onchange: () => choose(value),
        }),
        h("label", { class: "btn btn-outline-primary", for: id }, text));
    };
    return h("fieldset", { class: "choices" },
      h("legend", {}, label), h("div", { class: "choices-row" }, options.map(choice)));
  }

  // replaces what is shown; the element that had the focus has it again, and the page does not jump
  function show(place, elements) {
    const focused = document.activeElement?.id;
    const top = window.scrollY;
    place.replaceChildren(...elements.flat(3).filter(Boolean));
    const again = focused && document.getElementById(focused);
    if (again && again !== document.activeElement) again.focus({ preventScroll: true });
    window.scrollTo({ top, behavior: "instant" });
  }

  Object.assign(Inspect, { h, button, link, linkButton, field, choices, show });
})();
