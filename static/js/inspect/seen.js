"use strict";
// 督查, one thing seen: who, where, how much, photos, the sentence, the person's own words.
(() => {
  const { h, link, linkButton, button, field, draft: rules, parts, people } = Inspect;
  const SHOWN = [
    "fact", "statement", "persons", "substitute", "window", "happened_on", "at", "times", "measure",
    "choice_reason", "photos",
  ];

  const own = (app, seen, name) => parts.faults(app, seen.key, { only: name });

  // `name`: as the server calls it, `kept`: as the draft does
  function words(app, seen, { name, kept = name, label, longest, rows = 2 }) {
    const typed = (event) => app.type(() => {
      seen[kept] = event.target.value;
      if (kept === "fact") seen.typed = Boolean(event.target.value.trim());
      app.mended(seen.key, name);
    });
    return field(label, h("textarea", {
      id: `seen-${kept}`, class: "form-control", rows, maxlength: longest, value: seen[kept], oninput: typed,
    }), own(app, seen, name));
  }

  function place(app, visit, seen) {
    const windows = app.state.data.windows.filter((window) => window.unit === visit.unit);
    const set = (event) => app.edit(() => {
      seen.window = Number(event.target.value) || null;
      rules.tell(seen, app.state.data);
      app.mended(seen.key, "window");
    });
    const option = ({ id, number, name }) => (
      h("option", { value: String(id), selected: id === seen.window }, `${number} ${name}`.trim()));
    return field("窗口", h("select", { id: "seen-window", class: "form-select", onchange: set },
      h("option", { value: "" }, "不写窗口"), windows.map(option)), own(app, seen, "window"));
  }

  function moment(app, seen) {
    const set = (event) => event.target.value && app.edit(() => {
      seen.at = new Date(event.target.value).toISOString();
      ["happened_on", "at"].forEach((name) => app.mended(seen.key, name));
    });
    return field("时间", h("input", {
      type: "datetime-local", id: "seen-at", class: "form-control", value: parts.localValue(seen.at), onchange: set,
    }), [...own(app, seen, "happened_on"), ...own(app, seen, "at")]);
  }

  function times(app, seen) {
    if (!seen.value || seen.persons.length) return null;
    const set = (event) => app.edit(() => {
      seen.times = Math.max(1, Math.min(999, Math.round(Number(event.target.value)) || 1));
      app.mended(seen.key, "times");
    });
    return field("次数（几个人共同的行为，还不知道是谁的，填人数）", h("input", {
      type: "number", id: "seen-times", class: "form-control amount-field", inputmode: "numeric", min: 1, max: 999,
      value: seen.times, onchange: set,
    }), own(app, seen, "times"));
  }

  // asked for where another clause is proposed for the act (R16)
  function reason(app, seen) {
    if (!seen.reason && !own(app, seen, "choice_reason").length) return null;
    return words(app, seen, { name: "choice_reason", kept: "reason", label: "仍按这一条登记的理由", longest: 200 });
  }

  function clause(app, behaviour) {
    return behaviour && h("details", { class: "more" }, h("summary", {}, `细则原文（${behaviour.clause}）`),
      h("blockquote", { class: "clause-text" }, app.state.data.clauses[behaviour.clause]));
  }

  function pictures(app, seen) {
    return h("section", { class: "field" }, h("h2", {}, "照片"), parts.photos(app, seen),
      h("div", { class: "seen-actions" }, parts.camera(app, seen), parts.album(app, seen)), own(app, seen, "photos"));
  }

  function seen(app, key) {
    const { draft, data } = app.state;
    const row = draft && rules.seenOf(draft, key);
    if (!row) return Inspect.screens.round(app);
    const visit = rules.visitWith(draft, key), behaviour = rules.behaviourOf(row, data), name = parts.title(app, row);
    const elsewhere = draft.faults.filter((fault) => fault.at === key && !SHOWN.includes(fault.field));
    const gone = () => app.remove(name, () => {
      rules.remove(draft, key);
      app.go(`#unit/${visit.unit}`);
    });
    return {
      title: name,
      body: [
        h("h1", { tabindex: "-1" }, name,
          behaviour ? h("small", { class: "seen-points" }, ` ${behaviour.points}`) : null),
        h("p", {}, rules.unitName(visit.unit, data), "　",
          row.value ? link("换一个行为", `#find/${visit.unit}/${key}`) : null),
        elsewhere.map((fault) => h("p", { class: "fault" }, fault.message)),
        reason(app, row), parts.hints(app, visit, row), parts.amount(app, row),
        behaviour ? [people.all(app, visit, row), people.substitute(app, row)] : null, pictures(app, row),
        words(app, row, { name: "fact", label: "发现情况", longest: 2000, rows: 3 }),
        words(app, row, { name: "statement", label: "当事人说明", longest: 2000 }),
        place(app, visit, row), moment(app, row), times(app, row), clause(app, behaviour),
      ],
      foot: [button("删除", gone, { class: "btn btn-outline-secondary" }),
        linkButton("完成", `#unit/${visit.unit}`, { class: "btn btn-primary" })],
    };
  }

  Inspect.screens.seen = seen;
})();
