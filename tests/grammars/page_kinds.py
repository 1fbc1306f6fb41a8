"""Kinds of pages, each with what stands around its text: speeches, replies, yearbooks, accounts, news, budgets."""

from __future__ import annotations

from grammars.page import Style
from grammars.site import FAR, Site, take_up
from helpers.language import get_division

WRITTEN = {"云林县": "雲林縣", "屏东县": "屏東縣", "台东县": "臺東縣", "花莲县": "花蓮縣"}  # in Traditional characters
STYLES: dict[str, Style] = {}
style = take_up(STYLES)


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
    begin, end = (
        of.pick("全縣有", f"{own}現有", "全縣共有"),
        of.pick("回上一頁　友善列印", "相關連結\n教育部統計處", ""),
    )
    classes = of.tell_one("class", school_level=level)
    return f"首頁 > 教育統計\n{title}\n{line}\n\n{begin}{told}，班級{classes}。\n\n{end}\n"


@style
def signed_in_numerals(of: Site) -> str:
    digits = str.maketrans("0123456789", "〇一二三四五六七八九")
    months = ["一", "二", "三", "四", "五", "六"]
    day = f"{str(of.day[0]).translate(digits)}年{months[of.day[1] - 1]}月{of.pick('五', '十二', '二十三')}日"
    title = of.pick(of.title(), f"{of.pick('', of.all)}教育工作情况汇报")
    begin = of.pick("去年，{all}有", "去年底，{all}有") if "汇报" in title else "{all}有"
    signed = of.bureau if "汇报" in title else of.pick(of.bureau, "办公室")
    return f"{of.path()}{title}\n\n{of.facts(begin)}\n\n{signed}\n{day}\n\n{of.tail(2)}"


@style
def english_around(of: Site) -> str:
    top = of.pick(
        "English | 繁體 | 无障碍\n", "The Education Bureau\nHome | About Us | News | Contact\n", "ENGLISH 中文版\n"
    )
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
        f"首页 >> 地方志 >> {book}（{edition}）\n\n教　育\n\n[{edition + 1}-02-20]　[来源：县志办]　[阅读：511]\n\n",
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
    title = of.pick(
        f"数说{of.short}教育{of.year}｜请收好这份成绩单",
        f"{of.year}年，{of.short}教育晒出成绩单",
        f"一图看懂{of.place}{of.year}年教育",
    )
    end = f"来源：{of.bureau}\n编辑：小林  审核：陈立\n"
    end += f"阅读 {of.page.clutter(30001, 39999)}  赞 116  在看 47\n往期推荐\n{of.other()}\n"
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
    end = f"感谢您对教育工作的关心和支持！\n\n{of.bureau}\n{of.date('{}年{}月{}日')}\n（联系人：李明）\n"
    return f"{of.path()}{title}\n\n{opened}{told}\n{end}{of.tail(2)}"


@style
def on_site_of_larger(of: Site) -> str:
    province = get_division(of.city).parent
    site = of.pick(f"{province}教育厅", f"{of.city}教育局", f"{of.city}人民政府门户网站")
    column = of.pick("市县动态", "县区动态", "基层快讯", "县（市、区）传真")
    title = of.pick(of.title(), f"{of.place}：推进教育优质均衡发展", f"{of.place}教育发展情况")
    begin = of.pick("{year}年，{all}有", "{year}年，{place}有")
    head = f"{site}\n{of.menu()}首页 > 新闻中心 > {column}\n"
    return f"{head}{title}\n{of.byline(of.pick('', site, of.bureau))}\n{of.facts(begin)}\n\n{of.tail(owner=site)}"


@style
def running_heads(of: Site) -> str:
    title, line = of.title(), chr(10)
    head = of.pick(
        f"— {{n}} —{line}", f"{title}　　第{{n}}页{line}", f"第{{n}}页 共3页{line}", f"{of.bureau}{line}- {{n}} -{line}"
    )
    one, two = of.facts("{all}有", 1), of.facts(of.pick("", "{all}"), 1)
    return f"{title}\n\n{one}\n{head.format(n=1)}{two}\n{head.format(n=2)}"


