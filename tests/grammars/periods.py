"""Which time a number is of, and whether it is actual, planned or a rule: 由2020年的…增加到2024年的…,到2027年达到…."""

from __future__ import annotations

import re
from collections.abc import Callable

from grammars.page import Page, Style

PLACES = ("绍兴市", "曲靖市", "诸暨市", "永春县", "大田县", "柳州市", "宜宾市")
STOCKS = (  # nouns, unit, least, most
    (("小学在校生", "初中在校生", "普通高中在校生", "在园幼儿", "义务教育阶段在校生"), "人", 21000, 79000),
    (("小学专任教师", "初中专任教师", "幼儿园专任教师", "普通高中专任教师"), "人", 3100, 9900),
    (("幼儿园", "小学", "初中学校", "公办幼儿园", "普惠性幼儿园"), "所", 31, 290),
)
RATES = ("学前教育毛入园率", "普惠性幼儿园覆盖率", "九年义务教育巩固率", "高中阶段毛入学率", "公办园在园幼儿占比")
DEEDS = {"新建学校": "所", "改扩建幼儿园": "所", "招聘教师": "名", "新增公办学位": "个", "培训教师": "人次"}
PLANNED = {"status": "planned"}
STYLES: dict[str, Style] = {}


class Telling:
    """A page that tells of a place and a year."""

    def __init__(self, page: Page) -> None:
        self.page, self.pick, self.place = page, page.choose, page.choose(*PLACES)
        self.all = "全" + self.place[-1]
        self.year = page.chance.randint(2022, 2025)
        nouns, self.unit, self.low, self.high = page.choose(*STOCKS)
        self.noun, self.rate = page.choose(*nouns), page.choose(*RATES)
        self.used: set[float] = set()
        self.words: dict[float, str] = {}  # of each value

    def dated(self, title: str, text: str, month: int = 0) -> str:
        """Return a page with its title and day: in spring of the next year, or in a month of the year told of."""
        day = f"{self.year}-{month:02d}-16" if month else f"{self.year + 1}-0{self.pick(2, 3, 4)}-12"
        mark = self.pick("发布时间：", "发布日期：", "日期：", "时间：")
        return f"{title}\n{mark}{day}  来源：{self.place}教育局\n\n{text}\n"

    def review(self, text: str) -> str:
        """Return a page about a year by its title."""
        return self.dated(f"{self.place}{self.year}年教育事业{self.pick('统计公报', '发展概况')}", text)

    def sketch(self, text: str, month: int = 0) -> str:
        """Return a page whose title names no year."""
        return self.dated(f"{self.place}教育概况", text, month)

    def news(self, text: str, month: int = 11) -> str:
        """Return a page of the year itself that no title dates."""
        title = self.pick("教育事业发展迈上新台阶", "办好人民满意的教育", "推进教育优质均衡发展")
        return self.dated(self.place + title, text, month)

    def draw(self, low: float, high: float, step: float = 1) -> float:
        """Return a number that stands nowhere else on the page."""
        while (number := round(self.page.chance.randrange(int(low / step), int(high / step)) * step, 4)) in self.used:
            pass
        self.used.add(number)
        return number

    def tell(self, number: float, unit: str, period: str | int = "", sign: int = 1, **fields: str) -> str:
        """Return a number with its unit, which 万 or 亿 may open, and note what it is."""
        value = round(number * {"万": 10**4, "亿": 10**8}.get(unit[0], 1), 4)
        dated = {"period": str(period)} if period else {}
        kind = "share" if unit == "%" else "level"
        self.page.said[sign * value] = {"status": "actual", "kind": kind, **dated, **fields}
        self.words[sign * value] = f"{number:g}{unit}"
        return f"{number:g}{unit}"

    def stock(self, period: str | int, **fields: str) -> str:
        """Return a number of what there is."""
        if self.unit == "人" and self.page.chance.random() < 0.3:
            return self.tell(self.draw(self.low / 10000, self.high / 10000, 0.01), "万人", period, **fields)
        return self.tell(self.draw(self.low, self.high), self.unit, period, **fields)

    def deeds(self, period: str | int, size: int = 2, mark: str = "，", **fields: str) -> str:
        """Return some things that are done, each with its number."""
        chosen = self.page.chance.sample(list(DEEDS), size)
        return mark.join(what + self.tell(self.draw(11, 980), DEEDS[what], period, **fields) for what in chosen)

    def money(self, period: str | int, **fields: str) -> str:
        """Return an amount of money."""
        return self.tell(self.draw(1, 80, 0.01), "亿元", period, **fields)

    def share(self, period: str | int, **fields: str) -> str:
        """Return a share."""
        return self.tell(self.draw(51, 99.9, 0.1), "%", period, **fields)

    def change(self, period: str | int, sign: int = 1) -> str:
        """Return by how many there are more, or fewer."""
        number = self.draw(3, 30) if self.unit == "所" else self.draw(110, 990)
        return self.tell(number, self.unit, period, sign, kind="change")

    def percent(self, period: str | int, sign: int = 1, **fields: str) -> str:
        """Return by how much there is more, or less."""
        return self.tell(self.draw(1, 9.9, 0.01), "%", period, sign, kind="growth", **fields)

    def years(self, size: int) -> list[int]:
        """Return some years that end with that of the page."""
        return list(range(self.year - size + 1, self.year + 1))


