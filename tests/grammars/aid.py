"""Aid to pupils and what teachers get: persons and money by level and by grant, standards, loans, meals."""

from __future__ import annotations

from grammars.money import LEVELS, LINE, Sums, take_up, title
from grammars.page import Style

AIDED = ("preschool", "compulsory", "senior_secondary_general", "secondary_vocational")
GRANTS = (  # name, persons, level, attribute, group
    ("义务教育家庭经济困难学生生活补助", "学生", "compulsory", "living_allowance", "poor"),
    ("普通高中国家助学金", "学生", "senior_secondary_general", "state_grant", ""),
    ("普通高中免学费资金", "学生", "senior_secondary_general", "fee_waiver", ""),
    ("中职国家助学金", "学生", "secondary_vocational", "state_grant", ""),
    ("中职免学费补助资金", "学生", "secondary_vocational", "fee_waiver", ""),
)
STYLES: dict[str, Style] = {}
style = take_up(STYLES)


class Aid:
    """Aid by level on a page: persons and money that add up."""

    def __init__(self, of: Sums) -> None:
        self.of, size = of, of.choose(3, 4)
        self.levels = of.sample(AIDED, size)
        self.people, self.money = of.parts(size, 300, 9000), of.parts(size, 1001, 99999)

    def whole(self) -> str:
        """Return a sentence, still open, about all aid."""
        people, money = self.of.persons(self.people[-1]), self.of.wan(self.money[-1])
        return self.of.choose("全年", f"{self.of.year}年，全县", "") + self.of.choose(
            f"共资助学生{people}，发放资助资金{money}",
            f"发放各类资助资金{money}，受助学生{people}",
            f"落实学生资助资金{money}，惠及学生{people}",
        )

    def each(self, form: str, mark: str) -> str:
        """Return what is said of each level, with a mark between; # is the number of a line."""
        said = []
        for n, level in enumerate(self.levels):
            people = self.of.persons(self.people[n], school_level=level)
            money = self.of.wan(self.money[n], school_level=level)
            word = LEVELS[level][0]
            said.append(form.format(level=word, people=people, money=money, n=n + 1))
        return mark.join(said)


@style
def aid_by_level(of: Sums) -> str:
    aid, opened = Aid(of), of.choose("其中，", "其中：", "其中", "分学段看，", "按学段分，")
    form = of.choose(
        "{level}{people}、{money}", "{level}资助{people}、发放{money}", "{level}资助学生{people}，发放资金{money}"
    )
    return f"{title(of, '教育概况', '学生资助工作总结')}{aid.whole()}。{opened}{aid.each(form, '；')}。"


@style
def aid_in_sentences(of: Sums) -> str:
    aid = Aid(of)
    form = of.choose("{level}阶段资助学生{people}，发放资金{money}", "{level}阶段发放资助资金{money}，受益学生{people}")
    return f"{title(of, '教育年鉴', '教育工作总结')}【学生资助】{aid.whole()}。{aid.each(form, '。')}。"


@style
def aid_in_lines(of: Sums) -> str:
    aid = Aid(of)
    mark, form = (
        of.choose("：", "。"),
        of.choose("资助学生{people}，发放资金{money}", "发放资金{money}，资助{people}", "{people}，{money}"),
    )
    lines = aid.each("{n}.{level}" + mark + form + "。", LINE)
    lead = of.choose("其中：", "具体如下：", "")
    return f"{title(of, '学生资助情况', '学生资助工作总结')}{aid.whole()}。{lead}{LINE}{lines}"


@style
def aid_below_headings(of: Sums) -> str:
    aid = Aid(of)
    form = of.choose("全年资助学生{people}，发放资金{money}。", "共发放资助资金{money}，受助学生{people}。")
    return f"{title(of, '学生资助情况')}{aid.whole()}。{LINE}{aid.each('（{n}）{level}阶段' + LINE + form, LINE)}"


