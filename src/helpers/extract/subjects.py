"""What each quantity of a sentence counts or measures: its subject, from its clause, its neighbours and its heading.

All functions read normalised text. The words of a subject are the document's own, put together where the sentence
leaves them to its parts (小学、初中教师学历合格率分别为…; 幼儿园150所(公办62所,民办88所)).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cache

from helpers.language import Quantity
from helpers.storage import read_resource

LEVEL = (
    r"(?:学前教育|幼儿教育|学前三年|幼儿园|小学教育|普通小学|小学|初中教育|初级中学|普通初中|初中|普通高中|高中阶段(?:教育)?|高中教育|高中|"
    r"中等职业(?:教育|学校)|中职(?:学校|教育)?|职业(?:高中|教育|学校|院校)|技工(?:学校|院校)|特殊教育(?:学校)?|特教(?:学校)?|(?:九年)?义务教育(?:阶段)?|"
    r"中小学幼儿园|中小学|(?<![第一二三四五六七八九十])中学(?!生)|普通高(?:校|等学校)|高等(?:教育|学校|院校)|高校|高职(?:院校)?|普通本科|本科|研究生|成人(?:教育|高校)|民办教育|校外培训机构)"
)
_LEVEL = re.compile(LEVEL)
_AREA = r"(?:城区|城市|城镇|城乡|县镇|农村|乡村|农牧区|县城|镇区)?"
_OWNER = r"(?:公办|民办|普惠性?)?"
_LEVEL_PREFIX = re.compile(rf"^{_AREA}{_OWNER}{LEVEL}")

# nouns that say what is counted only together with a school level or a heading
_BARE = re.compile(
    r"(?:招(?:收新)?生|录取(?:新生)?|新生|入(?:学|园)(?:幼儿|新生|人数)?|在[校园读](?:学生|生|幼儿|人数|儿童)?|毕业(?:学?生)?|学校|学生|校数|园所|"
    r"班级|教学班|班数|教职工|教职员工|专任教师|教师|任课教师|校舍(?:建筑)?面积|占地(?:面积)?|建筑面积|(?:纸质)?图书|藏书|计算机|"
    r"[净毛]?入[学园]率|巩固率|升学率|毛入学率|(?:专任)?教师学历合格率|学历合格率|生师比|师生比|班额|平均班额|总投入|总支出|寄宿生|留守儿童|随迁子女|"
    r"普惠率|公办率|普惠(?:性|园)?(?:占比|覆盖率)|园|辍学率|就业率|对口升学率|双师型教师)(?:总?数|人数|总量|占比|比例)?"
)
# words that qualify the thing named before
_MODIFIER = re.compile(
    r"(?:[公民]办园?|普惠性?(?:园|民办园)?|[男女]生?|[男女]性|其余|城区|城市|城镇|县镇|农村|乡村|市区|其他|其它|国家级|省级|市级|县级|区级|自治区级|旗级|校级|"
    r"(?:[一二三]|特)等奖|[金银铜]奖|升学|就业|新建|改扩建|扩建|改建|续建|在建|本科|硕士|博士|研究生|大专|专科|本科以上|合格|优秀|达标|高级|中级|初级|正高级|副高级|"
    r"少数民族|新?开工|竣工|完工|投入使用|投用|封顶|[^,。]{1,6}[类级])(?:的)?"
)
_INSTITUTION_END = re.compile(r"(?:园|校|小学|初中|高中|中学|学校|教育|阶段)$")

_SCHOOL_UNITS = {"所", "个", "家", "校", "园", "处", "间"}
_SHARED = re.compile(r"分别|(?<![生人校班师户平])均|都|皆|全部|各$")
_GROUP_MARK = re.compile(r" ?(?:[、,;]|和|与|及|以及) ?")
_MEMBER_MARK = re.compile(r"、|以及|(?<=[^共温平])和(?=[^平谐])|(?<![涉普波以])及(?!格|时)|(?<!参)与(?!会)")
_RATE_END = re.compile(r"(?:率|比例|比重|占比|面积|经费|支出|费用?|人数|数|总量|总额|资金|收入|值|班额|标准)$")

RISE = (
    "净增加|净增长|净增|增长|增加|新增|提高|提升|上升|升高|扩大|扩充|高出|多出|递增|"
    "增幅|涨幅|增速|增长率|增|升|多|高|快"
)
FALL = "净减少|净减|下降|减少|降低|回落|缩减|缩小|压减|压缩|调减|下滑|降幅|减幅|降|减|少|低"
_NOMINAL_RISE = ("增幅", "涨幅", "增速", "增长率", "降幅", "减幅")
_MOVE = re.compile(rf"(?P<verb>{RISE}|{FALL})(?:了|(?P<nominal>幅度?|比例|速))?(?P<to>到了?|至|为|达到|达|约)?(?:了)?$")
_ROSE_TO = re.compile(r"[\u4e00-\u9fff]{1,4}(?:到了?|至|为|成)(?![\u4e00-\u9fff]*[,。;])")
_RANKED = re.compile(
    r"(?:持续|连续[^,]{1,4}年|稳定?|继续|均|已|跃)*(?:位居|位列|名列|列|居|排名|排在?|跻身|保持|进入|跨入|迈入|[上提跃前下]?[升移进降滑](?=[到至为]))[^,。;]*$"
)
_IN_ALL = re.compile(r"在全[市县区旗省州盟国]$")
_RELATIVE = re.compile(r"(?:从|由|向|在|与|经)(?!全[市县省国])[^,。;]{2,24}的")
_FROM_END = re.compile(
    r"[由从自](?:(?:19|20)\d\d年?(?:年?底|末|初)?|去年|上年|上学年|[^,。;由从自的每]{0,6}(?:时|初|末|前|年))?的?$"
)
_COMPARE = re.compile(
    r"(?:分别)?(?:同比|环比|同期|(?<![占之对例师生机幼职])比(?![例重率值赛为由])|比(?=上年|上学年|去年|前年|(?:19|20)\d\d)|较(?![大多好快高为强])|[与同和][^,、]{1,12}相比|相比)[^,]*$"
)
_ADVERB = re.compile(
    r"(?:分别|逐年|稳步|大幅|持续|(?<!每生)(?<!每人)每年|年均|平均|连续[^,]{1,4}年|显著|进一步|普遍|整体|共|再|又|还|也|已|且|并|(?<![生人校班师户平])均|都|各|就|预计|力争|(?<![生聘入学训资])计划|将|要|可|约)+$"
)
_COPULA = re.compile(
    r"(?:分别|已经?|就|(?<![生人校班师户平])均|都|全部|皆|各|约|共|总共|总计|合计|现|仅|只|则|还|也|只?有|可|将|要|至少|保持|稳定|维持|控制|提前|"
    r"仍然?|首次|一举|始终|最[多少])*"
    r"(?:达到了?|达|为|是|有|共有|计|至|到|占到?|在|都?在|于|突破|列|:|排名|位居|位列)?(?:了|(?<!每生)(?<!每人)每年)?$"
)
_LEAD = re.compile(
    r"(?:[ 、,•●·—\-*]|\([^()一二三四五六七八九十]{1,24}\)(?=[\u4e00-\u9fff]{2})|"
    r"其中|为其|同时|此外|另外|另有|并且|并(?![轨网校购])|且|而|还|又|也|以及|"
    r"和(?![林平谐田顺县硕静布龙政])|"
    r"合计(?=.{2})|总计(?=.{2})|仅有|共(?=接收|招|有|投|建成|培训|资助|发放|选|引进|新|改|实施|安排|完成|筹|奖|补)|"
    r"及(?![格时])|与(?!会)|另(?!类)|共计|先后|相继|已经|已|现(?![存代场金实状])|"
    r"目前|如今|[这那][里儿]|[一二两三四五六七八九十\d]{1,3}年前|打算|将(?![军来领士近])|全年|当年|年内|近年来|期间|则|分别|主要|确保|力争|争取|预计|计划|拟|"
    r"(?:这|该)[所家座](?:[^,。]{0,8}?(?:学校|中学|幼儿园))?(?=[\u4e00-\u9fff])|"
    r"[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|\d{1,2}\.(?!\d)|一是|二是|三是|四是|五是|六是|截至|截止|到(?![岗校位期场])|至(?!少)|从(?![教业事])|自(?=(?:19|20)\d\d|今年|去年|上年)|于(?![都田洪])|在(?![校园职读岗编建])|由(?!来)|可(?=新增|提供|容纳|增加)|(?:近|过去)?[一二两三四五六七八九十\d]{1,3}年(?:来|间|以来|(?=共|合计|累计))|全年|年?底前|月底前|年?底|末(?!端)|以来|起(?![始点步重])|,|的)+"
)
_OWN_PLACE = re.compile(
    r"(?:(?:全|我|本|该)[市县区旗省州盟](?!级|域)|全自治[区州]|各地|各县(?:\(市、区\)|市区|区)?|[市县区](?=教育[局体]|财政))(?:教育系统|范围内)?(?:的)?"
    r"(?:共|现|目前|已|累计)?"
)
_ACTOR = re.compile(
    r"^(?!占)[^,。;“]{0,14}?(?:教育体育局|教育和体育局|教体局|教育局|教育厅|教育部门|财政局|编制部门|主管部门|市委|市政府|县委|县政府|政府|社会各界|我们|各校|各学校)"
    r"(?:又|还|也)?(?=[\u4e00-\u9fff]{2})"
)
_MANNER = re.compile(
    r"^(?:通过|采取|采用|利用|依托|借助|按照|根据|围绕|坚持|以)[^,。;]{2,40}?(?:等(?:形式|方式|途径|渠道|模式|办法)|(?![^,。;]*等(?:形式|方式|途径|渠道|模式|办法))(?:形式|方式|途径|渠道|模式|办法|平台|契机|原则|培训|计划|工程|为(?:基础|依托|契机)))[,]?"
)
_NOT_NOUN = re.compile(
    r"以上|左右|计(?![算划量])|和|及|与|或|、|是|为|在|分别|增长|提高|比|较|由|从|达|占|并|且|均|都|全部|同比|用于|其中|等|到|至|提升|下降|减少|增加|不(?!锈|动产)|可|将|"
    r"中(?![小学职等层级国央考华青高专药医心])|多(?!媒|功|层|语|元)|少(?!先|年|数|儿)|里(?!程)|内(?!部|涵|蒙)|之|于|[:.,;。)!?\"”]|以下|以内|后|前|起|来|时|所$|,|我|让|使|以|对|把|因|但|而|也|还|又|就|则|才"
)
_VERB_RIGHT = re.compile(
    r"(?:已|现|均|都|也|又|正|全部|全面|全|先后|成功|顺利|正式|率先)*(?:参加|通过|入选|登上|安装|更换|承担|举行|做到|代表(?!队|性|作|处|大会|团)|每|获得|获批|获评|荣获|获|完成|完工|建成|接入|实现|达到|达标|赴|前往|投入|使用|用于|接受|享受|纳入|进入|受益|受到|受|开展|进行|"
    r"被|经|走进|合格|竣工|开工|面向|建有|建起|开设|设有|配备|配齐|拥有|配有|就读|入读|入学|毕业|上岗|到岗|到校|到场|到会|组成|表示|选择|需要|需|由|毛入|启用|交付|覆盖|成为|评为|晋升|参与|通车|立项|结题|符合|具有|具备|来自|位于|属于|"
    r"留[在任]|去(?:了|往)|推行|共[建办](?!共)|[开复返]学(?![\u4e00-\u9fff])|开[园班](?![\u4e00-\u9fff])|预计|"
    r"同(?!时|步|比|期|样|等|类)|加入|创建|申报|深化|接入|惠及|同上|返乡|升入|考入|考取|录取|报名|报考|取得|申请|满意|转为|转入|用上|吃上|住上|脱贫|落户|签约|运行|运营|在|与|向|从|给|为|将|能|可|有(?!限|关|机|效|色|线))"
)
_PREPOSITION_END = re.compile(r"(?:为|对|给|向|在|将|把|从|由|按|让|使|与|和|及|以|含|每|等|至|到|共|仅|近|全|有)$")
_ABOVE = re.compile(r"(?:高于|低于|超过|高出|超出)[^,。;]*$")
_FALLS = re.compile(FALL)
_MULTIPLE_OF = re.compile(r"(?:是|为|相当于|达到?)[^,。;]{1,14}的$")
_DONE_END = re.compile(r"[已共计全]$")
_BEYOND = re.compile("高于|低于|超过|优于|好于|领先|不及")
_NEW = re.compile(r"(?<![创更革])新$")
_NO_OBJECT = re.compile(r"的|后|中(?![小学职等])|内(?!部|蒙)")
_ALL = re.compile(r"(?:全部|均|已|都|全)+")
_NOUN_START = re.compile(r"[\u4e00-\u9fffA-Za-z“《]")
_STEM = re.compile(rf"(.+?){LEVEL}$")
_SUMMED = re.compile(r"^(.*?)(?:等)?[两二三四五六七八九十\d]+(?:[类个科项种级所]|者)(?=.{2})")
_PART_WORD = re.compile(r"^(?:不?含|包括|其中)")
_WHOLE_PLACE = re.compile(r"(?:全[市县区旗省州盟国]|各[地校])$")
_LIST_START = re.compile(r"及|打造|开设|形成|建立|包括|涵盖")
_ALREADY = re.compile(r"^(?:已经?|现|中|正(?=在)|[也又]|共(?![同建办]))")
_CLAUSE_MARK = re.compile(r"[,:;。]")
_TOPIC_END = re.compile(r"(?:中|方面|上|里|[分按从][^,。;]{1,6}看|来看)$")
_EDUCATION_END = re.compile(r"(?<=小学|初中|高中)教育$")
_ZONE = re.compile(r"[\u4e00-\u9fff]{0,6}(?:高新区|开发区|新区|经开区|示范区|管委会|工业园区?)")
_QUOTED = re.compile(r"《[^》]*》|“[^”]*”|\([^)]*\)?")


@cache
def _verbs(kind: str) -> re.Pattern:
    words = sorted((r["verb"] for r in read_resource("verbs.csv") if r["class"] == kind), key=lambda w: (-len(w), w))
    return re.compile("|".join(words))


@cache
def _verb_end() -> re.Pattern:
    words = sorted((r["verb"] for r in read_resource("verbs.csv")), key=lambda w: (-len(w), w))
    return re.compile(rf"(?P<verb>{'|'.join(words)})(?:了|出|好|起|过|到|入|给)?$")


@cache
def _stock_cut() -> re.Pattern:
    own = (
        r"(?<![建开增铺架常添附])设(?![备施计想置立在])|(?<![所具国没享含公私仅])有(?![关效机序限力利志声意趣条])"
        r"|(?<!定向)(?<!联合)(?<!委托)培[养育](?!对象|体系|模式|机制|基地|计划|方案|目标|工程|人才|学校|质量|中心)"
    )
    return re.compile(rf"(?:{_verbs('stock').pattern}|{own})(?![率的者人数型性期])(?:了|起|出)?")


@dataclass(slots=True)
class Item:
    """One quantity of a sentence with the words around it.

    left and right are the spans of its clause before and behind it, up to the next quantity; stop is where the clause
    ends. subjects has more than one entry where several things share the number; inside is the item in whose bracket
    it stands, part_of the item that 其中 or a bracket divides.
    """

    quantity: Quantity
    left: tuple[int, int]
    right: tuple[int, int]
    stop: int
    subjects: list[str] = field(default_factory=list)
    noun: str = ""
    move: str = ""  # rise, fall or ""
    reached: bool = False  # 提高到: the value after the move
    compared: bool = False  # 比上年
    elsewhere: str = ""  # 高于全省的: whose value it is
    noun_right: str = ""  # the noun behind the quantity, where it counts that
    clause: str = ""  # what is said of that noun
    inside: Item | None = None
    part_of: Item | None = None
    group: int = 0  # place in a list of numbers for a list of things, from 1
    group_start: int = -1
    listed: int = 0  # place in a list of kinds of schools (小学5所、初中3所), from 1
    share_of: str = ""  # 占财政支出436亿元的…: the part of which this quantity is the whole
    kind: str = ""


@dataclass(slots=True)
class Sentence:
    """A sentence at text[start:end] with its items, its heading's words, and the last item of the sentence before."""

    text: str
    start: int
    end: int
    items: list[Item]
    heading: str = ""
    before: Item | None = None
    level: str = ""  # the school level that the paragraph last spoke of