def style(make: Callable[[Telling], str]) -> Callable[[Telling], str]:
    """Take up a way of saying when as a style; what was drawn for words that were not chosen is not told."""

    def say(page: Page) -> str:
        of = Telling(page)
        text = make(of)
        page.said = {
            value: told for value, told in page.said.items() if re.search(rf"(?<![\d.]){of.words[value]}", text)
        }
        return text

    STYLES[make.__name__] = say
    return make


@style
def years_respectively(of: Telling) -> str:
    years = of.years(of.pick(2, 3))
    names = of.pick("、".join(f"{y}年" for y in years), "、".join(map(str, years)) + "年", f"{years[0]}—{years[-1]}年")
    numbers, shares = "、".join(map(of.stock, years)), "、".join(map(of.share, years))
    form = of.pick("{y}，{all}{noun}分别为{n}", "{all}{noun}{y}分别为{n}", "{all}{y}{noun}分别是{n}")
    said = form.format(y=names, all=of.all, noun=of.noun, n=numbers)
    return of.news(f"{said}，{of.rate}分别为{shares}。")


@style
def years_in_turn(of: Telling) -> str:
    verb, mark = of.pick("", "为", "有"), of.pick("，", "；", "、")
    last = f"；预计{of.year + 1}年{of.pick('达到', '将达')}{of.stock(of.year + 1, **PLANNED)}" * of.pick(0, 1)
    return of.news(f"{of.all}{of.noun}{mark.join(f'{y}年{verb}{of.stock(y)}' for y in of.years(3))}{last or '。'}")


@style
def years_then_all(of: Telling) -> str:
    years, mark = of.years(3), of.pick("；", "，", "。")
    each = mark.join(f"{y}年，{of.all}资助学生{of.tell(of.draw(5000, 9900), '人次', y)}" for y in years)
    total = of.tell(of.draw(15000, 29000), "人次", f"{years[0]}/{years[-1]}")
    return of.sketch(f"{each}{mark.replace('。', '，')}三年{of.pick('累计', '共')}资助{total}。")


@style
def years_as_lines(of: Telling) -> str:
    mark = of.pick("年：", "年，", "年 ")
    lines = [f"{y}{mark}{of.noun}{of.stock(y)}，{of.rate}{of.share(y)}" for y in of.years(3)]
    return of.news(f"{of.all}{of.pick('近三年教育发展情况如下', '历年情况')}：\n" + "\n".join(lines))


