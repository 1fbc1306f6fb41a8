"""The noun before a quantity, and what its clause says of a rise, a fall or a comparison."""

from __future__ import annotations

import re
from functools import cache

from helpers.extract.against import drop_year, is_set_against
from helpers.extract.clauses import Item
from helpers.extract.elsewhere import BEYOND, MEAN, THAN_PLACE, read_elsewhere
from helpers.extract.moves import is_compared, says_how_far
from helpers.extract.words import (
    ADVERB,
    BARE,
    BEFORE_COUNT,
    CLAUSE_MARK,
    FALLS,
    FLOW,
    LEVEL_PREFIX,
    MOVE,
    NORM_BEHIND,
    STOCK_CUT,
    TASK_IS,
    hide_names,
    names_something,
)
from helpers.language import Needs, WordPattern, get_words
from helpers.storage import remember
from helpers.text import BULLETS

_NOMINAL_RISE = ("增幅", "涨幅", "增速", "增长率", "降幅", "减幅", "跌幅", "升幅")


ROSE_TO = re.compile(r"[\u4e00-\u9fff]{1,4}(?:到了?|至|为|(?<![完建形组])成)(?![\u4e00-\u9fff]*[,。;])|→ ?")
_RANKED = WordPattern(
    "(?:{adverb}|稳定?|继续|跃|连续[^,]{1,4}年)*(?:{verb_rank}|[上提跃前下]?[升移进降滑](?=[到至为]))[^,。;]*$"
)
_IN_ALL = WordPattern("在{whole_region}$")
_RELATIVE = re.compile(r"(?:从|由|向|在|与|经)(?!全[市县省国])[^,。;]{2,24}[的之]")
# from where a change starts, or since when: 由2020年的, 从2015年成立时的, 自2024年秋季学期起由, 由最初的每生
_SINCE = (
    r"(?:(?:19|20)\d\d(?:/\d\d(?:\d\d)?)?年?|(?:(?:19|20)\d\d|1[01]\d)学?年度?|去年|上年|本?上?学年|明年|今年|目前"
    r"|[^,。;由从自的每\d]{0,6}(?=[时初末前年]))"
)
_SINCE_MONTH = r"(?:(?:(?:19|20)\d\d|1[01]\d|[今去明])年)?\d{1,2}月(?:份|\d{1,2}日)?"
_FROM_END = re.compile(
    r"(?:比起?|较(?![多大好快]|高(?!峰)))[^,。;:、由从自的每]{1,10}的$|"
    rf"(?:更是?|则是?|预计会?)?(?:自|由|从)(?:{_SINCE}(?:年?(?:[秋春]季|学年|学期)*)?|{_SINCE_MONTH})起(?=[由从]?(?:每[^,。;]*)?$)|"
    r"(?:[由从](?:最初|原来|原先|过去|以前|当初|现行|现在|上年|去年|(?:19|20)\d\d年)的?|由)(?=每[^,。;]{1,8}$)|"
    rf"(?:更是?|则是?|则?[会将]|预计会?)?[由从自](?:{_SINCE}(?:年?[底末初]|[^,。;由从自的每]{{0,6}}[时初末前年])?)?(?:第[\d一二三四五六七八九十]+[位名])?[的之]?$"
)
_COMPARE = WordPattern(
    r"(?:分别)?(?:同比|环比|同期(?!调出|辞职|离职|退休|流失|争取|完成|{verb_flow}|[^,。;]{2,8}完成)|{比}(?![为由])|比(?=上年|上学年|去年|前年|(?:19|20)\d\d)|{较}|[与同和][^,、]{1,12}相比|相比|^同(?:上|去|前)学?年比)[^,]*$|按[年季月]计?$"
)


