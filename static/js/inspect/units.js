"use strict";
// 督查, first screen: choose a unit, go on with what was begun, see what waits to be sent.
(() => {
  const { h, button, linkButton, draft: rules, search, parts } = Inspect;

  function about(unit, visit) {
    if (visit) return `已到，记了${visit.seen.length}件`;
    if (unit.days === null) return "还没有到访过";
    return unit.days === 0 ? "今天到访过" : `${unit.days}天前到访`;
  }

  function unitRow(app, unit) {
    const visit = app.state.draft && rules.visitOf(app.state.draft, unit.id);
    return h("li", {}, h("button", {
      type: "button", id: `unit-${unit.id}`, class: visit ? "unit unit-visited" : "unit", "data-find": unit.find,
      onclick: () => app.enter(unit.id),
    }, h("span", {}, unit.name), h("small", {}, about(unit, visit))));
  }

  function group(app, label, units) {
    if (!units.length) return null;
    return h("section", {}, h("h2", {}, label),
      h("ul", { class: "units" }, units.map((unit) => unitRow(app, unit))));
  }

  function groups(app) {
    const { units } = app.state.data, { draft } = app.state;
    const drawn = draft?.draw?.chosen || [];
    const visited = units.filter((unit) => draft && rules.visitOf(draft, unit.id));
    const waiting = drawn.map((id) => units.find((unit) => unit.id === id))
      .filter((unit) => unit && !visited.includes(unit));
    const others = units.filter((unit) => !visited.includes(unit) && !waiting.includes(unit));
    return [group(app, "抽中的单位", waiting), group(app, "本次已到", visited),
      group(app, waiting.length || visited.length ? "其他单位" : "选择窗口单位", others)];
  }

  // hides what does not answer to the words typed, without drawing the list anew
  function filter(event) {
    const rows = [...document.querySelectorAll(".unit")].map((row) => ({ row, find: row.dataset.find }));
    const fitting = search.found(event.target.value, rows);
    rows.forEach((one) => { one.row.parentElement.hidden = !fitting.includes(one); });
  }

  function drawLine(app) {
    const { draft, data } = app.state, newest = data.draws[0];
    if (draft?.draw) return h("p", {}, `不定期抽查：${draft.draw.label}，共${draft.draw.chosen.length}个单位。`);
    const use = newest && button(`用${newest.label}的${newest.chosen.length}个单位`, () => app.useDraw(newest.id));
    return h("p", { class: "draw-line" }, use, linkButton("随机抽取单位", app.urls.draws));
  }

  function summary(draft) {
    const count = `到${draft.visits.length}个单位，记了${rules.allSeen(draft).length}件`;
    return `${parts.day(draft.at)} ${parts.clock(draft.at)}开始，${count}`;
  }

  const STATES = { queued: "等待提交", open: "没有提交", changed: "已提交；之后在手机上的修改没有采用" };

  function waitingRow(app, draft) {
    const actions = {
      open: () => button("继续这一次", () => app.take(draft.key, draft.faults.length ? "#check" : "#round")),
      queued: () => button("查看并提交", () => app.take(draft.key, "#check")),
      changed: () => [linkButton("看督查记录", draft.url), button("从手机上删去", () => app.discard(draft.key))],
    };
    return h("li", { class: "waiting" }, h("p", {}, h("strong", {}, STATES[draft.state]), h("br"), summary(draft)),
      h("div", { class: "seen-actions" }, actions[draft.state]()));
  }

  function otherDrafts(app) {
    const { drafts, user, draft } = app.state;
    const own = drafts.filter((one) => one.user === user.id && one.key !== draft?.key);
    if (!own.length) return null;
    return h("section", {}, h("h2", {}, "这台手机上的其他督查"),
      h("ul", { class: "waiting-list" }, own.map((one) => waitingRow(app, one))));
  }

  // somebody else's drafts are told of, never shown
  function foreignDrafts(app) {
    const foreign = app.state.drafts.filter((one) => one.user !== app.state.user.id);
    const owners = [...new Set(foreign.map((one) => one.owner))];
    const count = (owner) => foreign.filter((one) => one.owner === owner).length;
    return owners.map((owner) => h("p", { class: "note" },
      `这台手机上还有${owner}的${count(owner)}次督查没有提交，请${owner}登录后提交。`));
  }

  function round(app) {
    const { draft } = app.state, begun = Boolean(draft?.visits.length);
    const search = h("input", {
      type: "search", id: "find-unit", class: "form-control", placeholder: "查找单位：名称或拼音首字母",
      autocomplete: "off", oninput: filter,
    });
    return {
      title: "选择单位",
      body: [h("h1", { tabindex: "-1" }, begun ? "接着去哪个单位" : "去哪个单位"),
        begun ? h("p", {}, summary(draft)) : null, otherDrafts(app), foreignDrafts(app), drawLine(app),
        h("label", { class: "visually-hidden", for: "find-unit" }, "查找单位"), search, groups(app)],
      foot: begun ? [linkButton("核对提交", "#check", { class: "btn btn-primary" })] : [],
    };
  }

  Inspect.screens = { round };
})();
