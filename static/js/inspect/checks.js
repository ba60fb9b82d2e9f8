"use strict";
// 督查: what is looked at before a round is sent. The server looks again; here it is said at once.
(() => {
  const { FAULTY, UNSEEN, allSeen, behaviourOf, unitName, visitOf } = Inspect.draft;

  // what is missing before it can be sent, each with its place
  const faults = (draft, data) => allSeen(draft).flatMap((seen) => faultsOf(seen, behaviourOf(seen, data)));

  function faultsOf(seen, behaviour) {
    const found = [], measure = behaviour?.measure;
    const fault = (field, message) => found.push({ at: seen.key, field, message });
    if (!seen.fact.trim()) fault("fact", "请写明发现了什么情况。");
    if (measure && seen.measure === null) {
      fault("measure", `请填${measure.name}多少${measure.unit}：${measure.rule}才计分。`);
    }
    return found;
  }

  // things worth a look that do not stand in the way of sending
  function notices(draft, data) {
    const found = draft.visits.flatMap((visit) => {
      const unit = unitName(visit.unit, data);
      return [...uncertain(visit, data), ...twice(visit)].map((text) => `${unit}：${text}`);
    });
    const missed = (draft.draw?.chosen || []).filter((unit) => !visitOf(draft, unit));
    if (missed.length) found.push(`抽中而还没有到的单位：${missed.map((unit) => unitName(unit, data)).join("、")}。`);
    return found;
  }

  function uncertain(visit, data) {
    const names = data.checks.map((check) => check.name);
    const recorded = (name) => visit.seen.some((seen) => seen.check === name);
    const empty = names.filter((name) => visit.checks[name] === FAULTY && !recorded(name));
    const found = empty.map((name) => `“${name}”标为有问题，还没有记下是什么。`);
    if (!visit.seen.length && names.every((name) => visit.checks[name] === UNSEEN)) {
      found.push("五项都没有查，也没有记下什么。");
    }
    return found;
  }

  function twice(visit) {
    const again = (seen, at) => visit.seen.slice(at + 1).some((other) => isSame(seen, other));
    return visit.seen.filter(again).map((seen) => `“${seen.value.split("|")[1]}”记了两次，请确认不是重复。`);
  }

  // the same behaviour of the same person, or of nobody at the same window
  function isSame(seen, other) {
    if (!seen.value || seen.value !== other.value) return false;
    const nobody = !seen.persons.length && !other.persons.length && seen.window === other.window;
    return nobody || seen.persons.some((id) => other.persons.includes(id));
  }

  // what is worth knowing before this person is charged with this
  function personHints(behaviour, person, unit) {
    const { name } = person, found = [];
    const exempt = person.kinds.find((kind) => behaviour.exempt.includes(kind));
    if (exempt) found.push(`${name}是${exempt}，不按“${behaviour.name}”扣分（口径R6）。`);
    if (behaviour.party && !person.party) found.push(`${name}不是党员，不能记“${behaviour.name}”。`);
    if (behaviour.light && person.kinds.includes("替岗人员")) {
      found.push(`${name}今天是替岗人员：建议改记1.3替岗人员违纪，人员选请假的人（口径R4）。`);
    }
    if (person.away) found.push(`${name}今天${person.away}，请核对。`);
    if (person.unit !== unit) found.push(`${name}今天不在本单位（${person.place}），请核对。`);
    return found;
  }

  Inspect.checks = { faults, notices, personHints };
})();