# one of them at least: what can be empty is tried at every character
_COPULA = WordPattern(  # 公办幼儿园开了2所
    "(?:(?<=[园校])|^)[开办]了$|(?:{adverb|sum})+(?:{copula}|:)?(?:了|{每年})?$|(?:{copula}|:)(?:了|{每年})?$|(?:了|{每年})$|(?<=[率比例重])[往朝]$|(?<=[数率口])会$"
)
_LEAD = WordPattern(
    rf"(?:[ 、,/—\-*|▍▎▌▋█{BULLETS}\U0001f300-\U0001faff]|(?:{BEFORE_COUNT})(?={{level}})|"
    r"共(?=计划)|学?年末(?=全|[\u4e00-\u9fff]{3})|要?把(?![脉关握手控])(?=.{4})|"
    r"【[^】]{1,12}】|“(?![^”]*”)|\([^()一二三四五六七八九十]{1,24}\)(?=[\u4e00-\u9fff]{2})|"
    r"同期(?={verb_flow}|争取|完成)|[合共](?=占)|支持(?=新建|改扩?建|扩建)|"
    r"(?:仅|光|单)(?:(?:19|20)\d\d年|[今去前]年)(?:一年)?就|"
    r"按[^,。;:\d]{1,6}?分(?:别?为|成)(?=.)|"  # 按学段分为小学6390个
    r"分别[为是]|即(?!将|可|便)(?=.{2})|(?!起薪){lead}|{和}(?!县)|{sum}(?=.{2})|{共}(?=接收|招|有|投|建成|培训|资助|发放|下达|拨付|选|引进|新|改|实施|安排|完成|筹|奖|补)|"
    r"未来(?:[一二两三四五\d几]年)?(?:之?内)?(?=.{4})|连续[两三四五六七八\d]年(?=全|[\u4e00-\u9fff]{4})|"
    r"[一二两三四五六七八九十\d]{1,3}年前|(?:这|该)[所家座](?:[^,。]{0,8}?(?:学校|中学|幼儿园))?(?=[\u4e00-\u9fff])|"
    r"[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[、.](?!\d)|\d{1,2}\)|[①-⑳]|"
    r"自(?=(?:19|20)\d\d|今年|去年|上年)|到时(?=.{2})|{可}(?:再|同时|共)?(?=新增|提供|容纳|增加)|"
    r"(?:给予|予以)(?=每)|(?:按照?)?不[低高少]于(?=.{4})|按(?:照)?[^,。;每]{2,8}(?:测算|计算|核算|统计)[,]?(?=.{2})|按规划(?=到|$)|[春秋]、?[春秋]两[季学期]+共?|平均下来|算下来|"
    r"\[[^\[\]\d]{1,8}\]|"
    r"(?:近|过去)?[一二两三四五六七八九十\d]{1,3}年(?:来|间|以来|(?=共|合计|累计)))+"
)
# apart, as it can open with any place: of the others it is known what they open with, and few nouns do
_LIKE_THIS = WordPattern(r"(?:[\u4e00-\u9fff]{2,3}[市县区])?像这样(?!的)(?=.{3})")
_OWN_PLACE = WordPattern(
    r"(?:{own_place}(?!级|域|内?就业)|各县(?:\(市、区\)|市区|区)?|每个?[县区市旗](?:\([^()]*\))?[都均]?[办建设]?有|[市县区](?=教育[局体]|财政))(?:教育系统|范围内)?(?:的)?(?:共|现|目前|已|累计)?"
)
_BOUGHT = "采购(?:支出|预算|货物|工程|服务|总)"  # 政府采购货物支出 is a name, not what a government does
_ACTOR = WordPattern(rf"^(?!占)[^,。;“]{{0,14}}?{{actor}}(?:又|还|也)?(?=(?!性|{_BOUGHT})[\u4e00-\u9fff]{{2}})")
_MANNER = WordPattern(
    "^{manner}[^,。;]{2,40}?(?:等{manner_noun}|"
    "(?![^,。;]*等{manner_noun})(?:{manner_noun|manner_purpose}|为(?:基础|依托|契机)))[,]?"
)
_PAPER = WordPattern(r"^《[^》]{2,60}》(?:明确|提出|要求|规定|指出|显示|确定|强调)+(?:了|,)?")
_REASON = WordPattern("^[^,。;]{0,24}?原因[为是]")
_ABOVE = WordPattern("{verb_compare|高出|超出}[^,。;]*$")
_BELOW = re.compile("(?:低于|落后于?|不及)[^,。;]{2,14}$")

_MULTIPLE_OF = re.compile(r"(?:是|为|相当于|达到?)[^,。;]{1,14}的$")
_DONE_END = re.compile(r"[已共计全]$")
NEW = WordPattern("{新}$")
_NO_OBJECT = WordPattern("{的|后|中|内}|、|达标")  # 器械配备达标学校比例
RATES = ("率", "占比", "比例", "比重", "覆盖面")


