"use strict";
// 督查: photos one by one, then the round. Each goes under its own key, so what arrives twice is kept once.
(() => {
  const { store } = Inspect;
  const SECONDS = 120;

  // why it did not go: "offline" (try again), "login" (log in elsewhere, then again), "server", or faults to mend
  class NotSent extends Error {
    constructor(why, faults = []) {
      super(why);
      this.why = why;
      this.faults = faults;
    }
  }

  const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] || "";

  async function ask(url, options = {}) {
    const signal = AbortSignal.timeout?.(SECONDS * 1000);
    const answer = await fetch(url, { redirect: "manual", signal, ...options }).catch(() => null);
    if (!answer) throw new NotSent("offline");
    const isJson = (answer.headers.get("Content-Type") || "").startsWith("application/json");
    if (answer.type === "opaqueredirect" || (answer.status === 403 && !isJson)) throw new NotSent("login");
    if (!isJson || (!answer.ok && answer.status !== 422)) throw new NotSent("server");
    const found = await answer.json().catch(() => null);
    if (!found) throw new NotSent("offline");
    if (answer.status === 422) throw new NotSent("faults", found.faults);
    return found;
  }

  function post(url, body, headers = {}) {
    return ask(url, { method: "POST", body, headers: { "X-CSRFToken": token(), ...headers } });
  }

  async function sendPhoto(urls, draft, seen, photo) {
    const row = await store.photo(photo.key);
    if (!row) {
      const message = `照片“${photo.name}”在这台手机上找不到了，请删去后重拍。`;
      throw new NotSent("faults", [{ at: seen.key, field: "photos", message }]);
    }
    const form = new FormData();
    form.append("key", photo.key);
    form.append("photo", row.blob, row.name);
    await post(urls.photo, form).catch((problem) => {
      throw new NotSent(problem.why, problem.faults.map((fault) => ({ ...fault, at: seen.key })));
    });
    photo.sent = true;
    await store.keepDraft(draft);
  }

  // sends all of it; `progress(done, total)` after every step; answers with what the server says of the round
  async function send(urls, draft, progress) {
    const waiting = Inspect.draft.allSeen(draft)
      .flatMap((seen) => seen.photos.filter((photo) => !photo.sent).map((photo) => [seen, photo]));
    const total = waiting.length + 1;
    for (const [index, [seen, photo]] of waiting.entries()) {
      progress(index, total);
      await sendPhoto(urls, draft, seen, photo);
    }
    progress(total - 1, total);
    const answer = await post(urls.send, Inspect.draft.payload(draft), { "Content-Type": "application/json" });
    if (answer.key !== draft.key) throw new NotSent("server");
    return answer;
  }

  // the server has let go of photos that waited too long, or never had them: send them again next time
  function sendPhotosAgain(draft, faults) {
    const places = faults.filter((fault) => fault.field === "photos").map((fault) => fault.at);
    Inspect.draft.allSeen(draft).filter((seen) => places.includes(seen.key)).forEach((seen) => {
      seen.photos.forEach((photo) => { photo.sent = false; });
    });
  }

  Inspect.sending = { ask, send, sendPhotosAgain };
})();
