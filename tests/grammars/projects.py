"""Money that a notice hands down and that is put into schools: by place, purpose and source, for works and projects."""

from __future__ import annotations

from grammars.money import LINE, Sums, take_up, title
from grammars.page import Style

NOTICES = {  # name, level, attribute
    "城乡义务教育公用经费": ("compulsory", "running_costs"),
    "义务教育家庭经济困难学生生活补助": ("compulsory", "living_allowance"),
    "农村义务教育学生营养膳食补助": ("compulsory", "meals"),
    "普通高中国家助学金": ("senior_secondary_general", "state_grant"),
    "中等职业教育免学费补助": ("secondary_vocational", "fee_waiver"),
}
STYLES: dict[str, Style] = {}
style = take_up(STYLES)


@style
def notice_by_place(of: Sums) -> str:
    name, level, attribute = of.choose(*((name, *told) for name, told in NOTICES.items()))
    places = of.choose(("平江县", "汨罗市", "湘阴县", "华容县"), ("会宁县", "靖远县", "景泰县"))
    city = {"平江县": "岳阳市", "会宁县": "白银市"}[places[0]]
    money = of.parts(len(places), 1001, 99999)
    of.now = {"period": str(of.year + 1)}
    told = {"school_level": level, "attribute": attribute}
    said = [f"{place}{of.wan(n, place=place, **told)}" for place, n in zip(places, money, strict=False)]
    form = of.choose(
        f"，其中{'、'.join(said)}", f"。其中：{'，'.join(said)}", f"，具体分配如下：{LINE}{LINE.join(said)}"
    )
    whole = f"现下达{of.year + 1}年{name}{of.wan(money[-1], place=city, **told)}"
    heading = f"关于下达{city}{of.year + 1}年教育补助资金的通知{LINE}{LINE}各县（市、区）财政局、教育局："
    return f"{heading}{LINE}{whole}{form}。"


@style
def notice_by_purpose(of: Sums) -> str:
    of.now = {"period": str(of.year + 1)}
    names = of.page.chance.sample(list(NOTICES), 3)
    money = of.parts(3, 1001, 99999)
    sums = [
        of.wan(n, school_level=NOTICES[name][0], attribute=NOTICES[name][1])
        for name, n in zip(names, money, strict=False)
    ]
    whole = f"现下达你单位{of.year + 1}年教育补助资金{of.wan(money[-1])}"
    said = [f"{name}{n}" for name, n in zip(names, sums, strict=True)]
    form = of.choose(
        f"，其中：{'，'.join(said)}。",
        f"，具体为：{LINE}" + LINE.join(f"{n}.{one}。" for n, one in enumerate(said, 1)),
        f"。{LINE}" + LINE.join(f"（{n}）{one}。" for n, one in zip("一二三", said, strict=True)),
    )
    return f"{of.place}教育局关于下达{of.year + 1}年教育补助资金的通知{LINE}{LINE}各学校：{LINE}{whole}{form}"


@style
def projects(of: Sums) -> str:
    total, done = of.page.draw(1000, 5000), of.page.draw(100, 900)
    count, new, larger, seats = (of.page.draw(*ends) for ends in ((13, 40), (2, 6), (7, 12), (1000, 9000)))
    money = of.page.draw(50001, 90000), of.page.draw(10001, 50000)
    new_sum = of.wan(money[0], school_level="preschool")
    larger_sum = of.wan(money[1], school_level="primary")
    built = of.tell(new, f"{new}所", population="school", event="new", school_level="preschool")
    grown = of.tell(larger, f"{larger}所", population="school", event="enlarged", school_level="primary")
    place = of.tell(seats, f"{seats}个", population="place", measure="count")
    whole = (
        f"实施教育项目{of.tell(count, f'{count}个', population='project')}，总投资{of.yi(total)}，完成投资{of.yi(done)}"
    )
    return (
        f"{title(of, '教育工作总结', '教育概况')}全年{whole}。其中新建幼儿园{built}，投资{new_sum}；"
        f"改扩建小学{grown}，投资{larger_sum}；新增学位{place}。"
    )


@style
def projects_in_lines(of: Sums) -> str:
    schools = (("第三小学", "primary"), ("第二初级中学", "junior_secondary"), ("第一幼儿园", "preschool"))
    lines = []
    for n, (name, level) in enumerate(of.page.chance.sample(schools, 2), 1):
        told = {"school_level": level}
        of.now = {}
        money, area, seats = of.page.draw(10001, 90000), of.page.draw(3000, 20000), of.page.draw(300, 2500)
        floor = of.tell(area, f"{area}平方米", population="floor_area", **told)
        place = of.tell(seats, f"{seats}个", population="place", **told)
        lines.append(
            f"{n}.{of.choose('', '县')}{name}{of.choose('新建', '迁建', '扩建')}项目：总投资{of.wan(money, **told)}，"
            f"建筑面积{floor}，可提供学位{place}。"
        )
    return f"{title(of, '教育项目建设情况')}{of.choose('重点项目如下：', '一、项目建设')}{LINE}{LINE.join(lines)}"


@style
def repairs(of: Sums) -> str:
    area, fields, schools = of.page.draw(5000, 90000), of.page.draw(3, 18), of.page.draw(19, 90)
    floor = of.tell(area, f"{area}平方米", population="floor_area")
    school = of.tell(schools, f"{schools}所", population="school", measure="count")
    money = of.wan(of.page.draw(10001, 90000), event="invested")
    said = of.choose(
        f"投入{money}，维修校舍{floor}，改造运动场{fields}块，受益学校{school}",
        f"投入资金{money}，改造校舍{floor}，惠及学校{school}",
        f"投资{money}，对{school}学校进行维修改造，改造校舍面积{floor}",
    )
    return f"{title(of, '教育工作总结', '教育概况')}全年{said}。"