def read_left(item: Item, previous: Item | None, text: str, lead_end: int) -> None:
    """Find the noun before a quantity and what its clause says of a rise, a fall or a comparison."""
    quantity, (first, last) = item.quantity, item.left
    if is_set_against(text, first, quantity.end):
        item.noun = _trim(drop_year(text[first:last]))
        return
    start = first if first > lead_end else lead_end
    joined = previous is not None and previous.stop > last
    if joined and ROSE_TO.match(text, first, last):
        item.move, item.reached = "rise", True
        return
    if text[last - 1] in "的之" and _RELATIVE.fullmatch(text, first, last):
        start = first
    if joined and previous.noun_right and not pays_for(previous):
        begun = text.find(previous.noun_right, first)
        behind = begun + len(previous.noun_right)
        shared = LEVEL_PREFIX.fullmatch(previous.noun_right) and not previous.clause and text[behind] not in "、和与及"
        shared = shared or text.startswith(("平均", "的平均"), behind)  # 5986名考生平均分为462.5分
        start = max(start, begun if shared else behind)  # 25所初中七年级新生3687人
        start += text[start] == "、"
    if start == first and (among := find_among(item, previous, text)):
        start = among
    words = text[start:last].rstrip(" ")
    words = _drop_remarks(words) if "(" in words or "[" in words else words
    words = words or _before_remark(item, text)
    words = "" if words.endswith("的") and _BEYOND_TARGET.fullmatch(words) else words
    if "一项" in words and (of_all := _ONE_ITEM.fullmatch(words)):
        words = of_all["what"] + (of_all["act"] or "投入" * bool(of_all["spent"]))
    if text[quantity.end : quantity.end + 1] in _OPENS_NORM and NORM_BEHIND.match(text, quantity.end):
        words = _ABOVE_NORM.sub("", words)
    if "以" in words and _MOST_THERE.match(text, quantity.end):
        words = _BY_PLACE.sub("", words)
    compared = is_compared(item, previous, text, joined) or (text[first - 1] == ")" and _compares_before(item, text))
    unit = quantity.unit if quantity.unit in _UNITS_APART else ""
    form = quantity.form if quantity.form in _FORMS_APART else ""
    said = _read_words(words, unit, form, compared)
    if not said[0] and start == first and text[first - 1] == ")" and (named := _named_before_bracket(item, text)):
        said = (named, *said[1:])
    if says_how_far(item, previous, text):
        said = ("", previous.move, False, True, "")
    item.noun, item.move, item.reached, item.compared, item.elsewhere = said


# 小学生以甲区7208人(占24.9%)最多: what is counted stands before the place
_BY_PLACE = re.compile(r"(?<=.{2})以[\u4e00-\u9fff]{1,7}[省市县区旗镇乡州](?:的)?$")
_MOST_THERE = re.compile(r"(?:\([^()]*\))?,?(?:为|是)?(?:最[多高大少低小]|居[首多]|[多高]居|排名?第一|数量最|规模最)")


def find_among(item: Item, previous: Item | None, text: str) -> int:
    """Return where a part begins that is told right behind its whole: 专业课教师112人中双师型有81人; 0 if none is."""
    begins = item.left[0]
    if not previous or previous.quantity.end != begins or text[begins] not in "中里当之" or previous.noun_right:
        return 0
    among = _AMONG.match(text, begins, item.left[1])
    return among.end() if among else 0


_AMONG = re.compile("(?:当中|之中|里[面头]?(?!程)|中(?![学小心央职高等专考部级国华外医药]))[,]?(?=.{2})")
_ONE_ITEM = re.compile(  # 仅校舍维修一项就投入320万元
    "(?:[仅光单]|其中)*(?P<what>[^,。;:一]{2,20}?)[这此]?一项就?(?P<act>投[入资]|花费|支出|安排|发放|拨付|新增)?(?:(?P<spent>花|用)|达到?|有)?了?"
)
_OPENS_NORM = frozenset("的、和以")
_FORMS_APART = frozenset({"rank", "multiple"})
_UNITS_APART = frozenset({"%", "‰", "个百分点"})


# what the words before a quantity say, fields of its item: noun, move, reached, compared, elsewhere; a plain tuple,
# as very many are kept, and the garbage collector goes through all others
_Said = tuple[str, str, bool, bool, str]


