"""The imagined hall: twenty 窗口单位 and their windows; the ten of findings-2026-09.csv are among them."""

from datetime import date
from typing import NamedTuple

FIRST_MONTH = date(2026, 5, 1)
CLOSED_MONTHS = tuple(date(2026, month, 1) for month in (5, 6, 7, 8, 9))
OPEN_MONTH = date(2026, 10, 1)
SHEET = "findings-2026-09.csv"
CONTACT = "政策法规股，0374-7000100"


class WindowPlan(NamedTuple):
    number: str
    name: str = ""


class UnitPlan(NamedTuple):
    """One unit: its windows as (number, name), how many people it has stationed, and how often it slips."""

    name: str
    short_name: str
    head: str
    phone: str
    windows: tuple[WindowPlan, ...]
    people: int
    slips: int


def _unit(name: str, short: str, head: str, line: int, windows: str, people: int, slips: int) -> UnitPlan:
    """`windows` reads “3 参保登记, 9 综合业务”."""
    plans = [part.strip().partition(" ") for part in windows.split(",")]
    rows = tuple(WindowPlan(f"{number}号窗口", label) for number, _, label in plans)
    return UnitPlan(name, short, head, f"0374-7000{line}", rows, people, slips)


UNITS: tuple[UnitPlan, ...] = (
    _unit(
        "社保中心",
        "社保",
        "刘建军",
        101,
        "1 参保登记, 2 参保登记, 3 待遇核定, 4 关系转移, 5 权益查询, 9 综合业务",
        18,
        6,
    ),
    _unit(
        "公共就业服务中心",
        "就业",
        "马红卫",
        102,
        "6 就业登记, 7 失业登记, 8 创业担保贷款, 9 就业援助, 10 见习补贴",
        16,
        6,
    ),
    _unit("劳动保障监察大队", "监察", "尚国强", 103, "11 举报投诉, 12 书面审查", 12, 4),
    _unit("劳动人事争议仲裁院", "仲裁", "闫慧敏", 104, "13 立案受理, 14 调解", 10, 3),
    _unit("人才交流中心", "人才", "樊少华", 105, "16 人才招聘, 17 毕业生报到", 11, 2),
    _unit("人事考试中心", "考试", "邢志远", 106, "15 考试报名", 8, 2),
    _unit("社会保障卡窗口", "社保卡", "靳玉梅", 107, "18 制卡, 19 补换卡, 20 激活", 12, 5),
    _unit("养老保险窗口", "养老", "庞卫东", 108, "21 退休申报, 22 待遇发放, 23 资格认证", 14, 5),
    _unit("职业能力建设窗口", "职建", "路彦斌", 109, "24 技能补贴, 25 证书核发", 8, 2),
    _unit("工伤认定窗口", "工伤认定", "申素贞", 110, "26 工伤认定", 6, 1),
    _unit("居民养老保险窗口", "居保", "晁新民", 111, "27 参保缴费, 28 待遇领取, 29 注销登记", 13, 4),
    _unit("失业保险窗口", "失业", "户小丽", 112, "30 失业金申领, 31 稳岗返还", 9, 3),
    _unit("工伤保险待遇窗口", "工伤待遇", "岳宏伟", 113, "32 待遇申领, 33 辅助器具", 8, 2),
    _unit("社保基金征缴稽核窗口", "征缴", "柴光明", 114, "34 缴费申报, 35 稽核", 10, 3),
    _unit("职称评审窗口", "职称", "翟文静", 115, "36 职称申报", 7, 1),
    _unit("事业单位人事管理窗口", "事业人事", "卜永胜", 116, "37 岗位聘用", 7, 1),
    _unit("劳动关系窗口", "劳动关系", "蔺海燕", 117, "38 合同备案", 7, 1),
    _unit("农民工工资保障窗口", "农民工", "苗建设", 118, "39 欠薪登记, 40 保证金", 9, 2),
    _unit("流动人员档案窗口", "档案", "扈秀云", 119, "41 档案接收, 42 政审出具", 8, 0),
    _unit("政务服务咨询台", "咨询台", "牛爱华", 120, "43 导办咨询", 7, 1),
)
