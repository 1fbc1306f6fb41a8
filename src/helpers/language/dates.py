"""How dates, school years and words that stand for a time are written."""

from __future__ import annotations

import datetime
import re
from functools import cache

from helpers.language.numerals import CHINESE
from helpers.language.opening import compile_opening

YEAR = r"(?:19|20)\d\d"
CHINESE_DIGITS = r"[九〇零][〇零一二三四五六七八九]{2}"
CHINESE_YEAR = rf"[一二]{CHINESE_DIGITS}"
# 本县112年, 较111年, 至112年底: a year of the Republic; 办学112年 and 112年来 are lengths of time
# 午餐112年度补助经费: with 年度 it is one behind any word
_MINGUO = (
    r"(?:(?<![^本全县市省区府乡镇截至到自于较与和同比在及,。:;()、\s])1[01]\d(?=年(?!来|间|前|后|历|校|以|多|里|如|的))"
    r"|(?<=[\u4e00-\u9fff])(?<!第)1[01]\d(?=年度))"
)
_ANY_YEAR = rf"(?:{YEAR}|{CHINESE_YEAR}|{_MINGUO})"
TO = r" ?(?:[-—–~～至到→]{1,2}) ?"
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_QUARTER = r"第?[一二三四1-4]季度|首季度?|前[二两三]个?季度"
_PART = rf"上半年|下半年|{_QUARTER}|前(?:\d|1[01]|[两二三四五六七八九十]{{1,2}})个月"
_AND = "[、/和与及]"
# behind 23年 or before it where it may be a year; 23年来, 从教23年, 23年如一日 are lengths of time
_OF_SHORT_YEAR = (
    rf"(?=年?[底末初]|年{_MONTH}月|年度(?!过)|年(?:上|下)半年|年[一二三四]季度|年[春秋]季"
    r"|年(?:新[建增招聘改扩办]|全[县市省区旗州国校]|招[生聘收录]|投[入资用]|培训|建成|开工|竣工|完成|安排|发放|毕业|小学|初中|高中|在校|幼儿园))"
)


@cache
def get_calendar() -> re.Pattern:
    """Return the pattern of dates, school years, and months and parts of a year without it."""
    return compile_opening(
        # what may open a date: the search skips the rest, and numbers behind which no date goes on
        r"(?=[民今去上下第首前本\d〇零一二三四五六七八九十])"
        r"(?=[民今去上下第首前本]|[\d〇零一二三四五六七八九十]{1,4}+ ?[年月学届世季/、和与及\-—–~～至到→]"
        r"|(?<=[AS] )(?:(?<=PISA )|(?<=TIMSS )))(?:"
        rf"(?P<school1>{YEAR})年?(?:{TO}|/)(?P<school2>{YEAR}|\d\d)年?学年度?(?P<opens>初)?"
        rf"|(?P<term1>{YEAR})年秋季?(?:学期)?(?:{TO}|[和与及、](?![^。;]{{0,40}}分别))(?P<term2>{YEAR})年春季?(?:学期)?(?:这一?个?学年)?"
        rf"|(?P<fiscal>{YEAR})(?:{TO}|/)(?:{YEAR}|\d\d)年?(?:财政年度|财年)"
        rf"|(?<!\d)(?P<pupils1>\d\d)(?:{TO}|/)(?P<pupils2>\d\d)学年度?"
        rf"|(?:民国)?(?<![\d第])(?P<minguo1>1[01]\d)(?:学年度?)?{TO}(?P<minguo2>1[01]\d)学年度?"
        r"|(?:民国)?(?<![\d第])(?P<minguo>1[01]\d)学年度?|民国(?P<minguo_year>\d{2,3})年度?"
        r"|民国(?P<minguo_cn>一[〇零一二三四五六七八九]{2})(?P<minguo_school>学?)年度?"
        rf"|(?:(?<=PISA )|(?<=TIMSS ))(?P<study>{YEAR})(?!年)"
        rf"|(?P<school>{YEAR})学年度?(?P<begins>初)?"
        rf"|(?P<class>{YEAR})届(?=[^,。;]{{0,6}}(?:生|业|班)|[^,。;\d]{{0,12}}毕业生)"
        rf"|(?:(?P<year1>{_ANY_YEAR})年|(?P<this1>[今去]年)|(?<![\d年月.:/第-]))(?P<month1>{_MONTH})(?:月份?(?:(?P<day1>{_DAY})日)?)?{TO}"
        rf"(?:(?P<year2>{_ANY_YEAR})年|(?P<next>次年|翌年|第二年))?(?:(?P<month2>{_MONTH})月(?!龄)份?(?:(?P<day2>{_DAY})日)?|(?P<day3>{_DAY})日)"
        rf"|(?P<years>{YEAR}年?(?:{_AND}(?:{YEAR}|\d\d)年?){{0,8}}{_AND}(?:{YEAR}|\d\d)(?:年度?|[两二三四五六]年))"
        rf"|(?P<from>{_ANY_YEAR})年?{TO}(?P<to>{_ANY_YEAR}|\d\d(?=年))年?(?![\d月])(?!年?代)"
        rf"|(?<![\d.年第])(?P<short1>\d\d)年?{TO}(?P<short2>\d\d){_OF_SHORT_YEAR}年"
        rf"|(?:上世纪|上个世纪|20世纪|二十世纪)?(?P<decade>[1-9]0|[五六七八九]?[一二三四五六七八九]十|(?:19|20)\d0)年代"
        r"|(?P<century>(?:\d\d|[一二]?十[一八九]?|上个?|本)世纪)(?=[初末]|中[叶期]|[前后]期)"
        rf"|(?P<year>{_ANY_YEAR})年度?"
        rf"(?: ?(?P<month>{_MONTH})月份?(?: ?(?P<day>{_DAY})日)?)?(?P<part>{_PART})?"
        rf"|(?<![\d.年第])(?P<short>\d\d){_OF_SHORT_YEAR}年(?:(?P<short_month>{_MONTH})月份?)?(?P<short_part>{_PART})?"
        rf"|(?P<bare_part>上半年|下半年|(?<![每这上下各\d]){_QUARTER}|(?<![\u4e00-\u9fff])前(?:\d|1[01]|[两二三四五六七八九十]{{1,2}})个月)"
        rf"|(?<![\d年])(?P<bare>1[0-2]|0?[1-9])月(?!龄)(?:份|(?P<bareday>{_DAY})日)?)"
    )