@style
def aid_in_brackets(of: Sums) -> str:
    aid = Aid(of)
    people = "、".join(
        f"{LEVELS[v][0]}{of.persons(n, school_level=v)}" for v, n in zip(aid.levels, aid.people, strict=False)
    )
    money = "、".join(f"{LEVELS[v][0]}{of.wan(n, school_level=v)}" for v, n in zip(aid.levels, aid.money, strict=False))
    whole = f"资助学生{of.persons(aid.people[-1])}（{people}），发放资金{of.wan(aid.money[-1])}（{money}）"
    return f"{title(of, '教育事业统计公报', '教育概况')}全年{whole}。"


@style
def aid_respectively(of: Sums) -> str:
    aid = Aid(of)
    names = "、".join(LEVELS[v][0] for v in aid.levels)
    people = "、".join(of.persons(n, school_level=v) for v, n in zip(aid.levels, aid.people, strict=False))
    money = "、".join(of.wan(n, school_level=v) for v, n in zip(aid.levels, aid.money, strict=False))
    return f"{title(of, '学生资助工作总结')}{aid.whole()}，其中{names}分别资助{people}，分别发放{money}。"


@style
def aid_by_grant(of: Sums) -> str:
    grants = of.page.chance.sample(GRANTS, 3)
    people, money = of.parts(3, 300, 9000), of.parts(3, 1001, 99999)
    form = of.choose(
        "发放{name}{money}，受助{who}{people}", "落实{name}{money}，惠及{who}{people}", "{name}{people}、{money}"
    )
    said = []
    for (name, who, level, attribute, group), n, m in zip(grants, people, money, strict=False):
        paid = of.wan(m, school_level=level, attribute=attribute, group=group)
        said.append(form.format(name=name, who=who, money=paid, people=of.persons(n, school_level=level)))
    whole = f"全年落实各类资助资金{of.wan(money[-1])}，惠及学生{of.persons(people[-1])}"
    return f"{title(of, '学生资助工作总结', '教育概况')}{whole}。其中{'；'.join(said)}。"


@style
def aid_of_boarders(of: Sums) -> str:
    people, money = of.parts(2, 300, 9000), of.parts(2, 1001, 99999)
    told = {"school_level": "compulsory", "group": "poor", "attribute": "living_allowance"}
    boarders = {"school_level": "compulsory", "group": "poor boarder"}
    form = of.choose("{who}{people}、{money}", "{who}{people}，金额{money}", "发放{who}{people}、{money}")
    first = form.format(who="寄宿生", people=of.persons(people[0], **boarders), money=of.wan(money[0], **boarders))
    second = form.format(
        who="非寄宿生",
        people=of.persons(people[1], school_level="compulsory"),
        money=of.wan(money[1], school_level="compulsory"),
    )
    all_people = of.persons(people[-1], school_level="compulsory")
    whole = f"发放义务教育家庭经济困难学生生活补助{of.wan(money[-1], **told)}，受助学生{all_people}"
    return f"{title(of, '学生资助工作总结')}{whole}，其中{first}，{second}。"


@style
def aid_by_term(of: Sums) -> str:
    people, money = of.parts(2, 300, 9000), of.parts(2, 1001, 99999)
    name, who, level, attribute, group = of.choose(*GRANTS)
    told = {"school_level": level, "attribute": attribute, "group": group}
    form = of.choose("{term}资助{people}、{money}", "{term}发放{people}，{money}", "{term}{people}、{money}")
    terms = zip(("春季学期", "秋季学期"), people, money, strict=False)
    said = [
        form.format(term=t, people=of.persons(n, school_level=level), money=of.wan(m, school_level=level))
        for t, n, m in terms
    ]
    whole = f"发放{name}{of.wan(money[-1], **told)}，惠及{who}{of.persons(people[-1], school_level=level)}"
    return f"{title(of, '学生资助工作总结')}全年{whole}，其中{'，'.join(said)}。"


@style
def aid_with_growth(of: Sums) -> str:
    aid = Aid(of)
    said = []
    for level, n, m in zip(aid.levels, aid.people, aid.money, strict=False):
        more = of.growth(school_level=level)
        said.append(f"{LEVELS[level][0]}{of.persons(n, school_level=level)}，{of.wan(m, school_level=level)}，{more}")
    return f"{title(of, '学生资助工作总结')}{aid.whole()}。其中{'；'.join(said)}。"