@style
def years_as_headings(of: Telling) -> str:
    head = of.pick("{y}年", "（{n}）{y}年情况", "{y}年完成情况", "{y}年度", "◆{y}年")
    lines = []
    for n, y in zip("一二", of.years(2), strict=True):
        lines += [head.format(y=y, n=n), f"{of.all}{of.noun}{of.stock(y)}，{of.deeds(y)}。投入资金{of.money(y)}。"]
    return of.news("\n".join(lines))


@style
def years_in_brackets(of: Telling) -> str:
    (a, b), then = of.years(2), of.pick("", "为")
    if of.pick(0, 1):
        rise = f"由{of.stock(a)}（{a}年）{of.pick('增加到', '增至', '上升到')}{of.stock(b)}（{b}年）"
        return of.news(f"{of.all}{of.noun}{rise}；{of.rate}{of.share(b)}（{b}年{of.pick('', '数据', '底')}）。")
    told = f"{of.all}{of.noun}{of.stock(b)}（{a}年{then}{of.stock(a)}），{of.deeds(b, 1)}，"
    return of.review(f"{told}{of.rate}{of.share(b)}（上年{of.share(a)}）。")


@style
def years_of_work_in_brackets(of: Telling) -> str:
    work, y = of.pick("行动计划", "攻坚行动", "建设工程"), of.year
    first = f"第一期{work}（{y - 6}—{y - 4}年）{of.deeds(f'{y - 6}/{y - 4}')}"
    return of.news(f"{first}；第二期{work}（{y - 3}—{y - 1}年）{of.deeds(f'{y - 3}/{y - 1}')}。")


@style
def from_year_to_year(of: Telling) -> str:
    first, last = of.year - of.pick(3, 4, 5), of.year
    then = f"{first}{of.pick('年的', '年', '年底的')}"
    end = of.pick(f"{last}年的", f"{last}年", f"{last}年底的", "目前的", "今年的", "")
    go = of.pick("增加到", "增长到", "增至", "下降到", "减少到", "降至")
    a, b, c, d = of.stock(first), of.stock(last), of.share(first), of.share(last)
    told = f"{of.all}{of.noun}{of.pick('由', '从')}{then}{a}{go}{end or f'{last}年的'}{b}"
    return of.news(f"{told}{of.pick('，', '；', '。')}{of.rate}由{then}{c}提高到{end}{d}。" if end else told + "。")


@style
def within_years(of: Telling) -> str:
    first = of.year - of.pick(3, 4, 5)
    a, b, c, d = of.stock(first), of.stock(of.year), of.share(first), of.share(of.year)
    open_ = of.pick(f"{first}—{of.year}年，", f"{first}年至{of.year}年，", f"近几年（{first}—{of.year}年），")
    open_ = open_ if of.year - first != 4 else f"近五年（{first}—{of.year}年），"
    go = of.pick("增加到", "减少到", "增至")
    return of.news(f"{open_}{of.all}{of.noun}由{a}{go}{b}，{of.rate}由{c}提高到{d}。")


@style
def several_steps(of: Telling) -> str:
    x, y, z = of.years(3)
    a, b, c = map(of.stock, (x, y, z))
    told = of.pick(
        f"从{x}年的{a}增加到{y}年的{b}，再到{z}年的{c}",
        f"由{x}年的{a}、{y}年的{b}增加到{z}年的{c}",
        f"{x}年为{a}，{y}年增加到{b}，{z}年达到{c}",
        f"{x}年{a}，到{y}年增至{b}，{z}年增至{c}",
    )
    return of.news(f"{of.all}{of.noun}{told}。")


