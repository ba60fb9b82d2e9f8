"use strict";
// Keeps the page 督查 with its styles and scripts, all of one version, for when there is no connection.
// Nothing of anybody is kept here; what is sent and the names never pass through.
const KEPT = "inspect-{{ version }}";
const PAGE = "{% url 'scoring:inspect' %}";
const FILES = [{% for file in files %}"{{ file }}"{% if not forloop.last %}, {% endif %}{% endfor %}];
const PATIENCE = 4000;

async function keep() {
  const cache = await caches.open(KEPT);
  const page = await fetch(new Request(PAGE, { cache: "reload", redirect: "error" }));
  if (!page.ok) throw new Error(String(page.status));
  await cache.put(PAGE, page);
  await cache.addAll(FILES.map((file) => new Request(file, { cache: "reload" })));
}

async function forget() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("inspect-") && name !== KEPT).map((name) => caches.delete(name)));
}

function inTime(answer) {
  return Promise.race([answer, new Promise((_, fail) => { setTimeout(fail, PATIENCE); })]);
}

async function page(request) {
  const kept = await (await caches.open(KEPT)).match(PAGE);
  if (!kept) return fetch(request);
  try {
    const answer = await inTime(fetch(request));
    return answer.status >= 500 ? kept : answer;
  } catch {
    return kept;
  }
}

async function file(request) {
  return (await (await caches.open(KEPT)).match(request)) || fetch(request);
}

self.addEventListener("install", (event) => { event.waitUntil(keep().then(() => self.skipWaiting())); });
self.addEventListener("activate", (event) => { event.waitUntil(forget()); });
self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin) return;
  if (event.request.mode === "navigate" && url.pathname === PAGE) event.respondWith(page(event.request));
  else if (FILES.includes(url.pathname)) event.respondWith(file(event.request));
});
