"use strict";
// 督查: what the device keeps. Drafts and photos stay until the server has them; names go with the session.
(() => {
  const NAMES = "inspect-names"; // site.js forgets it at login and logout
  let opened = null;

  function open() {
    opened = opened || new Promise((resolve, reject) => {
      const request = indexedDB.open("inspect", 1);
      request.onupgradeneeded = () => {
        request.result.createObjectStore("drafts", { keyPath: "key" });
        request.result.createObjectStore("photos", { keyPath: "key" });
      };
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
      request.onblocked = () => reject(new Error("blocked"));
    });
    return opened;
  }

  // runs `act` on the two stores, and answers with its request's result once all is on the disk
  async function inside(mode, act) {
    const database = await open();
    return new Promise((resolve, reject) => {
      const transaction = database.transaction(["drafts", "photos"], mode, { durability: "strict" });
      const request = act(transaction.objectStore("drafts"), transaction.objectStore("photos"));
      transaction.commit?.(); // at once: the page may be about to go
      transaction.oncomplete = () => resolve(request?.result);
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
  }

  const drafts = () => inside("readonly", (kept) => kept.getAll());
  const draft = (key) => inside("readonly", (kept) => kept.get(key));
  const keepDraft = (row) => inside("readwrite", (kept) => kept.put(row));
  const photo = (key) => inside("readonly", (_, photos) => photos.get(key));
  const keepPhoto = (row) => inside("readwrite", (_, photos) => photos.put(row));
  const photoKeys = () => inside("readonly", (_, photos) => photos.getAllKeys());

  function dropPhotos(keys) {
    return inside("readwrite", (_, photos) => { keys.forEach((key) => photos.delete(key)); });
  }

  // a draft goes with its photos, or not at all
  function dropDraft(key, keysOfPhotos) {
    return inside("readwrite", (kept, photos) => {
      kept.delete(key);
      keysOfPhotos.forEach((one) => photos.delete(one));
    });
  }

  // the names that came last, until the session in which they came is over
  function names() {
    try {
      const found = JSON.parse(localStorage.getItem(NAMES));
      if (found && new Date(found.until) > new Date()) return found;
      localStorage.removeItem(NAMES);
    } catch { /* unreadable is as good as absent */ }
    return null;
  }

  function keepNames(data) {
    try {
      localStorage.setItem(NAMES, JSON.stringify(data));
      return true;
    } catch {
      return false;
    }
  }

  Inspect.store = {
    NAMES, drafts, draft, keepDraft, dropDraft, photo, keepPhoto, photoKeys, dropPhotos, names, keepNames,
  };
})();