@style
def loans(of: Sums) -> str:
    people, money = of.parts(2, 300, 5000), of.parts(2, 1001, 99999)
    told = {"attribute": "loan"}
    form = of.choose("{who}{people}、{money}", "{who}{people}，金额{money}")
    parts = zip(("首贷", "续贷"), people, money, strict=False)
    said = [form.format(who=who, people=of.persons(n, "人"), money=of.wan(m)) for who, n, m in parts]
    name, all_people, all_money = (
        of.choose("生源地信用助学贷款", "生源地助学贷款"),
        people[-1],
        of.wan(money[-1], **told),
    )
    whole = of.choose(
        f"办理{name}{of.persons(all_people, '人')}，发放贷款{all_money}",
        f"办理{name}{of.persons(all_people, '人')}、{all_money}",
    )
    return f"{title(of, '学生资助工作总结')}{whole}，其中{'，'.join(said)}。"


@style
def meals(of: Sums) -> str:
    told = {"school_level": "compulsory", "attribute": "meals"}
    schools, people, money = of.page.draw(20, 200), of.page.draw(3000, 60000), of.page.draw(10001, 99999)
    school = of.tell(schools, f"{schools}所", population="school", measure="count", school_level="compulsory")
    daily, pupils = of.yuan(5, status="rule", **told), of.persons(people, "人", school_level="compulsory")
    said = of.choose(
        f"覆盖学校{school}，受益学生{pupils}，按每生每天{daily}的标准，全年拨付资金{of.wan(money, **told)}",
        f"覆盖学校{school}、学生{pupils}，补助标准为每生每天{daily}，全年补助资金{of.wan(money, **told)}",
        f"每生每天补助{daily}，惠及学校{school}、学生{pupils}，落实膳食补助资金{of.wan(money, **told)}",
    )
    name = of.choose("农村义务教育学生营养改善计划", "义务教育学生营养改善计划")
    return f"{title(of, '教育工作总结', '教育概况')}{name}{said}。"


@style
def standards(of: Sums) -> str:
    told = {"attribute": "running_costs", "status": "rule"}
    base = of.page.draw(600, 800), of.page.draw(801, 1100)
    sums = [of.yuan(n, school_level=v, **told) for n, v in zip(base, ("primary", "junior_secondary"), strict=True)]
    special = of.yuan(of.page.draw(6000, 9000), school_level="special", **told)
    extra = of.yuan(of.page.draw(200, 350), group="boarder", **told)
    opened = of.choose("义务教育生均公用经费基准定额为", "义务教育学校公用经费补助标准为", "生均公用经费标准：")
    said = of.choose(
        f"小学每生每年{sums[0]}、初中每生每年{sums[1]}，寄宿制学校按寄宿生人数每生每年再增加{extra}，特殊教育学校每生每年{special}",
        f"小学每生每年{sums[0]}，初中每生每年{sums[1]}；寄宿生在此基础上每生每年增加{extra}；特殊教育学校学生每生每年{special}",
    )
    return f"{title(of, '义务教育经费保障政策问答', '教育惠民政策', '学生资助政策')}{opened}{said}。"


@style
def standards_raised(of: Sums) -> str:
    told = {"attribute": "running_costs"}
    low, high = of.page.draw(600, 650), of.page.draw(651, 800)
    low2, high2 = of.page.draw(801, 900), of.page.draw(901, 1100)
    first = of.yuan(low, school_level="primary", **told), of.yuan(high, school_level="primary", **told)
    second = (
        of.yuan(low2, school_level="junior_secondary", **told),
        of.yuan(high2, school_level="junior_secondary", **told),
    )
    said = of.choose(
        f"小学由每生每年{first[0]}提高到{first[1]}，初中由每生每年{second[0]}提高到{second[1]}",
        f"小学从{first[0]}提高到{first[1]}，初中从{second[0]}提高到{second[1]}",
        f"小学由每生每年{first[0]}提高至{first[1]}、初中由{second[0]}提高至{second[1]}",
    )
    opened = of.choose("义务教育生均公用经费基准定额", "生均公用经费标准", "义务教育学校生均公用经费补助标准：")
    return f"{title(of, '教育工作总结', '教育惠民政策')}{opened}{said}。"