def split_items(text: str, start: int, end: int, quantities: list[Quantity], stops: list[int]) -> list[Item]:
    """Give each quantity of a sentence the span of its clause before and behind it; stops are the clause marks."""
    items: list[Item] = []
    for i, quantity in enumerate(quantities):
        behind = quantities[i + 1].start if i + 1 < len(quantities) else end
        before, after = bisect_left(stops, quantity.start), bisect_left(stops, quantity.end)
        stop_before = stops[before - 1] if before else start - 1
        stop_behind = stops[after] if after < len(stops) else end
        behind_last = quantities[i - 1].end if i else start
        left = max(_before_bracket(text, stop_before, behind_last, stops), behind_last, start)
        item = Item(quantity, (left, quantity.start), (quantity.end, min(stop_behind, behind)), stop_behind)
        if "(" in text[start:left]:
            item.inside = _find_bracket(text, items, left, stops)
        items.append(item)
    return items


def _before_bracket(text: str, stop: int, least: int, stops: list[int]) -> int:
    """Return where the clause begins whose last mark is stop: 学校(含幼儿园,下同) begins before its bracket."""
    opened = text.rfind("(", least, stop) if text[stop : stop + 1] == ")" else -1
    if opened < 0:
        return stop + 1
    mark = bisect_left(stops, opened)
    begun = max(stops[mark - 1] + 1 if mark else least, least)
    return begun if text[begun:opened].strip() else stop + 1


