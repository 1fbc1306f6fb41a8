"""What holds for a whole page: its place, its year, its notes, and what stands around its few plain figures."""

from __future__ import annotations

from grammars.page import Style
from grammars.places import list_named, list_wholes
from grammars.site import NO_PLACE, SAME_ROOT, Site, take_up
from helpers.language import get_division

SEATS = (  # a prefecture and the county-level city of its name
    *(("大理白族自治州", "大理市", "大理州"), ("恩施土家族苗族自治州", "恩施市", "恩施州")),
    *(("喀什地区", "喀什市", "喀什地区"), ("楚雄彝族自治州", "楚雄市", "楚雄州")),
    *(("阿克苏地区", "阿克苏市", "阿克苏地区"), ("昌吉回族自治州", "昌吉市", "昌吉州")),
)
NAMESAKES = (
    ("长春市", "朝阳区"),
    ("兰州市", "城关区"),
    ("南京市", "鼓楼区"),
    ("福州市", "鼓楼区"),
    ("石家庄市", "新华区"),
)
ZONES = (("合肥高新区", "合肥市"), ("烟台开发区", "烟台市"), ("襄阳高新区", "襄阳市"), ("郑州经开区", "郑州市"))
STYLES: dict[str, Style] = {}
style = take_up(STYLES)


# ---- where the place stands


@style
def in_title(of: Site) -> str:
    return of.wrap(of.title(), of.body(), of.pick("", "本站", "办公室", "教育科"))


@style
def in_masthead(of: Site) -> str:
    title = f"{of.pick('', of.all)}{of.year}年{of.pick(*NO_PLACE)}"
    site = of.place + of.pick("人民政府", "人民政府门户网站", "教育局网", "政府网")
    if of.pick(0, 1):
        return of.wrap(title, of.body(), path=site)
    return of.wrap(title, of.body(), of.bureau)


@style
def in_card(of: Site) -> str:
    title = f"{of.year}年{of.pick('', of.all)}{of.pick(*NO_PLACE)}"
    publisher = of.pick(of.bureau, f"{of.place}统计局", f"{of.place}人民政府办公室")
    card = of.card(publisher, of.pick(title, ""))
    return f"{of.menu()}{of.path()}{card}\n{title}\n\n{of.body()}\n\n{of.tail()}"


@style
def in_first_sentence(of: Site) -> str:
    opened = f"{of.year}年，{of.place}坚持教育优先发展，办学条件持续改善。"
    return of.wrap(f"{of.year}年{of.pick(*NO_PLACE)}", f"{opened}\n{of.body()}", of.pick("", "本站原创"))


@style
def in_footer(of: Site) -> str:
    return of.wrap(f"{of.all}{of.year}年{of.pick(*NO_PLACE)}", of.body(), owner=of.bureau)


@style
def in_signature(of: Site) -> str:
    end = f"\n{of.pick('', '　　　　')}{of.bureau}\n{of.pick('', '　　　　')}{of.date('{}年{}月{}日')}"
    if of.pick(0, 1):
        end = f"\n{of.bureau}  {of.date('{}年{}月{}日')}"
    return f"{of.menu()}{of.path()}{of.all}{of.year}年{of.pick(*NO_PLACE)}\n\n{of.body()}\n{end}\n{of.tail()}"


@style
def short_name(of: Site) -> str:
    of.settle(of.pick(of.place, "上饶市", "绍兴市", "柳州市", "龙游县", "绩溪县"))
    title = of.title(of.pick("{p}{y}年教育事业发展概况", "{y}年{p}教育成绩单出炉", "{p}：{y}年教育发展迈上新台阶"))
    title = title.replace(of.place, of.short)
    begin = of.pick(f"{of.year}年，{of.all}有", "{all}有", f"截至{of.year}年底，{of.short}有")
    return of.wrap(title, of.body(begin), of.pick("", of.bureau, "本站"))


@style
def chain_of_names(of: Site) -> str:
    province = get_division(of.city).parent
    name = of.pick(f"{province}{of.city}{of.place}", f"{of.city}{of.place}", f"{province}{of.place}")
    return of.wrap(of.title().replace(of.place, name), of.body(), of.pick("", of.bureau))


@style
def city_in_first_paragraph(of: Site) -> str:
    first = of.pick(
        f"近日，{of.city}召开教育工作会议，对各县（市、区）进行通报。",
        f"在{of.city}教育局的指导下，{of.place}教育事业稳步发展。",
        f"{of.place}位于{of.city}{of.pick('东部', '西南部', '北部')}，教育底蕴深厚。",
        f"{of.city}教育局有关负责人到{of.place}调研教育工作。",
    )
    return of.wrap(of.title(), f"{first}\n{of.body()}", of.pick("", of.bureau, f"{of.city}教育局"))