@remember
def _read_words(words: str, unit: str, form: str, compared: bool) -> _Said:
    """Return what the words of a clause before a quantity say; compared tells that others are compared with it.

    Of units and forms only those are told that words are read apart for.
    """
    words = f"{words[:-2]}增长" if unit == "%" and words.endswith("成长") else words  # 國中生成長3.2%
    if not (form or unit == "个百分点" or _SAYS_MORE.pattern.search(words)):
        return _trim(words), "", False, False, ""  # as most words: only what is counted
    if unit == "个百分点" and (below := _BELOW.search(words)):
        return _trim(words[: below.start()]), "fall", False, True, ""  # 低于全省平均水平0.4个百分点
    elsewhere, words = read_elsewhere(unit, _INTO_QUOTES.sub("", words) if "“" in words else words)
    dated = _DIGIT.search(words)
    if dated and (comes_to := _COMES_TO.fullmatch(words)):
        move = "fall" if FALLS.fullmatch(comes_to["verb"]) else "rise"
        return "", move, True, False, elsewhere  # 由2024年的5万人,下降至2030年的3.8万人
    if form == "rank":
        words = _RANKED.sub("", words)
    elif unit == "个百分点":
        words = _ABOVE.sub("", words)
    words = _ADJUNCT.sub("", words) if _ADJOINS.pattern.search(words) else words
    words, move, reached, compared = _read_move(form, words, compared, unit in ("%", "‰", "个百分点"))
    words = words.removesuffix("负") if move == "rise" else words  # 负增长
    words = _WILL.sub("", words) if move and words.endswith("会") else words
    words = _YEAR_LIST.sub("", words) if dated else words
    words = "" if _ONLY_YEARS.fullmatch(words) else words
    since = _FROM_END.search(words) if _SINCE_WHEN.pattern.search(words) else None
    relative = _RELATIVE.fullmatch(words) and not (since and since[0].startswith(_FROM))
    if not relative:
        words = _FROM_END.sub("", _FROM_END.sub("", words)) if since else words
        words = _trim(_PEAKS.sub("", _IN_TIME.sub("", words)) if _AT_TIME.pattern.search(words) else words)
    return words, move, reached, compared, elsewhere


_WILL = re.compile(  # 本局推算到2028年会回落至, 预计小学生会降至
    r"^[^,。;\d]{0,10}(?:推算|预测|估算|测算|推估|预料|预计)[到至]?(?:20\d\d(?:/\d\d(?:\d\d)?)?学?年度?)?会$"
    r"|(?<![大协学工商妇社员议教机事])会$"
)
_FROM = ("由", "从", "自")
_DIGIT = re.compile(r"\d")
_COMES_TO = WordPattern(
    r"[,;]?(?:{adverb|lead}|逐渐|逐步|轻微|略|再)*(?P<verb>{verb_rise|verb_fall})[到至](?:(?:19|20)\d\d|1[01]\d(?=学?年))(?:/\d\d)?(?:学?年度?)?[底末]?[的之]?"
)


def _before_remark(item: Item, text: str) -> str:
    """Return the noun before a bracket that stands between it and its quantity: 大班额(56人及以上)37个."""
    start = item.left[0]
    if start < item.left[1] or text[start - 1 : start] != ")" or text[item.quantity.start] == "(":
        return ""
    return _named_before_bracket(item, text)


def _named_before_bracket(item: Item, text: str) -> str:
    """Return the noun before a bracket that closes where a quantity's words begin: 大班额(56人以上)由63个减到18个."""
    start = item.left[0]
    if item.inside or text[start] in ",、和与及的" or text[item.quantity.start - 1] == "(":
        return ""
    named = _NAMED_BEFORE.search(text, 0, text.rfind("(", 0, start))
    return _trim(named[0]) if named else ""


def _compares_before(item: Item, text: str) -> bool:
    """Tell whether a clause compares before a bracket behind which it goes on: 比全国平均(91.8%)高1个百分点."""
    opened = text.rfind("(", 0, item.left[0]) if text[item.left[0] - 1] == ")" else -1
    return opened > 0 and bool(_COMPARE.search(CLAUSE_MARK.split(text[max(0, opened - 24) : opened])[-1]))


