"""Invented tables for the tests of the charts: places, texts and numbers that exist nowhere."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import pandas as pd

from helpers.storage.tables import make_table

# Names as long as China's divisions get, short ones, and one that is no division.
NAMES = (
    "克孜勒苏柯尔克孜自治州",
    "包头市",
    "黔西南布依族苗族自治州",
    "乌审旗",
    "海西蒙古族藏族自治州",
    "上海市",
    "积石山保安族东乡族撒拉族自治县",
    "某某高新技术产业开发区",
    "丽水市",
    "台州市",
    "衢州市",
    "温州市",
)

LONG_ZH = "多媒体教学设备配备达到国家规定标准的中小学校所占的比例"
LONG_MEASURE_ZH = "义务教育阶段学校教师“县管校聘”管理体制改革（分批推进）"

LABELS = pd.DataFrame(
    [
        ("net", "校园网覆盖率", "Campus network", "%", "digital", "", "all"),
        ("media", LONG_ZH, "Share of schools equipped as the national norm asks", "%", "digital", "media", "all"),
        ("rooms", "班级多媒体建成率", "Classrooms with multimedia", "%", "digital", "media", "all"),
        ("retention", "九年义务教育巩固率", "Nine-year retention rate", "%", "access", "", "compulsory"),
        ("groups", "教育集团数", "Education groups", "个", "groups", "groups", "all"),
        ("alliances", "教育联盟数", "Education alliances", "个", "groups", "groups", "all"),
        ("pupils", "在校生数", "Pupils", "人", "scale", "pupils", "all"),
        ("spending", "教育经费支出", "Spending on education", "元", "funds", "", "all"),
    ],
    columns=["id", "label_zh", "label_en", "unit", "theme", "family", "level"],
)

MEASURE_LABELS = pd.DataFrame(
    [
        ("pool", "编制周转池", "Pool of posts"),
        ("pilot", LONG_MEASURE_ZH, "Teachers managed by the county and appointed by the schools, in batches"),
        ("safety", "校园安全三年行动", "Three-year safety drive"),
        ("training", "教师培训五年规划", "Five-year training plan"),
    ],
    columns=["id", "label_zh", "label_en"],
)

THEMES = pd.DataFrame(
    [
        ("teachers", "教师队伍", "Teachers and heads"),
        ("digital", "教育数字化", "Digital education"),
        ("moral", "思想政治教育与学校党的建设", "Ideological and moral education, Party building in schools"),
        ("funding", "经费与办学条件", "Funding and facilities"),
    ],
    columns=["theme", "label_zh", "label_en"],
)

TERMS = ("青年教师", "中小学", "铸牢中华民族共同体意识", "课程", "绩效工资", "一体化", "县管校聘", "体育")

GLOSSES = dict(zip(TERMS, ("young teachers", "schools", "a sense of community", "courses", "merit pay"), strict=False))


@dataclass(frozen=True)
class World:
    """All tables that the charts may be given."""

    places: list[str]
    articles: pd.DataFrame
    texts: pd.DataFrame
    slots: pd.DataFrame
    observations: pd.DataFrame
    indicators: pd.DataFrame
    comparison: pd.DataFrame
    measures: pd.DataFrame
    themes: pd.DataFrame
    keyness: pd.DataFrame
    rates: pd.DataFrame
    concreteness: pd.DataFrame
    implied: pd.DataFrame


def make_article(number: int, place: str, year: int) -> dict:
    return {
        "doc_id": f"{number:02d} {place}",
        "title": f"关于{place}教育事业发展情况的报告（第{number + 1}号）",
        "publisher": f"{place}教育局",
        "published": f"{year}-0{number % 9 + 1}-15" if number % 3 else str(year),
        "published_basis": "stated" if number % 3 else "inferred",
        "place": place,
        "place_level": "prefecture",
        "genre": ("news", "bureau_report", "communique", "work_report", "case")[number % 5],
        "use": "compared",
    }


def make_row(doc_id: str, start: int, indicator: str, place: str, value: float | None, **other: object) -> dict:
    unit = dict(zip(LABELS["id"], LABELS["unit"], strict=True))[indicator]
    return {
        "doc_id": doc_id,
        "start": start,
        "end": start + 4,
        "indicator": indicator,
        "school_level": "basic" if indicator == "pupils" else "all",
        "place": place,
        "place_level": "prefecture",
        "period": "2023",
        "as_of": "2023",
        "as_of_basis": "period",
        "value": value,
        "unit": unit,
        "qualifier": "exact",
        "kind": "share" if unit == "%" else "level",
        "basis": "point",
        "status": "actual",
        "damage": "none",
        "subject": indicator,
    } | other


def make_values(number: int, place: str, doc_id: str) -> list[dict]:
    """Make one place's numbers: rates up to both ends, counts of two concepts, a plan, a bound and a lost one."""
    pupils = 186000 + 1000 * number
    rows = [
        make_row(doc_id, 10, "net", place, (94, 100, 100, 100, 97.5, 100, 0, 100)[number % 8]),
        make_row(doc_id, 20, "media" if number % 2 == 0 else "rooms", place, (98, 100, 0, 100, 55.5)[number % 5]),
        make_row(doc_id, 30, "retention", place, (99.2, 101.4, 95)[number % 3], school_level="compulsory"),
        make_row(doc_id, 40, "groups" if number % 3 else "alliances", place, 20 + 7 * number),
        make_row(doc_id, 50, "pupils", place, pupils, low=pupils, high=pupils + 1000, bounds="()", qualifier="more"),
        make_row(doc_id, 60, "spending", place, 5.53e9 + number * 1e9, as_of_basis="document_date"),
        make_row(
            doc_id,
            70,
            "groups",
            place,
            60,
            low=60,
            bounds="[)",
            qualifier="more",
            status="planned",
            period="2025",
            as_of="2025",
        ),
    ]
    if number % 4 == 1:
        rows[2] |= {"value": None, "damage": "digits_lost"}
    return rows


