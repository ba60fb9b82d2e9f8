"""Why a line counts 0, or why it is there at all, in words that the person it hurts can follow."""

from scoring.engine.settle import Silence
from scoring.engine.tallies import ABSENT, BY_PERSON, LATE, Derived
from scoring.engine.types import Cover, Fact
from scoring.rulebook import Behaviour, Edition

IN_WORDS = dict(zip("123456", "一二三四五六", strict=True))


def why_silent(silence: Silence | Cover, fact: Fact, behaviour: Behaviour) -> str:
    """Why an event counts 0."""
    if isinstance(silence, Cover):
        return why_covered(silence)
    award = behaviour.effect == "award"
    if silence == "unverified":
        return "未经查证属实，不加分" if award else "未经查证属实，不计扣分"
    if silence == "waived":
        return f"不予加分：{fact.waived}" if award else f"免予扣分：{fact.waived}"
    return why_below(fact, behaviour)


def why_covered(cover: Cover) -> str:
    """Which charge of the same problem stands (2.8, R7)."""
    deed = f"使第{IN_WORDS[cover.clause[0]]}类不得分" if cover.empties else "扣分"
    what = f"{cover.clause}“{cover.behaviour}”"
    return f"同一违纪问题已按{day_in_words(cover.day)}的{what}{deed}，不再重复扣分（2.8，口径R7）"


def why_below(fact: Fact, behaviour: Behaviour) -> str:
    """Which threshold was not reached."""
    measure = behaviour.measure
    if measure is None:
        return ""
    end = "不加分" if behaviour.effect == "award" else "不扣分"
    if fact.measure is None:
        return f"没有填写{measure.name}的{measure.unit}数，{behaviour.clause}须{measure.rule}才计，{end}"
    short = "不足" if measure.inclusive else "没有超过"
    found = f"{measure.name}{fact.measure}{measure.unit}"
    return f"{found}，{short}{measure.limit}{measure.unit}，按{behaviour.clause}{end}"


def why_note(behaviour: Behaviour, edition: Edition) -> str:
    """Why a fact that no rule prices stands at 0."""
    known = edition.behaviours.get((behaviour.clause, behaviour.name))
    if known and not known.entered:
        return f"{known.clause}“{known.name}”由系统推算，录入的不计分"
    if known:
        return "细则对此没有规定分值，只作记录，不计分"
    if behaviour.clause or behaviour.name:
        return f"本月适用的细则没有{behaviour.clause}“{behaviour.name}”这一行为，只作记录，不计分"
    return "细则没有列入这一情况，只作记录，不计分"


def why_derived(line: Derived, month: str, edition: Edition) -> str:
    """From which tally a line follows, and why it is the first or a further one."""
    thresholds = edition.thresholds
    if line.behaviour.derived in ("first_over_limit", "again_over_limit"):
        limits = {LATE: thresholds.late, ABSENT: thresholds.absent}
        words = {LATE: "累计迟到", ABSENT: "旷工"}
        told = "、".join(f"{words[kind]}{times}次" for kind, times in reversed(line.tallies))
        bound = "、".join(f"{words[kind]}{limits[kind]}次以上" for kind, _ in reversed(line.tallies))
        reason = f"{month_in_words(line.happened)}{told}（{bound}即超限）；{_first_or_again(line, edition)}"
    else:
        reason = _complained(line, edition)
    return reason + _completed_late(line, month) + _instead(line)


def _first_or_again(line: Derived, edition: Edition) -> str:
    span = "以前各月" if edition.options.over_limit_lookback == "ever" else "本年度以前月份"
    if line.earlier is None:
        return f"本单位{span}没有超限人员，为首次超限（口径R9）"
    return f"本单位{month_in_words(line.earlier)}已有超限人员，此后再出现，为再次超限（口径R9）"


def _complained(line: Derived, edition: Edition) -> str:
    thresholds = edition.thresholds
    (kind, times), *_ = line.tallies
    limit = thresholds.person_complaints if kind == BY_PERSON else thresholds.window_complaints
    whose = "本人" if kind == BY_PERSON else "本窗口" if line.window else "未写明人员和窗口的"
    told = f"{month_in_words(line.happened)}{whose}投诉属实{times}次（{limit}次及以上）"
    if line.behaviour.halves is None:
        category = edition.category(line.behaviour.category)
        return f"{told}，“{category.name}”类不得分（口径R10）"
    return f"{told}，视为不能胜任窗口工作"


def _completed_late(line: Derived, month: str) -> str:
    if line.happened == month:
        return ""
    return f"；这是{month_in_words(line.happened)}的累计，由本月补记的事项达到次数，计入本月（口径R14）"


def _instead(line: Derived) -> str:
    if not line.instead:
        return ""
    other = "超限" if line.behaviour.derived == "person_complaints" else "三次投诉"
    return f"；此人同月另有{other}，6.3只扣一项，整改处理照办（口径R8）"


def day_in_words(day: str) -> str:
    """“2026年9月3日”."""
    return f"{int(day[:4])}年{int(day[5:7])}月{int(day[8:10])}日"


def month_in_words(month: str) -> str:
    """“2026年9月”."""
    return f"{int(month[:4])}年{int(month[5:7])}月"