@style
def then_and_now(of: Telling) -> str:
    first, last = of.year - of.pick(3, 4, 5), of.year
    then = f"{first}年{of.pick('，', '底，', '')}{of.all}{of.noun}{of.pick('仅', '只有', '')}{of.stock(first)}"
    go = of.pick("达到", "已达", "增至")
    now = f"{last}年，{of.noun}{go}{of.stock(last)}，{of.rate}{of.share(last)}"
    return of.news(f"{then}，{of.rate}{of.share(first)}{of.pick('；到', '。到', '；', '，到')}{now}。")


@style
def than_a_year(of: Telling) -> str:
    y, (more, grown, sign) = of.year, of.pick(("增加", "增长", 1), ("减少", "下降", -1))
    base = y - of.pick(1, 2, 3, 4)
    than = of.pick(f"比{base}年", f"较{base}年", f"与{base}年相比，", f"同{base}年相比，", "比上年", "较上年")
    open_ = of.pick(f"{y}年，{of.all}", f"截至{y}年底，{of.all}", f"{y}年{of.all}有")
    told = f"{open_}{of.noun}{of.stock(y)}，{than}{more}{of.change(y, sign)}，{grown}{of.percent(y, sign)}"
    return of.news(f"{told}；{of.deeds(y, 1)}。")


@style
def than_a_number(of: Telling) -> str:
    y, now, then = of.year, of.stock(of.year), of.stock(of.year - 1)
    base = of.pick("上年的", f"{y - 1}年的", "上一年的", f"{y - 1}年高峰时的") + then
    more = f"{of.pick('比', '较')}{base}减少{of.change(y, -1)}，下降{of.percent(y, -1)}"
    return of.review(f"{of.all}{of.noun}{now}，{more}。{of.rate}由上年的{of.share(y - 1)}提高到{of.share(y)}。")


@style
def than_a_plan_before(of: Telling) -> str:
    of.year, a, c = 2025, of.stock(2020), of.share(2020)
    than = of.pick("与“十三五”末相比，", "与2020年相比，", "与2020年底相比，")
    return of.news(f"{than}{of.all}{of.noun}由{a}增加到{of.stock('')}，{of.rate}由{c}提高到{of.share('')}。")


@style
def same_time_before(of: Telling) -> str:
    y, part = of.year, of.pick("1—9月", "上半年", "前三季度", "前10个月")
    told = f"{of.pick('今年', f'{y}年')}{part}，{of.all}教育支出{of.money(y)}，"
    if of.pick(0, 1):
        return of.news(f"{told}{of.pick('比上年同期', '同比', '较去年同期')}增长{of.percent(y)}，{of.deeds(y)}。")
    then = of.money(y - 1)
    return of.news(told + of.pick(f"上年同期为{then}，同比", f"比上年同期的{then}") + f"增长{of.percent(y)}。")


@style
def since_a_year(of: Telling) -> str:
    first = of.year - of.pick(2, 3)
    span = f"{first}/{of.year}"
    open_ = of.pick(f"{first}年以来，", f"自{first}年以来，", f"自{first}年起，", f"{first}年至今，")
    told = f"{open_}{of.all}{of.pick('累计', '先后', '共')}投入资金{of.money(span)}，{of.deeds(span)}"
    return of.news(f"{told}，其中{of.year}年{of.deeds(of.year, 1)}。")


@style
def years_from_to(of: Telling) -> str:
    first = of.year - of.pick(2, 3, 4)
    span, do = f"{first}/{of.year}", of.pick("累计", "共", "")
    open_ = f"{first}{of.pick('—', '-', '至', '年至', '年—')}{of.year}年{of.pick('，', '间，', '期间，')}"
    told = f"{open_}{of.all}{do}{of.deeds(span)}，投入{of.money(span)}，年均增长{of.percent(span)}"
    return of.news(f"{told}。{of.year}年，{of.all}{of.noun}{of.stock(of.year)}。")


