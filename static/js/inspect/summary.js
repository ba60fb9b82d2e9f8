"use strict";
// 督查, before it leaves the phone: all of it at a glance, each to be mended or removed, then sent with one press.
(() => {
  const { h, button, link, linkButton, choices, field, draft: rules, parts } = Inspect;

  function seenItem(app, seen) {
    const points = rules.behaviourOf(seen, app.state.data)?.points || "不计分";
    return h("li", { class: "sum-seen" },
      h("p", { class: "seen-title" }, link(parts.title(app, seen), `#seen/${seen.key}`), ` ${points}`),
      h("p", { class: "seen-line" }, parts.line(app, seen)), h("p", { class: "seen-line" }, seen.fact),
      parts.faults(app, seen.key), app.locked() ? null : parts.removeButton(app, seen, "btn-sm"));
  }

  function visitPart(app, visit) {
    const { data } = app.state;
    const check = ({ name }) => h("li", {}, `${name} `, h("strong", {
      class: visit.checks[name] === rules.FAULTY ? "points-minus" : "",
    }, visit.checks[name]));
    return h("section", { class: "sum-visit" },
      h("h2", {}, link(rules.unitName(visit.unit, data), `#unit/${visit.unit}`)),
      parts.faults(app, `unit:${visit.unit}`),
      h("ul", { class: "sum-checks" }, data.checks.map(check)),
      visit.note ? h("p", { class: "seen-line" }, visit.note) : null,
      visit.seen.length ? h("ul", { class: "sum-list" }, visit.seen.map((seen) => seenItem(app, seen))) : null);
  }

  function about(app) {
    const { draft } = app.state;
    const typed = (name) => (event) => app.type(() => {
      draft[name] = event.target.value;
      app.mended("", name);
    });
    return [choices("kind", "方式", rules.KINDS, draft.kind, (kind) => app.edit(() => { draft.kind = kind; })),
      field("同行人员", h("input", {
        id: "companions", class: "form-control", maxlength: 100, value: draft.companions, oninput: typed("companions"),
      }), parts.faults(app, "", { only: "companions" })),
      field("本次备注", h("textarea", {
        id: "note", class: "form-control", rows: 2, maxlength: 1000, value: draft.note, oninput: typed("note"),
      }), parts.faults(app, "", { only: "note" }))];
  }

  function abandon(app) {
    return button("放弃这次督查", () => app.abandon(), { class: "btn btn-outline-secondary", id: "abandon" });
  }

  // what stands in the way, each with the way to its place
  function problems(app) {
    const { draft } = app.state;
    if (!draft.faults.length) return null;
    const item = (fault) => {
      const place = placeOf(app, fault);
      return h("li", {}, place, place ? "：" : null, fault.message);
    };
    return h("div", { class: "alert alert-danger", role: "alert", id: "problems", tabindex: "-1" },
      h("h2", { class: "h6" }, `请先改正以下${draft.faults.length}处，还没有提交：`),
      h("ul", { class: "mb-0" }, draft.faults.map(item)));
  }

  function placeOf(app, fault) {
    const { draft, data } = app.state;
    const seen = rules.seenOf(draft, fault.at);
    if (seen) return link(parts.title(app, seen), `#seen/${seen.key}`);
    const visit = draft.visits.find(({ unit }) => `unit:${unit}` === fault.at);
    return visit ? link(rules.unitName(visit.unit, data), `#unit/${visit.unit}`) : null;
  }

  const WHY = {
    offline: "现在连不上，已保存在手机上；连上后自动提交，也可以点“现在提交”。",
    server: "服务器没有接受，已保存在手机上；请稍后点“现在提交”，仍不行的请告诉管理员。",
    login: "登录已过期或权限有变化，内容都在手机上。请在新标签页重新登录，回到这里点“现在提交”。",
  };

  function sending(app) {
    const { draft, progress, why } = app.state;
    if (draft.state !== "queued") return null;
    if (progress?.key === draft.key) return bar(progress);
    const login = why === "login" && linkButton("在新标签页登录", app.loginUrl(), { target: "_blank", rel: "noopener" });
    return h("div", { class: "alert alert-warning", role: "status" }, h("p", {}, WHY[why] || WHY.offline),
      h("div", { class: "seen-actions" }, login, button("撤回，继续修改", () => app.withdraw())));
  }

  function bar({ done, total }) {
    const photos = total - 1;
    const text = done < photos ? `正在上传照片，第${done + 1}张，共${photos}张` : "正在提交";
    return h("div", { class: "sending", role: "status" },
      h("label", { for: "bar" }, text), h("progress", { id: "bar", max: total, value: done }));
  }

  function notices(app) {
    const found = Inspect.checks.notices(app.state.draft, app.state.data);
    if (!found.length) return null;
    return h("div", { class: "note" }, h("p", { class: "mb-1" }, "请留意（不影响提交）："),
      h("ul", { class: "mb-0" }, found.map((text) => h("li", {}, text))));
  }

  function check(app) {
    const { draft, progress } = app.state;
    if (!draft?.visits.length) return Inspect.screens.round(app);
    const seen = rules.allSeen(draft).length, photos = rules.photosOf(draft).length;
    const counts = [`${draft.visits.length}个单位`, `${seen}件`, `照片${photos}张`];
    const submit = button(draft.state === "queued" ? "现在提交" : "提交", () => app.submit(), {
      class: "btn btn-primary", id: "submit",
    });
    return {
      title: "核对提交",
      body: [h("h1", { tabindex: "-1" }, "核对提交"),
        h("p", {}, h("strong", {}, counts.join("，")), "。提交后记为待核实，核实后才计分。"),
        sending(app), problems(app), notices(app), draft.visits.map((visit) => visitPart(app, visit)),
        app.locked() ? null : [about(app), abandon(app)]],
      foot: progress ? [] : [linkButton("继续督查", "#round"), submit],
    };
  }

  function sent(app) {
    const { done } = app.state;
    if (!done) return Inspect.screens.round(app);
    const text = done.changed
      ? "服务器此前已收到这次督查；之后在手机上的修改没有采用，仍留在手机上供对照。请到督查记录里改正。"
      : `${done.count}都已收到，手机上的草稿已删去。`;
    return {
      title: "已提交",
      body: [h("h1", { tabindex: "-1" }, done.changed ? "这一次早已收到" : "已提交"),
        h("p", { class: done.changed ? "note" : "" }, text), h("p", {}, linkButton("看这次的督查记录", done.url))],
      foot: [linkButton("再督查一次", "#round", { class: "btn btn-primary" })],
    };
  }

  Object.assign(Inspect.screens, { check, sent });
})();
