"""Where an edition does not fit, in the words of the forms instead of the file's keys."""

WORDS = {
    "name": "名称",
    "title": "标题",
    "text": "原文",
    "effective_from": "施行月份",
    "lead_in": "导语",
    "effect": "计分",
    "points": "分值",
    "basis": "计次",
    "measure": "计量",
    "limit": "界限",
    "unit": "单位",
    "words": "检索词",
    "proof": "证明材料",
    "warning": "登记时提示",
    "follow_ups": "整改处理",
    "exempt": "免计人员",
    "unless_already_deducted": "同一问题已扣的不再扣",
    "behaviour": "行为",
    "clause": "条款",
    "category": "六类",
    "full": "满分",
    "floor": "下限",
    "options": "选项口径",
    "thresholds": "门槛",
    "limits": "数字",
    "flags": "标记",
    "serious": "情节特别严重",
    "accountable": "被问责",
    "reading": "口径",
    "notice": "通知正文",
    "derived": "由系统推算的行为",
    "kind": "种类",
    "number": "序号",
    "clauses": "条款",
}


def place_in_words(place: str) -> str:
    """“条款1.1 迟到 points” → “条款1.1 迟到 分值”."""
    found = " ".join(WORDS.get(part, part) for part in place.split())
    return found.replace("rung第", "通报批评第").replace("follow_up", "整改处理") or "这一版本"