@style
def standards_of_grants(of: Sums) -> str:
    told = {"status": "rule"}
    grant = {"school_level": "senior_secondary_general"} | told
    grades = "，".join(f"{word}{of.yuan(n, **grant)}" for word, n in (("一档", 3300), ("二档", 2300), ("三档", 1300)))
    poor = {"attribute": "living_allowance", "group": "poor boarder"} | told
    boards = of.yuan(1250, school_level="primary", **poor), of.yuan(1500, school_level="junior_secondary", **poor)
    board = f"小学每生每年{boards[0]}，初中每生每年{boards[1]}"
    child = of.yuan(1000, school_level="preschool", **told)
    said = [
        f"学前教育家庭经济困难幼儿资助每生每年{child}",
        f"义务教育家庭经济困难寄宿生生活补助{of.choose('', '标准为')}{board}",
        f"普通高中国家助学金分三档，{grades}",
    ]
    said = of.choose(
        "。".join(said), "；".join(said), LINE.join(f"{n}.{one}。" for n, one in enumerate(said, 1)).rstrip("。")
    )
    return f"{title(of, '学生资助政策', '教育惠民政策问答')}{said}。"


@style
def allowances_of_teachers(of: Sums) -> str:
    people, money = of.page.draw(300, 3000), of.wan(of.page.draw(3001, 30000))
    who = of.tell(people, f"{people}人", population="teacher", measure="count")
    monthly = of.yuan(of.page.draw(200, 299), status="rule")
    said = of.choose(
        f"发放乡村教师生活补助{money}，惠及教师{who}",
        f"乡村教师生活补助按每人每月{monthly}的标准发放，全年发放{money}，惠及教师{who}",
        f"为{who}乡村教师发放生活补助{money}",
    )
    return f"{title(of, '教育工作总结', '教师队伍建设情况')}{said}。"


@style
def whole_behind(of: Sums) -> str:
    aid = Aid(of)
    form = of.choose("{level}资助{people}、{money}", "{level}{people}、{money}", "资助{level}学生{people}，发放{money}")
    word = of.choose("合计", "共计", "全年共")
    whole = f"{word}资助学生{of.persons(aid.people[-1])}，发放资金{of.wan(aid.money[-1])}"
    return f"{title(of, '学生资助工作总结', '学生资助情况')}{of.choose('全年', '')}{aid.each(form, '；')}。{whole}。"


@style
def two_grants_of_a_level(of: Sums) -> str:
    level, word = of.choose(("senior_secondary_general", "普通高中"), ("secondary_vocational", "中等职业教育"))
    people, money = [of.page.draw(300, 9000) for _ in range(2)], [of.page.draw(1001, 99999) for _ in range(2)]
    people = [of.persons(n, school_level=level) for n in people]
    grant = of.wan(money[0], school_level=level, attribute="state_grant")
    waived = of.wan(money[1], school_level=level, attribute="fee_waiver")
    said = of.choose(
        f"发放国家助学金{grant}，受助学生{people[0]}；落实免学费资金{waived}，受助学生{people[1]}",
        f"国家助学金{people[0]}、{grant}，免学费{people[1]}、{waived}",
        f"发放国家助学金{people[0]}，金额{grant}；免除学费{people[1]}，金额{waived}",
    )
    mark = of.choose("：", "，", "。")
    return f"{title(of, '学生资助工作总结')}{of.choose('1.', '', '（三）')}{word}{mark}{said}。"


@style
def fees_of_children_waived(of: Sums) -> str:
    people, money = (
        of.persons(of.page.draw(900, 9000), "人", population="pupil", school_level="preschool"),
        of.page.draw(1001, 99999),
    )
    paid = of.wan(money, school_level="preschool")
    said = of.choose(
        f"免除学前一年在园幼儿保教费{paid}，惠及幼儿{people}",
        f"落实免保教费资金{paid}，惠及大班幼儿{people}",
        f"为{people}在园幼儿免除保教费{paid}",
    )
    return f"{title(of, '学生资助工作总结', '教育工作总结')}{said}。"


