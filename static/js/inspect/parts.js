"use strict";
// 督查: parts that several screens show: faults at their place, amounts, photos, the card of a thing seen.
(() => {
  const { h, button, linkButton, draft: rules, people, checks } = Inspect;
  const AMOUNTS = { 分钟: [15, 20, 30, 45, 60], 件: [2, 3, 4, 5] };
  const MOST_AMOUNT = 100000;

  const two = (number) => String(number).padStart(2, "0");
  const clock = (moment) => `${two(new Date(moment).getHours())}:${two(new Date(moment).getMinutes())}`;
  const day = (moment) => `${new Date(moment).getMonth() + 1}月${new Date(moment).getDate()}日`;

  // what a datetime-local field shows
  function localValue(moment) {
    const at = new Date(moment);
    return new Date(at - at.getTimezoneOffset() * 60000).toISOString().slice(0, 16);
  }

  function faults(app, at, { only, except } = {}) {
    return app.state.draft.faults
      .filter((fault) => fault.at === at && (!only || fault.field === only) && (!except || fault.field !== except))
      .map((fault) => h("p", { class: "fault" }, fault.message));
  }

  function hints(app, visit, seen) {
    const behaviour = rules.behaviourOf(seen, app.state.data);
    if (!behaviour) return [];
    const named = seen.persons.map((id) => people.personOf(app, id)).filter(Boolean);
    const found = [...behaviour.hints, ...named.flatMap((one) => checks.personHints(behaviour, one, visit.unit))];
    return found.map((hint) => h("p", { class: "hint" }, hint));
  }

  function amount(app, seen) {
    const measure = rules.behaviourOf(seen, app.state.data)?.measure;
    if (!measure) return null;
    const id = `measure-${seen.key}`;
    const set = (value) => app.edit(() => {
      seen.measure = value;
      rules.tell(seen, app.state.data);
      app.mended(seen.key, "measure");
    });
    const typed = (event) => {
      const number = Math.round(Number(event.target.value));
      set(event.target.value === "" || !Number.isFinite(number) ? null : Math.max(0, Math.min(MOST_AMOUNT, number)));
    };
    const quick = (AMOUNTS[measure.unit] || []).map((value) => h("button", {
      type: "button", id: `${id}-${value}`, class: "chip", "aria-pressed": String(seen.measure === value),
      onclick: () => set(value),
    }, String(value)));
    const control = h("input", {
      id, class: "form-control amount-field", type: "number", inputmode: "numeric", min: 0, max: MOST_AMOUNT,
      value: seen.measure ?? "", onchange: typed,
    });
    const label = `${measure.name}多少${measure.unit}（${measure.rule}才计分）`;
    const field = Inspect.field(label, control, faults(app, seen.key, { only: "measure" }));
    const row = h("div", { class: "chips", role: "group", "aria-label": `${measure.name}多少${measure.unit}` }, quick);
    control.replaceWith(row);
    row.append(control);
    return field;
  }

  function photoInput(app, seen, text, more) {
    const id = `${more.capture ? "camera" : "album"}-${seen.key}`;
    const chosen = (event) => {
      app.addPhotos(seen, [...event.target.files]);
      event.target.value = "";
    };
    return h("span", { class: "photo-input" },
      h("input", { type: "file", id, class: "visually-hidden", onchange: chosen, ...more }),
      h("label", { class: "btn btn-outline-primary", for: id }, text));
  }

  const camera = (app, seen) => photoInput(app, seen, "拍照", { accept: "image/*", capture: "environment" });

  function album(app, seen) {
    return photoInput(app, seen, "相册", { accept: "image/jpeg,image/png,image/heic,image/heif", multiple: true });
  }

  function photos(app, seen) {
    const drop = (photo) => app.remove("照片", () => {
      seen.photos = seen.photos.filter((one) => one.key !== photo.key);
      app.mended(seen.key, "photos");
    });
    const item = (photo, index) => h("li", {}, Inspect.photos.picture(photo), button("删照片", () => drop(photo), {
      class: "btn btn-sm btn-outline-secondary", id: `drop-${photo.key}`, "aria-label": `删除第${index + 1}张照片`,
    }));
    return seen.photos.length ? h("ul", { class: "photos" }, seen.photos.map(item)) : null;
  }

  function title(app, seen) {
    const behaviour = rules.behaviourOf(seen, app.state.data);
    if (behaviour) return `${behaviour.clause} ${behaviour.name}`;
    if (seen.value) return seen.value.replace("|", " ");
    return seen.good ? "好的做法" : "其他情况";
  }

  // where, who, how much, in one line
  function line(app, seen) {
    const { data } = app.state, behaviour = rules.behaviourOf(seen, data);
    const named = seen.persons.map((id) => people.nameOf(app, id)).join("、");
    return [
      rules.windowNumber(seen.window, data),
      named || (behaviour?.person ? "人员待查" : ""),
      !named && seen.times > 1 ? `${seen.times}次` : "",
      behaviour?.measure && seen.measure !== null ? `${seen.measure}${behaviour.measure.unit}` : "",
      seen.photos.length ? `照片${seen.photos.length}` : "",
      seen.statement ? "有当事人说明" : "",
      clock(seen.at),
    ].filter(Boolean).join("　");
  }

  function removeButton(app, seen, size = "") {
    const name = title(app, seen);
    return button("删除", () => app.remove(name, () => rules.remove(app.state.draft, seen.key)), {
      class: `btn ${size} btn-outline-secondary`, id: `remove-${seen.key}`, "aria-label": `删除：${name}`,
    });
  }

  // a thing seen, on the unit's screen; the one just recorded asks at once who and how much
  function card(app, visit, seen) {
    const behaviour = rules.behaviourOf(seen, app.state.data), fresh = seen.key === app.ui.fresh;
    const name = title(app, seen);
    return h("article", { class: fresh ? "seen seen-fresh" : "seen", "aria-label": name },
      h("p", { class: "seen-title" }, h("strong", {}, name), behaviour ? ` ${behaviour.points}` : null),
      h("p", { class: "seen-line" }, line(app, seen)),
      !behaviour && seen.fact ? h("p", { class: "seen-line" }, seen.fact) : null,
      fresh ? [amount(app, seen), people.few(app, visit, seen), hints(app, visit, seen)] : null,
      photos(app, seen),
      faults(app, seen.key, { except: fresh ? "measure" : "" }),
      h("div", { class: "seen-actions" }, camera(app, seen),
        linkButton("写详细", `#seen/${seen.key}`, { id: `more-${seen.key}`, "aria-label": `写详细：${name}` }),
        removeButton(app, seen)));
  }

  Inspect.parts = {
    clock, day, localValue, faults, hints, amount, camera, album, photos, title, line, removeButton, card,
  };
})();
