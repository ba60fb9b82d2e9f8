"""What is looked at in every unit (三、督查通报), and which behaviours each check leads to with one tap.

The paper's list: 在岗、着工装、窗口台面、后台办公室、与工作无关行为. Behaviours are named as in the edition;
what a later one no longer has is left out, and everything else is found by searching.
"""

from dataclasses import dataclass

FINE, FAULTY, UNSEEN = "正常", "有问题", "未查"
STATES = (FINE, FAULTY, UNSEEN)


@dataclass(frozen=True)
class Check:
    """One thing looked at; `offers` are (clause, behaviour), the commonest first."""

    name: str
    about: str
    offers: tuple[tuple[str, str], ...]


CHECKS: tuple[Check, ...] = (
    Check(
        "在岗",
        "是否空岗、串岗、迟到早退",
        (
            ("1.1", "空岗"),
            ("1.1", "串岗"),
            ("1.1", "对桌同时离岗"),
            ("1.1", "迟到"),
            ("1.1", "早退"),
            ("1.1", "下班前离岗"),
            ("1.1", "未签到"),
            ("1.1", "未签退"),
            ("2.2", "打瞌睡"),
            ("2.2", "坐姿不端"),
            ("4.3", "未提前3分钟到岗或评价器未就绪"),
        ),
    ),
    Check(
        "着装",
        "工装、胸牌、党徽",
        (
            ("5.1", "未着工装"),
            ("5.1", "混装"),
            ("5.1", "未佩戴胸牌"),
            ("5.1", "党员未佩戴党徽"),
            ("5.1", "佩戴首饰"),
            ("5.1", "奇装异服"),
            ("5.1", "穿拖鞋"),
            ("5.1", "穿凉鞋"),
            ("5.1", "穿短裤"),
        ),
    ),
    Check(
        "台面",
        "窗口台面、便民物品、设备",
        (
            ("4.2", "摆放私人物品"),
            ("4.2", "环境脏乱差或公物外置"),
            ("4.1", "便民物品缺少或损坏"),
            ("4.4", "设备损坏未修未告知"),
            ("4.7", "上班后打扫卫生"),
        ),
    ),
    Check(
        "后台",
        "后台办公室整洁、禁烟",
        (
            ("4.2", "后台办公室杂乱"),
            ("4.6", "公共区域或后台吸烟"),
        ),
    ),
    Check(
        "与工作无关行为",
        "手机、游戏、视频、网购、闲聊",
        (
            ("4.5", "接打手机"),
            ("4.5", "玩游戏"),
            ("4.5", "看视频"),
            ("4.5", "上网聊天"),
            ("4.5", "网购"),
            ("4.5", "浏览无关网页"),
            ("4.5", "看无关书籍"),
            ("2.2", "聚众聊天"),
            ("2.2", "吃零食"),
            ("2.2", "抽烟"),
            ("2.2", "听音乐"),
            ("2.2", "动作不雅"),
        ),
    ),
)
NAMES = tuple(check.name for check in CHECKS)