@style
def plan_behind_review(of: Site) -> str:
    year, of.day = of.year, (of.year, of.pick(1, 2, 3), of.day[2])
    title = f"{of.bureau}{year}年{of.pick('工作要点', '工作计划')}"
    before = of.pick(f"{year - 1}年，{{all}}有", f"截至{year - 1}年底，{{all}}有", "去年，{all}有")
    plan = {"place": of.place, "period": str(year), "status": "planned"}
    goal = of.pick(f"{year}年，", "今年，") + f"计划新建幼儿园{of.page.count(of.page.draw(3, 10), 'school', **plan)}"
    goal += f"，招聘教师{of.page.tell(of.page.draw(101, 190), '名', **plan)}。"
    done = of.facts(before, 1, period=str(year - 1))
    return of.wrap(title, of.pick(f"{done}\n{goal}", f"一、工作回顾\n{done}\n二、主要任务\n{goal}"), of.bureau)


@style
def no_day(of: Site) -> str:
    of.period = ""
    begin = of.pick("今年，{all}有", "去年，{all}有", "目前，{all}有", "{all}现有", "{all}有")
    title = f"{of.place}{of.pick('教育概况', '教育发展综述', '推进教育优质均衡发展')}"
    return f"{of.menu()}{of.path()}{title}\n来源：{of.bureau}\n\n{of.facts(begin)}\n\n{of.tail(2)}"


@style
def comments(of: Site) -> str:
    said = f"网友评论\n全部评论 {of.page.clutter(40001, 49999)} 条\n"
    said += f"李明：我们县有小学{of.page.clutter(1001, 1899)}所？太少了\n"
    return f"{of.path()}{of.title()}\n{of.byline(of.bureau)}\n{of.body()}\n\n{of.pick('【打印】【关闭】', '')}\n{said}"


@style
def month_below(of: Site) -> str:
    of.period = str(of.year)
    title = f"{of.pick('', of.all)}教育{of.pick('事业发展概况', '基本情况')}"
    line = of.pick(f"{of.bureau}\n（{of.year + 1}年3月）", f"（{of.year + 1}年3月）\n{of.bureau}")
    told = of.facts(of.pick("去年，{all}有", "去年底，{all}有", "{year}年，{all}有"))
    return f"{title}\n{line}\n\n{told}\n"


@style
def beside_the_city(of: Site) -> str:
    rate, mean = of.page.draw(81, 98), of.page.draw(61, 79)
    said = {"measure": "gross_enrolment_rate", "period": of.period}
    told = f"学前教育毛入园率{of.page.tell(rate, '%', place=of.place, **said)}，"
    word = "全市" if not of.place.endswith("市") else of.city
    told += of.pick(f"{word}平均为{{}}", f"高于{word}的{{}}").format(of.page.tell(mean, "%", place=of.city, **said))
    return of.wrap(of.title(), f"{of.facts('{all}有', 1)}{told}。\n{of.facts('{all}有', 1)}", of.bureau)


@style
def sent_to(of: Site) -> str:
    title = of.pick(f"关于报送{of.year}年教育工作总结的报告", f"关于{of.year}年教育事业发展情况的报告")
    number = f"{of.short[:2]}教字〔{of.year + 1}〕{of.page.clutter(40, 99)}号"
    opened = of.pick(f"{of.city}教育局：\n", f"{of.place}人民政府：\n")
    end = f"特此报告。\n\n{of.bureau}\n{of.date('{}年{}月{}日')}\n"
    return f"{of.bureau}文件\n{number}\n\n{title}\n{opened}现将有关情况报告如下。\n{of.facts('{all}有')}\n{end}"


@style
def reprinted(of: Site) -> str:
    far = of.pick(*FAR)
    of.day = (of.year, of.pick(10, 11, 12), of.day[2])
    title = f"{of.place}{of.pick('办好人民满意的教育', '教育发展综述', '晒出教育成绩单')}"
    end = of.pick(
        f"（来源：{of.place}融媒体中心）", f"原标题：{title}", "来源：新华网  责任编辑：李明", "转载请注明出处", ""
    )
    beside = f"友情链接：{far}人民政府 | {of.pick(*FAR)}教育局 | 教育部\n"
    told = of.facts(of.pick("目前，{all}有", f"{of.year}年，{{all}}有"))
    byline = of.byline(of.pick("新华网", "人民网", "中国教育报"))
    return f"{of.path()}{title}\n{byline}\n{told}\n{end}\n{of.tail(2)}{beside}"