@style
def notice_with_sources(of: Sums) -> str:
    of.now = {"period": str(of.year + 1)}
    name, (level, attribute) = of.choose(*NOTICES.items())
    money = of.parts(2, 1001, 99999)
    told = {"school_level": level}
    central, province = of.wan(money[0], **told), of.wan(money[1], **told)
    said = of.choose(
        f"其中中央资金{central}、省级资金{province}",
        f"其中：中央财政资金{central}，省级财政资金{province}",
        f"其中中央{central}、省级{province}",
    )
    whole = f"现下达{of.year + 1}年{name}{of.wan(money[-1], attribute=attribute, **told)}"
    return f"{of.place}财政局、教育局关于下达{of.year + 1}年{name}的通知{LINE}{LINE}各学校：{LINE}{whole}，{said}。"


@style
def notice_by_place_and_purpose(of: Sums) -> str:
    of.now = {"period": str(of.year + 1)}
    places, names = ("会宁县", "靖远县", "景泰县"), of.page.chance.sample(list(NOTICES), 2)
    rows, mark = [of.parts(2, 1001, 99999) for _ in places], of.choose("：", "")
    lines = []
    for place, money in zip(places, rows, strict=True):
        said = []
        for name, n in zip(names, money, strict=False):
            level, attribute = NOTICES[name]
            said.append(f"{name}{of.wan(n, place=place, school_level=level, attribute=attribute)}")
        lines.append(f"{place}{mark}{of.wan(money[-1], place=place)}，其中{'、'.join(said)}")
    form = of.choose(LINE.join(f"{line}。" for line in lines), "；".join(lines) + "。")
    return f"白银市财政局关于下达{of.year + 1}年教育补助资金的通知{LINE}{LINE}资金分配如下：{LINE}{form}"


@style
def one_school(of: Sums) -> str:
    of.now = {}
    name, level = of.choose(("第三小学", "primary"), ("第二初级中学", "junior_secondary"), ("第一幼儿园", "preschool"))
    told = {"school_level": level}
    area, seats, money = of.page.draw(3000, 20000), of.page.draw(300, 2500), of.yi(of.page.draw(31, 290), **told)
    floor = of.tell(area, f"{area}平方米", population="floor_area", **told)
    place = of.tell(seats, f"{seats}个", population="place", **told)
    said = of.choose(
        f"总投资{money}的{name}建成投用，建筑面积{floor}，新增学位{place}",
        f"{name}总投资{money}，建筑面积{floor}，可提供学位{place}",
        f"投资{money}新建{name}，总建筑面积{floor}，建成后新增学位{place}",
        f"新建的{name}项目占地40亩，总建筑面积{floor}，总投资{money}，可提供学位{place}",
    )
    return f"{title(of, '教育工作总结', '教育概况')}{said}。"


@style
def invested_and_built(of: Sums) -> str:
    new, larger, seats = of.page.draw(2, 6), of.page.draw(7, 12), of.page.draw(1000, 9000)
    built = of.tell(new, f"{new}所", population="school", event="new", measure="count")
    grown = of.tell(larger, f"{larger}所", population="school", event="enlarged", measure="count")
    place, money = of.tell(seats, f"{seats}个", population="place"), of.yi(of.page.draw(31, 990), event="invested")
    said = of.choose(
        f"投入{money}，新建学校{built}、改扩建学校{grown}，新增学位{place}",
        f"投资{money}，新建学校{built}，改扩建{grown}，新增学位{place}",
        f"投入资金{money}新建学校{built}、改扩建学校{grown}，增加学位{place}",
    )
    return f"{title(of, '教育概况', '教育工作总结')}全年{said}。"


@style
def gifts_and_awards(of: Sums) -> str:
    gift, award = of.wan(of.page.draw(1001, 9000)), of.wan(of.page.draw(101, 999))
    pupils = of.persons(of.page.draw(200, 900), "人")
    teachers = of.page.draw(50, 199)
    who = of.tell(teachers, f"{teachers}名", population="teacher", measure="count")
    said = of.choose(
        f"接受社会捐赠{gift}，资助家庭经济困难学生{pupils}；发放奖金{award}，奖励优秀教师{who}",
        f"教育基金会募集资金{gift}，奖励优秀教师{who}，发放奖金{award}；资助困难学生{pupils}",
    )
    return f"{title(of, '教育工作总结', '教育概况')}{said}。"


@style
def plan_of_money(of: Sums) -> str:
    of.now = {"status": "planned", "period": str(of.year + 1)}
    money, people = of.wan(of.page.draw(10001, 90000)), of.persons(of.page.draw(3000, 20000))
    build = of.wan(of.page.draw(100001, 900000), event="invested")
    said = of.choose(
        f"计划投入资金{build}，新建学校2所；安排学生资助资金{money}，预计资助学生{people}",
        f"预算安排学生资助资金{money}，资助学生{people}；计划投资{build}，改造校舍3万平方米",
    )
    return f"{title(of, '教育工作总结和' + str(of.year + 1) + '年工作计划')}二、{of.year + 1}年工作计划{LINE}{said}。"
