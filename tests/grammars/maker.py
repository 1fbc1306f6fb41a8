"""Who lays out a table: the place, the year, the words and the figures that it takes."""

from __future__ import annotations

from collections.abc import Sequence

from grammars.page import UNITS, File, Page
from grammars.sheets import FILES, TEXTS, Format, Pack, Sheet, as_csv, as_document, as_page, as_printed, write
from helpers.language import list_parts

CITIES = ("菏泽市", "六安市", "曲靖市", "达州市", "天水市", "绥化市", "绍兴市", "十堰市", "衡阳市")
TOWNS = ("城关镇", "河口镇", "石桥镇", "双河乡", "龙泉镇", "白云乡", "新华街道")
LEVELS = {  # how rows name them
    "preschool": ("幼儿园", "学前教育"),
    "primary": ("小学", "普通小学"),
    "junior_secondary": ("初中", "普通初中"),
    "senior_secondary_general": ("普通高中",),
    "secondary_vocational": ("中等职业学校", "中等职业教育", "中职"),
    "special": ("特殊教育", "特殊教育学校"),
}
NOUNS = {  # how heads name what is counted
    "school": ("学校数", "校数", "学校"),
    "class": ("班数", "班级数", "教学班数"),
    "graduate": ("毕业生数", "毕业生"),
    "entrant": ("招生数", "招生"),
    "pupil": ("在校生数", "在校生", "在校学生数", "在校学生"),
    "staff": ("教职工数", "教职工", "教职工人数"),
    "full_time_teacher": ("专任教师数", "专任教师"),
}
SIZES = {"school": (12, 400), "class": (401, 1980), "staff": (2100, 30000)}
RATES = {  # level, measure, how they are named
    "学前三年毛入园率": ("preschool", "gross_enrolment_rate"),
    "小学净入学率": ("primary", "net_enrolment_rate"),
    "九年义务教育巩固率": ("compulsory", "retention_rate"),
    "高中阶段毛入学率": ("senior_secondary", "gross_enrolment_rate"),
}
SECTORS = (("公办", "public"), ("民办", "private"))
AREAS = (("城区", "urban"), ("镇区", "town"), ("乡村", "rural"))
UNSAID = {"kind": "level", "measure": "count", "sector": "", "area": "", "group": ""}
MERGED: tuple[Format, ...] = (*FILES, as_page, as_document, as_printed)
FLAT: tuple[Format, ...] = (*FILES, *TEXTS, as_csv, as_printed)


class Maker:
    """Lays out tables of a place and a year on a page."""

    def __init__(self, page: Page) -> None:
        self.page, self.choose = page, page.choose
        self.place = page.choose(*CITIES)
        self.counties = list_parts(self.place)
        self.year = page.chance.randint(2018, 2024)
        self.comma = page.chance.random() < 0.3
        self.total = page.choose("合计", "总计", "合　计")
        self.said = {name: page.choose(*nouns) for name, nouns in (NOUNS | LEVELS).items()}
        self.brackets = page.choose("（）", "()")

    def pick(self, options, low: int, high: int = 0) -> list[str]:
        """Return some of some options in their order."""
        size = self.page.chance.randint(low, high or low)
        return sorted(self.page.chance.sample(list(options), size), key=list(options).index)

    def levels(self, low: int = 3) -> list[str]:
        return self.pick(LEVELS, low, 6)

    def nouns(self, low: int = 3, high: int = 7) -> list[str]:
        return self.pick(NOUNS, low, high)

    def head(self, what: str, unit: bool) -> str:
        """Return how a head names what is counted, with its unit or not."""
        opened, closed = self.brackets
        return self.said[what] + (f"{opened}{UNITS[what]}{closed}" if unit else "")

    def tell(self, number: float, unit: str, **fields: str) -> str:
        """Return a number as its cell shows it, and note what it is of."""
        unit = "*" if unit == UNITS["class"] else unit  # 个, 班
        told = {"place": self.place, "period": str(self.year), "unit": unit, **UNSAID, **fields}
        self.page.said[number] = told
        return f"{number:,}" if self.comma and isinstance(number, int) else f"{number:g}"

    def count(self, number: int, what: str, **fields: str) -> str:
        return self.tell(number, UNITS[what], population=what, **fields)

    def draw(self, what: str) -> int:
        return self.page.draw(*SIZES.get(what, (3000, 95000)))

    def one(self, what: str, **fields: str) -> str:
        """Return any number of schools, pupils or others."""
        return self.count(self.draw(what), what, **fields)

    def parts(self, what: str, size: int) -> list[int]:
        """Return numbers and their sum."""
        return self.page.divide(size, *SIZES.get(what, (3000, 95000)))

    def rate(self, low: int = 8000, high: int = 9999) -> float:
        while (value := self.page.chance.randint(low, high) / 100) in self.page.said:
            pass
        return value

    def unit_line(self, whats: Sequence[str]) -> str:
        units = "、".join(dict.fromkeys(UNITS[what] for what in whats))
        return self.choose(f"单位：{units}", f"（单位：{units}）", f"计量单位：{units}")

    def title(self, words: str) -> str:
        """Return a title with the place and the year before some words."""
        return self.choose(f"{self.place}{self.year}年{words}", f"{self.year}年{self.place}{words}")

    def pack(self, *sheets: Sheet, formats: Sequence[Format] = MERGED, lead: Sequence[str] = ()) -> File:
        return write(Pack(list(sheets), lead, self.page.chance), *formats)