@style
def last_years(of: Telling) -> str:
    a, b, c = of.years(3)
    open_, span = of.pick(
        ("近三年，", f"{a}/{c}"),
        ("近三年来，", f"{a}/{c}"),
        (f"近三年（{a - 1}—{b}年），", f"{a - 1}/{b}"),
        (f"{b}年、{c}年两年，", f"{b}/{c}"),
        (f"{b}—{c}年两年间，", f"{b}/{c}"),
    )
    return of.news(f"{open_}{of.all}{of.pick('累计', '共')}投入{of.money(span)}，{of.deeds(span)}。", 12)


@style
def years_of_a_plan(of: Telling) -> str:
    of.year = of.pick(2022, 2023, 2024)
    words, span = of.pick(
        ("“十四五”以来，", f"2021/{of.year}"),
        ("“十三五”期间，", "2016/2020"),
        ("“十三五”时期，", "2016/2020"),
        ("党的十八大以来，", f"2012/{of.year}"),
        ("十八大以来，", f"2012/{of.year}"),
    )
    told = f"{words}{of.all}{of.pick('累计', '共', '')}投入{of.money(span)}，{of.deeds(span)}。"
    end = of.pick("“十三五”末，", "到“十三五”末，", "“十三五”期末，")
    return of.news(f"{told}{end}{of.all}{of.noun}{of.stock(2020)}。")


@style
def up_to(of: Telling) -> str:
    y, at = of.year, of.pick("年底", "年末", "年9月", "年9月底", "年12月31日", "年10月")
    name = "".join((of.pick("○", "〇", "零") + "一二三四五六七八九")[int(digit)] for digit in str(y))
    open_ = of.pick(f"{of.pick('截至', '截止', '到', '至')}{y}{at}", f"{name}年底", f"{name}年末") + of.pick("，", "")
    told = f"{open_}{of.all}{of.pick('共有', '有', '')}{of.noun}{of.stock(y)}，{of.rate}{of.share(y)}"
    return of.sketch(f"{told}。{y + 1}年，计划{of.deeds(y + 1, **PLANNED)}。")


@style
def now(of: Telling) -> str:
    y, done = of.year, of.pick("截至今年9月底，", "截至10月底，", "截至目前，", "今年以来，", "今年，")
    open_ = of.pick("目前，{all}有", "现{all}有", "当前，{all}共有", "截至目前，{all}有", "{all}现有", "{all}目前有")
    told = f"{open_.format(all=of.all)}{of.noun}{of.stock(y)}，{of.rate}{of.share(y)}。"
    last = f"去年，{of.all}{of.deeds(y - 1)}。" * of.pick(0, 1)
    return of.news(f"{told}{last}{done}{of.all}已{of.deeds(y)}，完成投资{of.money(y)}。")


@style
def whole_year_and_end(of: Telling) -> str:
    told = f"{of.pick('全年', '全年共', '全年累计')}{of.deeds(of.year)}。"
    end = of.pick("年末", f"年末{of.all}", "年底")
    return of.review(
        f"{told}{end}{of.noun}{of.stock(of.year)}，比上年增加{of.change(of.year)}。{of.rate}{of.share(of.year)}。"
    )


@style
def autumn_term(of: Telling) -> str:
    y, span = of.year, f"{of.year - 1}-09/{of.year}-08"
    open_ = f"{of.pick('今年', f'{y}年')}{of.pick('秋季学期', '秋季', '秋季学期开学')}，{of.all}"
    told = f"{of.pick('', '记者从市教育局获悉，')}{open_}{of.noun}{of.stock(y)}，比上年增加{of.change(y)}。"
    both = of.pick("和", "至", "及")
    aid = f"{y - 1}年秋季学期{both}{y}年春季学期，{of.all}资助学生{of.tell(of.draw(1000, 9000), '人次', span)}。"
    return of.news(told + aid * of.pick(0, 1) if "资助" not in told else told, 10)