def _find_bracket(text: str, items: list[Item], left: int, stops: list[int]) -> Item | None:
    """Return the item directly before the bracket in which text[left] stands."""
    depth = 0
    for stop in reversed(stops[: bisect_left(stops, left)]):
        if text[stop] == ")":
            depth += 1
        elif text[stop] == "(":
            if depth == 0:
                return next((item for item in reversed(items) if item.quantity.end == stop), None)
            depth -= 1
    return None


# ---------------------------------------------------------------- the words before a quantity


def read_left(item: Item, previous: Item | None, text: str, lead_end: int) -> None:
    """Find the noun before a quantity and what its clause says of a rise, a fall or a comparison."""
    start = max(item.left[0], lead_end)
    joined = previous is not None and previous.stop > item.quantity.start
    rose = _ROSE_TO.match(text, item.left[0], item.left[1]) if joined else None
    if rose:
        item.move, item.reached = "rise", True
        return
    if text[item.left[1] - 1] == "的" and _RELATIVE.fullmatch(text, item.left[0], item.left[1]):
        start = item.left[0]
    if joined and previous.noun_right and not _pays_for(previous):
        start = max(start, text.find(previous.noun_right, item.left[0]) + len(previous.noun_right))
        start += text[start] == "、"
    words = _read_elsewhere(item, _drop_remarks(text[start : item.left[1]].rstrip(" ")))
    if item.quantity.form == "rank":
        words = _RANKED.sub("", words)
    elif item.quantity.unit == "个百分点":
        words = _ABOVE.sub("", words)
    words = _read_move(item, words, joined and previous.compared)
    item.noun = words if _RELATIVE.fullmatch(words) else _trim(_FROM_END.sub("", words))


_REMARK = re.compile(
    r"[,、;]?(?:下同|以下同|(?:以下)?简称[^()]*|详?见[^()]*)(?=\))|\((?:主要)?(?:包括|包含|即|指)[^()]*\)"
)


def _drop_remarks(words: str) -> str:
    """Drop what a bracket says of the text (下同) or only explains (包括…); what narrows or adds (含, 不含) stays."""
    return _REMARK.sub("", words).replace("()", "") if "(" in words else words


def _pays_for(item: Item) -> bool:
    """投入2亿改造校舍14栋: what money is for is said of the money and of what is counted next."""
    return item.quantity.unit_class == "money" and bool(_verbs("flow").match(item.noun_right))


def _read_move(item: Item, words: str, compared: bool) -> str:
    """Take the verb of a rise or fall and the comparison (比上年) off the end of a clause."""
    move = _MOVE.search(words)
    if move and _is_move(move, words, compared):
        item.move = "fall" if _FALLS.fullmatch(move["verb"]) else "rise"
        nominal = move["nominal"] or move["verb"] in _NOMINAL_RISE
        item.reached = bool(move["to"]) and not nominal and move["to"] != "约"
        words = _ADVERB.sub("", words[: move.start()])
        item.compared = compared
    compare = _COMPARE.search(words)
    if compare:
        item.compared = True
        words = words[: compare.start()]
    if item.quantity.form == "multiple" and not item.move:
        words = _MULTIPLE_OF.sub("", words)
    return words


def _is_move(move: re.Match, words: str, compared: bool) -> bool:
    """新增学位 names an act, and 多, 少, 高, 低 move only after a comparison."""
    if move["verb"] in {"多", "少", "高", "低", "快", "升", "降", "增", "减"}:
        return (
            compared
            or bool(_COMPARE.search(words))
            or (bool(move["to"] or move["nominal"]) and move["verb"] in "升降增减")
        )
    if move["verb"] in {"压减", "缩减", "压缩", "调减"} and not (move["to"] or move["nominal"]):
        return compared or bool(_COMPARE.search(words)) or "%" in words or not _DONE_END.search(words[: move.start()])
    return move["verb"] != "新增"


_ELSEWHERE = re.compile(
    r"(?:分别|均|都|也|明显|远|略|大幅|而|同期)*(?:高于|低于|超过|优于|好于|领先于?|不及)?(?P<whose>全国|全省|全区|全市|全州|全盟|自治区|省)(?:同期)?(?:的)?(?P<mean>平均|均值)?(?:水平|值|标准)?(?:的|为|是|达)*$"
)


def _read_elsewhere(item: Item, words: str) -> str:
    """Notice somebody else's value: 高于全省的89%, 全国平均为81%."""
    match = _ELSEWHERE.search(words)
    if not match or not (match["mean"] or _BEYOND.search(match.group())):
        return words
    item.elsewhere = match["whose"]
    return words[: match.start()]


# the name of the currency, the start of a change, the whole that a part is taken from (民办学校中有18所)
_INTRODUCES = re.compile(
    r"(?:(?:折合)?(?:人民币|新台币|港币|澳门币|澳币)|(?<![理自缘])由|(?<=[校园生师人员区县市业目学])中|(?:散布|分布|坐落)着)$"
)
# what joins a measure to the base that it is paid on: 补助由每人每月…, 标准分别提高到每生每年…
_BEFORE_BASE = re.compile(
    r"(?<=[\u4e00-\u9fff])(?:分别|统一)?(?:由|从|为|是|按|(?:提高|增加|调整|提升)[到至为])(?=每[^,。;]{1,10}$|[小初高中学幼][^,。;]{1,4}每[^,。;]{1,8}$)"
)


def _trim(words: str) -> str:
    """Strip what introduces and closes a noun: conjunctions, the document's own place, actors, copulas."""
    words = strip_lead(words)
    before = None
    while before != words:
        before = words
        words = _IN_ALL.sub("", _COPULA.sub("", _INTRODUCES.sub("", words)).rstrip("的 :,“("))
        words = _ADVERB.sub("", words) if len(words) > 2 else words
    words = _BEFORE_BASE.sub("", strip_lead(_cut_stock(words)))
    return "" if words in {"中", "里", "内", "上"} else words


def strip_lead(words: str) -> str:
    """Strip conjunctions, numbering, the document's own place and the acting office from the start of a clause."""
    before = None
    while before != words:
        before = words
        for pattern in (_LEAD, _OWN_PLACE, _ACTOR, _MANNER):
            match = pattern.match(words)
            if match and match.end() < len(words) + (pattern is not _MANNER):
                words = words[match.end() :]
    return words


def _hide_names(words: str) -> str:
    """Blank titles, quoted names and brackets, so that no mark or verb within them counts."""
    return _QUOTED.sub(lambda m: "〇" * len(m.group()), words)


def _cut_stock(words: str) -> str:
    """Drop everything up to the last verb that only introduces a stock (建成, 拥有), outside names and 的-clauses."""
    if words.startswith(("每", "平均每")):
        return words
    hidden = _hide_names(words)
    cut = 0
    for match in _stock_cut().finditer(hidden):
        rest = hidden[match.end() :]
        relative = "的" in rest and match.start() > 0 and len(match.group()) > 1
        if len(rest) >= 2 and not _NO_OBJECT.match(rest) and not relative and not _NEW.search(hidden, 0, match.start()):
            cut = match.end()
    return words[cut:]