@style
def paper_of_city(of: Site) -> str:
    paper = of.city.removesuffix("市") + of.pick("日报", "晚报", "新闻网")
    title = of.pick(f"{of.short}：办好家门口的学校", f"{of.place}：教育优先发展", f"{of.place}教育事业发展综述")
    opened = of.pick("本报讯（记者 王丽）", f"本报讯（{paper}记者 李明 通讯员 张晓）", "")
    told = of.body(f"{of.year}年，{of.place}有")
    if of.pick(0, 1):
        return of.wrap(title, f"{opened}{told}", paper)
    of.day = (of.year, 12, of.day[2])
    top = f"{paper}数字报  {of.date('{}年{:02}月{:02}日')}  星期三  第03版：{of.pick('教育', '要闻')}\n"
    return f"{top}« 上一篇  下一篇 »   放大 缩小 默认\n\n{title}\n\n{opened}{told}\n\n版权声明：未经书面授权不得转载\n"


@style
def several_counties(of: Site) -> str:
    city = of.pick(*[city for city in list_wholes("prefecture", "市") if len(list_named(city, "县")) > 2])
    places = of.page.chance.sample([name for name in list_named(city, "县") if get_division(name)], of.pick(2, 3))
    title = f"{'、'.join(places)}{of.pick(f'{of.year}年教育发展情况', f'教育事业{of.year}年稳步发展')}"
    told = [of.facts(f"{place}{of.pick('有', '共有')}", 2, place=place) for place in places]
    return of.wrap(title, "\n".join(told), of.pick("", f"{city}教育局"))


@style
def county_of_one_root(of: Site) -> str:
    city, county = of.pick(*SAME_ROOT)
    of.settle(of.pick(city, county))
    first = of.pick("", f"近日，{city}召开教育工作会议。\n" if of.place == county else f"{county}等地教育加快发展。\n")
    return of.wrap(of.title(), first + of.body(), of.pick("", of.bureau, "本站"))


@style
def seat_of_prefecture(of: Site) -> str:
    whole, seat, called = of.pick(*SEATS)
    of.settle(of.pick(whole, seat))
    of.city, title = whole, of.title()
    title = title.replace(whole, of.pick(whole, called)) if of.place == whole else title
    if of.place == whole:
        of.all = "全" + called[2:] if "州" in called else "全地区"
    return of.wrap(title, of.body(), of.pick("", f"{called if of.place == whole else seat}教育局"))


@style
def district_of_common_name(of: Site) -> str:
    of.city, of.place = of.pick(*NAMESAKES)
    of.all, of.bureau = "全区", f"{of.city}{of.place}教育局"
    if of.pick(0, 1):
        return of.wrap(of.title().replace(of.place, of.city + of.place), of.body(), of.pick("", of.bureau))
    first = f"{of.place}是{of.city}{of.pick('中心城区', '的主城区')}。\n"
    return of.wrap(of.title(), f"{first}{of.body()}", f"{of.place}教育局")


@style
def zone(of: Site) -> str:
    of.place, of.city = of.pick(*ZONES)
    of.all, of.bureau = "全区", f"{of.place}{of.pick('教育局', '社会事业局', '教育体育局')}"
    return of.wrap(of.title(), of.body(), of.pick("", of.bureau))


@style
def school(of: Site) -> str:
    name = of.place + of.pick("第一中学", "实验小学", "第二幼儿园")
    facts = {"coverage": "subset", "period": str(of.day[0])}
    pupils, classes = of.tell_one("pupil", **facts), of.tell_one("class", **facts)
    teachers = of.tell_one("full_time_teacher", **facts)
    opened = of.pick(f"{name}始建于1956年，位于{of.place}城区。", f"{name}创办于1987年。")
    text = f"{opened}学校现有教学班{classes}，在校生{pupils}，专任教师{teachers}。"
    return of.wrap(of.pick(f"{name}简介", "学校简介", f"{name}概况"), text, of.pick("", name))


@style
def province(of: Site) -> str:
    of.settle(of.pick("江西省", "贵州省", "甘肃省", "湖南省", "广西壮族自治区", "宁夏回族自治区"))
    of.all = "全区" if "自治区" in of.place else "全省"
    of.bureau = of.place + "教育厅"
    return of.wrap(of.title(), of.body(), of.pick("", of.bureau), owner=of.pick("", of.bureau))


@style
def no_place(of: Site) -> str:
    of.place = ""
    return of.wrap(f"{of.all}{of.year}年{of.pick(*NO_PLACE)}", of.body(), of.pick("", "本站", "办公室"))


# ---- which year the page is of


@style
def year_of_day(of: Site) -> str:
    year, of.day = of.year, (of.year, of.pick(10, 11, 12), of.day[2])
    begin = of.pick(
        "今年，{all}有", "截至目前，{all}有", "目前，{all}有", "今年秋季学期，{all}有", "截至今年10月，{all}有"
    )
    told = of.facts(begin)
    before = of.pick("去年，{all}有", "去年底，{all}有", "上年，{all}有", "")
    last = of.facts(before, 1, period=str(year - 1)) if before else ""
    return of.wrap(
        f"{of.place}{of.pick('教育发展综述', '推进教育优质均衡发展', '教育概况')}", f"{told}\n{last}", of.bureau
    )


