"use strict";
// 督查: a round while it is being walked. Ids alone, no names, so that little is left behind on the device.
(() => {
  const FINE = "正常", FAULTY = "有问题", UNSEEN = "未查";
  const KINDS = [["round", "日常巡查"], ["spot", "不定期抽查"], ["special", "专项检查"]];

  // crypto.randomUUID is there only under https
  function uuid() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    return [[0, 8], [8, 12], [12, 16], [16, 20], [20, 32]].map(([from, to]) => hex.slice(from, to)).join("-");
  }

  const now = () => new Date().toISOString();

  function create(user) {
    return {
      key: uuid(), user: user.id, owner: user.name, at: now(), state: "open", faults: [],
      kind: "round", companions: "", note: "", draw: null, visits: [],
    };
  }

  const visitOf = (draft, unit) => draft.visits.find((visit) => visit.unit === unit);
  const visitWith = (draft, key) => draft.visits.find((visit) => visit.seen.some((seen) => seen.key === key));
  const seenOf = (draft, key) => visitWith(draft, key)?.seen.find((seen) => seen.key === key);
  const allSeen = (draft) => draft.visits.flatMap((visit) => visit.seen);
  const photosOf = (draft) => allSeen(draft).flatMap((seen) => seen.photos);

  function addVisit(draft, unit, data) {
    const windows = data.windows.filter((window) => window.unit === unit);
    const checks = Object.fromEntries(data.checks.map((check) => [check.name, UNSEEN]));
    const window = windows.length === 1 ? windows[0].id : null;
    draft.visits.push({ unit, at: now(), checks, note: "", window, seen: [] });
  }

  // one thing seen; without a behaviour it is a good practice or a fact outside every clause
  function addSeen(visit, { value = "", check = "", good = false }, data) {
    const seen = {
      key: uuid(), at: now(), check, value, good, fact: "", typed: false, statement: "", reason: "",
      window: visit.window, persons: [], substitute: null, measure: null, times: 1, photos: [],
    };
    tell(seen, data);
    visit.seen.push(seen);
    if (check) visit.checks[check] = FAULTY;
    return seen;
  }

  function remove(draft, key) {
    const visit = visitWith(draft, key);
    visit.seen = visit.seen.filter((seen) => seen.key !== key);
    draft.faults = draft.faults.filter((fault) => fault.at !== key);
  }

  const behaviourOf = (seen, data) => data.behaviours.find((one) => one.value === seen.value);
  const checkOf = (value, data) => data.checks.find((check) => check.offers.includes(value))?.name || "";
  const windowNumber = (id, data) => data.windows.find((window) => window.id === id)?.number || "";
  const unitName = (id, data) => data.units.find((unit) => unit.id === id)?.name || "（名单外单位）";

  // the sentence that is proposed, until the person writes another
  function tell(seen, data) {
    const behaviour = behaviourOf(seen, data);
    if (!seen.typed && behaviour) seen.fact = `${windowNumber(seen.window, data)}${sentence(seen, behaviour)}`;
  }

  function sentence(seen, { measure, name }) {
    if (!measure || seen.measure === null) return name;
    const amount = `${seen.measure}${measure.unit}`;
    return measure.name === name ? `${name}${amount}` : `${name}（${measure.name}${amount}）`;
  }

  // as the server reads it (scoring/forms/inspection_round.py); the same draft gives the same text
  function payload(draft) {
    const { key, user, kind, companions, note } = draft;
    const visits = draft.visits.map(({ unit, at, checks, note: told, seen }) => (
      { unit, at, checks, note: told, findings: seen.map(finding) }));
    return JSON.stringify({ key, user, kind, companions, note, draw: draft.draw?.id ?? null, visits });
  }

  function finding(seen) {
    const { key, at, good, fact, statement, window, persons, substitute, measure } = seen;
    return {
      key, at, good, fact, statement, window, persons, substitute, measure, behaviour: seen.value,
      times: persons.length ? 1 : seen.times, choice_reason: seen.reason,
      photos: seen.photos.map((photo) => photo.key),
    };
  }

  Inspect.draft = {
    FINE, FAULTY, UNSEEN, KINDS, uuid, create, visitOf, visitWith, seenOf, allSeen, photosOf, addVisit, addSeen,
    remove, behaviourOf, checkOf, windowNumber, unitName, tell, payload,
  };
})();