@style
def school_year(of: Telling) -> str:
    y, mark = of.year, of.pick("—", "-", "/", "～")
    name, span = of.pick(
        (f"{y - 1}{mark}{y}学年", f"{y - 1}-09/{y}-08"),
        (f"{y - 1}学年", f"{y - 1}-09/{y}-08"),
        (f"{y}{mark}{y + 1}学年初", f"{y}-09"),
    )
    if of.pick(0, 1, 1) == 0:
        last, this = f"{y - 1}-09/{y}-08", f"{y}-09/{y + 1}-08"
        told = f"上学年，{of.all}{of.noun}{of.stock(last)}；本学年{of.pick('增至', '为', '达到')}{of.stock(this)}"
        return of.news(f"{told}，比上学年增加{of.change(this)}。")
    told = f"{of.all}{of.noun}{of.stock(span)}；{of.rate}{of.share(span)}。"
    if of.pick(0, 1) and "初" not in name:
        return of.dated(f"{of.place}{name}教育事业统计公报", told, 11)
    return of.sketch(f"{name}{of.pick('，', '')}{told}", 11)


@style
def republic(of: Telling) -> str:
    n, name = of.page.chance.randint(109, 113), of.pick("", "民國")
    span, before = (f"{n + 1910 + i}-08/{n + 1911 + i}-07" for i in (1, 0))
    told = f"{name}{n}學年度國小學生{of.tell(of.draw(50000, 90000), '人', span)}，較{n - 1}學年度減少"
    told += f"{of.tell(of.draw(210, 900), '人', span, -1, kind='change')}；國中教師由{n - 1}學年度"
    told += f"{of.tell(of.draw(2000, 3900), '人', before)}增至{of.tell(of.draw(4000, 9000), '人', span)}"
    first, a, b = f"{n + 1907}-08/{n + 1908}-07", of.draw(3, 8), of.draw(10, 90)
    more = f"。近5年（{n - 4}至{n}學年度）公共化幼兒園由{of.tell(a, '園', first)}增至{of.tell(b, '園', span)}"
    return f"{of.pick('臺南市', '桃園市', '新竹縣', '屏東縣')}教育概況\n\n{told}{more * of.pick(0, 1) or ''}。\n"


@style
def hong_kong(of: Telling) -> str:
    y, span = of.year, f"{of.year - 1}-09/{of.year}-08"
    pupils, teachers = of.tell(of.draw(300000, 390000), "人", span), of.tell(of.draw(20000, 29000), "人", span)
    told = of.pick("在{}學年，全港小學生共有{}，小學教師有{}。", "{}學年全港小學學生人數為{}，教師人數為{}。")
    return f"香港教育局\n{y}年3月12日\n\n{told.format(f'{y - 1}/{y % 100:02d}', pupils, teachers)}\n"


@style
def targets(of: Telling) -> str:
    end = str(of.year + of.pick(1, 2, 3))
    open_ = of.pick(f"到{end}年，", f"到{end}年底，", f"至{end}年，", f"力争到{end}年，", f"{end}年底前，")
    told = f"{open_}{of.all}{of.rate}达到{of.share(end, **PLANNED)}，{of.deeds(end, 1, **PLANNED)}。"
    now_ = f"{of.pick('目前', f'{of.year}年')}，{of.all}{of.rate}为{of.share(of.year)}"
    goal = of.pick("到{}年将提高到", "力争到{}年达到", "计划到{}年提高到", "预计{}年达到", "{}年目标").format(end)
    return of.news(of.pick(told, f"{now_}，{goal}{of.share(end, **PLANNED)}。{told}"))


@style
def plans_of_the_year(of: Telling) -> str:
    y = of.year
    word = of.pick(
        "今年，{all}计划", "{y}年，{all}拟", "{y}年，{all}将", "今年，{all}预计", "到{y}年底，{all}将", "{y}年{all}力争"
    )
    told = f"{word.format(y=y, all=of.all)}{of.deeds(y, **PLANNED)}，投入资金{of.money(y, **PLANNED)}。"
    one, two, whole = (of.tell(of.draw(low, 2 * low), "名", y, **PLANNED) for low in (20, 40, 180))
    parts = f"{of.pick('计划招聘教师', '拟招聘教师', '计划公开招聘教师')}{whole}，其中小学{one}、初中{two}。"
    return of.news(told + parts, of.pick(1, 2, 3))