# ---------------------------------------------------------------- the words behind a quantity

_MEAN_WORDS = re.compile(r"(?:平均)?(?:水平|增速|速度|幅度|标准|目标|要求|底线|红线|比例)(?![\u4e00-\u9fff]{2})")


def read_right(item: Item, text: str, quantities: list[Quantity]) -> tuple[str, str]:
    """Split the words behind a quantity into the noun that it counts and the clause about it; ("", "") if none.

    >>> read_right(Item(Quantity(0, 2, 9.0, "个"), (0, 0), (2, 11), 11), "9个旗县区全部通过验收", [])
    ('旗县区', '全部通过验收')
    """
    words = text[item.right[0] : item.right[1]]
    percent = item.quantity.unit in {"%", "‰"} and item.quantity.form != "fraction"
    if percent and words.startswith("的") and item.noun.endswith(_RATES):
        return "", ""  # 持证率达到90%的学校: the schools are not what the rate is of
    if words.startswith(("、", " 、")) or _ROSE_TO.fullmatch(words) or _rises_behind(words):
        return "", ""
    words = words.strip(" ")
    if item.right[1] < item.stop:
        words = _before_next(item, words)
    if percent and not words.startswith("的"):
        clause = words[found.end() :] if (found := _ALL.match(words)) else words
        return ("", clause) if clause != words or _VERB_RIGHT.match(words) else ("", "")
    words = words.removeprefix("的").rstrip("的 、")
    if not _NOUN_START.match(words) or _MEAN_WORDS.match(words):
        return "", ""
    verb = _VERB_RIGHT.match(words)
    if verb and not _NOUN_LIKE_VERB.match(words):
        return "", words
    if _NOT_NOUN.match(words):
        return "", ""
    verb = next((m for m in _VERB_RIGHT.finditer(words, 1) if not _inside_noun(words, m)), None)
    closed = _end_of_institution(item, words)
    if closed and (not verb or closed < verb.start()):
        act = words[closed:].removeprefix("共")
        return words[:closed], act if _verbs("flow").match(act) else ""
    if not verb:
        return words.rstrip("中里"), ""
    clause = words[verb.start() :]
    if _counts_again(item, clause, quantities):
        return words[: verb.start()].rstrip("的中里"), ""
    if item.stop > item.right[1]:
        clause += _without_numbers(text, item.right[1], item.stop, quantities)
    return words[: verb.start()].rstrip("的中里"), clause


def _counts_again(item: Item, clause: str, quantities: list[Quantity]) -> bool:
    """Tell whether a bare verb leads to a part of the same things: 15个项目已开工13个."""
    if item.right[1] == item.stop or len(clause) > 4:
        return False
    following = next((q for q in quantities if q.start == item.right[1]), None)
    return bool(following) and following.unit == item.quantity.unit


def _end_of_institution(item: Item, words: str) -> int:
    """Return where the name of counted institutions ends that lead to another number, else 0.

    Behind it stands what they do (8所院校招收新生…人) or who is counted next (8所院校毕业生共…人).
    """
    institution = _INSTITUTION.search(words) if item.quantity.unit in _PLACE_UNITS else None
    if not institution or item.right[1] == item.stop:
        return 0
    end = institution.end()
    acts = _verbs("flow").match(words, end + (words[end : end + 1] == "共"))
    return end if acts or _PERSONS.search(words, end + 1) else 0


_PARTITION = re.compile(r"(?<![高初])[中里](?:已?有|共有|[只仅]有)$")
_PLACE_UNITS = {"所", "家"}
_PERSONS = re.compile(r"[生师人员]$")
_SPREAD = re.compile(r"(?:散布|分布|坐落)着.*$")
_INSTITUTION = re.compile(r"学校|院校|高校|幼儿园|企业|单位|机构|公司")


def _before_next(item: Item, words: str) -> str:
    """Return of the words between two quantities of a clause those that can belong to the first.

    The last of a list and the verb of a change (占比降至) lead to the second.
    """
    hidden = _hide_names(words)
    if "、" in hidden:
        return words[: hidden.rindex("、")]
    move = _MOVE.search(words)
    if move and move["to"]:
        return _ADVERB.sub("", words[: move.start()])
    words = _SPREAD.sub("", _PARTITION.sub("", words))
    return (words.split("分别")[0] or words).removesuffix("共")


def _is_parted(item: Item, text: str) -> bool:
    """民办学校中有18所: the noun before the number is the whole."""
    return bool(_PARTITION.search(text, item.left[0], item.left[1]))


_RATES = ("率", "占比", "比例", "比重", "覆盖面")
_TOLD_OF = re.compile(r"(?:成功|顺利)?(?:入选|获|荣获|通过|参加|与|同|被)")
_NOUN_LIKE_VERB = re.compile(r"(?:在|受|建设|开设|需要|由|经|可|能|为|从|给|向|有)")


_RISES = re.compile(r"[\u4e00-\u9fff]{1,4}(?:到了?|至|为|成)(?:(?:19|20)\d\d年?(?:年?底|末|初)?|今年|目前|现在的?)?的?")


def _rises_behind(words: str) -> bool:
    """46个压减至, 9所增加到2022年的: a verb of change and the number that it leads to."""
    return bool(_RISES.fullmatch(words.strip()))


def _without_numbers(text: str, start: int, end: int, quantities: list[Quantity]) -> str:
    pieces, done = [], start
    for quantity in quantities:
        if start <= quantity.start < end:
            pieces.append(text[done : quantity.start])
            done = quantity.end
    return "".join([*pieces, text[done:end]])


_NOUN_AROUND = re.compile(
    r"在[校园读职岗编建]|上[海等]|接受教育|建成区|高中|有关|专业|能力|可持续|为主|达标(?:学?校|园)|受[教援]|通过率|建设|从[业教]|给予|与会|使用权|开展式|需求|[导取]向|由衷|经[费验济]|职能|智能|功能|将军|完成率|"
    r"可爱|方向|志愿|为民|在线|经典|经营|有机|拥有者|入学率|毕业生|毕业班|录取率|就业率|在[建用]|经开|投入品|实现率"
)


def _inside_noun(words: str, match: re.Match) -> bool:
    """Tell whether a verb found behind a quantity is a part of a noun or stands in a name."""
    if any(m.start() <= match.start() < m.end() for m in _NOUN_AROUND.finditer(words)):
        return True
    return any(words.count(a, 0, match.start()) > words.count(b, 0, match.start()) for a, b in ("“”", "《》"))


# ---------------------------------------------------------------- putting subjects together


def find_subjects(sentence: Sentence, lead_ends: list[int]) -> None:
    """Fill noun, move and subjects of every item of a sentence; lead_ends is where time expressions before it end."""
    items, text = sentence.items, sentence.text
    quantities = [item.quantity for item in items]
    i = 0
    while i < len(items):
        read_left(items[i], items[i - 1] if i else None, text, lead_ends[i])
        size = _group_size(items, i, text)
        if size == 1 or not _distribute(sentence, i, size):
            _set_subject(sentence, i, quantities)
            size = _share_subject(items[i : i + size], text)
        items[i].listed = _place_in_list(items, i, text)
        i += size
    _share_clauses(items, text)


_MOVED_MARK = re.compile(rf"[、,](?P<verb>{RISE}|{FALL})")


def _group_size(items: list[Item], i: int, text: str) -> int:
    """Return how many numbers stand side by side from i on, each of 分别增长3%、下降2% with its own verb."""
    mark = _MOVED_MARK if items[i].move and "分别" in text[items[i].left[0] : items[i].left[1]] else _GROUP_MARK
    size = 1
    while i + size < len(items):
        between = text[items[i + size - 1].quantity.end : items[i + size].quantity.start]
        if not (_GROUP_MARK.fullmatch(between) or mark.fullmatch(between)):
            break
        size += 1
    return size


def _share_subject(group: list[Item], text: str) -> int:
    """Give the subject of a number to those of its unit behind it (每月350元、550元); return how many have it."""
    first = group[0]
    for i, item in enumerate(group[1:], 1):
        between = text[group[i - 1].quantity.end : item.quantity.start]
        if not first.noun or between in {",", ";"} or item.quantity.unit != first.quantity.unit:
            return i
        item.subjects = list(first.subjects)
        _move_as(item, first, text)
    return len(group)