# 均高于省定10%和20%的标准: of what was told before
_ABOVE_NORM = re.compile(
    "^[,]?(?:均|都|也|皆|全部|分别|远|已|刚刚?|略|大大)*(?:[高低优]于|达到|超[出过]|满足|符合)(?:国家|[省市部]定?|每|$)[^,。;]*$"
)
_BEYOND_TARGET = re.compile(  # 人均成本650元,低于年初设定的700元
    "[,]?(?:均|都|也|远|略)*(?:[高低优]于|超[出过])(?:年初|原|国家|[省市部]|事先)?(?:设定|确定|规定|核定|预定|目标|计划)值?的"
)
_INTO_QUOTES = re.compile("^.*“(?=[^”]{2,}$)")  # 将“新建公办园80所”列入民生实事
_NAMED_BEFORE = re.compile(
    r"(?<![^,。;:、\n ])(?!是|[\u4e00-\u9fff]*(?:比(?![例重率])|[高低优]于|高[过出]|平均|水平))[\u4e00-\u9fff“”]{2,16}$"
)
# 就业率2021年、2022年分别为95%、96%; 上线率逐年提高,2023、2024、2025届分别为38%、41%、45%; 2024届为95%
_YEAR_LIST = re.compile(
    r"(?:(?<=[\u4e00-\u9fff])|^)(?:(?:19|20)?\d\d年?[、,和及与至]){1,7}(?:19|20)?\d\d(?:学?年度?|届)(?:分别|依[次序])?(?:为|是|达到?)?$|"
    r"(?:(?<=[\u4e00-\u9fff])|^)(?:1\d\d(?:学?年度?)?[、,和及与至]){1,7}1\d\d学?年度?(?:分别|依[次序])?(?:为|是|达到?)?$|"
    r"^(?:19|20)\d\d届(?:毕业生)?(?:为|是|达到?)?$"
)
# 十年提高了6.4个百分点
_ONLY_YEARS = re.compile(
    r"[,;]?(?:这|近|过去|前|最近)?(?:\d{1,2}|[一两三四五六七八九十]{1,2})年(?:来|间|里|以来)?|[,;]?(?:今年|今秋|本学[期年])"
    r"|[,;]?(?:其中)?(?:仅|光|单)(?:(?:19|20)\d\d年|[今去前]年)(?:一年)?(?:就有?)?"
)


# how a comparison is made is no part of what is compared: 同口径比上年增长, 剔除一次性因素后较上年增长
_ADJUNCT = re.compile(
    r"(?:按|以)?(?:同|可比|同一|相同|原)(?:统计)?口径(?:计算|测算|相比|比较)?|(?:剔除|扣除|不含|不考虑)[^,。;、]{2,16}(?:后|外|之后|以外)(?=同比|比|较|,|$)"
)
# in the middle of a clause: 在校生在2024年为, 在校生2019年为, 在校生到2027年会, 公立幼儿园112学年度计,
# 午餐112年度补助经费
_IN_TIME = re.compile(
    r"(?<=[\u4e00-\u9fff])在(?:19|20)\d\d年(?:年?底|末|初)?(?=(?:仅|只|还|就|已)?(?:为|是|有)?$)|"
    r"(?<=[生师员数率额])(?:力争|争取|确保|计划|预计|将)(?:[在于到])?(?:[今明]年)?年?[底末内]前?$|"
    r"(?<=[生师员数率额])(?:预计|将)?[到至]?(?:19|20)\d\d年(?:年?底|末|初|前后)?(?:会|将会?|可能?|预计)*(?=(?:仅|只|还|就|已)?(?:为|是|有)?$)|"
    r"(?<=[\u4e00-\u9fff)])(?<![从由自到至在较比与和同])(?:(?:19|20)\d\d|1[01]\d)学?年度(?=(?:再|[仅只还就已共计约])*[为是有]?$|[\u4e00-\u9fff]{2})"
)
# 初中在校生将于2029年达到峰值约10.2万人
_PEAKS = WordPattern(
    r"(?<=[\u4e00-\u9fff])(?:预计|预测|估计)?将?(?:[于在到至]?(?:19|20)\d\d年(?:前后|左右)?)?(?:达到?|到达|迎来|进入|出现)(?:入[学园]|生源)?(?:峰值|高峰|顶峰|高点)$"
)
_FOOTNOTE = re.compile(r"\[\d{1,2}\]")
_REMARK = re.compile(
    r"[,、;]?(?:下同|以下同|(?:以下)?简称[^()]*|详?见[^()]*)(?=\))|\((?:主要)?(?:包括|包含|即|指)[^()]*\)|\(含(?:政府)?购买[^()]*\)|\([把将][^()]*(?:计入|算入|算上|在内)\)"
)


# the unit of what follows: 公办园在园幼儿占比(%):48.7
_UNIT_BEHIND = re.compile(r"\((?:单位:)?(?:%|‰|[万亿]?[所人名个元册台间套班倍分亩米]|万?平方米|人次|个百分点)\)(?=:?$)")


def drop_unit(words: str) -> str:
    """Drop the unit of what follows from the end of a label.

    >>> drop_unit("公办园在园幼儿占比(%)"), drop_unit("学校(园)")
    ('公办园在园幼儿占比', '学校(园)')
    """
    return _UNIT_BEHIND.sub("", words) if words.endswith((")", "):")) else words