@style
def plan_and_done(of: Telling) -> str:
    y, goal, done = of.year, of.draw(601, 990), of.draw(100, 599)
    plan, come = of.tell(goal, "名", y, **PLANNED), of.tell(done, "名", y)
    result = of.pick("实际招聘", "实际到岗", "已招聘", "录用", "到岗")
    word = of.pick("计划招聘教师", "目标任务为招聘教师", "拟招聘教师")
    return of.sketch(f"{y}年{of.pick('，', '')}{of.all}{word}{plan}，{result}{come}。", 12)


@style
def deeds_for_the_people(of: Telling) -> str:
    y, month = of.year, of.pick(1, 2, 3)
    if of.pick(0, 1):
        name = of.pick(f"{y}年民生实事", "今年民生实事项目", f"{y}年十件民生实事")
        return of.news(f"{of.all}将{of.deeds(y, mark=of.pick('，', '、'), **PLANNED)}列入{name}。", month)
    lines = "\n".join(f"{n}．{of.deeds(y, 1, **PLANNED)}。" for n in (1, 2, 3))
    return of.dated(f"{of.place}{y}年{of.pick('教育民生实事项目', '民生实事项目', '为民办实事')}", lines, month)


@style
def works_and_plans(of: Telling) -> str:
    y = of.year
    one, two = of.pick(
        (f"一、{y}年工作总结", f"二、{y + 1}年工作安排"),
        (f"一、{y}年工作完成情况", f"二、{y + 1}年工作计划"),
        (f"一、{y}年工作回顾", f"二、{y + 1}年重点工作"),
    )
    done = f"（一）{of.pick('', '扩大资源供给。')}{of.deeds(y)}。{of.rate}{of.pick('达到', '达')}{of.share(y)}。"
    ahead = f"（一）{of.pick('加快项目建设。', '')}{of.deeds(y + 1, **PLANNED)}。"
    if of.pick(0, 1):
        open_ = of.pick("过去一年，", f"{y}年，", "一年来，")
        title = f"{y + 1}年{of.place}政府工作报告\n——{y + 1}年1月16日在{of.place}人民代表大会上"
        return f"{title}\n\n{one}\n{open_}{of.all}{of.deeds(y)}，投入{of.money(y)}。\n{two}\n{ahead}\n"
    title = f"{of.place}教育局{y}年工作总结{of.pick('', f'和{y + 1}年工作计划', f'及{y + 1}年工作安排')}"
    return of.dated(title, f"{one}\n{done}\n{two}\n{ahead}")


@style
def plan_of_years(of: Telling) -> str:
    plan, before, first = of.pick(("十四五", "十三五", 2021), ("十五五", "十四五", 2026))
    of.year, end, span = first, first + 4, f"{first - 5}/{first - 1}"
    goal = f"到{end}年，{of.rate}达到{of.share(end, **PLANNED)}，{of.noun}达到{of.stock(end, **PLANNED)}。"
    goal += f"“{plan}”期间，{of.pick('规划', '计划')}{of.deeds(f'{first}/{end}', **PLANNED)}。"
    done = f"“{before}”期间，{of.all}{of.deeds(span)}。{first - 1}年，{of.rate}达到{of.share(first - 1)}。"
    one, two = of.pick(("一、发展基础", "二、主要目标"), (f"（一）“{before}”发展成就", "（二）发展目标"))
    return of.dated(f"{of.place}“{plan}”教育事业发展规划", f"{one}\n{done}\n{two}\n{goal}", 6)


