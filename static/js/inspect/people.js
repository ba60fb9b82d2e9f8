"use strict";
// 督查: naming people: as chips, those of the window first; anybody by name or pinyin initials.
(() => {
  const { h, linkButton, draft: rules, search } = Inspect;
  const MOST_CHIPS = 8, MOST_FOUND = 12;

  const personOf = (app, id) => app.state.data.people.find((person) => person.id === id);
  const nameOf = (app, id) => personOf(app, id)?.name || "（名单外人员）";
  const toggled = (list, id) => (list.includes(id) ? list.filter((one) => one !== id) : [...list, id]);

  function marks(app, person) {
    const window = app.state.data.windows.find((one) => one.id === person.window);
    const standsIn = person.kinds.includes("替岗人员") ? "替岗" : "";
    return [window?.number, standsIn, person.away ? "请假" : ""].filter(Boolean).join(" ");
  }

  function chip(id, pressed, onclick, ...text) {
    return h("button", { type: "button", id, class: "chip", "aria-pressed": String(pressed), onclick }, text);
  }

  function personChip(app, seen, person, place) {
    const pick = () => app.edit(() => {
      seen.persons = toggled(seen.persons, person.id);
      app.mended(seen.key, "persons");
    });
    const about = marks(app, person);
    return chip(`${place}-${seen.key}-${person.id}`, seen.persons.includes(person.id), pick,
      person.name, about ? h("small", {}, ` ${about}`) : null);
  }

  function nobodyChip(app, seen, place) {
    const text = rules.behaviourOf(seen, app.state.data)?.person ? "人员待查" : "不写人员";
    const pick = () => app.edit(() => { seen.persons = []; });
    return chip(`${place}-${seen.key}-nobody`, !seen.persons.length, pick, text);
  }

  // those who may be meant: of this unit today, party members alone where the clause is about them
  function likely(app, visit, seen) {
    const { data } = app.state, behaviour = rules.behaviourOf(seen, data);
    const fits = (person) => !behaviour?.party || person.party || seen.persons.includes(person.id);
    const here = search.peopleHere(data, visit.unit, seen.window).filter(fits);
    const named = seen.persons.filter((id) => !here.some((person) => person.id === id));
    return { here, named: named.map((id) => personOf(app, id)).filter(Boolean), fits };
  }

  // in the card of a thing just recorded: the likeliest few
  function few(app, visit, seen) {
    const { here, named } = likely(app, visit, seen);
    const more = here.length > MOST_CHIPS ? `全部${here.length}人…` : "其他人…";
    return h("div", { class: "chips", role: "group", "aria-label": "人员" }, nobodyChip(app, seen, "few"),
      [...named, ...here.slice(0, MOST_CHIPS)].map((person) => personChip(app, seen, person, "few")),
      linkButton(more, `#seen/${seen.key}`, { class: "chip chip-link" }));
  }

  // on the page of a thing seen: all of the unit, and a search over everybody
  function all(app, visit, seen) {
    const { here, named, fits } = likely(app, visit, seen);
    const pick = (person) => app.edit(() => {
      seen.persons = toggled(seen.persons, person.id);
      app.mended(seen.key, "persons");
    });
    const elsewhere = (person) => !here.includes(person) && fits(person);
    return h("section", { class: "field" }, h("h2", { id: "who" }, "谁"),
      Inspect.parts.faults(app, seen.key, { only: "persons" }),
      h("div", { class: "chips", role: "group", "aria-labelledby": "who" }, nobodyChip(app, seen, "all"),
        [...named, ...here].map((person) => personChip(app, seen, person, "all"))),
      finder(app, "person", "查找其他人：姓名或拼音首字母", elsewhere, pick));
  }

  // a search field over people; what it finds is listed below it
  function finder(app, name, label, fits, pick) {
    const id = `find-${name}`;
    const found = h("div", { class: "chips", role: "group", "aria-label": "找到的人员" });
    const result = (person) => h("button", { type: "button", class: "chip", onclick: () => pick(person) },
      person.name, h("small", {}, ` ${person.place}`));
    const list = (event) => {
      const typed = event.target.value.trim();
      const rows = typed ? search.found(typed, app.state.data.people.filter(fits)).slice(0, MOST_FOUND) : [];
      const none = typed && !rows.length ? [h("p", {}, "没有找到。还不知道是谁的，先不写人员。")] : [];
      found.replaceChildren(...rows.map(result), ...none);
    };
    return [h("label", { class: "visually-hidden", for: id }, label),
      h("input", { type: "search", id, class: "form-control", placeholder: label, autocomplete: "off", oninput: list }),
      found];
  }

  // 1.3: the person charged is the one on leave; who stood in is named besides
  function substitute(app, seen) {
    if (rules.behaviourOf(seen, app.state.data)?.clause !== "1.3") return null;
    const named = seen.substitute === null ? "没有写" : nameOf(app, seen.substitute);
    const set = (id) => app.edit(() => {
      seen.substitute = id;
      app.mended(seen.key, "substitute");
    });
    return h("section", { class: "field" }, h("h2", {}, "替岗人员"),
      h("p", {}, `扣分记在请假人员名下，请在上面选请假的人。替岗人员：${named}`),
      Inspect.parts.faults(app, seen.key, { only: "substitute" }),
      finder(app, "substitute", "查找替岗人员：姓名或拼音首字母", () => true, (person) => set(person.id)),
      seen.substitute === null ? null : Inspect.button("不写替岗人员", () => set(null)));
  }

  Inspect.people = { personOf, nameOf, few, all, substitute };
})();