def _drop_remarks(words: str) -> str:
    """Drop what a bracket says of the text (下同) or only explains (包括…); what narrows or adds (含, 不含) stays."""
    words = _FOOTNOTE.sub("", words) if "[" in words else words
    words = drop_unit(words)
    return _REMARK.sub("", words).replace("()", "") if "(" in words else words


def pays_for(item: Item) -> bool:
    """投入2亿改造校舍14栋: what money is for is said of the money and of what is counted next."""
    return item.quantity.unit_class == "money" and bool(FLOW.match(item.noun_right))


def _read_move(form: str, words: str, compared: bool, share: bool) -> tuple[str, str, bool, bool]:
    """Take the verb of a rise or fall and the comparison (比上年) off the end of a clause; say what they were."""
    verb, reached = "", False
    move = MOVE.search(words)
    if move and _is_move(move, words, compared, share):
        verb = "fall" if FALLS.fullmatch(move["verb"]) else "rise"
        told = move["verb"].startswith(("净", *_ADMIT_MORE)) or move.group() in _BY_ITSELF
        compared = compared or told or bool(_CONTRAST.search(words[: move.start()]))
        nominal = move["nominal"] or move["verb"] in _NOMINAL_RISE
        reached = bool(move["to"]) and not nominal and move["to"] != "约"
        words = ADVERB.sub("", words[: move.start()])
    compare = _COMPARE.search(words)
    if compare and not verb and (then := _AT_THAT_TIME.match(words)):
        words, compare = words[then.end("when") :], None
    if compare:
        words = words[: compare.start()]
    if verb and move["verb"].startswith(_ADMIT_MORE) and (school := _THAT_ADMITS.match(words)):
        words = f"{school['who']}招生"
    if form == "multiple" and not verb:
        words = _MULTIPLE_OF.sub("", words)
    return words, verb, reached, bool(compare or (verb and compared))


# 市一中今年多招150人 is a change of whom it admits, whatever it is compared with
_ADMIT_MORE = ("多招", "少招", "多录取", "少录取")
_THAT_ADMITS = re.compile(
    "(?P<who>[^招录]*(?:[校园院高]|中[学专职心]?|初中|小学|大学|专业|中职|职高|幼儿园))(?:[今明去]年|计划|预计|将|拟|也|还|又)*$"
)
# 同期职业学校学生有1048人: only says when, where nothing has risen and the clause has a noun of its own, and no place
_AT_THAT_TIME = WordPattern(
    "(?P<when>同期间?)(?=[\u4e00-\u9fff]{2})(?!相?比|水平|{copula}|{verb_stock}|{adverb}|还|只|的|上升|下降|"
    "[^,。;]{0,8}(?:[省市县区州旗]|全国|全[省市县区])(?:的)?(?:平均|均值)?(?:水平|值)?(?:{copula})?$|年?平均)"
)
# 小学生少了1386人,中学生则多942人: what stands against a comparison is one
_CONTRAST = re.compile("(?:则|却|反而?)$|^,?(?:平均)?[一每]年[会要就]?$")  # 小学生还在增加,一年增加640人
_BY_ITSELF = ("多了", "少了")  # 同上年比,小学少了62人;初中多了30人


# a verb of one character that opens its clause, or goes on: 15276人,跌10.8%; 近视率再降1个百分点
_AGAIN = re.compile(
    r"(?:^[,;、(]?(?:则|也|还|亦|均|都|略|仅|却|反而?|反?倒)?|(?:[再又]|继续|连续|仍在?|持续|逐年|首次|一下子)(?:度|次)?)$"
)


_MEASURED = re.compile("[率比例额价值分数费量](?:又|也|还|却)?$")  # 近视率降了2个百分点, 班额降了3人; not 晋升了3人


