"""Which act a subject tells of, where a word of it names one that is not done to what is counted."""

from __future__ import annotations

import re

from helpers.concepts.facets import Concept, replace
from helpers.concepts.joining import TEACHING

_SERVICES = frozenset({"after_school_service", "nap", "live_lessons", "school_bus", "club", "synchronous_class"})
_PERSONS = frozenset({"pupil", "child", "teacher", "full_time_teacher"})
_NEW_SCHOOLS = re.compile("新(?:校区?|建?学校|园)")
_NEW_OF = re.compile("新[开建办]的[^的]*占地")  # 去年新开的第三幼儿园占地9.8亩
_TERM_BEGINS = re.compile("(?:同时|同日|如期|正式|顺利|准时|今日)开学")
_STARTS = re.compile("^开办[^的]{2,14}的|^开[通设展](?!园|学).*的[^的]*(?:学校|小学|中学|初中|高中|园|教学点)$")

_GETS = re.compile(
    "(?:室|楼|馆|场|宿舍|公寓|周转房|基地|食堂|厕所|设备|设施|系统|平台|器材|空调)的[^的建]*(?:学校|小学|中学|初中|高中|园|教学点)$"
)


def settle_event(concept: Concept, subject: str) -> Concept:
    """Return a concept without the acts that its subject tells of something else.

    课后服务惠及学生 take part in what all get, 新校招聘教师 are recruits of new schools, 开通同步课堂的学校 were not
    opened, who gets a 奖学金 was paid, not honoured, who registers for 招聘 (报名) was not recruited yet,
    nor is pay (聘用教师工资).

    >>> settle_event(Concept("pupil", "count", attribute="school_bus", event="supported"), "校车惠及学生").event
    ''
    >>> settle_event(Concept("teacher", "count", event="new recruited"), "新校招聘教师").event
    'recruited'
    """
    if not concept.event:
        return concept
    done, codes = concept.event.split(), set(concept.attribute.split())
    gets = concept.population == "school" and _GETS.search(subject)  # 建设录播教室的小学, 添置设备的学校 stand already
    apart = {
        "supported": concept.population in _PERSONS and codes & _SERVICES,
        "new": gets or _NEW_OF.search(subject) or (concept.population in TEACHING and _NEW_SCHOOLS.search(subject)),
        "building": gets,
        "built": gets,
        "opened": concept.population == "school" and (_STARTS.search(subject) or _TERM_BEGINS.search(subject)),
        "recruited": concept.population == "candidate" or (concept.population == "money" and "pay" in codes),
        "honoured": "scholarship" in codes and "supported" in done,
    }
    if concept.population == "school" and _TERM_BEGINS.search(subject):
        concept = replace(concept, coverage="")  # all begin their term
    kept = [act for act in done if not apart.get(act)]
    return concept if len(kept) == len(done) else replace(concept, event=" ".join(kept))
