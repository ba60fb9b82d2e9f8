"use strict";
// 督查: finding behaviours by what people say (as scoring/rulebook/search.py does), people by name and pinyin.
(() => {
  function pairs(text) {
    return new Set(Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => text.slice(at, at + 2)));
  }

  function loose(term, behaviour, said, text) {
    const words = [behaviour.name.toLowerCase(), ...said];
    if (said.some((word) => word.includes(term))) return 60;
    if (behaviour.clause.startsWith(term)) return 50;
    if (words.some((word) => word.length > 1 && term.includes(word))) return 40;
    const own = pairs(term);
    const shared = Math.max(...words.map((word) => [...pairs(word)].filter((pair) => own.has(pair)).length));
    if (shared) return 20 + shared;
    return term.length > 1 && text.includes(term) ? 10 : 0;
  }

  // how well one term fits: name, what people say, clause number, then the clause's own words
  function weight(term, behaviour, text) {
    const said = behaviour.words.map((word) => word.toLowerCase());
    const name = behaviour.name.toLowerCase();
    if (term === name) return 100;
    if (said.includes(term)) return 99 - said.indexOf(term);
    if (name.includes(term)) return 80;
    return loose(term, behaviour, said, text);
  }

  // the behaviours that answer to every term (to any, where none answers to all), best first
  function behaviours(words, data) {
    const terms = words.toLowerCase().replace(/[，、]/g, " ").split(/\s+/).filter(Boolean);
    if (!terms.length) return data.behaviours;
    const scored = data.behaviours.map((one) => {
      const weights = terms.map((term) => weight(term, one, data.clauses[one.clause]));
      return { one, weights, sum: weights.reduce((total, each) => total + each, 0) };
    });
    let hits = scored.filter(({ weights }) => weights.every(Boolean));
    if (!hits.length) hits = scored.filter(({ weights }) => weights.some(Boolean));
    return hits.sort((first, second) => second.sum - first.sum).map(({ one }) => one);
  }

  // rows whose `find` holds every term
  function found(words, rows) {
    const terms = words.trim().toLowerCase().split(/\s+/).filter(Boolean);
    return rows.filter((row) => terms.every((term) => row.find.includes(term)));
  }

  // people of a unit today: first who stands at the window, then the others of the unit
  function peopleHere(data, unit, window) {
    const rank = (person) => (window && person.window === window ? 0 : 1);
    return data.people.filter((person) => person.unit === unit).sort((one, other) => rank(one) - rank(other));
  }

  Inspect.search = { behaviours, found, peopleHere };
})();
