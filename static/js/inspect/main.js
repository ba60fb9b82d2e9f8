"use strict";
// 督查: which screen is shown, sending, and how the page begins with or without a connection.
(() => {
  const { h, link, show, store, draft: rules, sending, app } = Inspect;
  const { state, urls } = app;
  const screen = document.getElementById("screen"), foot = document.getElementById("foot");
  const RETRY_SECONDS = 60;
  let busy = false, lookedAt = "";

  // ---- showing
  const parted = () => location.hash.slice(1).split("/");

  function current() {
    const [name, one, two] = parted(), { screens } = Inspect;
    const found = {
      unit: () => screens.visit(app, Number(one)),
      find: () => screens.find(app, Number(one), two),
      seen: () => screens.seen(app, one),
      check: () => screens.check(app),
      sent: () => screens.sent(app),
    }[name];
    return found ? found() : screens.round(app);
  }

  app.draw = () => {
    if (!state.data) return;
    const { title, body, foot: actions } = current();
    document.title = `${title} · 督查`;
    show(screen, [warning(), ...body]);
    show(foot, actions);
  };

  app.go = (hash) => {
    if (location.hash === hash) app.draw(); else location.hash = hash;
  };

  function warning() {
    if (window.isSecureContext) return null;
    return h("p", { class: "note" }, "没有 https，断网后不要刷新页面；已填内容仍保存在本机。");
  }

  // a new screen is shown from its top, or where the thing stands that was just looked at; its heading is told
  function arrive() {
    const [name, one] = parted();
    if (name !== "unit") app.ui.fresh = "";
    if (name === "draw" && state.data) {
      history.replaceState(null, "", "#round");
      app.useDraw(Number(one));
    }
    if (!name || name === "round") app.leaveWaiting();
    app.draw();
    window.scrollTo(0, 0);
    const looked = document.getElementById(`more-${lookedAt}`) || document.getElementById(`remove-${lookedAt}`);
    looked?.scrollIntoView({ block: "center" });
    lookedAt = name === "seen" ? one : "";
    screen.querySelector("h1")?.focus({ preventScroll: true });
  }

  // ---- sending: only after 提交 was pressed, one round at a time, and as often as it takes
  app.submit = async () => {
    const { draft } = state;
    if (!draft || state.progress) return;
    app.say("");
    if (draft.state === "open") {
      draft.faults = Inspect.checks.faults(draft, state.data);
      if (!draft.faults.length) draft.state = "queued";
      await app.touched();
    }
    if (app.locked()) await send(draft);
    else showProblems();
  };

  function showProblems() {
    app.draw();
    document.getElementById("problems")?.focus();
  }

  async function send(draft) {
    if (busy) return;
    busy = true;
    const progress = (done, total) => {
      state.progress = { done, total, key: draft.key };
      app.draw();
    };
    progress(0, 1);
    const answer = await sending.send(urls, draft, progress).catch((problem) => ({ problem }));
    state.progress = null;
    await (answer.problem ? refused(draft, answer.problem) : arrived(draft, answer));
    busy = false;
  }

  // the server has named the round: only now may the device let go of it
  async function arrived(draft, { url, changed }) {
    state.why = "";
    if (changed) await store.keepDraft({ ...draft, state: "changed", url });
    else await store.dropDraft(draft.key, rules.photosOf(draft).map((photo) => photo.key));
    app.tellTabs(draft.key);
    await app.readDrafts();
    if (state.draft && state.draft.key !== draft.key) {
      app.say("此前等待的那次督查已提交。");
      app.draw();
      return;
    }
    const count = `${draft.visits.length}个单位、${rules.allSeen(draft).length}件`;
    Object.assign(state, { draft: null, done: { url, changed, count } });
    app.tell("");
    app.go("#sent");
  }

  async function refused(draft, problem) {
    state.why = problem.why || "server";
    if (problem.why === "faults") {
      Object.assign(draft, { state: "open", faults: problem.faults });
      sending.sendPhotosAgain(draft, problem.faults);
      await store.keepDraft(draft);
    }
    if (problem.why === "faults" && state.draft?.key === draft.key) showProblems();
    else app.draw();
    if (problem.why === "faults" && state.draft?.key !== draft.key) {
      app.say("此前等待的那次督查有要改正的，请在“选择单位”里点“继续这一次”。");
    }
  }

  async function sendWaiting() {
    if (!state.user || state.progress || state.why === "login" || !navigator.onLine) return;
    await app.readDrafts();
    const mine = (draft) => draft.user === state.user.id && draft.state === "queued";
    const waiting = state.draft && mine(state.draft) ? state.draft : state.drafts.find(mine);
    if (waiting) await send(waiting);
  }

  // ---- beginning
  async function read() {
    try {
      const data = await sending.ask(urls.data);
      if (state.user && state.user.id !== data.user.id) {
        location.reload();
        return null;
      }
      if (!store.keepNames(data)) app.say("名单太大，不能保存在本机：断网后不要刷新页面。");
      return data;
    } catch (problem) {
      state.why = problem.why || "server";
      return state.data || store.names();
    }
  }

  function stop(text, ...more) {
    show(screen, [h("h1", {}, "督查"), h("p", {}, text), ...more]);
    show(foot, []);
  }

  const NO_NAMES = "现在没有网络，这台手机上也没有当前的名单。请连上网络打开一次这一页，就可以断网使用；没有提交的草稿仍在本机。";

  async function start() {
    navigator.serviceWorker?.register(urls.worker, { scope: urls.scope }).catch(() => {});
    stop("正在读取名单……");
    const data = await read();
    if (!data) {
      const login = link("登录", app.loginUrl(), { class: "btn btn-primary" });
      stop(state.why === "login" ? "请先登录；没有提交的草稿仍在本机。" : NO_NAMES, h("p", {}, login));
      return;
    }
    Object.assign(state, { data, user: data.user });
    await app.dropEmpty();
    const own = (wanted) => state.drafts.find((draft) => draft.user === state.user.id && draft.state === wanted);
    state.draft = own("open") || (location.hash === "#check" ? own("queued") : null) || null;
    await Inspect.photos.sweep(state.drafts);
    app.tell(state.draft ? "已保存在本机" : "");
    arrive();
    await sendWaiting();
  }

  // somebody came back to the page, or logged in or out elsewhere: is it still the same person?
  async function refresh() {
    if (!state.user || state.progress) return;
    state.why = "";
    const data = await read();
    if (data) state.data = data;
    if (state.why === "login") app.draw(); else await sendWaiting();
  }

  window.addEventListener("hashchange", arrive);
  window.addEventListener("online", () => {
    app.tell(state.kept);
    sendWaiting();
  });
  window.addEventListener("offline", () => app.tell(state.kept));
  window.addEventListener("pagehide", () => app.keep());
  document.addEventListener("visibilitychange", () => (document.hidden ? app.keep() : refresh()));
  window.addEventListener("storage", (event) => { if (event.key === store.NAMES && !event.newValue) refresh(); });
  setInterval(sendWaiting, RETRY_SECONDS * 1000);

  start().catch(() => stop("这一页没有打开成功。请刷新；仍不行的，请换一个浏览器，或用“登记事项”。",
    h("p", {}, link("登记事项", urls.record, { class: "btn btn-primary" }))));
})();
