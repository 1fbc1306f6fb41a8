"""The time of a number by what it is of, where a note dates schools and pupils, graduates and money apart."""

from __future__ import annotations

import re

from helpers.extract.clauses import Item
from helpers.extract.context import Context
from helpers.language import Period

_KINDS = (  # what a note calls figures, and the subjects that are meant
    (re.compile("经费|财务|投入|收支"), re.compile("$^")),
    (re.compile("资助"), re.compile("资助|助学")),
    (re.compile("毕业|就业"), re.compile("毕业|就业|升学|落实率")),
    (re.compile("教师|教职工"), re.compile("教师|教职工")),
    (re.compile("学生|在校|幼儿|招生"), re.compile("在校|在园|招生|学生|幼儿|[男女]生|研究生|本科|专科")),
    (re.compile("办学条件|校舍"), re.compile("校舍|面积|图书|设备|计算机")),
    (re.compile("学校|园所"), re.compile("学校|院校|园|中专|高中|小学|初中")),
)


def find_topic_time(item: Item, context: Context) -> Period | None:
    """Return the time that a note of the text gives what a number is of, None if it gives none."""
    subject = "".join(item.subjects[:1])
    subject += "学生" * (item.quantity.unit_class == "person")  # 其中五年制1284人
    money = item.quantity.unit_class == "money"
    for named, meant in _KINDS:
        if money if named.search("经费") else not money and meant.search(subject):
            told = next((topic for topic in context.dated if named.search(topic.words)), None)
            return Period(0, 0, told.period, "stated", "frame") if told else None
    return None
