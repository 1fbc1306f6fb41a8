"""What holds for a whole page: its place, its year, its notes, and what stands around its few plain figures."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from grammars.page import Page, Style
from grammars.parts import LEVELS
from grammars.places import find_outer, list_named, list_wholes
from helpers.language import get_division, get_divisions
from helpers.language.divisions import get_gazetteer
from helpers.language.places import get_place_words

SAME_ROOT = (  # a city and a county of one name
    *(("长沙市", "长沙县"), ("湘潭市", "湘潭县"), ("邵阳市", "邵阳县"), ("吉安市", "吉安县"), ("南昌市", "南昌县")),
    *(("承德市", "承德县"), ("抚顺市", "抚顺县"), ("铁岭市", "铁岭县"), ("通化市", "通化县"), ("衡阳市", "衡阳县")),
)
SEATS = (  # a prefecture and the county-level city of its name
    *(("大理白族自治州", "大理市", "大理州"), ("恩施土家族苗族自治州", "恩施市", "恩施州")),
    *(("喀什地区", "喀什市", "喀什地区"), ("楚雄彝族自治州", "楚雄市", "楚雄州")),
    *(("阿克苏地区", "阿克苏市", "阿克苏地区"), ("昌吉回族自治州", "昌吉市", "昌吉州")),
)
NAMESAKES = (("长春市", "朝阳区"), ("兰州市", "城关区"), ("南京市", "鼓楼区"), ("福州市", "鼓楼区"), ("石家庄市", "新华区"))
ZONES = (("合肥高新区", "合肥市"), ("烟台开发区", "烟台市"), ("襄阳高新区", "襄阳市"), ("郑州经开区", "郑州市"))
WRITTEN = {"云林县": "雲林縣", "屏东县": "屏東縣", "台东县": "臺東縣", "花莲县": "花蓮縣"}  # in Traditional characters
FAR = ("永春县", "诸暨市", "绥棱县", "徽县", "枝江市", "舟山市", "曲靖市", "溆浦县", "静宁县", "福鼎市")
SIZES = {"school": (11, 99), "pupil": (2200, 9900), "full_time_teacher": (201, 999), "class": (101, 199)}
NOUNS = {"full_time_teacher": "专任教师", "class": "教学班"}
STYLES: dict[str, Style] = {}
UNREAD: dict[str, str] = {}


def style(make: Callable[[Site], str]) -> Callable[[Site], str]:
    """Take up a kind of page as a style."""
    STYLES[make.__name__] = lambda page: make(Site(page))
    return make


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
        alone = {each.name for each in get_divisions(short)} <= {self.place} and short in get_gazetteer().names
        return short if len(short) > 1 and alone else self.place

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
        bullet = self.pick("· ", "", "• ", "[图文] ")
        blocks = [
            f"上一篇：{self.other()}\n下一篇：{self.other()}",
            f"{self.pick('相关链接', '相关新闻', '相关阅读', '相关文章')}\n{bullet}{self.other()}\n{bullet}{self.other()}",
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
        side = f"{self.pick('热点新闻', '最新信息', '推荐阅读')}\n{self.other()}\n{self.other()}\n" * self.pick(0, 0, 0, 1)
        head = f"{self.menu()}{self.path(path)}{side}"
        return f"{head}{title}\n{self.byline(publisher)}\n{text}\n\n{self.tail(owner=owner)}"

    def title(self, form: str = "") -> str:
        """Return a title with place and year."""
        forms = "{p}{y}年教育事业统计公报", "{y}年{p}教育事业发展概况", "{p}{y}年教育工作情况", "{p}{y}年教育统计数据"
        return (form or self.pick(*forms)).format(p=self.place, y=self.year)


NO_PLACE = ("教育事业统计公报", "教育事业发展概况", "教育基本情况")


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
    opened = of.pick(f"本报讯（记者 王丽）", f"本报讯（{paper}记者 李明 通讯员 张晓）", "")
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
    begin = of.pick("今年，{all}有", "截至目前，{all}有", "目前，{all}有", "今年秋季学期，{all}有", f"截至今年10月，{{all}}有")
    told = of.facts(begin)
    before = of.pick("去年，{all}有", "去年底，{all}有", "上年，{all}有", "")
    last = of.facts(before, 1, period=str(year - 1)) if before else ""
    return of.wrap(f"{of.place}{of.pick('教育发展综述', '推进教育优质均衡发展', '教育概况')}", f"{told}\n{last}", of.bureau)


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
    return of.wrap(f"{of.place}{of.pick('教育发展综述', '教育工作会议召开', '教育发展成效明显')}", of.facts(begin), of.bureau)


@style
def work_of_a_year(of: Site) -> str:
    of.day = (of.year + 1, 1, of.day[2])
    title = of.pick(f"{of.bureau}{of.year}年工作总结", f"{of.year}年{of.place}教育工作总结", f"{of.bureau}{of.year}年度工作报告")
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
    title = of.pick("{p}{a}{m}{b}学年初教育事业统计", "{a}{m}{b}学年初{p}教育基本情况", "{p}教育统计（{a}{m}{b}学年初）")
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
    before = of.facts(of.pick(f"{of.year - 1}年，{{all}}有", f"截至{of.year - 1}年底，{{all}}有"), 1, period=str(of.year - 1))
    return of.wrap(of.title(), f"{before}\n{of.body(of.pick('{year}年，{all}有', '到{year}年底，{all}有'))}", of.bureau)


# ---- kinds of pages


@style
def speech(of: Site) -> str:
    of.day = (of.year + 1, of.pick(1, 2, 3), of.day[2])
    meeting = f"{of.all}教育工作会议"
    title = f"在{of.pick(of.place, '')}{meeting}上的讲话"
    office = f"{of.bureau}党组书记、局长  王建国" if of.place not in title else "教育局局长  王建国"
    opened = f"（{of.date('{}年{}月{}日')}）\n{office}\n\n同志们：\n今天我们召开{meeting}，总结去年工作，部署今年任务。"
    told = of.facts(of.pick("去年，{all}有", "{year}年，{all}有", "过去一年，{all}有"), 2)
    close = of.pick("谢谢大家！", "同志们，让我们携手奋进！")
    return f"{of.path()}{title}\n{opened}{told}\n{close}\n\n{of.tail()}"


@style
def questions(of: Site) -> str:
    of.day = (of.year, of.pick(10, 11, 12), of.day[2])
    who = of.pick(("问：", "答："), ("记者：", f"{of.bureau}局长："), ("网友提问：", "回复："))
    title = of.pick(f"{of.place}教育局局长答记者问", f"关于{of.place}教育发展情况的问答")
    ask = f"{who[0]}{of.pick('请介绍一下教育发展的情况。', '当前我们的教育规模如何？')}\n{who[1]}"
    return of.wrap(title, ask + of.facts(of.pick("目前，{all}有", f"截至{of.year}年10月，{{all}}有")), of.bureau)


@style
def budget(of: Site) -> str:
    of.day = (of.year, of.pick(1, 2, 3), of.day[2]) if of.pick(0, 1) else (of.year + 1, 9, of.day[2])
    plan = of.day[0] == of.year
    said = {"place": of.place, "period": of.period, "status": "planned" if plan else "actual"}
    one, two = of.page.draw(11000, 49999), of.page.draw(1200, 9900)
    of.page.said[one * 10000] = of.page.said[two * 10000] = {**said, "population": "money"}
    del of.page.said[one], of.page.said[two]
    word, title = ("预算", "部门预算") if plan else ("决算", "部门决算")
    text = f"{of.year}年教育支出{word}{one}万元，其中学前教育支出{two}万元。"
    return of.wrap(f"{of.bureau}{of.year}年{of.pick('', '度')}{title}{of.pick('', '公开', '说明')}", text, of.bureau)


@style
def republic(of: Site) -> str:
    of.place = of.pick(*WRITTEN)
    own, year = WRITTEN[of.place], of.year - 1911
    level, inst = of.pick(("primary", "國小"), ("junior_secondary", "國中"))
    title = of.pick(f"{own}中華民國{year}年教育統計", f"{own}{year}學年度{inst}概況", f"中華民國{year}年{own}教育概況")
    of.period = f"{of.year}-08/{of.year + 1}-07" if "學年" in title else of.period
    told = f"{inst}{of.tell_one('school', school_level=level)}，學生{of.tell_one('pupil', school_level=level)}"
    month, day = of.day[1:]
    line = of.pick(
        f"發布日期：{year + 1}-{month:02}-{day:02}　發布單位：{own}政府教育處　點閱數：{of.page.clutter(30001, 39999)}",
        f"單位：{own}政府教育處　更新日期：{year + 1}/{month:02}/{day:02}",
    )
    begin, end = of.pick("全縣有", f"{own}現有", "全縣共有"), of.pick("回上一頁　友善列印", "相關連結\n教育部統計處", "")
    return f"首頁 > 教育統計\n{title}\n{line}\n\n{begin}{told}，班級{of.tell_one('class', school_level=level)}。\n\n{end}\n"


@style
def signed_in_numerals(of: Site) -> str:
    digits = str.maketrans("0123456789", "〇一二三四五六七八九")
    months = "一 二 三 四 五 六".split()
    day = f"{str(of.day[0]).translate(digits)}年{months[of.day[1] - 1]}月{of.pick('五', '十二', '二十三')}日"
    title = of.pick(of.title(), f"{of.pick('', of.all)}教育工作情况汇报")
    begin = of.pick("去年，{all}有", "去年底，{all}有") if "汇报" in title else "{all}有"
    signed = of.bureau if "汇报" in title else of.pick(of.bureau, "办公室")
    return f"{of.path()}{title}\n\n{of.facts(begin)}\n\n{signed}\n{day}\n\n{of.tail(2)}"


@style
def english_around(of: Site) -> str:
    top = of.pick("English | 繁體 | 无障碍\n", "The Education Bureau\nHome | About Us | News | Contact\n", "ENGLISH 中文版\n")
    foot = of.pick("Copyright © 2025 All Rights Reserved.\n", "Powered by CMS 6.0  Copyright 2019-2025\n")
    return top + of.wrap(of.title(), of.body(), of.bureau) + foot


@style
def yearbook(of: Site) -> str:
    edition = of.year + 1
    book = of.pick(of.short, of.place) + "年鉴"
    number = of.page.clutter(220, 389)
    of.day = (edition, 12, 20)
    top = of.pick(
        f"《{book}（{edition}）》　卷二十　教育·体育　　第 {number} 页\n\n教　　育\n\n",
        f"首页 >> 地方志 >> {book}（{edition}）\n\n教　育\n\n[{edition + 1}-02-20]　[来源：县地方志研究室]　[阅读：511]\n\n",
        f"· {number} ·　　{book}　{edition}\n\n教育\n\n",
    )
    head = of.pick("【概况】　", "【教育概况】　", "概况　")
    begin = of.pick("{year}年，{place}有", "{year}年，{all}有", "年末，{all}有", "{all}有")
    return f"{top}{head}{of.facts(begin)}　（张晓莉）\n\n{of.pick(f'· {number} ·', '上一条：科技　　下一条：文化')}\n"


@style
def account(of: Site) -> str:
    of.day = (of.year + 1, 1, of.day[2])
    name = of.short + of.pick("教育发布", "发布", "教育")
    line = f"原创 {name} {name} {of.date('{}年{:02}月{:02}日')} 17:30 {of.pick('浙江', '江西')}"
    title = of.pick(f"数说{of.short}教育{of.year}｜请收好这份成绩单", f"{of.year}年，{of.short}教育晒出成绩单", f"一图看懂{of.place}{of.year}年教育")
    end = f"来源：{of.bureau}\n编辑：小林  审核：陈立\n阅读 {of.page.clutter(30001, 39999)}  赞 116  在看 47\n往期推荐\n{of.other()}\n"
    return f"{name}\n{title}\n{line}\n点击上方蓝字 关注我们\n\n{of.facts('{all}有', 2)}\n\n{end}"


@style
def news(of: Site) -> str:
    of.day = (of.year, of.pick(10, 11, 12), of.day[2])
    paper = of.pick("中国教育报", "光明日报", of.city.removesuffix("市") + "日报")
    opened = of.pick(
        f"本报讯（记者 王丽 通讯员 李明）记者从{of.bureau}获悉，",
        f"{of.day[1]}月{of.day[2]}日，记者从{of.bureau}获悉，",
        f"本报{of.place}{of.day[1]}月{of.day[2]}日讯（记者 王丽）",
        "据悉，",
    )
    title = of.pick(f"{of.place}办好人民满意的教育", f"{of.short}：让孩子在家门口上好学", f"{of.place}扩大优质教育资源")
    picture = of.pick("", f"图为{of.place}实验小学学生在上课。王丽 摄\n", f"▲2016年建成的{of.place}第二中学\n")
    return of.wrap(title, picture + opened + of.facts(of.pick("今年{all}有", "目前{all}有", "{all}目前有")), paper)


@style
def summary_before(of: Site) -> str:
    told = of.facts("{all}有", 2)
    begin = of.pick("摘要：", "内容摘要：", "[摘要]", "导读：")
    return of.wrap(of.title(), f"{begin}{told}\n{told}", of.bureau)


@style
def captions(of: Site) -> str:
    far = of.pick(*FAR)
    picture = of.pick(
        f"图为2015年建成的{of.place}第二小学。王丽 摄",
        f"（图片来源：{far}教育局）",
        f"↑图为{of.place}实验幼儿园的孩子们在做游戏",
        "[图片]",
        f"2016年9月，{of.place}第一中学新校区开学典礼现场（资料图片）",
    )
    one, two = of.facts("{all}有", 1), of.facts("", 1)
    return of.wrap(of.title(), of.pick(f"{picture}\n{one}\n{two}", f"{one}\n{picture}\n{two}"), of.bureau)


@style
def table_of_contents(of: Site) -> str:
    contents = "目录\n一、基本情况\n二、办学规模\n" if of.pick(0, 1) else "【目　　录】\n一、概况 1\n二、规模 2\n"
    told = f"一、基本情况\n{of.facts('{all}有', 1)}\n二、办学规模\n{of.facts('', 1)}"
    return of.wrap(of.title(), contents + told, of.bureau)


@style
def letter(of: Site) -> str:
    of.day = (of.year, of.pick(10, 11), of.day[2])
    title = of.pick(f"关于{of.place}人大代表建议第{of.page.clutter(40, 99)}号的答复", f"对{of.place}政协委员提案的答复")
    opened = f"王丽代表：\n您提出的建议收悉，现答复如下：\n{of.pick('', '一、基本情况' + chr(10))}"
    told = of.facts(of.pick("目前，{all}有", "今年，{all}有", "截至目前，{all}共有"))
    end = f"感谢您对教育工作的关心和支持！\n\n{of.bureau}\n{of.date('{}年{}月{}日')}\n（联系人：李明，联系电话：7012345）\n"
    return f"{of.path()}{title}\n\n{opened}{told}\n{end}{of.tail(2)}"