@cache
def get_relative() -> re.Pattern:
    """Return the pattern of words that stand for a time: 去年, 近三年, 目前."""
    return compile_opening(
        r"(?=[去上下前明今年本目现当同是那至如正眼过这近最\d〇零一二两三四五六七八九十百千万亿廿卅])"
        r"(?=[去上下前明今年本目现当同是那至如正眼过这近最]|\d{1,2}+[ 多余年]"
        r"|[〇零一二两三四五六七八九十百千万亿廿卅]{1,20}+[点 多余年])(?:"
        r"(?:(?<=[,。;:)“\n])|(?<=计划|力争|未来|今后|争取|确保)|(?<=[将拟用在])|^)(?P<within>[两三四五六2-6])年(?:时间)?(?:之)?内(?!(?:[^,。;\d]{0,8}\d+学时)?[^,。;\d]{0,8}率)|"
        r"(?P<ahead>[一二两三四五六七八九十]|\d{1,2})年(?:之)?后(?=[,全我本将小初高学预])|"
        r"(?:(?<=[,。;\n(])|(?<=[由从比])|^)(?P<ago>[两三四五六七八九十]|\d{1,2}) ?年前|"
        r"(?P<two>去今|今明|明后)[两二2]年|"
        r"(?:(?P<last>去年|上年度?|上一年度?|上学年度?)|(?P<before>前年)|(?P<next>明年)"
        rf"|(?P<this>今年|(?<![一二两三四五六七八九十\d])年内|本年度?|今春|今秋))(?:(?P<part>{_PART})|(?P<month>1[0-2]|0?[1-9])月份?|[春夏秋冬]天)?"
        r"|(?P<this_school>[本下]学年度?)|(?<=[,。;\n])(?P<same>[当同]年|是年(?=[,全我])|那一?年(?=[,春夏秋冬]|\d{1,2}月))(?![级龄度份]|[^,。]{0,3}[的在我他她入])"
        r"|(?P<now>目前|(?<!在)现有|现已|现在|现共|当前|至今(?!年)|如今|正在|眼下|现拥有|现设|现开|现培养|现辖"
        r"|(?:(?<=[,。;:\n])|^)现(?=(?:[我本全][省市县区旗州盟校]|[省市县区旗州盟]内)共?有))"
        r"|(?P<review>一年来|过去一年|过去的一年|这一年|一年间)"
        rf"|(?:近|过去|最近|前)?(?P<n>(?<!\d)\d{{1,2}}|{CHINESE}|五|十)(?:多|余)?年(?:来|间|以来|里)"
        r"|(?:近|过去|最近)(?P<recent>\d{1,2}|[两三四五六七八九十]+)年)"
    )


def is_date(text: str) -> bool:
    """Tell whether a text is a year, a month or a day as ISO 8601 writes them.

    >>> [is_date(text) for text in ("2024", "2024-02", "2024-02-29", "2024-13", "2023-02-29", "2024/3", "last year")]
    [True, True, True, False, False, False, False]
    """
    if not re.fullmatch(r"\d{4}(?:-\d\d){0,2}", text):
        return False
    try:
        datetime.date.fromisoformat(text + "-01" * (2 - text.count("-")))
    except ValueError:
        return False
    return True