def _place_in_list(items: list[Item], i: int, text: str) -> int:
    """Return the place of an item in a list of kinds of schools that are only counted: 小学5所、初中3所; else 0."""
    item = items[i]
    if item.quantity.unit not in _SCHOOL_UNITS or not _INSTITUTION_END.search(item.noun) or item.move:
        return 0
    last = items[i - 1] if i else None
    between = text[last.quantity.end : item.quantity.start] if last else ""
    joined = between[:1] in {"、", ",", ";"} and len(between) <= len(item.noun) + 2
    return last.listed + 1 if last and last.listed and joined else 1


def _distribute(sentence: Sentence, i: int, size: int) -> bool:
    """Give the numbers of a list to the things of a list: 小学、初中巩固率分别为99%、98%."""
    group = sentence.items[i : i + size]
    first = group[0]
    if first.noun:
        members = [[m] for m in _list_members(sentence, i, size)] or _one_for_all(sentence, first, size)
    else:
        earlier = [item for item in sentence.items[:i] if not item.move or item.reached][-size:]
        members = [list(source.subjects) for source in earlier]
    if len(members) != size:
        return False
    for place, (item, member) in enumerate(zip(group, members, strict=True), 1):
        item.subjects, item.group, item.group_start = member, place, first.left[0]
        _move_as(item, first, sentence.text)
    return True


def _move_as(item: Item, first: Item, text: str) -> None:
    """Let a number of a list rise, fall or compare as the first, unless it has a verb of its own."""
    verb = _MOVED_MARK.fullmatch(text, item.left[0], item.left[1]) if item is not first else None
    own = ("fall" if _FALLS.fullmatch(verb["verb"]) else "rise") if verb else ""
    item.move, item.reached = own or first.move, first.reached
    item.compared, item.elsewhere = first.compared, first.elsewhere


_NAMED_AREA = r"(?!(?:城|郊|县|农牧?|牧|山|林|库|灾|老城|主城|边境)区|县城|乡镇)[\u4e00-\u9fff]{1,6}[市县区旗州盟镇乡]"
_NAMED_AREAS = re.compile(
    rf"(?:{_NAMED_AREA}(?:、|和|与|及)){{1,40}}{_NAMED_AREA}[两三四五]?分别(?=[\u4e00-\u9fff]{{2}})"
)
_ONE_EACH = re.compile(r"(?P<things>.+)分别(?P<act>[\u4e00-\u9fff].+|[\u4e00-\u9fff])")


def _list_members(sentence: Sentence, i: int, size: int) -> list[str]:
    """Return the complete name of each thing that a list of numbers is about; [] if they are not as many."""
    first = sentence.items[i]
    clause = sentence.text[first.left[0] : first.left[1]]
    places = _NAMED_AREAS.search(clause)
    if places and len(_MEMBER_MARK.split(places.group())) == size and clause[places.end() :] in first.noun:
        first.noun = clause[places.end() :]
        return [first.noun] * size
    each = _ONE_EACH.fullmatch(first.noun)
    members = [m + each["act"] for m in _split_members(each["things"], size)] if each else []
    members = members or _split_members(first.noun, size)
    if members and all(_is_only_level(m, first.quantity) for m in members):
        previous = _antecedent(sentence, i)
        source = previous.subjects[0] if previous and previous.subjects else ""
        return [_of_level(sentence, i, m, source) for m in members]
    return members


def _one_for_all(sentence: Sentence, first: Item, size: int) -> list[list[str]]:
    """东城、西城两区支出分别为…, 2021年、2022年分别招聘…: a list of places or years has one subject for all."""
    clause = sentence.text[first.left[0] : first.left[1]]
    before = clause[: clause.rfind(first.noun)]
    listed = clause.count("年") >= size and "分别" in clause
    return [[first.noun]] * size if listed or len([m for m in _MEMBER_MARK.split(before) if m]) == size else []


def _split_members(noun: str, size: int = 0) -> list[str]:
    """Split a list of things that share a head or a qualifier into complete names; [] if it is no such list."""
    if size in {0, 2} and noun.startswith("男女"):
        return ["男" + noun[2:], "女" + noun[2:]]
    members = [m for m in _MEMBER_MARK.split(noun) if m]
    if size and len(members) != size:
        members = noun.split("、")
    if len(members) < 2 or (size and len(members) != size):
        return []
    stem = _STEM.match(members[0])
    if stem and len(stem[1]) > 3 and all(_LEVEL_PREFIX.fullmatch(m) for m in members[1:]):
        return [members[0], *(stem[1] + m for m in members[1:])]
    members[-1] = _SUMMED.sub(r"\1", members[-1])
    head = _shared_head(members)
    if head:
        return [m if m.endswith(head) else m + head for m in members]
    prefix = _LEVEL_PREFIX.match(members[0])
    if prefix and _RATE_END.search(members[0]) and len(prefix.group()) < len(members[0]):
        return [m if _LEVEL.search(m) else prefix.group() + m for m in members]
    return members


_OFFICE = re.compile(r"(?P<name>国家|自治区|省|市|县|区|旗|校|院|乡镇?)级?")


def _shared_head(members: list[str]) -> str:
    """Return the words that the last member closes for all: 教师学历合格率 in 小学、初中教师学历合格率."""
    last, others = members[-1], members[:-1]
    office = _OFFICE.match(last)
    if office and office.end() < len(last) and all(_OFFICE.fullmatch(m) for m in others):
        return last[office.end("name") :]
    level = _LEVEL_PREFIX.match(last)
    if level and len(level.group()) < len(last) and all(_LEVEL_PREFIX.fullmatch(m) or len(m) <= 4 for m in others):
        return last[level.end() :]
    ending = _RATE_END.search(last)
    if any(_RATE_END.search(m) for m in others):
        return ""
    width = len(others[-1])
    same_end = len(last) > width and last[width - 1] == others[-1][-1]
    if same_end or (ending and len({len(m) for m in others}) == 1):
        return last[width:]
    return ""


def _set_subject(sentence: Sentence, i: int, quantities: list[Quantity]) -> None:
    item, text = sentence.items[i], sentence.text
    if announced := _announced(item, sentence):
        item.subjects = [announced]
        return
    noun, clause = read_right(item, text, quantities)
    if noun and _is_parted(item, text) and _VERB_RIGHT.match(noun):
        noun, clause = "", noun + clause
    previous = _antecedent(sentence, i)
    if item.noun and text[item.left[0]] == "的" and i and not noun:
        item.subjects = [item.noun]  # 持证率达到90%的学校36所: the number before is said of them
    elif noun and _counts_right(item, noun):
        item.noun_right, item.clause = noun, clause
        item.subjects = [_join_right(item, noun, clause, text)]
    elif clause and not item.noun and previous:
        item.subjects = [_about(clause, previous.noun_right or _RATE_OF_PERSONS.sub("", previous.subjects[0]))]
    elif clause and item.noun and item.quantity.unit in {"%", "‰"}:
        item.subjects = [item.noun + clause]
    elif item.inside and item.inside.subjects:
        item.part_of = item.inside
        part = _PART_WORD.sub("", item.noun)
        item.subjects = [complete_part(part, item.inside.subjects[0], item.quantity)]
    elif whole := _share_of_counted(sentence, i):
        item.subjects = [whole]
    elif not item.noun:
        item.subjects = _without_noun(sentence, i, previous)
    elif noun and len(noun) <= 3 and not clause:
        item.noun_right = noun
        item.subjects = [item.noun + noun]
    elif clause and not noun and not item.move and (_TOLD_OF.match(clause) or _is_parted(item, text)):
        item.subjects = [_about(clause, item.noun)]
    else:
        item.subjects = _complete(sentence, i, previous)


_OF_COUNTED = re.compile(r"的(?P<rate>比例|比重)?(?:为|是|达到?)?")


def _share_of_counted(sentence: Sentence, i: int) -> str:
    """占财政支出436亿元的21%: the share of the part in a whole that is stated with its own number; "" if it is none."""
    item, last = sentence.items[i], sentence.items[i - 1] if i else None
    if not last or not last.share_of or item.quantity.unit not in {"%", "‰"}:
        return ""
    match = _OF_COUNTED.fullmatch(sentence.text, last.quantity.end, item.quantity.start)
    return f"{last.share_of}占{last.subjects[0]}{'的' + match['rate'] if match['rate'] else ''}" if match else ""


