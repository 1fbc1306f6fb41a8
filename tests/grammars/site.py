"""A page of a site: the few plain figures of its text, and all that stands around it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from grammars.page import Page, Style
from grammars.parts import LEVELS
from grammars.places import list_named, list_wholes
from helpers.language import get_division
from helpers.language.divisions import get_gazetteer
from helpers.language.places import get_place_words

SAME_ROOT = (  # a city and a county of one name
    *(("长沙市", "长沙县"), ("湘潭市", "湘潭县"), ("邵阳市", "邵阳县"), ("吉安市", "吉安县"), ("南昌市", "南昌县")),
    *(("承德市", "承德县"), ("抚顺市", "抚顺县"), ("铁岭市", "铁岭县"), ("通化市", "通化县"), ("衡阳市", "衡阳县")),
)
NO_PLACE = ("教育事业统计公报", "教育事业发展概况", "教育基本情况")
FAR = ("永春县", "诸暨市", "绥棱县", "徽县", "枝江市", "舟山市", "曲靖市", "溆浦县", "静宁县", "福鼎市")
SIZES = {"school": (11, 99), "pupil": (2200, 9900), "full_time_teacher": (201, 999), "class": (101, 199)}
NOUNS = {"full_time_teacher": "专任教师", "class": "教学班"}


@cache
def list_counties(ends: str) -> list[str]:
    """Return the counties of cities whose names are borne by no other division and are no ordinary words."""
    cities = [name for name in list_wholes("prefecture", "市") if name not in {city for city, _ in SAME_ROOT}]
    named = [name for city in cities for name in list_named(city) if name.endswith(tuple(ends.split()))]
    common = get_place_words("generic")
    return [name for name in named if len(name) < 5 and name not in common and get_division(name)]


class Site:
    """A page of a site: its place, its year, its day, and what its figures are of."""

    def __init__(self, page: Page) -> None:
        self.page, self.pick = page, page.choose
        self.year = page.chance.randint(2020, 2024)
        self.settle(page.choose(*list_counties(page.choose("县", "县", "县 市", "区"))))
        self.status, self.period = "actual", str(self.year)
        self.hour = page.choose("", " 10:22", " 09:05:31")
        self.day = (self.year + 1, page.chance.randint(1, 6), page.chance.randint(1, 28))

    def settle(self, place: str) -> None:
        """Make a place that of the page."""
        self.place, self.all = place, f"全{place[-1]}" if not place.endswith("地区") else "全地区"
        division = get_division(place)
        self.city = division.parent if division and division.level != "province" else ""
        self.bureau = place + self.pick("教育局", "教育局", "教育体育局", "教育和体育局")

    @property
    def short(self) -> str:
        """The name as titles shorten it, where no other division is called so."""
        short = self.place[:-1]
        name = get_gazetteer().names.get(short)
        is_word = not name or name.listed or len({*name.codes, *name.nearby}) != 1
        return self.place if len(short) < 2 or is_word else short

    def date(self, form: str = "") -> str:
        """Return the day of the page."""
        forms = "{:04}-{:02}-{:02}", "{:04}年{:02}月{:02}日", "{}年{}月{}日", "{}/{:02}/{:02}", "{:04}.{:02}.{:02}"
        return (form or self.pick(forms[0], *forms)).format(*self.day)

    def tell(self, what: str, level: str = "", **fields: str) -> str:
        """Return a number and what it counts, with what the page says it is of."""
        counted = self.tell_one(what, school_level=level, **fields)
        return NOUNS.get(what, LEVELS[level][2] if what == "pupil" else "") + counted

    def tell_one(self, what: str, **fields: str) -> str:
        """Return a number with its unit, with what the page says it is of."""
        told = {"place": self.place, "period": self.period, "status": self.status, "kind": "level"} | fields
        return self.page.count(self.page.draw(*SIZES[what]), what, **told)

    def facts(self, begin: str = "{all}有", size: int = 2, mark: str = "。", **fields: str) -> str:
        """Return sentences about some levels: their schools, pupils, teachers or classes."""
        said = []
        for level in self.page.chance.sample(list(LEVELS), size):
            last = self.tell(self.pick("full_time_teacher", "class"), level, **fields)
            both = f"{LEVELS[level][0]}{self.tell('school', level, **fields)}，{self.tell('pupil', level, **fields)}"
            said.append(f"{both}，{last}")
        return begin.format(all=self.all, place=self.place, year=self.year) + mark.join(said) + mark

    def body(self, begin: str = "", **fields: str) -> str:
        """Return the text of a page: one paragraph, several, or some below headings."""
        begin = begin or self.pick("{all}有", "{all}共有")
        form = self.pick("one", "two", "headed")
        if form == "headed":
            one, two = self.pick(("一、基本情况", "二、办学规模"), ("（一）基本情况", "（二）办学规模"))
            return f"{one}\n{self.facts(begin, 1, **fields)}\n{two}\n{self.facts('', 1, **fields)}"
        if form == "two":
            return f"{self.facts(begin, 1, **fields)}\n{self.facts(self.pick('', '{all}'), 1, **fields)}"
        return self.facts(begin, 2, **fields)

    # ---- what stands around the text

    def other(self) -> str:
        """Return the title of another page, of another place and year, sometimes with a number of its own."""
        year, far = self.pick(2015, 2016, 2017, 2018, 2025), self.pick(*FAR)
        return self.pick(
            f"{far}{year}年教育事业发展统计公报",
            f"{far}{year}年新增学位{self.page.clutter(10001, 19999)}个",
            f"{year}年{far}招聘教师{self.page.clutter(1001, 1899)}名公告",
            f"关于印发《{far}“十四五”教育发展规划》的通知",
            f"{far}教育局{year}年工作总结",
            f"{far}：{self.page.clutter(20001, 29999)}名学生告别大班额",
        )

    def menu(self) -> str:
        """Return what stands above a page on its site, without the name of a place."""
        return self.pick(
            "",
            "首页 | 机构概况 | 政务公开 | 办事服务 | 互动交流\n",
            "首页\n新闻中心\n政务公开\n在线服务\n",
            "设为首页 | 加入收藏 | 无障碍浏览\n",
        )

    def path(self, site: str = "") -> str:
        """Return the path of a page within its site."""
        steps = self.pick("政务公开 > 教育信息", "信息公开 > 统计数据", "新闻中心 > 教育动态")
        begin = self.pick("当前位置：{}首页 > ", "您现在的位置：{}首页 > ", "{}首页 > ") if not site else "{} > 首页 > "
        return begin.format(site) + steps + self.pick("", " > 正文") + "\n"

    def byline(self, publisher: str = "", label: str = "") -> str:
        """Return the line of date, source and buttons below a title."""
        date = self.pick("发布时间：", "发布日期：", "时间：", "日期：") + self.date("{:04}-{:02}-{:02}") + self.hour
        source = [(label or self.pick("来源：", "信息来源：", "文章来源：")) + publisher] if publisher else []
        more = [
            self.pick("浏览次数：", "点击数：", "阅读：") + f"{self.page.clutter(30001, 39999)}" + self.pick("", "次"),
            self.pick("字号：[大 中 小]", "【字体：大 中 小】", "字号：大 中 小"),
            self.pick("分享到：", "打印", "作者：王丽", "编辑：张晓"),
        ]
        parts = [date, *source, *self.page.chance.sample(more, self.pick(0, 1, 2, 3))]
        return self.pick("  ", "　　", "    ", " | ").join(parts) + "\n"

    def card(self, publisher: str, title: str) -> str:
        """Return the card of a file of a government."""
        mark = self.pick("：", ": ")
        lines = [
            ("索 引 号", f"01452{self.page.clutter(1000, 1899)}/2024-00018"),
            (self.pick("发布机构", "发文机关", "公开机构", "发文单位"), publisher),
            (self.pick("成文日期", "生成日期", "发文日期"), self.date()),
            (self.pick("发布日期", "公开日期"), self.date()),
            (self.pick("名　　称", "标　　题"), title),
            (self.pick("主 题 词", "主题分类", "信息分类"), self.pick("教育；统计", "教育 公报", "科技、教育 \\ 教育")),
        ]
        return "\n".join(name + mark + value for name, value in lines if name and value) + "\n"

    def tail(self, size: int = 3, owner: str = "") -> str:
        """Return what stands below a text: the next pages, links to others, buttons, whose site it is."""
        bullet = "\n" + self.pick("· ", "", "• ", "[图文] ")
        blocks = [
            f"上一篇：{self.other()}\n下一篇：{self.other()}",
            "\n".join(
                [
                    self.pick("相关链接", "相关新闻", "相关阅读", "相关文章"),
                    bullet + self.other(),
                    bullet + self.other(),
                ]
            ),
            self.pick("【打印】【关闭】", "打印本页 | 关闭窗口", "分享到：微信 微博 QQ空间", "扫一扫在手机打开当前页"),
            self.pick("责任编辑：李明", "编辑：小林  审核：陈立", "（责编：李明）"),
            f"附件：{self.pick('1.教育事业统计表.xlsx', '教育统计资料.pdf', '统计表.doc')}",
        ]
        blocks = self.page.chance.sample(blocks, size)
        foot = f"版权所有：{owner}  主办：{owner}\n" if owner else ""
        foot += self.pick("", "网站标识码：4205830012  鄂ICP备05003763号-1\n", "联系电话：0570-7012345  邮编：324400\n")
        return "\n".join(sorted(blocks, key=lambda block: block.startswith(("上", "相关")))) + "\n" + foot

    def wrap(self, title: str, text: str, publisher: str = "", path: str = "", owner: str = "") -> str:
        """Return a page of a site."""
        side = f"{self.pick('热点新闻', '最新信息', '推荐阅读')}\n{self.other()}\n{self.other()}\n" * self.pick(
            0, 0, 0, 1
        )
        head = f"{self.menu()}{self.path(path)}{side}"
        return f"{head}{title}\n{self.byline(publisher)}\n{text}\n\n{self.tail(owner=owner)}"

    def title(self, form: str = "") -> str:
        """Return a title with place and year."""
        forms = "{p}{y}年教育事业统计公报", "{y}年{p}教育事业发展概况", "{p}{y}年教育工作情况", "{p}{y}年教育统计数据"
        return (form or self.pick(*forms)).format(p=self.place, y=self.year)


def take_up(styles: dict[str, Style]) -> Callable:
    """Return what takes up a kind of page as one of some styles."""

    def style(make: Callable[[Site], str]) -> Callable[[Site], str]:
        styles[make.__name__] = lambda page: make(Site(page))
        return make

    return style