def judge(indicator: str, level: str, a: str, b: str, rows: dict, grade: str) -> dict:
    row_a, row_b = rows.get((indicator, a)), rows.get((indicator, b))
    reasons = "missing"
    if row_a and row_b:
        lost = any(row["damage"] == "digits_lost" and not row.get("corrected") for row in (row_a, row_b))
        reasons = "damaged" if lost else {"comparable": "", "with_caution": "bounds_only"}.get(grade, "different_scope")
    ends = [f"{row['doc_id']}:{row['start']}" if row else "" for row in (row_a, row_b)]
    return {
        "indicator": indicator,
        "school_level": level,
        "place_a": a,
        "place_b": b,
        "row_a": ends[0],
        "row_b": ends[1],
        "grade": "not_comparable" if reasons in ("missing", "damaged") else grade,
        "reasons": reasons,
        "years_apart": 0,
    }


GRADES = {
    "net": "comparable",
    "retention": "comparable",
    "groups": "with_caution",
    "pupils": "with_caution",
    "spending": "comparable",
}


def make_comparison(rows: list[dict], places: list[str], grades: dict[str, str]) -> pd.DataFrame:
    chosen = {(r["indicator"], r["place"]): r for r in reversed(rows) if r["status"] == "actual"}
    keys = dict.fromkeys((r["indicator"], r["school_level"]) for r in rows)
    return make_table(
        [
            judge(indicator, level, a, b, chosen, grades.get(indicator, "not_comparable"))
            for indicator, level in keys
            for a, b in combinations(places, 2)
            if (indicator, a) in chosen or (indicator, b) in chosen
        ],
        "comparison",
    )


def make_measures(articles: list[dict]) -> pd.DataFrame:
    periods = ("2021/2025", "2022", "2012/2022", "2024-03/2026-02", "")
    rows = []
    for number, article in enumerate(articles):
        for k, measure in enumerate(MEASURE_LABELS["id"]):
            status = ("adopted", "pilot", "planned", "not_mentioned")[(number + k) % 4]
            period = periods[(number + 2 * k) % 5] if status != "not_mentioned" else ""
            rows.append(
                {
                    "measure": measure,
                    "place": article["place"],
                    "status": status,
                    "period": period,
                    "doc_id": article["doc_id"],
                    "start": 100 + k,
                }
            )
    return make_table(rows, "measures").drop_duplicates(["measure", "place"]).reset_index(drop=True)