def _without_noun(sentence: Sentence, i: int, previous: Item | None) -> list[str]:
    """Return the subjects of a quantity without words of its own: those of the one before, or the clause before."""
    item = sentence.items[i]
    if i == 0 and not item.move and (topic := _clause_measure(sentence, i)):
        return [topic]
    if not previous:
        return [_topic_before(sentence, i)]
    if total := _sum_of_list(sentence, i):
        return [total]
    left = sentence.text[item.left[0] : item.left[1]].rstrip("约达到为")
    if item.quantity.unit != "%" or not left.endswith(("占", "占比")):
        return list(previous.subjects)
    item.part_of = previous.part_of
    whole = previous.part_of.subjects[0] if previous.part_of and previous.part_of.subjects else ""
    return [f"{previous.subjects[0]}占{whole if whole and left.endswith('占') else '比'}"]


_NAMED_IN_SUM = 3
_SUM = re.compile(r"[,、;]?(?:共计?|合计|总计|总共)(?:有|为|达到?)?")


def _sum_of_list(sentence: Sentence, i: int) -> str:
    """Return what a sum adds up: what school levels share (小学教师…人、初中教师…人,共计…人), else all by name."""
    item = sentence.items[i]
    if not _SUM.fullmatch(sentence.text, item.left[0], item.left[1]):
        return ""
    names = []
    for earlier in reversed(sentence.items[:i]):
        if earlier.quantity.unit != item.quantity.unit or earlier.move or not (earlier.noun or earlier.noun_right):
            break
        names.insert(0, earlier.subjects[0])
    if len(set(names)) < 2:
        return ""
    for width in range(min(map(len, names)) - 1, 1, -1):
        common = names[0][-width:]
        if _BARE.fullmatch(common) and all(n.endswith(common) and _LEVEL_PREFIX.fullmatch(n[:-width]) for n in names):
            return common
    return "、".join(names) if len(names) <= _NAMED_IN_SUM else ""


_RATE_OF_PERSONS = re.compile(r"(?<=[生师人员])[\u4e00-\u9fff]{1,5}率$")
_AMOUNT_WORD = re.compile(r"(?:的?(?:数量|总数|数|名次|位次))?$")


def _announced(item: Item, sentence: Sentence) -> str:
    """27所:改造提升的乡村学校数量: a number that opens a line is told behind a colon."""
    text, end = sentence.text, item.quantity.end
    if item.quantity.start != sentence.start or text[end : end + 1] != ":":
        return ""
    return strip_lead(_AMOUNT_WORD.sub("", _CLAUSE_MARK.split(text[end + 1 : sentence.end])[0]))


def _antecedent(sentence: Sentence, i: int) -> Item | None:
    """Return the item before whose subject an item without words of its own takes over.

    Growth belongs to the last amount or count, a number to the last of its own unit; else the last item of all.
    """
    if not i:
        return sentence.before
    item = sentence.items[i]
    earlier = [x for x in sentence.items[:i] if x.subjects and x.subjects[0]]
    near = [x for x in earlier if x.inside is item.inside] or earlier
    if near and _REACHED.fullmatch(sentence.text, item.left[0], item.left[1]):
        return near[-1]
    if item.quantity.unit == "个百分点":
        return ([x for x in near if x.quantity.unit == "%"] or near or [None])[-1]
    if item.quantity.unit in {"%", "倍"} and _GROWS.search(sentence.text, item.left[0], item.left[1]):
        alike = [x for x in near if x.quantity.unit not in {"%", "‰", "个百分点"}]
    else:
        alike = [x for x in near if _same_unit(x.quantity, item.quantity) and x.quantity.unit != "%"]
    return (alike or near or [None])[-1]


_REACHED = re.compile(r"[,、 ]?(?:(?:已|总数|总量)?(?:达到?|增?至|为))?")
_GROWS = re.compile(r"(?:增长|增加|减少|增幅|增速|降幅|同比下降|同比上升)")


def _same_unit(a: Quantity, b: Quantity) -> bool:
    return a.unit == b.unit or a.unit_class == b.unit_class == "person"


def _counts_right(item: Item, noun: str) -> bool:
    """Tell whether a quantity counts the noun behind it: nothing, a verb or 的 stands before it, no noun."""
    words = item.noun
    if not words or item.quantity.form == "fraction":
        return True
    left = _WHOLE_PLACE.sub("", words[-24:])
    if _verb_end().search(left) or left.endswith(("的", "了", "等")) or _PREPOSITION_END.search(left):
        return True
    if words.startswith(("为", "给", "对", "向")) and len(words) <= 12:
        return True
    return len(words) <= 4 and len(noun) > 3 and not _BARE.fullmatch(words) and not _RATE_END.search(words)


_PURPOSE = re.compile(r",(?:主要|全部|专项|重点)?(用于[^,。;]{2,24})")


def _join_right(item: Item, noun: str, clause: str, text: str) -> str:
    """Put together the act before a quantity, the noun behind it, and what is said of that."""
    left = _WHOLE_PLACE.sub("", item.noun)
    if left.endswith("等") and not clause:
        return _LIST_START.split(left)[-1] + noun
    if left.startswith(("为", "给", "对", "向")) and not _verb_end().search(left):
        left = left[1:]
    if left and _PREPOSITION_END.search(left):
        left = _PREPOSITION_END.sub("", left)
        left = left if _verb_end().search(left) else ""
    verb = _verb_end().search(left) if left else None
    if verb and _verbs("stock").fullmatch(verb["verb"]) and not _NEW.search(left, 0, verb.start()):
        left = left[: verb.start()]
        left = left if left.endswith("的") else ""
    if verb and left and len(left) > 14 and not left.endswith("的"):
        left = verb.group()
    if item.quantity.unit == "元" and (purpose := _PURPOSE.match(text, item.stop)):
        clause = purpose[1]
    about = _about(clause, noun) if clause else noun
    return left.removesuffix("了") + about


def _about(clause: str, noun: str) -> str:
    """Put a clause before the noun that it is about: 通过验收 + 县区 → 通过验收的县区."""
    clause = _ALREADY.sub("", clause).strip("、,的 ")
    return f"{clause}的{noun}" if clause and len(clause) <= 40 and not clause.startswith(("每", "预计")) else noun


def _share_clauses(items: list[Item], text: str) -> None:
    """Give the clause behind the last of several counted nouns to all: 36支代表队、498名运动员参加…"""
    for item, following in zip(items[-2::-1], items[:0:-1], strict=True):
        between = text[item.quantity.end : following.quantity.start]
        if item.noun_right and not item.clause and following.clause and between == f"{item.noun_right}、":
            item.clause = following.clause
            item.subjects = [_about(item.clause, subject) for subject in item.subjects]


def _topic_before(sentence: Sentence, i: int) -> str:
    """Take the clause before as the topic of a quantity that has no words of its own."""
    start = sentence.items[i].left[0] - 1
    if start <= sentence.start or sentence.text[start] not in ",:;":
        return sentence.heading
    words = _CLAUSE_MARK.split(sentence.text[sentence.start : start])[-1]
    if any(item.quantity.end > start - len(words) for item in sentence.items[:i]):
        return sentence.heading
    return strip_lead(_TOPIC_END.sub("", words))[:30] or sentence.heading


def complete_part(part: str, whole: str, quantity: Quantity) -> str:
    """Complete the name of a part by the whole that it is part of.

    >>> complete_part("公办园", "幼儿园专任教师", Quantity(0, 1, 1.0, "人", unit_class="person"))
    '公办园专任教师'
    """
    if not part:
        return whole
    counts_schools = quantity.unit in _SCHOOL_UNITS and (quantity.unit == "所" or bool(_SCHOOLS.search(whole)))
    act = _acts().match(whole)
    if counts_schools and act and _LEVEL_PREFIX.fullmatch(part) and _SCHOOLS.search(whole):
        return act.group() + part
    if _MODIFIER.fullmatch(part) and not (counts_schools and part.endswith("园")):
        if act and _acts().fullmatch(part):
            whole = whole[act.end() :]
        level = _LEVEL_PREFIX.match(whole)
        if level and level.end() < len(whole) and (part.endswith("园") or level.group().endswith("教育")):
            whole = whole[level.end() :]
        return part + whole
    if _INSTITUTION_END.search(part) and _LEVEL_PREFIX.fullmatch(part) and not counts_schools:
        return part + (_LEVEL_OR_SCHOOL.sub("", whole) or whole)
    return with_level(part, whole)


