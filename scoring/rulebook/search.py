"""Finding a behaviour by what people say: 玩手机 → 4.5 接打手机, 没穿工服 → 5.1 未着工装."""

from collections.abc import Iterable, Mapping

from scoring.rulebook.types import Behaviour, Clause

EXACT, NAME, WORD, NUMBER, INSIDE, PAIRS, TEXT = 100, 80, 60, 50, 40, 20, 10


def found(words: str, behaviours: Iterable[Behaviour], clauses: Mapping[str, Clause]) -> list[Behaviour]:
    """The behaviours that answer to every term of `words` (to any, where none answers to all), best first."""
    terms = words.lower().replace("，", " ").replace("、", " ").split()
    if not terms:
        return list(behaviours)
    scored = [(b, [weight(term, b, clauses[b.clause].text) for term in terms]) for b in behaviours]
    hits = [(sum(w), b) for b, w in scored if all(w)] or [(sum(w), b) for b, w in scored if any(w)]
    return [b for _, b in sorted(hits, key=lambda hit: -hit[0])]


def weight(term: str, behaviour: Behaviour, text: str) -> int:
    """How well one term fits: name, what people say, clause number, then the clause's own words."""
    said = [word.lower() for word in behaviour.words]
    name = behaviour.name.lower()
    if term == name:
        return EXACT
    if term in said:
        return EXACT - 1 - said.index(term)
    if term in name:
        return NAME
    return _loose_weight(term, name, said, behaviour.clause, text)


def _loose_weight(term: str, name: str, said: list[str], clause: str, text: str) -> int:
    if any(term in word for word in said):
        return WORD
    if clause.startswith(term):
        return NUMBER
    if any(len(word) > 1 and word in term for word in (name, *said)):
        return INSIDE
    shared = max(len(_pairs(term) & _pairs(word)) for word in (name, *said))
    return PAIRS + shared if shared else TEXT * (len(term) > 1 and term in text)


def _pairs(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)}