def _is_move(move: re.Match, words: str, compared: bool, share: bool) -> bool:
    """新增学位 names an act, and 多, 少, 高, 低 move only after a comparison; shares tell it of 升, 降 alone."""
    if move["verb"] in {"多", "少", "高", "低", "快", "升", "降", "增", "减", "跌", "涨", "提", "添"}:
        return (
            compared
            or words[: move.start()].endswith(
                ("分别", "依次")
            )  # 校舍12万平方米,图书24万册,依次添了0.4万平方米、0.9万册
            or (_CONTRAST.search(words[: move.start()]) is not None and len(words) > len(move.group()) + 1)
            or (share and move["verb"] in "升降增减跌涨" and _AGAIN.search(words[: move.start()]) is not None)
            or (move["verb"] in "减降跌" and words[: move.start()].endswith(("再", "预计", "将")))  # 今年预计再减900人
            or (move.group()[1:] == "了" and bool(_MEASURED.search(words[: move.start()])))
            or (move.group() in ("多了", "少了") and words[move.start() - 1 : move.start()] not in ("不", "至", "最"))
            or bool(_COMPARE.search(words) or _ONLY_YEARS.fullmatch(words[: move.start()]))
            or (bool(move["to"] or move["nominal"]) and move["verb"] in "升降增减跌涨提")
        )
    if words[: move.start()].endswith("新"):
        return False  # 新增加学校
    if move["verb"] in {"压减", "缩减", "压缩", "调减"} and not (move["to"] or move["nominal"]):
        return compared or bool(_COMPARE.search(words)) or "%" in words or not _DONE_END.search(words[: move.start()])
    return move["verb"] != "新增" or bool(_COMPARE.search(words))


# the name of the currency, the start of a change, the whole that a part is taken from (民办学校中有18所)
_INTRODUCES = WordPattern(
    "(?:(?:折合)?(?:人民币|新台币|港币|澳门币|澳币)|{由}|(?<=[校园生师人员区市业目学])中|(?<=[全个各些困]县)中|(?:散布|分布|坐落)着)$"
)
# what joins a measure to the base that it is paid on: 补助由每人每月…, 标准分别提高到每生每年…
_BEFORE_BASE = re.compile(
    r"(?<=[\u4e00-\u9fff])(?:分别|统一|今年|去年|仍然?|还)*(?:由|从|为|是|按|(?:提高|增加|调整|提升|上调|[提调涨])[到至为])(?=每[^,。;]{1,10}$|[小初高中学幼][^,。;]{1,4}每[^,。;]{1,8}$)"
)


@cache
def _closers() -> frozenset[str]:
    """Return the last characters of all that closes a noun: most nouns end with another, and no pattern need try."""
    closing = (word for tag in ("adverb", "sum", "copula", "whole_region") for word in get_words(tag))
    return frozenset({*"币由中着了年往朝会的 :,“(≥≤>=", *(word[-1] for word in closing)})


def _trim(words: str) -> str:
    """Strip what introduces and closes a noun: conjunctions, the document's own place, actors, copulas."""
    if ("任务" in words or "目标" in words) and TASK_IS.fullmatch(words):
        return ""
    words = _OTHER_LINE.sub("", words) if " " in words or "|" in words or "——" in words else words
    words = strip_lead(_THIS_FIGURE.sub("", words) if "这一" in words else words)
    words = _SUMMED.sub("", words) if "起来" in words else words
    before = None
    while before != words and words[-1:] in _closers():
        before = words
        words = _IN_ALL.sub("", _COPULA.sub("", _INTRODUCES.sub("", words)).rstrip("的 :,“(≥≤>="))
        words = ADVERB.sub("", words) if len(words) > 2 else words
    words = strip_lead(cut_stock(words))
    words = _BEFORE_BASE.sub("", words) if "每" in words else words
    words = _YEARLY_HEAD.sub(r"\1", words) if words.endswith("年生均") else words
    if "标准" in words and (norm := _NORM_OF_LEVEL.fullmatch(words)):
        words = norm["level"] + norm["norm"]  # 资助标准为小学
    return words if names_something(words) else ""


# 小学这一比例为74.1%: of what was told before
_THIS_FIGURE = re.compile("(?<=[学中园])这一(?:比例|数字|数据|指标|比率)$")


# a title in two halves, a slogan before its line: 少子化衝擊 苗栗小一新生再減358人
_OTHER_LINE = re.compile(r"^.*(?:[\u4e00-\u9fff”]{4}[ |]+|.{8}——)(?=[\u4e00-\u9fff“][^ ]{2,}$)")
_SUMMED = re.compile(
    "(?:加|合)(?:在一)?起来[才只就也]?(?=(?:还|共|一共|总共)*[有缺达为]?$)"
)  # 体育、美术教师合起来还缺12人
_YEARLY_HEAD = WordPattern("^({level})(?:由|从|为|达)?年生均$")  # 小学由年生均650元提高到720元
_NORM_OF_LEVEL = WordPattern("(?P<norm>[^,。;]{0,12}标准)[仍还]?(?:为|是|:)(?P<level>{level})")