def make_texts_tables(articles: list[dict]) -> dict[str, pd.DataFrame]:
    themes, keyness, rates, concreteness, texts, slots = [], [], [], [], [], []
    for number, article in enumerate(articles):
        doc_id, place = article["doc_id"], article["place"]
        texts.append(
            {
                "doc_id": doc_id,
                "characters": 2000 + 500 * number,
                "body_start": 100,
                "body_end": 1800 + 450 * number,
                "digits_kept": 3 if number == 1 else None,
            }
        )
        slots += [
            {"doc_id": doc_id, "start": 150 + 90 * k, "kind": "year" if k % 3 == 2 else "number"}
            for k in range(12 if number == 1 else 0)
        ]
        for k, theme in enumerate(THEMES["theme"]):
            count = (number * 5 + k * 7) % 30
            themes.append(
                {
                    "doc_id": doc_id,
                    "place": place,
                    "theme": theme,
                    "sentences": count,
                    "total": 30,
                    "share": count / 30,
                    "low": 0.0,
                    "high": 1.0,
                }
            )
        for k, term in enumerate(TERMS):
            keyness.append(
                {"place": place, "term": term, "count": 12 - k, "count_elsewhere": k, "z": 4.5 - k * 0.5 - number * 0.1}
            )
            rates.append({"place": place, "term": term, "count": 20 - 2 * k, "per_1000": 20.0 - 2 * k - number * 0.2})
        concreteness.append(
            {
                "doc_id": doc_id,
                "place": place,
                "characters": 2000,
                "sentences": 30,
                "quantities": 20,
                "per_1000": 5.0 + number,
                "per_1000_low": 3.0,
                "per_1000_high": 9.0 + number,
                "with_quantity": 10,
                "share": 0.1 * number % 1,
                "share_low": 0.0,
                "share_high": min(1.0, 0.1 * number % 1 + 0.2),
                "stated": 20 if number else 0,
                "planned": 2,
                "planned_share": 0.1 if number else None,
                "planned_low": 0.03,
                "planned_high": 0.3,
            }
        )
    return {
        "texts": make_table(texts, "texts"),
        "slots": pd.DataFrame(slots, columns=["doc_id", "start", "kind"]),
        "themes": make_table(themes, "themes"),
        "keyness": make_table(keyness, "keyness").drop_duplicates(["place", "term"]),
        "rates": pd.DataFrame(rates, columns=["place", "term", "count", "per_1000"]).drop_duplicates(["place", "term"]),
        "concreteness": make_table(concreteness, "concreteness"),
    }


def make_world(size: int, grades: dict[str, str] = GRADES, texts_each: int = 1) -> World:
    """Make the tables of a number of places with so many texts each."""
    places = list(NAMES[:size])
    articles = [make_article(n, place, 2022 + n % 3) for n, place in enumerate(places * texts_each)]
    rows = [row for n, place in enumerate(places) for row in make_values(n, place, articles[n]["doc_id"])]
    return World(
        places,
        make_table(articles, "articles"),
        observations=make_table(rows, "observations"),
        indicators=make_table(rows, "indicators"),
        comparison=make_comparison(rows, places, grades),
        measures=make_measures(articles),
        implied=make_table([], "implied"),
        **make_texts_tables(articles),
    )


class Lazy(Mapping[str, World]):
    """Worlds by name, each made when it is asked for first: to make all would take each worker of the tests seconds."""

    def __init__(self, makers: dict[str, Callable[[], World]]) -> None:
        self.makers, self.made = makers, {}

    def __getitem__(self, name: str) -> World:
        if name not in self.made:
            self.made[name] = self.makers[name]()
        return self.made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.makers)

    def __len__(self) -> int:
        return len(self.makers)


PROVINCE = "内蒙古自治区"
INSIDE = ("呼和浩特市", "包头市", "乌海市", "赤峰市", "通辽市", "鄂尔多斯市", "呼伦贝尔市", "巴彦淖尔市", "乌兰察布市")
ROUND = (*INSIDE, "兴安盟", "锡林郭勒盟", "阿拉善盟", *(f"某某第{n}新区" for n in "一二三四五六七八九十"))


