"use strict";
// 督查: the one state of the page, and the changes to it: each is on the device before it is shown.
(() => {
  const { button, store, draft: rules } = Inspect;
  const state = {
    data: null, user: null, draft: null, drafts: [], progress: null, why: "", done: null, undo: null, kept: "",
  };
  const ui = { open: "", fresh: "" }; // which check is open, which thing was just recorded
  const urls = { ...document.body.dataset };
  const otherTabs = "BroadcastChannel" in window ? new BroadcastChannel("inspect") : null;
  const stateLine = document.getElementById("state"), toast = document.getElementById("toast");
  const SAVED = "已保存在本机", NOT_SAVED = "没有保存！手机存储已满或不可用";
  let writing = Promise.resolve(), hiding = 0, changed = false;

  const locked = () => state.draft?.state === "queued";

  // ---- keeping
  function keep() {
    if (!state.draft || !changed) return writing;
    changed = false;
    const row = JSON.parse(JSON.stringify(state.draft));
    writing = writing.then(() => store.keepDraft(row)).then(() => {
      tell(SAVED);
      tellTabs(row.key);
    }, () => tell(NOT_SAVED));
    return writing;
  }

  function touched() {
    changed = true;
    return keep();
  }

  function tell(text) {
    state.kept = text;
    stateLine.textContent = navigator.onLine ? text : `${text}　没有网络`;
    stateLine.classList.toggle("inspect-state-bad", text === NOT_SAVED);
  }

  const tellTabs = (key) => otherTabs?.postMessage(key);

  // a word at the foot of the page; one that can be undone stays until the next change
  function say(text, undo = null) {
    clearTimeout(hiding);
    state.undo = undo;
    const back = undo && button("撤销", takeBack, { class: "btn btn-sm btn-light" });
    toast.replaceChildren(text, ...(back ? [back] : []));
    toast.hidden = !text;
    if (text && !undo) hiding = setTimeout(() => say(""), 6000);
  }

  // ---- changing
  function edit(change) {
    if (locked()) {
      say("正在等待提交；要修改请先在“核对提交”里撤回。");
      app.draw();
      return;
    }
    say("");
    change();
    touched();
    app.draw();
  }

  // words: kept with every key, since the page may be left after any, and not shown anew, so that the cursor stays
  function type(change) {
    if (locked()) return;
    change();
    touched();
  }

  function remove(what, change) {
    const before = JSON.stringify(state.draft), place = location.hash;
    edit(change);
    if (locked()) return;
    say(`已删除${what}。`, { before, place });
    if (document.activeElement === document.body) toast.querySelector("button").focus();
  }

  function takeBack() {
    const { before, place } = state.undo;
    state.draft = JSON.parse(before);
    say("已撤销删除。");
    touched();
    app.go(place);
  }

  // a fault goes as soon as its field is touched
  function mended(at, field) {
    const { draft } = state;
    draft.faults = draft.faults.filter((fault) => fault.at !== at || fault.field !== field);
  }

  // ---- a round
  function begin() {
    if (state.draft) return;
    state.draft = rules.create(state.user);
    state.done = null;
    navigator.storage?.persist?.();
  }

  function enter(unit) {
    begin();
    if (!rules.visitOf(state.draft, unit)) edit(() => rules.addVisit(state.draft, unit, state.data));
    ui.open = ui.fresh = "";
    app.go(`#unit/${unit}`);
  }

  function useDraw(id) {
    const found = state.data.draws.find((one) => one.id === id);
    if (!found) {
      say("没有找到这次抽取，或已超过7天，请重新抽取。");
      return;
    }
    begin();
    edit(() => Object.assign(state.draft, { draw: found, kind: "spot" }));
  }

  function record(visit, what) {
    if (locked()) {
      edit(() => {});
      return;
    }
    let seen = null;
    edit(() => {
      seen = rules.addSeen(visit, what, state.data);
      Object.assign(ui, { fresh: seen.key, open: "" });
    });
    app.go(seen.value ? `#unit/${visit.unit}` : `#seen/${seen.key}`);
    if (seen.value) say(`已记下：${seen.value.replace("|", " ")}。`);
  }

  function putRight(key, value) {
    edit(() => {
      const seen = rules.seenOf(state.draft, key), visit = rules.visitWith(state.draft, key);
      Object.assign(seen, { value, check: rules.checkOf(value, state.data), measure: null });
      if (seen.check) visit.checks[seen.check] = rules.FAULTY;
      rules.tell(seen, state.data);
      state.draft.faults = state.draft.faults.filter((fault) => fault.at !== key);
    });
    app.go(`#seen/${key}`);
  }

  async function addPhotos(seen, files) {
    if (!files.length || locked()) return;
    try {
      const added = await Inspect.photos.add(files, state.draft.key, Number(urls.mostBytes));
      edit(() => {
        seen.photos.push(...added);
        mended(seen.key, "photos");
      });
    } catch {
      say("照片没有保存：手机存储已满，或照片打不开。请腾出空间后重拍。");
    }
  }

  // a round that waits to be sent is left to itself; the next one may begin
  async function leaveWaiting() {
    if (!locked() || state.progress) return;
    state.draft = null;
    await readDrafts();
    app.draw();
  }

  function abandon() {
    remove("这次督查", () => { state.draft.visits = []; });
    app.go("#round");
  }

  function withdraw() {
    state.draft.state = "open";
    state.why = "";
    touched();
    app.draw();
  }

  // ---- what else is on this device
  async function readDrafts() {
    state.drafts = (await store.drafts()).sort((one, other) => (one.at < other.at ? 1 : -1));
  }

  async function take(key, hash) {
    await keep();
    state.draft = await store.draft(key);
    await readDrafts();
    app.go(hash);
  }

  // rounds in which nobody was visited are nothing to keep
  async function dropEmpty() {
    await readDrafts();
    const empty = state.drafts.filter((draft) => !draft.visits.length && !draft.draw);
    await Promise.all(empty.map((draft) => store.dropDraft(draft.key, [])));
    await readDrafts();
  }

  async function discard(key) {
    const row = await store.draft(key);
    await store.dropDraft(key, rules.photosOf(row).map((photo) => photo.key));
    await readDrafts();
    app.draw();
  }

  // another tab has changed the round that is shown here
  otherTabs?.addEventListener("message", async (event) => {
    if (state.draft?.key !== event.data || state.progress) return;
    state.draft = (await store.draft(event.data)) || null;
    app.draw();
  });

  const loginUrl = () => `${urls.login}?next=${encodeURIComponent(urls.scope)}`;

  const app = {
    state, ui, urls, locked, keep, touched, tell, tellTabs, say, edit, type, remove, mended, enter, useDraw, record,
    putRight, addPhotos, withdraw, abandon, leaveWaiting, readDrafts, dropEmpty, take, discard, loginUrl,
  };
  Inspect.app = app;
})();
