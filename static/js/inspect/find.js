"use strict";
// 督查: everything that may be recorded, found by what people say or by category.
(() => {
  const { h, linkButton, draft: rules, search } = Inspect;
  const MOST = 12;

  // `key`: a thing already recorded whose behaviour is put right
  function result(app, visit, key, behaviour) {
    const { value } = behaviour;
    const record = () => app.record(visit, { value, check: rules.checkOf(value, app.state.data) });
    return h("button", { type: "button", class: "offer", onclick: () => (key ? app.putRight(key, value) : record()) },
      h("span", {}, `${behaviour.clause} ${behaviour.name}`), h("small", {}, behaviour.points));
  }

  function category(app, visit, key, { number, name }) {
    const own = app.state.data.behaviours.filter((one) => one.category === number);
    return h("details", { class: "more" }, h("summary", {}, name),
      h("div", { class: "offers" }, own.map((one) => result(app, visit, key, one))));
  }

  function find(app, unit, key) {
    const { data, draft } = app.state;
    const visit = draft && rules.visitOf(draft, unit);
    if (!visit) return Inspect.screens.round(app);
    const results = h("div", { id: "results", class: "offers", role: "group", "aria-label": "找到的行为" });
    const list = (event) => {
      const words = event.target.value.trim();
      const found = words ? search.behaviours(words, data).slice(0, MOST) : [];
      const none = words && !found.length ? [h("p", {}, "没有找到。细则没有列出的，用“其他情况”记下。")] : [];
      results.replaceChildren(...found.map((one) => result(app, visit, key, one)), ...none);
    };
    const words = h("input", {
      type: "search", id: "words", class: "form-control", placeholder: "按平常的说法，如 玩手机、没穿工服",
      autocomplete: "off", oninput: list,
    });
    return {
      title: "找行为",
      body: [h("h1", { tabindex: "-1" }, "看到了什么"),
        h("label", { class: "visually-hidden", for: "words" }, "按平常的说法查找"), words, results,
        data.categories.map((one) => category(app, visit, key, one))],
      foot: [linkButton("返回", key ? `#seen/${key}` : `#unit/${unit}`)],
    };
  }

  Inspect.screens.find = find;
})();