_OFFICE = WordPattern(  # 县教育局2025年收支总预算
    r"[^,。;\d]{0,14}?(?:教育[和体育科技]{0,6}局|财政局|教育[厅委]|部门|本级)(?:19|20)\d\d年度?(?=[\u4e00-\u9fff]{2})"
)
_SAYS_MORE = Needs(
    *(THAN_PLACE, BEYOND, MEAN, _INTO_QUOTES, _COMES_TO, _ADJUNCT, MOVE, _COMPARE, _YEAR_LIST, _ONLY_YEARS),
    *(_FROM_END, _RELATIVE, _PEAKS, _IN_TIME),
)
_ADJOINS, _SINCE_WHEN, _AT_TIME = Needs(_ADJUNCT), Needs(_FROM_END), Needs(_PEAKS, _IN_TIME)
_LEADS = (_LEAD, _LIKE_THIS, _OFFICE, _OWN_PLACE, _ACTOR, _MANNER, _PAPER, _REASON)
_NEAR_LEADS = (_LEAD, _OWN_PLACE, _MANNER, _PAPER)
_NEAR_LEAD = WordPattern("|".join(p.template for p in (_LEAD, _OWN_PLACE, _MANNER, _PAPER)))
_FAR_LEAD = WordPattern("|".join(p.template for p in (_LIKE_THIS, _OFFICE, _ACTOR, _REASON)))
_FAR = Needs(_LIKE_THIS, _OFFICE, _ACTOR, _REASON)


@remember
def strip_lead(words: str) -> str:
    """Strip conjunctions, numbering, the document's own place and the acting office from the start of a clause."""
    before, far = None, _FAR.pattern.search(words)
    while before != words and (_NEAR_LEAD.match(words) or (far and _FAR_LEAD.match(words))):
        before = words
        for pattern in _LEADS if far else _NEAR_LEADS:
            match = pattern.match(words)
            if match and pattern is _ACTOR and words[match.end() :] in RATES:
                continue  # 党组织隶属主管部门占比
            if match and match.end() < len(words) + (pattern is not _MANNER):
                words = words[match.end() :]
    return words


@remember
def cut_stock(words: str) -> str:
    """Drop everything up to the last verb that only introduces a stock (建成, 拥有), outside names and 的-clauses."""
    if not STOCK_CUT.search(words) or _FOR_EACH.match(words):
        return words
    hidden = hide_names(words)
    cut = 0
    for match in STOCK_CUT.finditer(hidden):
        rest = hidden[match.end() :]
        relative = "的" in rest and match.start() > 0 and len(match.group()) > 1
        if len(rest) >= 2 and not _NO_OBJECT.match(rest) and not relative and not NEW.search(hidden, 0, match.start()):
            cut = match.end()
    return _owner_of(words, cut) + words[cut:]


_FOR_EACH = WordPattern(  # 公办小学每百名学生拥有骨干教师, 小学、初中每百名学生拥有图书
    "{sector|area}*(?:{level}(?:[、和与及]{level})*)?(?:学校|阶段)?(?:平均)?每"
)


def _owner_of(words: str, cut: int) -> str:
    """Return the level, the area or the school before 有 that a noun behind it needs: 小学有专任教师, 城区共有小学."""
    owner = strip_lead(ADVERB.sub("", _HAS.sub("", words[:cut]))) if cut else ""
    if _AREA.fullmatch(owner) and not _AREA.match(words, cut):
        return owner
    if not owner or not BARE.fullmatch(words, cut):
        return ""
    owner, _, within = owner.partition("(")  # 小学(含教学点)有教学班1186个
    stages = (owner, owner.removesuffix("教育"), _STAGE_END.sub("", owner))  # 小学阶段有学校62所
    level = next((stage for stage in stages if LEVEL_PREFIX.fullmatch(stage)), "")
    owner = level or (owner if _SCHOOL_BY_NAME.fullmatch(owner) else "")
    return f"{owner}({within}" if within and owner else owner


_AREA = WordPattern("{area}")
_STAGE_END = re.compile("(?:阶段|学段)(?:教育)?$")
_HAS = re.compile("(?:共|现|已|拥|总共|目前|现在)*有$|现$")
_SCHOOL_BY_NAME = re.compile(
    r"(?!各|全|所有|其[他余它])[\u4e00-\u9fff]{2,12}(?:小学|中学|学校|学院|大学|幼儿园|高中|[一二三四五六七八九十]中|[一二三四五六七八九十]小)"
)