_SCHOOLS = re.compile(r"(?:学校|校|园|小学|初中|高中|中学|教学点|机构)(?:\([^()]*\))?$")
_LEVEL_OR_SCHOOL = re.compile(rf"^(?:{_AREA}{_OWNER}{LEVEL}|学校(?=.))")


@cache
def _acts() -> re.Pattern:
    """One act or several (新建、改扩建) that open a subject; 新 makes an act of a verb that introduces a stock."""
    verb = f"(?:{_verbs('flow').pattern}|新(?:{_verbs('stock').pattern})|新开工)"
    return re.compile(f"{verb}(?:[、和]{verb})*")


def with_level(noun: str, source: str) -> str:
    """Put the school level of source before a noun that needs one and has none."""
    if not _BARE.fullmatch(noun):
        return noun
    level = _LEVEL.search(source.split("(")[0])
    if not level or level.start() > 8 or _LEVEL.search(noun):
        return noun
    words = _EDUCATION_END.sub("", source[: level.end()])
    act = _verbs("flow").match(words)
    words = words[act.end() :] if act and act.end() < len(words) else words
    return words + noun if not words.endswith(noun) else noun


_BASE = re.compile(r"(?:平均)?每[^,。;]{1,10}?(?:拥有|配备|配有|有|占有)|生均|人均|校均|班均|师均")
_OF_A_PROJECT = re.compile(
    r"完成投资|(?:计划|估算|项目)?总?(?:投资|建筑面积|占地(?:面积)?|用地(?:面积)?|面积|造价|概算)|总[量额数值]|(?:奖励|补助|资助|配套)资金|新增学位"
)
_CARRIED_OUT = re.compile(r"^(?:实施|推进|安排)")
_MEASURED = re.compile(r"(?:总?(?:投资|建筑面积|占地(?:面积)?|用地(?:面积)?|造价|概算)|规划用地)(?:额)?$")


def _complete(sentence: Sentence, i: int, previous: Item | None) -> list[str]:
    """Complete a noun before its quantity from a list that shares the number, from 其中, and from what came before."""
    item, text, noun = sentence.items[i], sentence.text, sentence.items[i].noun
    left = text[item.left[0] : item.left[1]]
    source = previous.subjects[0] if previous and previous.subjects else ""
    share = item.quantity.unit in {"%", "‰"} and item.quantity.form != "lost"
    if "其中" in left[:4]:
        item.part_of = sentence.items[i - 1] if share and i else previous
    elif (
        previous and previous.part_of and not item.inside and ";" not in text[previous.quantity.end : item.left[0] + 1]
    ):
        item.part_of = previous.part_of
    if noun.startswith("占") and not noun.startswith(("占地", "占用")):
        if share or item.quantity.form == "lost":
            return [source + noun]
        item.share_of = source
        return [strip_lead(noun[1:])]
    if share and left.rstrip().endswith(("占", "占到")):
        return [noun + "占" + (item.part_of.subjects[0] if item.part_of and item.part_of.subjects else "比")]
    if item.part_of and item.part_of.subjects:
        return [complete_part(noun, item.part_of.subjects[0], item.quantity)]
    members = _split_members(noun) if _SHARED.search(left[-8:]) or ("、" in noun and _all_rates(noun)) else []
    if members:
        return members
    return [
        _from_before(
            sentence,
            i,
            noun,
            source,
            joined=bool(i) and _GROUP_MARK.match(text, previous.quantity.end if previous else 0),
        )
    ]


def _from_before(sentence: Sentence, i: int, noun: str, source: str, joined: bool) -> str:
    """Complete a noun by the subject before it, the clause before it, or the heading."""
    item = sentence.items[i]
    if _BARE.fullmatch(noun) and (completed := _complete_bare(sentence, i, noun)):
        return completed
    listed = joined and sentence.text[item.left[0]] == "、"
    return (
        (_take_over(item, noun, source, listed, opens=not i) if source else "")
        or _of_a_project(sentence, i, noun)
        or _take_up(sentence, i, noun, source)
        or (_share_act(item, noun, source) if listed else "")
        or _of_topic(sentence, i, noun, source)
        or _first_level(noun, [source.split("占")[0], sentence.level, sentence.heading])
        or noun
    )


def _complete_bare(sentence: Sentence, i: int, noun: str) -> str:
    """Put the nearest school level before 在校生, 专任教师…; the noun alone where it speaks of a whole, "" if none."""
    carried, of_all = _carried(sentence, i)
    return _first_level(noun, carried) or (noun if of_all else "")


def _first_level(noun: str, sources: list[str]) -> str:
    """Return a noun with the first school level that one of the sources gives it, "" if none does."""
    return next((completed for x in sources if (completed := with_level(noun, x)) != noun), "")


def _take_over(item: Item, noun: str, source: str, listed: bool, opens: bool) -> str:
    """Complete 数量, 首批, a base (每百名学生拥有…) or an act alone by the subject before."""
    if _AMOUNT_ALONE.fullmatch(noun):
        return _AMOUNT_END.sub("", _without_act(source) if noun.endswith(_TOTALS) else source) + noun
    if _BATCH.fullmatch(noun) and not opens:
        return noun + _BATCH.sub("", source)
    base = None if _is_only_level(noun, item.quantity) else _BASE.match(source)
    if base and listed and not _BASE.match(noun):
        return base.group() + noun
    if not opens and _verbs("flow").fullmatch(noun) and item.quantity.unit_class not in {"money", "percent"}:
        own = _verbs("flow").match(source)
        return noun + _TERMS.sub("", source[own.end() if own else 0 :])
    return ""


def _take_up(sentence: Sentence, i: int, noun: str, source: str) -> str:
    """Complete a noun that takes up the end of a subject of its sentence."""
    if i and _pays_for(sentence.items[i - 1]):
        return noun
    for earlier in (source, *(x.subjects[0] for x in reversed(sentence.items[:i]) if x.subjects)):
        if continued := _continue(earlier, noun):
            return _without_act(continued) if noun.endswith(_TOTALS) else continued
    return ""


def _share_act(item: Item, noun: str, source: str) -> str:
    """Give the act of a subject to the next thing of its list: 招聘教师46名、校医3名."""
    own = _verbs("flow").match(source)
    shared = own and item.quantity.form != "percent" and not _verbs("flow").match(noun)
    return own.group() + noun if shared else ""


def _of_topic(sentence: Sentence, i: int, noun: str, source: str) -> str:
    """Complete a zone, a school level, a base of payment or 生均 alone by what is measured."""
    item = sentence.items[i]
    if is_zone(noun):
        topic = _colon_topic(sentence, item) or source or _topic_before(sentence, i)
        return noun + topic if topic != noun else noun
    if _is_only_level(noun, item.quantity):
        return _of_level(sentence, i, noun, source)
    if _PAID_ON.search(noun) and (topic := _colon_topic(sentence, item) or _clause_measure(sentence, i)):
        return topic + noun
    if source and _PER_HEAD.fullmatch(noun):
        level = _LEVEL_PREFIX.match(source)
        return source[: level.end()] + noun + source[level.end() :] if level else noun + source
    return ""


_TERMS = re.compile(r"^[对为给向](?=.{2})|(?<=.{2})按?每[生人名][^,。;]*$")
_AMOUNT_ALONE = re.compile(r"数量|人数|总人数|总数量?|总量|金额|总金额|总额")
_TOTALS = ("总数", "总量", "总人数")
_AMOUNT_END = re.compile(rf"(?:{_AMOUNT_ALONE.pattern})$")
_BATCH = re.compile(r"^首批|^[首一二三]期|^第[一二三四五]批")
_PAID_ON = re.compile(r"^[^率费额贴助准金]*每[人生](?:每[年月天学期]+)?$")


def _without_act(subject: str) -> str:
    """A total is of the stock, not of the act: 新组建学区4个,总数达19个."""
    act = _acts().match(subject)
    return subject[act.end() if act else 0 :]