def make_years(
    places: Sequence[str], years: Sequence[int], rates: Sequence[Sequence[float]], implied: Sequence[dict] = ()
) -> World:
    """Make a world in which each place states two rates and pupils for some years, one text a place.

    rates holds for each place the campus network of each year; None is a year that the place does not state.
    """
    articles = [make_article(n, place, 2024) for n, place in enumerate(places)]
    rows = []
    for n, (place, values) in enumerate(zip(places, rates, strict=True)):
        level = "province" if place == PROVINCE else "prefecture"
        for k, (year, value) in enumerate(zip(years, values, strict=True)):
            if value is not None:
                when = {"period": str(year), "as_of": str(year), "place_level": level}
                rows.append(make_row(articles[n]["doc_id"], 10 + k, "net", place, value, **when))
                rows.append(make_row(articles[n]["doc_id"], 50 + k, "pupils", place, 1000 * (n + 1) + 7 * k, **when))
    return replace(
        make_world(1),
        places=list(places),
        articles=make_table(articles, "articles"),
        observations=make_table(rows, "observations"),
        indicators=make_table(rows, "indicators"),
        comparison=make_table([], "comparison"),
        implied=make_table(list(implied), "implied"),
    )


# What a title must not get wrong: few or many places and years, ties, one outlier, nothing.
TITLED = Lazy(
    {
        "one place": lambda: make_years(["包头市"], (2022, 2023, 2024), [(80, 83, 86)]),
        "one year": lambda: make_years(INSIDE[:4], (2024,), [(80,), (85,), (90,), (99,)]),
        "thirty places": lambda: make_years(
            [PROVINCE, *ROUND[:22]], (2022, 2024), [(60 + n, 61 + n) for n in range(23)]
        ),
        "all missing": lambda: make_years(INSIDE[:3], (2024,), [(None,)] * 3),
        "all equal": lambda: make_years(INSIDE[:4], (2022, 2024), [(100, 100)] * 4),
        "ties": lambda: make_years(INSIDE[:4], (2024,), [(90,), (90,), (80,), (80,)]),
        "outlier": lambda: make_years(
            [PROVINCE, *INSIDE[:4]], (2022, 2024), [(90, 91), (91, 92), (92, 93), (93, 94), (3, 2)]
        ),
        "traditional": lambda: make_years(
            ["香港特别行政区", "澳门特别行政区", "台湾省"], (2024,), [(97,), (98,), (99,)]
        ),
        "years apart": lambda: make_years(INSIDE[:3], (2018, 2024), [(None, 80), (None, 85), (70, None)]),
    }
)


def change_rows(world: World, **columns: object) -> World:
    """Return a world whose numbers all have these columns changed, none of them comparable."""
    observations, indicators = world.observations.assign(**columns), world.indicators.assign(**columns)
    comparison = make_comparison(indicators.to_dict("records"), world.places, {})
    return replace(
        world,
        observations=make_table(observations, "observations"),
        indicators=make_table(indicators, "indicators"),
        comparison=comparison,
    )


CORRECTED = "副本缺字（整数部分） (教育日报, http://example.org/a, 2024-05-21)"


def correct_world(world: World) -> World:
    """Return a world whose second place has got a lost rate from elsewhere, and a count that no text states."""
    rows = world.indicators.to_dict("records")
    for row in rows:
        if row["damage"] == "digits_lost":
            row |= {"value": 98.7, "corrected": CORRECTED}
    place = world.places[1]
    added = {"as_of": "2023", "period": "2021/2023", "corrected": "未载 (统计局, --08-30)"}
    rows.append(make_row("corrections", 2, "alliances", place, 7, **added))
    grades = GRADES | {"retention": "with_caution", "alliances": "with_caution"}
    comparison = make_comparison(rows, world.places, grades)
    return replace(world, indicators=make_table(rows, "indicators"), comparison=comparison)


def empty_world(world: World) -> World:
    """Return a world with texts that say nothing."""
    names = (
        "observations",
        "indicators",
        "comparison",
        "measures",
        "themes",
        "keyness",
        "rates",
        "concreteness",
        "slots",
    )
    return replace(world, **{name: getattr(world, name).iloc[:0] for name in names})


WORLDS = Lazy(
    {
        "one": lambda: make_world(1),
        "two": lambda: make_world(2),
        "five": lambda: make_world(5, texts_each=2),
        "eight": lambda: make_world(8),
        "twelve": lambda: make_world(12),
        "none comparable": lambda: make_world(3, grades={}),
        "all lost": lambda: change_rows(make_world(3), value=None, low=None, high=None, damage="digits_lost"),
        "bounds only": lambda: change_rows(
            make_world(3), value=None, low=30.0, high=None, bounds="[)", qualifier="more"
        ),
        "corrected": lambda: correct_world(make_world(2)),
        "empty": lambda: empty_world(make_world(2)),
    }
)