@style
def whole_year(of: Site) -> str:
    title = f"{of.place}{of.pick('教育事业统计公报', '教育工作总结', '教育统计公报')}"
    told = of.facts(of.pick("年末{all}有", "年底，{all}有", "年末，{all}共有"), 2)
    of.day = (of.year + 1, of.pick(1, 2, 3), of.day[2])
    return of.wrap(title, told, of.bureau)


@style
def last_year_from_january(of: Site) -> str:
    of.day = (of.year + 1, of.pick(1, 2, 3), of.day[2])
    begin = of.pick("去年，{all}有", "截至去年底，{all}有", "去年底，{all}共有", f"{of.year}年底，{{all}}有")
    return of.wrap(
        f"{of.place}{of.pick('教育发展综述', '教育工作会议召开', '教育发展成效明显')}", of.facts(begin), of.bureau
    )


@style
def work_of_a_year(of: Site) -> str:
    of.day = (of.year + 1, 1, of.day[2])
    title = of.pick(
        f"{of.bureau}{of.year}年工作总结", f"{of.year}年{of.place}教育工作总结", f"{of.bureau}{of.year}年度工作报告"
    )
    opened = of.pick("现将全年工作总结如下：\n", f"{of.year}年，在县委、县政府的正确领导下，各项工作取得新进展。\n", "")
    return of.wrap(title, opened + of.body(of.pick("{all}有", "{all}现有")), of.bureau)


@style
def plan_of_a_year(of: Site) -> str:
    of.day = (of.year, of.pick(1, 2, 3), of.day[2])
    title = f"{of.bureau}{of.year}年{of.pick('工作要点', '工作计划', '重点工作安排')}"
    plan = {"place": of.place, "period": of.period, "status": "planned"}
    told = [
        f"新建幼儿园{of.page.count(of.page.draw(3, 20), 'school', school_level='preschool', event='new', **plan)}",
        f"改扩建小学{of.page.count(of.page.draw(21, 40), 'school', school_level='primary', **plan)}",
        f"新增公办学位{of.page.tell(of.page.draw(1200, 3900), '个', **plan)}",
        f"招聘教师{of.page.tell(of.page.draw(101, 190), '名', **plan)}",
    ]
    lines = "\n".join(f"{n}．{each}。" for n, each in enumerate(told, 1))
    text = of.pick(lines, "，".join(told) + "。", f"一、主要任务\n{lines}")
    return of.wrap(title, text, of.bureau)


@style
def school_year(of: Site) -> str:
    mark, y = of.pick("/", "-", "—"), of.year
    title = of.pick(
        "{p}{a}{m}{b}学年初教育事业统计", "{a}{m}{b}学年初{p}教育基本情况", "{p}教育统计（{a}{m}{b}学年初）"
    )
    of.period, of.day = f"{y}-09", of.pick((y, 12, of.day[2]), (y + 1, 3, of.day[2]))
    return of.wrap(title.format(p=of.place, a=y, m=mark, b=y + 1), of.body(), of.bureau)


@style
def note_of_year(of: Site) -> str:
    y = of.year
    note = of.pick(
        f"注：以上数据截至{y}年底。",
        f"（以上数据截至{y}年12月31日）",
        f"注：以上数据均为{y}年数据。",
        f"备注：数据截至{y}年底",
        f"数据来源：{of.bureau}（数据截至{y}年底）",
        f"注：本页数据为{y}年。",
        f"说明：文中数据为{y}年统计数据。",
    )
    of.day = of.pick((y + 1, 3, 12), (y + 1, 9, 20), (y + 2, 3, 15))
    title, told = f"{of.place}{of.pick('教育概况', '教育基本情况', '教育简介')}", of.body()
    text = of.pick(f"{told}\n{note}", f"{note}\n{told}") if "以上" not in note else f"{told}\n{note}"
    return of.wrap(title, text, of.pick("", of.bureau))


@style
def note_of_scope(of: Site) -> str:
    note = of.pick(
        "注：以上数据不含技工学校。",
        f"注：1.本资料{of.year}年数据为初步数。2.部分数据因四舍五入，存在总计与分项合计不等的情况。",
        "注：本公报数据为初步统计数。",
        "说明：本资料不包括省属学校；各项统计数据未包括民办培训机构。",
        "注：本公报中部分数据为快报数，最终数据以年鉴为准。",
        f"注释：从{of.year - 2}年起，幼儿园统计口径有调整。",
    )
    told = of.body()
    return of.wrap(of.title(), of.pick(f"{told}\n{note}", f"{note}\n{told}"), of.bureau)


@style
def last_year_first(of: Site) -> str:
    before = of.facts(
        of.pick(f"{of.year - 1}年，{{all}}有", f"截至{of.year - 1}年底，{{all}}有"), 1, period=str(of.year - 1)
    )
    return of.wrap(of.title(), f"{before}\n{of.body(of.pick('{year}年，{all}有', '到{year}年底，{all}有'))}", of.bureau)