def _carried(sentence: Sentence, i: int) -> tuple[list[str], bool]:
    """Return the subjects whose school level a noun can take over, the nearest first, and whether it speaks of a whole.

    It does behind a list of kinds of schools (小学5所、初中3所,在校生…) and in the sentence behind a part (其中…).
    """
    items, before = sentence.items, sentence.before
    left = sentence.text[items[i].left[0] : items[i].left[1]]
    names = []
    for earlier in reversed(items[:i]):
        if _ends_list(earlier, sentence.text, left):
            return [*names, *_whole_of(earlier), sentence.heading], True
        if earlier.subjects:
            names.append(earlier.subjects[0].split("占")[0])
    if before and (before.part_of or _ends_list(before, sentence.text, left)):
        return [*names, *_whole_of(before), sentence.heading], True
    return names, False


_SUMS_UP = re.compile("共|合计|总")


def _ends_list(item: Item, text: str, left: str) -> bool:
    """Tell whether an item is the last of a list of kinds of schools that a total behind it can be of."""
    side_by_side = text[item.left[0]] == "、"
    return item.listed >= (2 if side_by_side or _SUMS_UP.search(left) else 3)


def _whole_of(item: Item) -> list[str]:
    """Return the subject of the whole that an item is a part of, [] if it is none."""
    while item.part_of and item.part_of is not item:
        item = item.part_of
        if not item.part_of:
            return item.subjects[:1]
    return []


_GRADES = r"(?:[一二三四五六七八九](?:至[一二三四五六七八九])?年级)?"
_LEVEL_GRADES = re.compile(rf"{LEVEL}{_GRADES}")
_BASE_END = re.compile(r"(?:每[^,。;]{1,10})?")
_OF_ALL_LEVELS = re.compile(r"^各(?:级各类|级|类|个?学段|阶段)(?:教育|学校|学段)?")
_MEASURE = re.compile(
    rf"^(?:平均)?每[名位百千万个所班校生人师]|[生人校班师户]均|{_RATE_END.pattern}|(?:津贴|补贴|补助|定额|次数|时间)$"
)


def _of_level(sentence: Sentence, i: int, noun: str, source: str) -> str:
    """Complete a school level that stands alone by what is measured: 生均经费:小学…元,初中…元."""
    topic = _colon_topic(sentence, sentence.items[i]) or _clause_measure(sentence, i)
    if not topic and source and not _LEVEL_PREFIX.fullmatch(source):
        return _swap_level(source, noun)
    topic = topic or _heading_measure(sentence) or ("" if source else _topic_before(sentence, i))
    topic = _OF_ALL_LEVELS.sub("", topic)
    return noun + topic if topic != noun else noun


def _swap_level(source: str, noun: str) -> str:
    """Put a school level in the place of the one in a subject, or before a subject without one.

    >>> _swap_level("公用经费标准小学每生每年", "初中"), _swap_level("小学一至二年级作业时间", "初中")
    ('公用经费标准初中每生每年', '初中作业时间')
    """
    levels = list(_LEVEL_GRADES.finditer(source))
    if not levels:
        return noun + source
    last = levels[-1]
    if _MEASURE.search(source[: last.start()]) and _BASE_END.fullmatch(source, last.end()):
        return source[: last.start()] + noun + source[last.end() :]
    return noun + source[: levels[0].start()] + source[levels[0].end() :]


def _clause_measure(sentence: Sentence, i: int) -> str:
    """Return the measure that the clause before opens or closes with (生均图书册数持续提升,小学31册), "" if none."""
    item, text = sentence.items[i], sentence.text
    least, end = sentence.items[i - 1].quantity.end if i else sentence.start, item.left[0] - 1
    if end <= least or text[end] not in ",:":
        return ""
    clauses = _CLAUSE_MARK.split(text[least:end])
    if i and len(clauses) < 2:  # the rest of the clause of the quantity before
        return ""
    words = _GRANTED.sub("", _MOVE.sub("", _TOPIC_END.sub("", clauses[-1])))
    words = strip_lead(_ADVERB.sub("", words))
    return words if _MEASURE.search(words) else ""


_GRANTED = re.compile(r"^.*(?:申领|享受|领取|获得|给予|发放|发给|补发|拨付|提供)")
_LINE_NUMBER = re.compile(
    r"\s*(?:[(](?:\d{1,2}|[一二三四五六七八九十]{1,2})[)]|\d{1,2}[.、]|[一二三四五六七八九十]{1,2}、)"
)
_NUMBERED_LINES = 8
_LINE_REACH = 600


def _heading_measure(sentence: Sentence) -> str:
    """Return the measure that a heading names for the numbered lines below it: 各级教育生均经费 over (1)小学为…"""
    text = sentence.text
    first = text.find("\n", sentence.start - _LINE_REACH) if sentence.start > _LINE_REACH else 0
    lines = [line for line in text[first : sentence.start + 6].split("\n") if line.strip()][-_NUMBERED_LINES:]
    mark = _LINE_NUMBER.match(lines[-1]) if lines else None
    for line in reversed(lines[:-1] if mark else []):
        number = _LINE_NUMBER.match(line)
        if number and _number_form(number) == _number_form(mark):
            continue
        words = line[number.end() if number else 0 :].strip().rstrip(":")
        return words if _MEASURE.search(words) and not _CLAUSE_MARK.search(words) else ""
    return ""


def _number_form(mark: re.Match) -> str:
    return re.sub("[一二三四五六七八九十]+", "一", re.sub(r"\d+", "1", mark.group().strip()))


def _of_a_project(sentence: Sentence, i: int, noun: str) -> str:
    """Complete 总投资, 占地, 新增学位 by what they are of: the item or the clause before."""
    if not _OF_A_PROJECT.search(noun):
        return ""
    if not i:
        topic = _topic_before(sentence, i)
        acts = [m.end() for m in _verbs("flow").finditer(topic) if m.end() < len(topic)]
        topic = topic[acts[-1] :] if acts else ""
        return _continue(topic, noun) or (topic + noun if topic and _OF_A_PROJECT.fullmatch(noun) else "")
    once = sentence.text.count(noun, sentence.start, sentence.end) == 1
    if not _OF_A_PROJECT.fullmatch(noun) or (noun == "新增学位" and once):
        return ""
    near = [x for x in sentence.items[:i] if x.inside is sentence.items[i].inside and x.subjects]
    if not noun.endswith("资金"):  # persons are paid, but neither built nor built on
        near = [x for x in near if x.quantity.unit_class != "person" and not x.subjects[0].endswith(("学位", "床位"))]
    return _MEASURED.sub("", _CARRIED_OUT.sub("", near[-1].subjects[0])) + noun if near else ""


_PER_HEAD = re.compile(r"(?:生均|人均|校均|班均|师均|户均|平均)")


_ANNOUNCES = re.compile(r"(?:分别|情况)?(?:为|是|如下)?$")
_COLON = re.compile(r"(?<!\d):")


def _colon_topic(sentence: Sentence, item: Item) -> str:
    """Return what a colon in the sentence announces: 生均公用经费支出:小学2986元,初中4120元."""
    colons = [m.start() for m in _COLON.finditer(sentence.text, sentence.start, item.quantity.start)]
    words = _CLAUSE_MARK.split(sentence.text[sentence.start : colons[-1]])[-1] if colons else ""
    words = strip_lead(_ANNOUNCES.sub("", words))
    return words if len(words) > 1 else ""  # 问, 答


def name_level(subjects: list[str]) -> str:
    """Return the words of a subject up to its school level, "" if it names none near its start."""
    subject = subjects[0].split("占")[0] if subjects else ""
    level = _LEVEL.search(subject.split("(")[0])
    return subject[: level.end()] if level and level.start() <= 6 else ""


def is_zone(noun: str) -> bool:
    """Tell whether a noun is a functional zone, whose division is the one that contains it."""
    return bool(_ZONE.fullmatch(noun))


def _all_rates(noun: str) -> bool:
    return all(member.endswith(("率", "占比", "比例")) for member in _MEMBER_MARK.split(noun))


def _is_only_level(noun: str, quantity: Quantity) -> bool:
    return bool(_LEVEL_PREFIX.fullmatch(noun)) and quantity.unit not in _SCHOOL_UNITS


def _continue(subject: str, noun: str) -> str:
    """Join a noun that takes up the end of the subject before: …重点建设项目 + 项目总数 → …重点建设项目总数."""
    for width in range(min(len(subject), len(noun)), 1, -1):
        if subject.endswith(noun[:width]):
            return subject + noun[width:]
    return ""
