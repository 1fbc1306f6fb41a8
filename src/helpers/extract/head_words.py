"""How the words of a table's heads are put as a reader would write them."""

from __future__ import annotations

import re

_DEGREE = re.compile(
    r"(?:博士|硕士)?(?:研究生)?(?:大学)?(?:本科|专科|专科|大专|中专|高中|中师)?(?:阶段)?(?:毕业|学历)?(?:[及或]?以[上下])?"
)


def finish_subject(subject: str) -> str:
    """Write 在校生数人数, 学校学校总数, 女在校生 and 幼儿园公办园数 as a reader does.

    >>> [finish_subject(words) for words in ("在校生数人数", "公立学校学校总数", "幼儿园公办园数", "女在校生")]
    ['在校生人数', '公立学校数', '公办幼儿园数', '在校女生']
    """
    subject = re.sub(r"^研究生(博士|硕士)", r"\1研究生", subject)
    subject = re.sub(r"研究生毕业(博士|硕士)(?:研究生)?(?:学历)?", r"\1研究生毕业", subject)
    subject = re.sub(r"(?<=专任教师)教师(?=占比|比例)", "", subject)
    subject = re.sub(r"达标(?=达标)", "", subject)
    subject = re.sub(r"(?<!子)([男女])[生性]?(在[校园])(?=学?生|幼儿)", r"\2\1", subject)
    subject = re.sub(r"(?<=在[校园])(?:学?生|幼儿)总?数?(?=寄宿生|住校生|走读生|留守儿童)", "", subject)
    subject = re.sub(r"录取(?=录取)", "", subject)
    subject = re.sub(r"(?:总?人?数)(?=人数$)", "", subject)
    subject = re.sub(r"(贷款|资助|补助|减免)(?=\1(?:总?金额|人[数次]|资金))", "", subject)
    subject = re.sub(r"^(?:学前教育|幼儿园)(.{0,6}?)(?:幼儿)?(?:学校|园)(?=数$)", r"\1幼儿园", subject)
    subject = re.sub(r"^学前教育(?=教职工|专任教师|班级?数)", "幼儿园", subject)
    subject = re.sub(r"(?<=在园)总?人(?=数$)", "幼儿", subject)
    return re.sub(r"学校(?=学校)|(?<=[校园生师工])总(?=数$)", "", subject)


def is_degree(words: str) -> bool:
    """Tell whether words name a degree that people have: 研究生, 本科及以上.

    >>> is_degree("本科及以上"), is_degree("普通高中")
    (True, False)
    """
    return bool(_DEGREE.fullmatch(words))
