"use strict";
// 督查, one unit: the five checks as a list; what is wrong becomes a finding with one tap.
(() => {
  const { h, button, linkButton, choices, field, draft: rules, parts } = Inspect;
  const { FINE, FAULTY, UNSEEN } = rules;

  function windowChoice(app, visit) {
    const windows = app.state.data.windows.filter((window) => window.unit === visit.unit);
    if (windows.length < 2) return null;
    const options = [["", "全部"], ...windows.map((window) => [window.id, window.number])];
    const choose = (id) => app.edit(() => { visit.window = id || null; });
    return choices("window", "现在看的窗口", options, visit.window ?? "", choose);
  }

  function setCheck(app, visit, name, state) {
    const recorded = visit.seen.filter((seen) => seen.check === name).length;
    if (state !== FAULTY && recorded) {
      app.say(`“${name}”已记了${recorded}件，删去后才能改为${state}。`);
      app.draw();
      return;
    }
    if (state === FAULTY) app.ui.open = name;
    else if (app.ui.open === name) app.ui.open = "";
    app.edit(() => { visit.checks[name] = state; });
  }

  function offer(app, visit, check, value) {
    const behaviour = app.state.data.behaviours.find((one) => one.value === value);
    return h("button", {
      type: "button", id: `offer-${check}-${value}`, class: "offer", onclick: () => app.record(visit, { value, check }),
    }, h("span", {}, behaviour.name), h("small", {}, behaviour.points));
  }

  const search = (visit) => linkButton("找别的行为", `#find/${visit.unit}`, { class: "offer offer-link" });

  function offers(app, visit, check, open) {
    const again = visit.seen.some((seen) => seen.check === check.name);
    const toggle = () => {
      app.ui.open = open ? "" : check.name;
      app.draw();
    };
    const heading = button(open ? "收起" : again ? "再记一件" : "记一件", toggle, {
      class: "btn btn-sm btn-outline-primary", id: `open-${check.name}`, "aria-expanded": String(open),
    });
    const list = h("div", { class: "offers", role: "group", "aria-label": `${check.name}：看到了什么` },
      check.offers.map((value) => offer(app, visit, check.name, value)), search(visit));
    return open ? [list, heading] : [heading];
  }

  function checkRow(app, visit, check) {
    const state = visit.checks[check.name];
    const legend = [check.name, h("small", {}, ` ${check.about}`)];
    const choose = (value) => setCheck(app, visit, check.name, value);
    return h("section", { class: "check-row" },
      choices(`check-${check.name}`, legend, [FINE, FAULTY, UNSEEN].map((one) => [one, one]), state, choose),
      visit.seen.filter((one) => one.check === check.name).map((one) => parts.card(app, visit, one)),
      state === FAULTY ? offers(app, visit, check, app.ui.open === check.name) : null);
  }

  function otherRow(app, visit) {
    const plain = (id, what, text, small) => h("button", {
      type: "button", id, class: "offer", onclick: () => app.record(visit, what),
    }, text, small ? h("small", {}, small) : null);
    return h("section", { class: "check-row" }, h("h2", {}, "其他"),
      visit.seen.filter((seen) => !seen.check).map((seen) => parts.card(app, visit, seen)),
      h("div", { class: "offers" }, search(visit), plain("good", { good: true }, "好的做法"),
        plain("plain", {}, "其他情况", "细则没有列出")));
  }

  function fineButton(app, visit) {
    const { checks } = app.state.data;
    const unseen = checks.filter((check) => visit.checks[check.name] === UNSEEN);
    if (!unseen.length) return null;
    const set = () => app.edit(() => { unseen.forEach((check) => { visit.checks[check.name] = FINE; }); });
    return button(unseen.length === checks.length ? "五项都正常" : "其余都正常", set, {
      class: "btn btn-outline-primary wide-button", id: "all-fine",
    });
  }

  function more(app, visit) {
    const moved = (event) => {
      if (event.target.value) app.edit(() => { visit.at = new Date(event.target.value).toISOString(); });
    };
    const typed = (event) => app.type(() => { visit.note = event.target.value; });
    const gone = () => app.remove("这个单位", () => {
      app.state.draft.visits = app.state.draft.visits.filter((one) => one !== visit);
      app.go("#round");
    });
    return h("details", { class: "more" }, h("summary", {}, "到达时间、备注"),
      field("到达时间", h("input", {
        type: "datetime-local", id: "visit-at", class: "form-control", value: parts.localValue(visit.at),
        onchange: moved,
      })),
      field("本单位备注", h("textarea", {
        id: "visit-note", class: "form-control", rows: 2, maxlength: 300, value: visit.note, oninput: typed,
      })),
      button("从本次督查中删去这个单位", gone, { class: "btn btn-outline-secondary" }));
  }

  function visit(app, unit) {
    const { data, draft } = app.state;
    const row = draft && rules.visitOf(draft, unit);
    if (!row) return Inspect.screens.round(app);
    const name = rules.unitName(unit, data);
    return {
      title: name,
      body: [h("h1", { tabindex: "-1" }, name), parts.faults(app, `unit:${unit}`), windowChoice(app, row),
        data.checks.map((check) => checkRow(app, row, check)), fineButton(app, row), otherRow(app, row),
        more(app, row)],
      foot: [linkButton("下一个单位", "#round"), linkButton("核对提交", "#check", { class: "btn btn-primary" })],
    };
  }

  Inspect.screens.visit = visit;
})();