@style
def allowances_in_steps(of: Sums) -> str:
    told = {"status": "rule"}
    steps = sorted(of.page.draw(150, 900) for _ in range(3))
    sums = [of.yuan(n, **told) for n in steps]
    money, people = of.wan(of.page.draw(3001, 30000)), of.page.draw(1000, 3000)
    who = of.tell(people, f"{people}名", population="teacher", measure="count")
    said = of.choose(
        f"分别按每人每月{sums[0]}、{sums[1]}、{sums[2]}的标准发放乡村教师生活补助，惠及教师{who}，全年发放{money}",
        f"乡村教师生活补助分三档，分别为每人每月{sums[0]}、{sums[1]}、{sums[2]}，全年发放{money}，惠及教师{who}",
    )
    return f"{title(of, '教育工作总结', '教师队伍建设情况')}{said}。"


@style
def standards_of_kindergartens(of: Sums) -> str:
    told = {"status": "rule", "school_level": "preschool"}
    public = of.yuan(of.page.draw(500, 650), sector="public", **told)
    private = of.yuan(of.page.draw(300, 499), sector="inclusive_private", **told)
    said = of.choose(
        f"公办园生均公用经费标准为每生每年{public}，普惠性民办园补助标准为每生每年{private}",
        f"公办幼儿园按每生每年{public}、普惠性民办幼儿园按每生每年{private}的标准拨付生均公用经费",
        f"幼儿园生均公用经费：公办园每生每年{public}，普惠性民办园每生每年{private}",
    )
    return f"{title(of, '教育惠民政策', '教育工作总结')}{said}。"


@style
def standards_of_day_pupils(of: Sums) -> str:
    told = {"attribute": "living_allowance", "status": "rule", "school_level": "primary"}
    upper = told | {"school_level": "junior_secondary"}
    boards = of.yuan(1250, group="poor boarder", **told), of.yuan(1500, group="poor boarder", **upper)
    day = {"attribute": "living_allowance non_boarder"}
    days = of.yuan(625, **(told | day)), of.yuan(750, **(upper | day))
    half = of.choose("按50%执行，即", "减半发放，", "按寄宿生标准的50%发放，", "")
    return (
        f"{title(of, '学生资助政策', '教育惠民政策')}义务教育家庭经济困难寄宿生生活补助标准为小学每生每年{boards[0]}、"
        f"初中每生每年{boards[1]}{of.choose('，', '；')}非寄宿生{half}小学每生每年{days[0]}、初中每生每年{days[1]}。"
    )


@style
def grades_behind_a_mean(of: Sums) -> str:
    told = {"school_level": "senior_secondary_general", "status": "rule"}
    mean = of.yuan(2300, attribute="state_grant", **told)
    grades = "、".join(f"{word}{of.yuan(n, **told)}" for word, n in (("一等", 3300), ("二等", 2200), ("三等", 1300)))
    rule = of.choose("平均资助标准为每生每年", "平均每生每年", "资助标准平均每生每年")
    return f"{title(of, '学生资助政策', '教育惠民政策')}普通高中国家助学金{rule}{mean}，其中{grades}。"


@style
def aid_behind_its_norm(of: Sums) -> str:
    aid, norm = Aid(of), of.choose("每生每学期750元", "每生每年1500元", "每人每学年2000元")
    form = "{level}" + norm + of.choose("，资助{people}，发放{money}", "，全年资助学生{people}、发放资金{money}")
    opened = of.choose("", "其中，")
    return f"{title(of, '学生资助情况', '学生资助工作总结')}{aid.whole()}。{opened}{aid.each(form, '；')}。"


@style
def boarders_behind_their_norm(of: Sums) -> str:
    people, money = of.parts(2, 300, 9000), of.parts(2, 1001, 99999)
    said = []
    for word, level, norm, n, m in zip(
        ("小学", "初中"), ("primary", "junior_secondary"), (500, 625), people, money, strict=False
    ):
        paid = f"每生每学期{norm}元，资助{of.persons(n, school_level=level)}，发放{of.wan(m, school_level=level)}"
        said.append(word + paid)
    opened = of.choose("义务教育寄宿生生活补助，", "义务教育阶段家庭经济困难寄宿生生活补助：", "1.寄宿生。")
    return f"{title(of, '学生资助情况')}{opened}{'；'.join(said)}。"
