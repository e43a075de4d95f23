"""Folding of printed names: what must not matter when a name in a document is compared with one in a list."""

import csv
import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache, wraps
from pathlib import Path
from typing import TypeVar

DATA_DIR = Path(__file__).resolve().parent / "data"

_RADICALS = str.maketrans(
    "⺟⺠⺫⻁⻄⻅⻆⻉⻋⻓⻔⻘⻚⻛⻜⻝⻢⻣⻥⻦⻩⻬⻮⻰⻳", "母民罒虎西见角贝车长门青页风飞食马骨鱼鸟黄齐齿龙龟"
)
"""Characters of the CJK radicals supplement that PDF fonts put for the ideograph; NFKC leaves them alone."""

# Forms of other scripts that recognition prints for the simplified character.
_FORMS = str.maketrans(
    "単収総県預數額購務計總項結轉餘個財撥屬機關單環護補貼產學險養職醫療農實類經費業稱編碼縣區鄉鎮門開與衛"
    "節變資傳體員動勞會議訓車運維設備專辦電郵績獎離對報標災應處監審稅貿發規劃權讓調劑級繳執査國營戶協參歲"
    "團場廳廣擴檢測滅範糧細組織統給綜絡網緊緣練繼續聯裝見視訪試認評詢該誤課講證譯貨責質輔輸載較達過還際陸"
    "隊階隨難領題風飲驗黨",
    "单收总县预数额购务计总项结转余个财拨属机关单环护补贴产学险养职医疗农实类经费业称编码县区乡镇门开与卫"
    "节变资传体员动劳会议训车运维设备专办电邮绩奖离对报标灾应处监审税贸发规划权让调剂级缴执查国营户协参岁"
    "团场厅广扩检测灭范粮细组织统给综络网紧缘练继续联装见视访试认评询该误课讲证译货责质辅输载较达过还际陆"
    "队阶随难领题风饮验党",
)

_SPACE = re.compile(r"\s+")
_ORDINAL = re.compile(
    r"""^(?:
        其中[:：]?
      | [(（][一二三四五六七八九十百\d]{1,4}[)）][、.．]?
      | [一二三四五六七八九十百]{1,4}[、.．]
      | \d{1,2}(?:[、．]|\.(?!\d))
      | [-—●*·]
    )+""",
    re.VERBOSE,
)


Result = TypeVar("Result")

# Labels and headers are folded again and again, paragraphs are not: what is longer is not remembered.
_SHORT = 80
_MOST_REMEMBERED = 1 << 14


def remembered(function: Callable[[str], Result]) -> Callable[[str], Result]:
    """The function with its results for short texts remembered."""
    short = lru_cache(_MOST_REMEMBERED)(function)

    @wraps(function)
    def of(text: str) -> Result:
        return short(text) if len(text) <= _SHORT else function(text)

    return of


def squeeze(text: str) -> str:
    """The text without any white space and with CJK radicals folded; punctuation stays as printed."""
    return _SPACE.sub("", text).translate(_RADICALS)


@remembered
def fold(text: str) -> str:
    """A key for comparing names: squeezed, full-width and half-width forms folded (NFKC), words of the field that were
    misread for others that are none (合汁) as they were meant."""
    folded = unicodedata.normalize("NFKC", squeeze(text)).translate(_FORMS)
    pattern, meant = _misread()
    return pattern.sub(lambda match: meant[match.lastindex or 0], folded)


@cache
def _misread() -> tuple[re.Pattern[str], tuple[str, ...]]:
    """The patterns of misread words in one, a group each, and what the group of each number means."""
    with (DATA_DIR / "misread.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return re.compile("|".join(f"({row['pattern']})" for row in rows)), ("", *(row["meant"] for row in rows))


def without_ordinal(text: str) -> str:
    """The squeezed text without a leading ordinal or 其中: "（一）教育支出" and "二、教育支出" give "教育支出"."""
    return _ORDINAL.sub("", squeeze(text))