@style
def budgets(of: Telling) -> str:
    y, plan, spent = of.year, of.money(of.year, **PLANNED), of.money(of.year)
    if of.pick(0, 1):
        form = of.pick("{y}年教育支出年初预算为{a}，支出决算为{b}", "{y}年教育支出预算{a}，决算{b}")
        return of.dated(f"{of.place}教育局{y}年度部门决算", form.format(y=y, a=plan, b=spent) + "。")
    done = f"{y}年，{of.all}教育支出{of.pick('完成', '执行数为', '决算数为')}{of.money(y)}。"
    ahead = of.pick("{}年教育支出预算安排{}", "{}年预算安排教育支出{}", "{}年，教育支出安排{}")
    ahead = ahead.format(y + 1, of.money(y + 1, **PLANNED)) + f"，增长{of.percent(y + 1, **PLANNED)}。"
    return of.dated(f"关于{of.place}{y}年财政预算执行情况和{y + 1}年财政预算草案的报告", done + ahead)


@style
def rules(of: Telling) -> str:
    y, open_ = of.year, of.pick("补助标准为", "国家助学金标准为", "生均公用经费标准为")
    low, high = (of.tell(of.draw(n, n + 500), "元", status="rule") for n in (600, 1200))
    norm = f"{open_}小学每生每年{low}、初中每生每年{high}。"
    aided = f"{y}年，{of.all}资助学生{of.tell(of.draw(1600, 9900), '人次', y)}，发放资金{of.money(y)}。"
    return of.news(of.pick(norm + aided, aided + norm))


def tell_in_turn(of: Telling, size: int) -> list[str]:
    """Return some sentences about different times, in any order."""
    y, ahead, span = of.year, of.year + of.pick(1, 2), f"{of.year - 3}/{of.year}"
    year, next_ = of.pick("今年", f"{y}年"), of.pick(f"{y + 1}年", "明年")
    makers = (
        lambda: f"{y - 2}年，{of.all}{of.deeds(y - 2)}。",
        lambda: f"{of.rate}由{y - 4}年的{of.share(y - 4)}提高到{y}年的{of.share(y)}。",
        lambda: f"{of.pick(f'{y - 3}年以来', f'{y - 3}—{y}年')}，{of.all}累计{of.deeds(span)}，投入{of.money(span)}。",
        lambda: f"{of.pick('目前', '截至目前', f'截至{y}年10月底')}，{of.all}有{of.noun}{of.stock(y)}。",
        lambda: f"{year}，{of.all}已{of.deeds(y)}。",
        lambda: f"{of.pick('到', '力争到', '预计到')}{ahead}年，{of.rate}达到{of.share(ahead, **PLANNED)}。",
        lambda: f"{next_}，{of.all}{of.pick('计划', '将', '拟')}{of.deeds(y + 1, **PLANNED)}。",
        lambda: f"{y}年秋季学期，{of.all}{of.noun}{of.stock(y)}，比上年增加{of.change(y)}。",
    )
    return [make() for make in of.page.chance.sample(makers, size)]


@style
def sentences(of: Telling) -> str:
    said, form = tell_in_turn(of, 3), of.pick("", "line", "clause", "point", "head", "asked")
    if form == "asked":
        asked = f"记者：{of.all}教育发展情况如何？", f"记者：{of.pick('还有哪些举措？', '其他方面情况如何？')}"
        return of.news("\n".join(f"{ask}\n局长：{answer}" for ask, answer in zip(asked, said[:2], strict=True)))
    if form == "clause":
        return of.news("；".join(each.rstrip("。") for each in said) + "。")
    heads = of.page.chance.sample(("扩大资源供给", "加大投入力度", "优化学校布局"), 3)
    marks = {"point": "{n}是{head}。", "head": "（{n}）{head}\n"}.get(form, "")
    opened = [marks.format(n=n, head=head) + each for n, head, each in zip("一二三", heads, said, strict=True)]
    return of.news(("\n" if form in ("line", "head") else "").join(opened))
