"""Money of education: funds by source, use, level and year, spending per head, budgets and accounts."""

from __future__ import annotations

import re
from collections.abc import Callable

from grammars.page import Page, Style

PLACES = ("平江县", "会宁县", "凤冈县", "宁都县", "沐川县", "房县")
LEVELS = {  # words of aid, of spending and of spending per head
    "preschool": ("学前教育", "学前教育", "幼儿园"),
    "compulsory": ("义务教育", "义务教育", "义务教育阶段"),
    "primary": ("小学", "小学教育", "普通小学"),
    "junior_secondary": ("初中", "初中教育", "普通初中"),
    "senior_secondary_general": ("普通高中", "普通高中教育", "普通高中"),
    "secondary_vocational": ("中职", "中等职业教育", "中等职业学校"),
}
SPENT = ("preschool", "primary", "junior_secondary", "senior_secondary_general", "secondary_vocational")
LINE = "\n"
Say = Callable[["Sums"], str]
STYLES: dict[str, Style] = {}


def _write(tenths: int) -> str:
    """Return a number of tenths as pages write it."""
    return f"{tenths // 10}.{tenths % 10}" if tenths % 10 else str(tenths // 10)


class Sums:
    """The sums of a page, its place and its year."""

    def __init__(self, page: Page) -> None:
        self.page, self.choose = page, page.choose
        self.place, self.year = page.choose(*PLACES), page.chance.randint(2021, 2024)
        self.texts: dict[float, str] = {}
        self.now = {"period": str(self.year), "status": "actual"}

    def tell(self, number: float, text: str, **fields: str) -> str:
        """Note what a number is of and return its text."""
        self.page.said[number], self.texts[number] = fields, text
        return text

    def forget_unsaid(self, text: str) -> None:
        """Drop what was told of numbers that stand in ways of saying it which were not chosen."""
        said = [number for number, written in self.texts.items() if re.search(rf"(?<![\d.]){written}", text)]
        for number in self.texts.keys() - said:
            del self.page.said[number]

    def sample(self, levels: tuple[str, ...], size: int) -> list[str]:
        """Return so many of some levels, in their order."""
        chosen = self.page.chance.sample(levels, size)
        return [level for level in levels if level in chosen]

    def wan(self, tenths: int, **fields: str) -> str:
        """Return an amount of so many thousand yuan in 万元."""
        fields = self.now | {"population": "money", "measure": "amount"} | fields
        return self.tell(tenths * 1000, f"{_write(tenths)}万元", **fields)

    def yi(self, hundredths: int, **fields: str) -> str:
        """Return an amount of so many million yuan in 亿元."""
        fields = self.now | {"population": "money", "measure": "amount"} | fields
        return self.tell(hundredths * 1000000, f"{hundredths / 100:g}亿元", **fields)

    def yuan(self, number: float, **fields: str) -> str:
        """Return what is paid for each."""
        return self.tell(number, f"{number:g}元", **({"population": "money", "measure": "per_head"} | fields))

    def persons(self, number: int, unit: str = "人次", **fields: str) -> str:
        """Return how many pupils are paid for."""
        return self.tell(number, f"{number}{unit}", **(self.now | {"population": "pupil", "measure": "count"} | fields))

    def rate(self, low: int, high: int, **fields: str) -> str:
        """Return a rate with one place behind the point."""
        tenths = self.page.draw(low * 10 + 1, high * 10)
        while tenths % 10 == 0 or tenths / 10 in self.page.said:
            tenths = self.page.draw(low * 10 + 1, high * 10)
        return self.tell(tenths / 10, f"{tenths / 10:g}%", **fields)

    def growth(self, **fields: str) -> str:
        """Return by how much something grew."""
        word = self.choose("比上年增长", "同比增长", "增长")
        return word + self.rate(1, 9, kind="growth", **({"population": "money", "measure": "amount"} | fields))

    def parts(self, size: int, low: int, high: int) -> list[int]:
        """Return so many numbers and their sum."""
        return self.page.divide(size, low, high)


def take_up(styles: dict[str, Style]) -> Callable[[Say], Say]:
    """Return what takes up a way of speaking of money among some styles."""

    def take(say: Say) -> Say:
        def make(page: Page) -> str:
            of = Sums(page)
            text = say(of) + LINE
            of.forget_unsaid(text)
            return text

        styles[say.__name__] = make
        return say

    return take


style = take_up(STYLES)


def title(of: Sums, *kinds: str) -> str:
    """Return the title of a page on the year."""
    return f"{of.place}{of.year}年{of.choose(*kinds)}\n\n"


@style
def funds_with_shares(of: Sums) -> str:
    total = of.page.draw(1500, 3000)
    fiscal, budget = of.page.draw(1200, total - 100), of.page.draw(700, 1100)
    sums = (
        of.yi(total, attribute="total_funds"),
        of.yi(fiscal, attribute="fiscal_funds"),
        of.yi(budget, attribute="public_budget"),
    )
    share = of.rate(75, 95, population="money", measure="share", kind="share")
    part = of.rate(15, 25, population="money", measure="share", kind="share", attribute="public_budget")
    return (
        f"{title(of, '教育经费执行情况统计公告', '教育经费统计快报')}"
        f"{of.year}年，全县教育经费总投入为{sums[0]}，{of.growth(attribute='total_funds')}。"
        f"其中，国家财政性教育经费为{sums[1]}，{of.growth(attribute='fiscal_funds')}，占教育经费总投入的{share}；"
        f"一般公共预算教育经费{sums[2]}，{of.growth(attribute='public_budget')}，占一般公共预算支出的{part}。"
    )


@style
def spending_in_a_report(of: Sums) -> str:
    spent, more = of.page.draw(700, 3000), of.page.draw(11, 60)
    name, told = of.choose(("一般公共预算教育支出", {"attribute": "public_budget"}), ("教育支出", {}))
    change = of.yi(more, kind="change", **told)
    share = of.rate(15, 25, population="money", measure="share", kind="share")
    opened = of.choose(f"{of.year}年，全县{name}", f"全年{name}", f"{name}达到")
    return (
        f"{title(of, '教育工作总结', '教育概况')}{of.choose('', '【教育投入】', '一、教育投入' + LINE)}"
        f"{opened}{of.yi(spent, **told)}，"
        f"比上年增加{change}，{of.growth(**told)}，占一般公共预算支出的{share}。"
    )


@style
def funds_by_source(of: Sums) -> str:
    names = of.choose(
        ("中央资金", "省级资金", "市级资金", "县级资金"), ("中央财政资金", "省级财政资金", "县级配套资金")
    )
    codes = {"中央": "central", "省级": "provincial", "市级": "prefecture", "县级": "county"}
    money = of.parts(len(names), 1001, 99999)
    said = []
    for name, n in zip(names, money, strict=False):
        share = "，占" + of.rate(5, 60, measure="share", kind="share") if of.choose(True, False) else ""
        said.append(f"{name}{of.wan(n, school_level='compulsory', attribute=codes[name[:2]])}{share}")
    name = of.choose("落实", "投入", "到位") + "义务教育" + of.choose("经费", "资金")
    parts = of.choose("", "，") + of.choose("、", "；").join(said)
    whole = name + of.wan(money[-1], school_level="compulsory")
    return f"{title(of, '教育工作总结', '教育经费情况')}全年{whole}，其中{parts}。"


@style
def funds_by_use(of: Sums) -> str:
    uses = (("人员经费", "staff_costs"), ("公用经费", "running_costs"), ("基本建设支出", "construction"))
    money = of.parts(3, 2001, 99999)
    said = [f"{name}{of.wan(n)}" for (name, _), n in zip(uses, money, strict=False)]
    said[1] = f"公用经费{of.wan(money[1], attribute='running_costs')}"
    level, word = of.choose(("primary", "小学教育"), ("junior_secondary", "初中教育"), ("preschool", "学前教育"))
    whole = f"{word}支出{of.wan(money[-1], school_level=level)}，{of.growth(school_level=level)}"
    opened = of.choose("其中", "按用途分，", "其中，")
    return f"{title(of, '教育经费情况', '教育经费统计分析')}全年{whole}。{opened}{'，'.join(said)}。"


@style
def spending_by_level(of: Sums) -> str:
    money = of.parts(len(SPENT), 1001, 99999)
    name = of.choose("{}支出", "{}")
    said = [name.format(LEVELS[v][1]) + of.wan(n, school_level=v) for v, n in zip(SPENT, money, strict=False)]
    whole = f"一般公共预算教育支出{of.wan(money[-1], attribute='public_budget')}"
    form = of.choose(
        f"{whole}，{of.growth(attribute='public_budget')}。按学段分，{'，'.join(said)}。",
        f"{whole}，其中：{'；'.join(said)}。",
        f"{whole}（{'、'.join(said)}）。",
        f"{whole}。分学段看：{LINE}{LINE.join(said)}",
    )
    return f"{title(of, '教育经费情况', '教育经费统计分析')}全县{form}"


@style
def per_head_in_lines(of: Sums) -> str:
    name, told = of.choose(("教育经费", {"attribute": "public_budget"}), ("公用经费", {}))
    levels = of.sample(SPENT, 4)
    lines = []
    for n, level in enumerate(levels, 1):
        told = told | {"school_level": level}
        low, high = of.page.draw(8000, 12000), of.page.draw(12001, 20000)
        last = of.yuan(low, period=str(of.year - 1), **told)
        this = of.yuan(high, period=str(of.year), **told)
        rate = of.rate(1, 9, kind="growth", measure="per_head", **told)
        lines.append(f"{n}.{of.choose('全县', '')}{LEVELS[level][2]}为{this}，比上年的{last}增长{rate}。")
    heading = of.choose(f"（三）各级教育生均一般公共预算{name}", f"三、各级教育生均一般公共预算{name}增长情况")
    opened = of.choose("", f"{LINE}{of.year}年，全县各级教育生均一般公共预算{name}情况是：")
    return f"{title(of, '教育经费执行情况统计公告')}{heading}{opened}{LINE}{LINE.join(lines)}"


@style
def per_head_respectively(of: Sums) -> str:
    name, told = of.choose(("教育经费", {"attribute": "public_budget"}), ("公用经费", {}))
    levels = of.sample(SPENT, 3)
    said = "、".join(of.yuan(of.page.draw(2000, 20000), school_level=v, **told) for v in levels)
    rates = "、".join(of.rate(1, 9, kind="growth", measure="per_head", school_level=v, **told) for v in levels)
    names = "、".join(LEVELS[v][2] for v in levels)
    more = of.choose(f"，比上年分别增长{rates}", f"，分别比上年增长{rates}")
    return f"{title(of, '教育经费执行情况统计公告', '教育概况')}全县{names}生均一般公共预算{name}分别为{said}{more}。"


@style
def per_head_over_years(of: Sums) -> str:
    told = {"attribute": of.choose("running_costs", "public_budget")}
    name = {"running_costs": "生均公用经费", "public_budget": "生均一般公共预算教育经费"}[told["attribute"]]
    said = []
    for level, word in of.page.chance.sample([("primary", "小学"), ("junior_secondary", "初中")], 2):
        numbers = sorted(of.page.draw(5000, 20000) for _ in range(2))
        first = of.yuan(numbers[0], school_level=level, period=str(of.year - 2), **told)
        last = of.yuan(numbers[1], school_level=level, period=str(of.year), **told)
        said.append(
            f"{word}{name}由{of.year - 2}年的{first}{of.choose('提高到', '增加到', '增长到')}{of.year}年的{last}"
        )
    return f"{title(of, '教育工作总结', '教育概况')}{of.choose('，', '；').join(said)}。"


@style
def per_head_each_year(of: Sums) -> str:
    level, word = of.choose(("primary", "小学"), ("junior_secondary", "初中"), ("senior_secondary_general", "普通高中"))
    told = {"school_level": level, "attribute": "public_budget"}
    years = range(of.year - 2, of.year + 1)
    numbers = sorted(of.page.draw(5000, 20000) for _ in years)
    sums = [of.yuan(n, period=str(year), **told) for n, year in zip(numbers, years, strict=True)]
    names = "、".join(f"{year}年" for year in years)
    said = of.choose(
        f"{names}，{word}生均一般公共预算教育经费分别为{'、'.join(sums)}",
        f"{word}生均一般公共预算教育经费{names}分别为{'、'.join(sums)}",
        f"{word}生均一般公共预算教育经费：" + "，".join(f"{y}年{s}" for y, s in zip(years, sums, strict=True)),
    )
    return f"{title(of, '义务教育优质均衡发展自评报告', '教育经费情况')}{said}。"


@style
def who_bears_it(of: Sums) -> str:
    numbers = of.choose((60, 24, 16), (80, 12, 8), (50, 35, 15))
    told = {"population": "money", "measure": "share", "kind": "share"}
    verb = of.choose("负担", "承担", "分担")
    said = "，".join(
        f"{who}财政{verb}{of.tell(n, f'{n}%', **told)}"
        for who, n in zip(("中央", "省级", "县级"), numbers, strict=True)
    )
    name = of.choose("免保教费补助", "公用经费", "免学费补助")
    return f"{title(of, '教育惠民政策', '义务教育经费保障政策问答')}{name}所需资金，{said}。"


def _accounts(of: Sums) -> str:
    """Return the title of the accounts of an office."""
    return f"{of.place}教育局{of.year}年度部门决算{LINE}{LINE}"


@style
def accounts(of: Sums) -> str:
    parts = of.parts(2, 900001, 9000000)
    basic, project, total = (of.wan(n) for n in parts)
    shares = [of.rate(*ends, population="money", measure="share", kind="share") for ends in ((50, 90), (10, 49))]
    return (
        f"{_accounts(of)}{of.choose('（三）', '三、')}支出决算情况说明{LINE}{of.choose('', f'{of.year}年度')}"
        f"本年支出合计{total}，其中：基本支出{basic}，占{shares[0]}；项目支出{project}，占{shares[1]}。"
    )


@style
def accounts_by_function(of: Sums) -> str:
    names = ("教育支出", "社会保障和就业支出", "卫生健康支出", "住房保障支出")
    money = of.parts(4, 10001, 900000)
    mark = of.choose("（类）", "")
    said = [
        f"{n}.{name}{mark}{of.wan(m)}，占{of.rate(n * 10, n * 10 + 9, population='money', measure='share')}"
        for n, (name, m) in enumerate(zip(names, money, strict=False), 1)
    ]
    whole = f"{of.year}年度一般公共预算财政拨款支出{of.wan(money[-1], attribute='public_budget')}，主要用于以下方面："
    return f"{_accounts(of)}{whole}{LINE}{('。' + LINE).join(said)}。"


@style
def travel_cars_and_receptions(of: Sums) -> str:
    parts = of.parts(2, 11, 900)
    told: dict[str, str] = {}
    planned = of.wan(parts[-1] + of.page.draw(7, 99), status="planned", **told)
    done = of.rate(50, 99, population="money", kind="share")
    cars, guests, total = (
        of.wan(parts[0]),
        of.wan(parts[1], attribute="reception"),
        of.wan(parts[-1], status="actual", **told),
    )
    return (
        f"{_accounts(of)}{of.year}年度“三公”经费财政拨款支出预算为{planned}，支出决算为{total}，完成预算的{done}。"
        f"其中：公务用车购置及运行维护费支出决算{cars}，公务接待费支出决算{guests}。"
    )


@style
def budget(of: Sums) -> str:
    of.now = {"period": str(of.year), "status": "planned"}
    parts = of.parts(2, 100001, 9000000)
    basic, project, total = (of.wan(n) for n in parts)
    more = of.page.draw(10001, 90000)
    return (
        f"{of.place}教育局{of.year}年部门预算{LINE}{LINE}{of.year}年{of.choose('支出预算', '支出总预算')}{total}，"
        f"比上年增加{of.wan(more, kind='change')}，"
        f"其中：基本支出{basic}，项目支出{project}。"
    )


@style
def spending_over_years(of: Sums) -> str:
    name, told = of.choose(("一般公共预算教育支出", {"attribute": "public_budget"}), ("教育支出", {}))
    years = range(of.year - 2, of.year + 1)
    numbers = sorted(of.page.draw(500, 3000) for _ in years)
    sums = [of.yi(n, period=str(year), **told) for n, year in zip(numbers, years, strict=True)]
    names = "、".join(f"{year}年" for year in years)
    rate = of.rate(1, 9, kind="growth", **told)
    said = of.choose(
        f"{names}，全县{name}分别为{'、'.join(sums)}",
        f"{name}由{years[0]}年的{sums[0]}增加到{years[-1]}年的{sums[-1]}，年均增长{rate}",
        f"近三年{name}分别为：" + "，".join(f"{year}年{n}" for year, n in zip(years, sums, strict=True)),
        f"全县{name}{years[0]}年为{sums[0]}，{years[1]}年为{sums[1]}，{years[2]}年为{sums[2]}",
    )
    return f"{title(of, '教育工作总结', '教育经费情况')}{said}。"


@style
def revenue(of: Sums) -> str:
    names = ("一般公共预算财政拨款收入", "事业收入", "其他收入")
    money = of.parts(3, 10001, 900000)
    shares = [of.rate(*ends, population="money", measure="share") for ends in ((60, 90), (10, 30), (1, 9))]
    said = [f"{name}{of.wan(n)}，占{share}" for name, n, share in zip(names, money, shares, strict=False)]
    return (
        f"{_accounts(of)}{of.choose('二、', '（二）')}收入决算情况说明{LINE}"
        f"{of.year}年度本年收入合计{of.wan(money[-1])}，其中：{'；'.join(said)}。"
    )


@style
def revenue_and_expenditure(of: Sums) -> str:
    total, more = of.page.draw(1000001, 9000000), of.page.draw(10001, 90000)
    change, rate = of.wan(more, kind="change"), of.rate(1, 9, kind="growth")
    said = of.choose(
        f"与{of.year - 1}年度相比，收、支总计各增加{change}，增长{rate}",
        f"与上年相比，收、支总计各增加{change}，增长{rate}",
        f"比上年增加{change}，增长{rate}",
    )
    return (
        f"{_accounts(of)}一、收入支出决算总体情况说明{LINE}"
        f"{of.year}年度收入总计、支出总计均为{of.wan(total)}。{said}，主要原因是人员经费增加。"
    )


@style
def traditional(of: Sums) -> str:
    level, word = of.choose(("primary", "國小"), ("junior_secondary", "國中"), ("preschool", "學前教育"))
    money = of.parts(2, 1001, 9000)
    low, high = (
        of.tell(n * 10000, f"{n}萬元", population="money", measure="amount", school_level=level) for n in money[:2]
    )
    return f"臺北市112年度教育經費{LINE}{LINE}{word}教育經費{low}，{word}午餐補助經費{high}。"


@style
def with_special_schools(of: Sums) -> str:
    money = of.parts(3, 101, 99999)
    told = {"attribute": "running_costs"}
    levels = (("小学", "primary"), ("初中", "junior_secondary"), (of.choose("特殊教育", "特殊教育学校"), "special"))
    said = [word + of.wan(n, school_level=level, **told) for (word, level), n in zip(levels, money, strict=False)]
    whole = f"{of.choose('落实', '拨付', '')}义务教育公用经费{of.wan(money[-1], school_level='compulsory', **told)}"
    return f"{title(of, '教育工作总结', '教育经费情况')}{whole}，其中{of.choose('、', '，').join(said)}。"
