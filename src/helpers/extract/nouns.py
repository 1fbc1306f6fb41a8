"""The noun before or behind a quantity, and what its clause says of a rise, a fall or a comparison."""

from __future__ import annotations

import re

from helpers.extract.clauses import Item
from helpers.extract.words import ADVERB, FALLS, MOVE, get_stock_cut, get_verbs, hide_names
from helpers.language import Quantity

_NOMINAL_RISE = ("增幅", "涨幅", "增速", "增长率", "降幅", "减幅")


_ROSE_TO = re.compile(r"[\u4e00-\u9fff]{1,4}(?:到了?|至|为|成)(?![\u4e00-\u9fff]*[,。;])")
_RANKED = re.compile(
    r"(?:持续|连续[^,]{1,4}年|稳定?|继续|均|已|跃)*(?:位居|位列|名列|列|居|排名|排在?|跻身|保持|进入|跨入|迈入|[上提跃前下]?[升移进降滑](?=[到至为]))[^,。;]*$"
)
_IN_ALL = re.compile(r"在全[市县区旗省州盟国]$")
_RELATIVE = re.compile(r"(?:从|由|向|在|与|经)(?!全[市县省国])[^,。;]{2,24}的")
_FROM_END = re.compile(
    r"(?:比起?|较(?![多大好快高]))[^,。;:、由从自的每]{1,10}的$|[由从自](?:(?:19|20)\d\d年?(?:年?底|末|初)?|去年|上年|上学年|[^,。;由从自的每]{0,6}(?:时|初|末|前|年))?的?$"
)
_COMPARE = re.compile(
    r"(?:分别)?(?:同比|环比|同期|(?<![占之对例师生机幼职])比(?![例重率值赛为由])|比(?=上年|上学年|去年|前年|(?:19|20)\d\d)|较(?![大多好快高为强])|[与同和][^,、]{1,12}相比|相比)[^,]*$"
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
VERB_RIGHT = re.compile(
    r"(?:已|现|均|都|也|又|正|全部|全面|全|先后|成功|顺利|正式|率先)*(?:参加|通过|入选|登上|安装|更换|承担|举行|做到|代表(?!队|性|作|处|大会|团)|每|获得|获批|获评|荣获|获|完成|完工|建成|接入|实现|达到|达标|赴|前往|投入|使用|用于|接受|享受|纳入|进入|受益|受到|受|开展|进行|"
    r"被|经|走进|合格|竣工|开工|面向|建有|建起|开设|设有|配备|配齐|拥有|配有|就读|入读|入学|毕业|上岗|到岗|到校|到场|到会|组成|表示|选择|需要|需|由|毛入|启用|交付|覆盖|成为|评为|晋升|参与|通车|立项|结题|符合|具有|具备|来自|位于|属于|"
    r"留[在任]|去(?:了|往)|推行|共[建办](?!共)|[开复返]学(?![\u4e00-\u9fff])|开[园班](?![\u4e00-\u9fff])|预计|"
    r"同(?!时|步|比|期|样|等|类)|加入|创建|申报|深化|接入|惠及|同上|返乡|升入|考入|考取|录取|报名|报考|取得|申请|满意|转为|转入|用上|吃上|住上|脱贫|落户|签约|运行|运营|在|与|向|从|给|为|将|能|可|有(?!限|关|机|效|色|线))"
)


_ABOVE = re.compile(r"(?:高于|低于|超过|高出|超出)[^,。;]*$")


_MULTIPLE_OF = re.compile(r"(?:是|为|相当于|达到?)[^,。;]{1,14}的$")
_DONE_END = re.compile(r"[已共计全]$")
_BEYOND = re.compile("高于|低于|超过|优于|好于|领先|不及")
NEW = re.compile(r"(?<![创更革])新$")
_NO_OBJECT = re.compile(r"的|后|中(?![小学职等])|内(?!部|蒙)")
_ALL = re.compile(r"(?:全部|均|已|都|全)+")
_NOUN_START = re.compile(r"[\u4e00-\u9fffA-Za-z“《]")


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
    if joined and previous.noun_right and not pays_for(previous):
        start = max(start, text.find(previous.noun_right, item.left[0]) + len(previous.noun_right))
        start += text[start] == "、"
    words = _read_elsewhere(item, _drop_remarks(text[start : item.left[1]].rstrip(" ")))
    if item.quantity.form == "rank":
        words = _RANKED.sub("", words)
    elif item.quantity.unit == "个百分点":
        words = _ABOVE.sub("", words)
    words = _read_move(item, _ADJUNCT.sub("", words), joined and previous.compared)
    item.noun = words if _RELATIVE.fullmatch(words) else _trim(_FROM_END.sub("", words))


# how a comparison is made is no part of what is compared: 同口径比上年增长, 剔除一次性因素后较上年增长
_ADJUNCT = re.compile(
    r"(?:按|以)?(?:同|可比|同一|相同|原)(?:统计)?口径(?:计算|测算|相比|比较)?|(?:剔除|扣除|不含|不考虑)[^,。;、]{2,16}(?:后|外|之后|以外)(?=同比|比|较|,|$)"
)
_REMARK = re.compile(
    r"[,、;]?(?:下同|以下同|(?:以下)?简称[^()]*|详?见[^()]*)(?=\))|\((?:主要)?(?:包括|包含|即|指)[^()]*\)"
)


def _drop_remarks(words: str) -> str:
    """Drop what a bracket says of the text (下同) or only explains (包括…); what narrows or adds (含, 不含) stays."""
    return _REMARK.sub("", words).replace("()", "") if "(" in words else words


def pays_for(item: Item) -> bool:
    """投入2亿改造校舍14栋: what money is for is said of the money and of what is counted next."""
    return item.quantity.unit_class == "money" and bool(get_verbs("flow").match(item.noun_right))


def _read_move(item: Item, words: str, compared: bool) -> str:
    """Take the verb of a rise or fall and the comparison (比上年) off the end of a clause."""
    move = MOVE.search(words)
    if move and _is_move(move, words, compared):
        item.move = "fall" if FALLS.fullmatch(move["verb"]) else "rise"
        nominal = move["nominal"] or move["verb"] in _NOMINAL_RISE
        item.reached = bool(move["to"]) and not nominal and move["to"] != "约"
        words = ADVERB.sub("", words[: move.start()])
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
        words = ADVERB.sub("", words) if len(words) > 2 else words
    words = _BEFORE_BASE.sub("", strip_lead(cut_stock(words)))
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


def cut_stock(words: str) -> str:
    """Drop everything up to the last verb that only introduces a stock (建成, 拥有), outside names and 的-clauses."""
    if words.startswith(("每", "平均每")):
        return words
    hidden = hide_names(words)
    cut = 0
    for match in get_stock_cut().finditer(hidden):
        rest = hidden[match.end() :]
        relative = "的" in rest and match.start() > 0 and len(match.group()) > 1
        if len(rest) >= 2 and not _NO_OBJECT.match(rest) and not relative and not NEW.search(hidden, 0, match.start()):
            cut = match.end()
    return words[cut:]


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
        return ("", clause) if clause != words or VERB_RIGHT.match(words) else ("", "")
    words = words.removeprefix("的").rstrip("的 、")
    if not _NOUN_START.match(words) or _MEAN_WORDS.match(words):
        return "", ""
    verb = VERB_RIGHT.match(words)
    if verb and not _NOUN_LIKE_VERB.match(words):
        return "", words
    if _NOT_NOUN.match(words):
        return "", ""
    verb = next((m for m in VERB_RIGHT.finditer(words, 1) if not _inside_noun(words, m)), None)
    closed = _end_of_institution(item, words)
    if closed and (not verb or closed < verb.start()):
        act = words[closed:].removeprefix("共")
        return words[:closed], act if get_verbs("flow").match(act) else ""
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
    acts = get_verbs("flow").match(words, end + (words[end : end + 1] == "共"))
    return end if acts or _PERSONS.search(words, end + 1) else 0


PARTITION = re.compile(r"(?<![高初])[中里](?:已?有|共有|[只仅]有)$")
_PLACE_UNITS = {"所", "家"}
_PERSONS = re.compile(r"[生师人员]$")
_SPREAD = re.compile(r"(?:散布|分布|坐落)着.*$")
_INSTITUTION = re.compile(r"学校|院校|高校|幼儿园|企业|单位|机构|公司")


def _before_next(item: Item, words: str) -> str:
    """Return of the words between two quantities of a clause those that can belong to the first.

    The last of a list and the verb of a change (占比降至) lead to the second.
    """
    hidden = hide_names(words)
    if "、" in hidden:
        return words[: hidden.rindex("、")]
    move = MOVE.search(words)
    if move and move["to"]:
        return ADVERB.sub("", words[: move.start()])
    words = _SPREAD.sub("", PARTITION.sub("", words))
    return (words.split("分别")[0] or words).removesuffix("共")


_RATES = ("率", "占比", "比例", "比重", "覆盖面")


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
