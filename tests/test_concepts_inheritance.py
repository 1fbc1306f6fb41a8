"""What a row takes over from the words and the row before it: level, owner, whose share it is, one school or all."""

import re

import pytest
from small_tables import ARTICLES, make_observations, make_paragraphs

from helpers.concepts import FACETS
from helpers.concepts.mapping import map_observations


def map_text(text, *rows, **article):
    """Map rows of (subject, quote, unit, kind), each in its sentence of the text; the text is about 亳州市."""
    placed, done = [], 0
    for subject, quote, unit, kind in rows:
        start = done = text.index(quote, done)
        begin = max((match.end() for match in re.finditer("[。\n]", text[:start])), default=0)
        end = text.find("。", start) + 1 or len(text)
        place = {"start": start, "end": start + len(quote), "sentence_start": begin, "sentence_end": end}
        placed.append({"subject": subject, "unit": unit, "kind": kind, "value": 62} | place)
    mapped = map_observations(make_observations(*placed), ARTICLES.assign(**article), paragraphs=make_paragraphs(text))
    return mapped.to_dict("records")


@pytest.mark.parametrize(
    ("text", "rows", "facets"),
    [
        pytest.param(
            "小学专任教师3100人,本科及以上学历占62%。",
            [("小学专任教师", "3100人", "人", "level"), ("本科及以上学历占比", "62%", "%", "share")],
            {"population": "full_time_teacher", "school_level": "primary"},
            id="a share of those before",
        ),
        pytest.param(
            "招聘新教师274人:小学教师138人,初中教师76人。",
            [("招聘新教师", "274人", "人", "level"), ("小学教师", "138人", "人", "level")],
            {"population": "teacher", "school_level": "primary", "event": "recruited"},
            id="parts behind a colon are recruited, too",
        ),
        pytest.param(
            "现有教师274人。小学教师138人。",
            [("教师", "274人", "人", "level"), ("小学教师", "138人", "人", "level")],
            {"population": "teacher", "school_level": "primary", "event": ""},
            id="teachers of another sentence were not recruited",
        ),
        pytest.param(
            "县职业中学新增专业3个。落实营养改善计划资金2160万元。",
            [("县职业中学新增专业", "3个", "个", "level"), ("营养改善计划资金", "2160万元", "元", "level")],
            {"population": "money", "school_level": "unknown", "programme": "", "coverage": ""},
            id="meals are of no school told of before",
        ),
        pytest.param(
            "(三)普通高中教育。国家助学金受助6200人次,金额620万元;免学费1300人。",
            [("国家助学金受助", "6200人次", "人次", "level"), ("免学费", "1300人", "人", "level")],
            {"population": "pupil", "school_level": "senior_secondary_general", "event": "supported"},
            id="the label of a line holds for aid",
        ),
        pytest.param(
            "全市12所新建学校投入使用,新增学位6200个,其中小学8所、学位5000个。",
            [
                ("投入使用新建学校", "12所", "所", "level"),
                ("新增学位", "6200个", "个", "level"),
                ("小学", "8所", "所", "level"),
            ],
            {"school_level": "primary", "event": "opened"},
            id="a part of the schools before last is opened with them",
        ),
        pytest.param(
            "新建学校12所,新增学位6200个。全市小学80所。",
            [
                ("新建学校", "12所", "所", "level"),
                ("新增学位", "6200个", "个", "level"),
                ("小学", "80所", "所", "level"),
            ],
            {"school_level": "primary", "event": ""},
            id="all primary schools are no part of the new ones",
        ),
        pytest.param(
            "一是投资6200万元新建燎原小学,新增学位620个;二是购置课桌椅5300套。",
            [
                ("投资新建燎原小学", "6200万元", "元", "level"),
                ("燎原小学新增学位", "620个", "个", "level"),
                ("购置课桌椅", "5300套", "套", "level"),
            ],
            {"population": "device", "school_level": "unknown", "coverage": ""},
            id="the next item of a list is not about the school before",
        ),
        pytest.param(
            "燎原小学新增学位620个,购置课桌椅5300套。",
            [("燎原小学新增学位", "620个", "个", "level"), ("购置课桌椅", "5300套", "套", "level")],
            {"population": "device", "coverage": "subset"},
            id="what follows in the same item is",
        ),
        pytest.param(
            "(二)义务教育优质均衡。组建教育集团6个。交流轮岗教师62名。",
            [("教育集团", "6个", "个", "level"), ("交流轮岗教师", "62名", "人", "level")],
            {"population": "teacher", "school_level": "compulsory"},
            id="a label that names what is recognised names its level",
        ),
        pytest.param(
            "实施第四中学教学楼等项目12个,购置课桌椅6200套。",
            [("第四中学教学楼等项目", "12个", "个", "level"), ("购置课桌椅", "6200套", "套", "level")],
            {"population": "device", "school_level": "unknown", "coverage": ""},
            id="an example is not what the rest is about",
        ),
        pytest.param(
            "第四中学新建教学楼6200平方米,购置课桌椅620套。",
            [("第四中学新建教学楼", "6200平方米", "平方米", "level"), ("购置课桌椅", "620套", "套", "level")],
            {"population": "device", "coverage": "subset"},
            id="a school that a sentence begins with is",
        ),
        pytest.param(
            "小学专任教师3100人,生师比17.6:1;本科及以上学历占62%。",
            [
                ("小学专任教师", "3100人", "人", "level"),
                ("小学生师比", "17.6:1", "比", "ratio"),
                ("本科及以上学历占比", "62%", "%", "share"),
            ],
            {"population": "full_time_teacher", "school_level": "primary"},
            id="a ratio in between does not part a share from those counted",
        ),
        pytest.param(
            "普通学校随班就读残疾学生620人,送教上门学生62人。",
            [("随班就读残疾学生", "620人", "人", "level"), ("送教上门学生", "62人", "人", "level")],
            {"population": "pupil", "programme": "", "attribute": "home_teaching"},
            id="who is taught at home is not in an ordinary class",
        ),
        pytest.param(
            "建成公办幼儿园30所。大班额比例降到0.8%。",
            [("建成公办幼儿园", "30所", "所", "level"), ("大班额比例", "0.8%", "%", "share")],
            {"population": "class", "school_level": "unknown"},
            id="no kindergarten has classes of 56",
        ),
        pytest.param(
            "全市小学30所。大班额比例降到0.8%。",
            [("小学", "30所", "所", "level"), ("大班额比例", "0.8%", "%", "share")],
            {"population": "class", "school_level": "primary"},
            id="primary schools have",
        ),
        pytest.param(
            "(三)坚持均衡优质,义务教育稳步提升\n带动乡村学校62所。",
            [("带动乡村学校", "62所", "所", "level")],
            {"population": "school", "school_level": "compulsory"},
            id="a numbered heading of two slogans names its level",
        ),
        pytest.param(
            "02 义务教育\n为家庭经济困难学生发放生活补助62人。",
            [("家庭经济困难学生发放生活补助", "62人", "人", "level")],
            {"population": "pupil", "school_level": "compulsory"},
            id="a heading behind a number and a space",
        ),
        pytest.param(
            "生均公用经费按小学720元、普通高中62元拨付。",
            [("小学公用经费拨付", "720元", "元", "level"), ("普通高中拨付", "62元", "元", "level")],
            {"population": "money", "measure": "per_head"},
            id="what is so little for each is no total",
        ),
        pytest.param(
            "全市拨付公用经费62元。",
            [("拨付公用经费", "62元", "元", "level")],
            {"population": "money", "measure": "amount"},
            id="where nobody says that it is for each it may be",
        ),
        pytest.param(
            "(三)坚持立德树人,基础教育稳步提升\n带动乡村学校62所。",
            [("带动乡村学校", "62所", "所", "level")],
            {"population": "school", "school_level": "unknown"},
            id="basic education is about everything",
        ),
        pytest.param(
            "中等职业学校(不含技工学校)12所,招生6200人,在校生1.8万人。",
            [
                ("中等职业学校(不含技工学校)", "12所", "所", "level"),
                ("中等职业学校招生", "6200人", "人", "level"),
                ("中等职业学校在校生", "1.8万人", "人", "level"),
            ],
            {"population": "pupil", "coverage": "without_technician"},
            id="what a definition leaves out is left out of those that follow",
        ),
        pytest.param(
            "中等职业学校(含技工学校)12所,普通高中在校生6200人。",
            [
                ("中等职业学校(含技工学校)", "12所", "所", "level"),
                ("普通高中在校生", "6200人", "人", "level"),
            ],
            {"school_level": "senior_secondary_general", "coverage": ""},
            id="the definition of other schools says nothing of these",
        ),
        pytest.param(
            "办理生源地信用助学贷款620人;营养改善计划惠及学生6200人。",
            [
                ("办理生源地信用助学贷款", "620人", "人", "level"),
                ("营养改善计划惠及学生", "6200人", "人", "level"),
            ],
            {"attribute": "meals", "school_level": "unknown"},
            id="those who borrow are at college, those who eat at school are not",
        ),
        pytest.param(
            "全县各级各类学校120所,在校生6.2万人。劝返疑似辍学学生62人。",
            [("劝返疑似辍学学生", "62人", "人", "level")],
            {"school_level": "unknown"},
            id="behind all schools those who drop out need be of no level",
        ),
        pytest.param(
            "全县共有教职工6200人,其中女教师3100人。",
            [("教职工", "6200人", "人", "level"), ("女教师", "3100人", "人", "level")],
            {"school_level": "all", "group": "female"},
            id="a statistic of the whole county and its part are of all levels",
        ),
        pytest.param(
            "学校(不含技工学校)33所,招生6200人。",
            [("中等职业教育招生", "6200人", "人", "level")],
            {"population": "entrant", "coverage": ""},
            id="a bracket behind schools makes them no single school",
        ),
        pytest.param(
            "完全小学28所、教学点31个,普通高中1所(该校为寄宿制)。",
            [("教学点", "31个", "个", "level")],
            {"population": "school", "coverage": ""},
            id="one school in a bracket says nothing of the others",
        ),
        pytest.param(
            "该校有学生6200人。",
            [("学生", "6200人", "人", "level")],
            {"population": "pupil", "coverage": "subset"},
            id="one school outside a bracket does",
        ),
        pytest.param(
            "抽查中2所小学超过2000人规模。",
            [("小学", "2所", "所", "level")],
            {"population": "school", "coverage": "subset"},
            id="a condition behind what is counted makes it a part",
        ),
        pytest.param(
            "全市有小学62所,超过上年。",
            [("小学", "62所", "所", "level")],
            {"population": "school", "coverage": ""},
            id="a comparison behind a comma does not",
        ),
        pytest.param(
            "各级各类学校、幼儿园62所。",
            [("各级各类学校、幼儿园", "62所", "所", "level")],
            {"population": "school", "school_level": "all"},
            id="kindergartens beside schools of all kinds do not narrow them",
        ),
        pytest.param(
            "在校(园)学生6.2万人。",
            [("在校(园)学生", "6.2万人", "人", "level")],
            {"school_level": "all"},
            id="a bracket says that kindergartens are counted too",
        ),
        pytest.param(
            "全市教育经费总投入62亿元。",
            [("教育经费总投入", "62亿元", "元", "level")],
            {"population": "money", "school_level": "all", "event": ""},
            id="a total of the whole system by its definition",
        ),
        pytest.param(
            "全市教育支出62亿元。",
            [("教育支出", "62亿元", "元", "level")],
            {"population": "money", "school_level": "unknown"},
            id="spending that does not say on what",
        ),
        pytest.param(
            "全市新招聘教师620人。",
            [("新招聘教师", "620人", "人", "level")],
            {"event": "recruited", "school_level": "unknown"},
            id="an act in the whole place says no level",
        ),
        pytest.param(
            "2023年高考报名6200人,录取5300人。",
            [("高考报名", "6200人", "人", "level"), ("录取", "5300人", "人", "level")],
            {"population": "entrant", "school_level": "higher"},
            id="who is admitted enters a college",
        ),
        pytest.param(
            "今年投入使用学校21所,其中幼儿园8所。",
            [("投入使用学校", "21所", "所", "level"), ("幼儿园", "8所", "所", "level")],
            {"school_level": "preschool", "event": "opened"},
            id="a part shares the act of its whole",
        ),
        pytest.param(
            "随机抽查学校34所,其中小学18所。",
            [("随机抽查学校", "34所", "所", "level"), ("小学", "18所", "所", "level")],
            {"school_level": "primary", "coverage": "subset"},
            id="a part of a selection",
        ),
        pytest.param(
            "初中62所,其中九年一贯制学校20所。",
            [("初中", "62所", "所", "level"), ("九年一贯制学校", "20所", "所", "level")],
            {"programme": "nine_year", "school_level": "junior_secondary"},
            id="schools of nine years counted among junior ones",
        ),
        pytest.param(
            "每百名学生拥有高于规定学历教师7人,县级以上骨干教师1.6人。",
            [
                ("每百名学生拥有高于规定学历教师", "7人", "人", "level"),
                ("县级以上骨干教师", "1.6人", "人", "level"),
            ],
            {"population": "teacher", "measure": "per_head"},
            id="a base that several numbers share",
        ),
        pytest.param(
            "随迁子女6200人,在公办学校就读5100人。",
            [("随迁子女", "6200人", "人", "level"), ("在公办学校就读", "5100人", "人", "level")],
            {"group": "migrant", "sector": "public"},
            id="which children attend public schools",
        ),
        pytest.param(
            "燎原幼儿园:9个班。",
            [("班", "9个", "个", "level")],
            {"population": "class", "coverage": "subset"},
            id="a list names one school a line",
        ),
        pytest.param(
            "全市招聘教师310名,其中硕士研究生62名。",
            [("招聘教师", "310名", "名", "level"), ("硕士研究生", "62名", "名", "level")],
            {"population": "teacher", "event": "recruited", "school_level": "unknown"},
            id="a degree of those recruited is no level of education",
        ),
        pytest.param(
            "建成公办幼儿园6所,新增学位1620个。",
            [("建成公办幼儿园", "6所", "所", "level"), ("新增学位", "1620个", "个", "level")],
            {"school_level": "preschool", "sector": "public", "event": "new"},
            id="owner of the schools before",
        ),
        pytest.param(
            "全市幼儿园62所,其中公办39所,在园幼儿1.5万人。",
            [("幼儿园", "62所", "所", "level"), ("在园幼儿", "1.5万人", "人", "level")],
            {"school_level": "preschool", "sector": ""},
            id="a part that is named between is not whose the children are",
        ),
        pytest.param(
            "全市共有各级各类民办学校62所,在校生5.1万人。",
            [("各级各类民办学校", "62所", "所", "level"), ("在校生", "5.1万人", "人", "level")],
            {"school_level": "all", "sector": "private"},
            id="pupils of private schools are not all",
        ),
        pytest.param(
            "小学58所,初中19所,专任教师4600人。",
            [("专任教师", "4600人", "人", "level")],
            {"school_level": "unknown"},
            id="two levels hand none on",
        ),
        pytest.param(
            "全市教职工(含中小学、幼儿园、特殊教育学校、中职技工)9000人,专任教师7000人。",
            [("专任教师", "7000人", "人", "level")],
            {"school_level": "all"},
            id="a long list of levels is all of them",
        ),
        pytest.param(
            "小学、初中平均班额分别为36人、44人,大班额占比2.8%。",
            [("大班额占比", "2.8%", "%", "share")],
            {"school_level": "compulsory"},
            id="two joined levels are one",
        ),
        pytest.param(
            "义务教育阶段随迁子女2.9万人,其中小学2.1万人、初中0.8万人,留守儿童0.7万人。",
            [("留守儿童", "0.7万人", "人", "level")],
            {"school_level": "compulsory"},
            id="the whole of a list",
        ),
        pytest.param(
            "义务教育在校生9万人,其中小学6万人。",
            [("义务教育在校生", "9万人", "人", "level"), ("小学", "6万人", "人", "level")],
            {"population": "pupil", "school_level": "primary"},
            id="the noun before completes a level",
        ),
        pytest.param(
            "小学概况\n中等职业学校31所,招生7300人。",
            [("小学招生", "7300人", "人", "level")],
            {"school_level": "secondary_vocational"},
            id="the sentence wins over the heading",
        ),
        pytest.param(
            "小学概况\n招生7300人。",
            [("小学招生", "7300人", "人", "level")],
            {"school_level": "primary"},
            id="a heading alone holds",
        ),
        pytest.param(
            "招聘高校毕业生120人,培训教师300人次。",
            [("培训教师", "300人次", "人次", "level")],
            {"school_level": "unknown"},
            id="a degree of persons is no level of what follows",
        ),
        pytest.param(
            "驻市高校6所,全日制在校生9.8万人。",
            [("驻市高校", "6所", "所", "level"), ("全日制在校生", "9.8万人", "人", "level")],
            {"population": "pupil", "school_level": "higher"},
            id="pupils of the colleges that were counted",
        ),
        pytest.param(
            "小学在校生6万人。全市教师3900人。",
            [("教师", "3900人", "人", "level")],
            {"school_level": "unknown"},
            id="全市 ends what a sentence hands on",
        ),
        pytest.param(
            "燎原中学投资680万元,改造运动场1.2万平方米。",
            [("改造运动场", "1.2万平方米", "平方米", "level")],
            {"coverage": "subset"},
            id="one school that the sentence names",
        ),
        pytest.param(
            "1.城东实验小学新建工程。总投资2.4亿元。",
            [("总投资", "2.4亿元", "元", "level")],
            {"population": "money", "coverage": "subset"},
            id="one school that a label names",
        ),
        pytest.param(
            "与第二小学结对,新增学位620个。",
            [("新增学位", "620个", "个", "level")],
            {"coverage": ""},
            id="a partner is not whose places they are",
        ),
        pytest.param(
            "不足10人的教学点21个。",
            [("教学点", "21个", "个", "level")],
            {"coverage": "subset"},
            id="a counted part",
        ),
        pytest.param(
            "资助残疾学生62人,每人每年5000元。",
            [("资助残疾学生", "62人", "人", "level"), ("每人每年", "5000元", "元", "level")],
            {"population": "money", "measure": "per_head", "group": "disabled", "event": "supported"},
            id="what each of them is given",
        ),
        pytest.param(
            "普通小学62所,下降3.3%。",
            [("普通小学", "62所", "所", "level"), ("普通小学", "3.3%", "%", "growth")],
            {"population": "school", "school_level": "primary"},
            id="growth of what was counted",
        ),
        pytest.param(
            "学校多在山里,全县现有小学71所、初中17所。",
            [("初中", "17所", "所", "level")],
            {"population": "school", "coverage": ""},
            id="schools that open a sentence about all of them are no single one",
        ),
        pytest.param(
            "学校有学生620人。",
            [("学生", "620人", "人", "level")],
            {"population": "pupil", "coverage": "subset"},
            id="a school that opens a sentence about itself is one",
        ),
        pytest.param(
            "学校51所,其中高级中学24所、完全中学17所。",
            [("完全中学", "17所", "所", "level")],
            {"school_level": "secondary", "programme": "complete"},
            id="a complete school below no stage is of both",
        ),
        pytest.param(
            "三、普通高中\n学校51所,其中高级中学24所、完全中学17所。",
            [("完全中学", "17所", "所", "level")],
            {"school_level": "senior_secondary_general", "programme": "complete"},
            id="a complete school below a stage is counted there",
        ),
        pytest.param(
            "新投用中小学11所,其中小学3所、九年一贯制学校2所、高中1所。",
            [
                ("新投用中小学", "11所", "所", "level"),
                ("小学", "3所", "所", "level"),
                ("九年一贯制学校", "2所", "所", "level"),
                ("高中", "1所", "所", "level"),
            ],
            {"school_level": "senior_secondary_general", "event": "opened"},
            id="parts keep the act behind a school of nine years",
        ),
        pytest.param(
            "县第二小学新增学位620个。2022年我县新增学位6200个。",
            [("县第二小学新增学位", "620个", "个", "level"), ("新增学位", "6200个", "个", "level")],
            {"population": "place", "coverage": ""},
            id="what our county has is of the whole place",
        ),
        pytest.param(
            "全县共有在校学生(含在园幼儿)6200人。",
            [("在校学生(含在园幼儿)", "6200人", "人", "level")],
            {"school_level": "all"},
            id="pupils that include the children of kindergartens are of all levels",
        ),
        pytest.param(
            "全县现有专任教师6200人。其中女教师3100人。",
            [("专任教师", "6200人", "人", "level"), ("女教师", "3100人", "人", "level")],
            {"school_level": "all", "group": "female"},
            id="a part that a sentence of its own names",
        ),
        pytest.param(
            "全县在校生6.2万人,教职工5100人。在校生中,寄宿生9100人。",
            [
                ("在校生", "6.2万人", "人", "level"),
                ("教职工", "5100人", "人", "level"),
                ("寄宿生", "9100人", "人", "level"),
            ],
            {"school_level": "all", "group": "boarder"},
            id="of which of those before, a clause says",
        ),
        pytest.param(
            "全县在校生6.2万人。寄宿生9100人。",
            [("在校生", "6.2万人", "人", "level"), ("寄宿生", "9100人", "人", "level")],
            {"school_level": "unknown"},
            id="a sentence that names no whole is no part of one",
        ),
        pytest.param(
            "全县在校生6.2万人。教师中,女教师3100人。",
            [("在校生", "6.2万人", "人", "level"), ("女教师", "3100人", "人", "level")],
            {"school_level": "unknown"},
            id="nor is one of another whole",
        ),
        pytest.param(
            "民办小学、初中分别招生620人、820人。",
            [("民办小学招生", "620人", "人", "level"), ("初中招生", "820人", "人", "level")],
            {"sector": "private", "school_level": "junior_secondary"},
            id="the owner of a list holds for each of it",
        ),
        pytest.param(
            "民办小学招生620人,初中招生820人。",
            [("民办小学招生", "620人", "人", "level"), ("初中招生", "820人", "人", "level")],
            {"sector": "", "school_level": "junior_secondary"},
            id="but not of what is told one by one",
        ),
        pytest.param(
            "计划招聘教师62名,包括:高中教师26名;初中教师36名。",
            [
                ("计划招聘教师", "62名", "名", "level"),
                ("高中教师", "26名", "名", "level"),
                ("初中教师", "36名", "名", "level"),
            ],
            {"event": "recruited", "school_level": "junior_secondary"},
            id="what a sum includes shares its act",
        ),
        pytest.param(
            "小学每百名学生拥有骨干教师1.6人、音体美教师0.9人。",
            [("骨干教师", "1.6人", "人", "level"), ("音体美教师", "0.9人", "人", "level")],
            {"measure": "per_head"},
            id="per hundred, though the subject has not kept it",
        ),
        pytest.param(
            "四、高中阶段教育\n普通高中22所;设施达标情况:建立校园网学校比例100%。",
            [("普通高中", "22所", "所", "level"), ("建立校园网学校比例", "100%", "%", "share")],
            {"school_level": "senior_secondary_general"},
            id="the clause before is narrower than the heading",
        ),
        pytest.param(
            "四、高中阶段教育\n普通高中22所。建立校园网学校比例100%。",
            [("普通高中", "22所", "所", "level"), ("建立校园网学校比例", "100%", "%", "share")],
            {"school_level": "senior_secondary"},
            id="the sentence before does not hold on where the heading does",
        ),
        pytest.param(
            "二、普通高中招生\n燎原中学招生620人。",
            [("燎原中学招生", "620人", "人", "level")],
            {"school_level": "senior_secondary_general", "coverage": "subset"},
            id="a school called 中学 below senior secondary schools",
        ),
        pytest.param(
            "二、小学招生\n燎原中学招生620人。",
            [("燎原中学招生", "620人", "人", "level")],
            {"school_level": "secondary", "coverage": "subset"},
            id="a heading of another level says nothing of it",
        ),
        pytest.param(
            "本科专业62个,其中理学专业12个。",
            [("本科专业", "62个", "个", "level"), ("理学专业", "12个", "个", "level")],
            {"programme": "bachelor", "population": "course"},
            id="courses among those of a programme",
        ),
        pytest.param(
            "小学生620人,下跌6.2%。",
            [("小学生", "620人", "人", "level"), ("下跌", "6.2%", "%", "share")],
            {"population": "pupil", "school_level": "primary"},
            id="a fall is that of what was counted",
        ),
        pytest.param(
            "(二)民办幼儿园\n在园幼儿620人。",
            [("在园幼儿", "620人", "人", "level")],
            {"sector": "private", "school_level": "preschool"},
            id="the heading says whose kindergartens they are",
        ),
        pytest.param(
            "(二)民办幼儿园\n全县在园幼儿6200人。",
            [("在园幼儿", "6200人", "人", "level")],
            {"sector": "", "school_level": "preschool"},
            id="but not of what the whole county has",
        ),
        pytest.param(
            "(二)公办民办幼儿园\n在园幼儿6200人。",
            [("在园幼儿", "6200人", "人", "level")],
            {"sector": "", "school_level": "preschool"},
            id="nor where it names both owners",
        ),
        pytest.param(
            "(二)民办普通高中\n●燎原高级中学\n招生620人。\n三、中等职业学校\n招生910人。",
            [("招生", "910人", "人", "level")],
            {"sector": "", "school_level": "secondary_vocational"},
            id="nor behind the next heading",
        ),
        pytest.param(
            "全县在校生6.2万人,其中小学3.1万人。在校生中,寄宿生9100人。",
            [
                ("在校生", "6.2万人", "人", "level"),
                ("小学在校生", "3.1万人", "人", "level"),
                ("寄宿生", "9100人", "人", "level"),
            ],
            {"school_level": "all", "group": "boarder"},
            id="of the whole, not of its last part",
        ),
        pytest.param(
            "全市专任教师820人。按学历分:研究生31人。",
            [("专任教师", "820人", "人", "level"), ("研究生学历专任教师", "31人", "人", "level")],
            {"population": "full_time_teacher", "school_level": "all", "attribute": "postgraduate"},
            id="what a criterion divides is of the level of its whole",
        ),
        pytest.param(
            "全市小学专任教师820人。高级职称占31%。",
            [("小学专任教师", "820人", "人", "level"), ("高级职称占专任教师", "31%", "%", "share")],
            {"population": "full_time_teacher", "school_level": "primary", "attribute": "senior_title"},
            id="a share of the staff before is of their level",
        ),
        pytest.param(
            "招聘教师62名,其中省招28名、特岗5名。",
            [("招聘教师", "62名", "名", "level"), ("燎原", "28名", "名", "level"), ("特岗", "5名", "名", "level")],
            {"population": "teacher", "event": "recruited", "attribute": "special_post"},
            id="a part is recruited though the part before is not understood",
        ),
        pytest.param(
            "新增学位6200个。其中,幼儿园学位1800个,小学学位4400个。",
            [
                ("新增学位", "6200个", "个", "level"),
                ("幼儿园学位", "1800个", "个", "level"),
                ("小学学位", "4400个", "个", "level"),
            ],
            {"school_level": "primary", "event": "new"},
            id="parts of the sentence below are new, too",
        ),
        pytest.param(
            "新增学位6200个。其中公办4800个。\n小学学位4.2万个。",
            [
                ("新增学位", "6200个", "个", "level"),
                ("公办学位", "4800个", "个", "level"),
                ("小学学位", "4.2万个", "个", "level"),
            ],
            {"school_level": "primary", "event": ""},
            id="the parts end with their sentence",
        ),
        pytest.param(
            "新招教师76人,退休118人。",
            [("新招教师", "76人", "人", "level"), ("退休", "118人", "人", "level")],
            {"population": "teacher", "event": "", "attribute": "retired"},
            id="who retires is not recruited",
        ),
        pytest.param(
            "招聘教师86人,其中特岗教师30人;校长教师交流轮岗264人。",
            [
                ("招聘教师", "86人", "人", "level"),
                ("特岗教师", "30人", "人", "level"),
                ("校长教师交流轮岗", "264人", "人", "level"),
            ],
            {"population": "teacher", "event": "", "attribute": "rotation"},
            id="who moves to another school is not recruited",
        ),
        pytest.param(
            "调出教师71名,流失率2.1%。",
            [("调出教师", "71名", "名", "level"), ("流失率", "2.1%", "%", "share")],
            {"population": "teacher", "measure": "other_rate", "attribute": "turnover"},
            id="a rate of loss behind teachers is theirs",
        ),
        pytest.param(
            "在校生6.2万人,流失率0.1%。",
            [("在校生", "6.2万人", "人", "level"), ("流失率", "0.1%", "%", "share")],
            {"population": "pupil", "measure": "dropout_rate"},
            id="and that behind pupils is theirs",
        ),
        pytest.param(
            "全市学校(幼儿园)178所。",
            [("学校(幼儿园)", "178所", "所", "level")],
            {"school_level": "all", "event": ""},
            id="schools and kindergartens are all of them",
        ),
        pytest.param(
            "全市新建学校(幼儿园)8所。",
            [("新建学校(幼儿园)", "8所", "所", "level")],
            {"school_level": "unknown", "event": "new"},
            id="which schools are built is not said",
        ),
        pytest.param(
            "全市小学80所。位于城东的一所学校规划60个班,可容纳2760名学生。",
            [
                ("小学", "80所", "所", "level"),
                ("位于城东的一所学校规划班", "60个", "个", "level"),
                ("容纳学生", "2760名", "名", "level"),
            ],
            {"population": "place", "school_level": "unknown", "coverage": "subset"},
            id="one school without a name is one",
        ),
        pytest.param(
            "这所投资2.6亿元、占地48亩的小学迎来528名新生。",
            [
                ("投资", "2.6亿元", "元", "level"),
                ("占地", "48亩", "亩", "level"),
                ("新生", "528名", "名", "level"),
            ],
            {"population": "entrant", "school_level": "primary", "coverage": "subset"},
            id="this one, whose kind stands further on",
        ),
        pytest.param(
            "每一所学校都有食堂,全县学生6.2万名。",
            [("学生", "6.2万名", "名", "level")],
            {"population": "pupil", "coverage": ""},
            id="every single school is all of them",
        ),
        pytest.param(
            "启用学校3所。其中,新建的燎原初级中学占地42亩,教师39人。",
            [
                ("启用学校", "3所", "所", "level"),
                ("新建的燎原初级中学占地", "42亩", "亩", "level"),
                ("教师", "39人", "人", "level"),
            ],
            {"population": "teacher", "school_level": "junior_secondary", "coverage": "subset"},
            id="a school that a clause with its act names",
        ),
        pytest.param(
            "县职业技术学校开设16个专业,在校生3920人。",
            [("县职业技术学校专业", "16个", "个", "level"), ("在校生", "3920人", "人", "level")],
            {"population": "pupil", "school_level": "secondary_vocational", "coverage": "subset"},
            id="the vocational school that a county has",
        ),
        pytest.param(
            "全县职业技术学校在校生3920人。",
            [("职业技术学校在校生", "3920人", "人", "level")],
            {"population": "pupil", "school_level": "secondary_vocational", "coverage": ""},
            id="those of a whole county are all",
        ),
        pytest.param(
            "新增公办幼儿园6所,完成学校的维修57所。",
            [("新增公办幼儿园", "6所", "所", "level"), ("完成学校的维修", "57所", "所", "level")],
            {"population": "school", "school_level": "unknown"},
            id="schools are no kindergartens",
        ),
        pytest.param(
            "中职招聘教师92人。新教师里,硕士研究生及以上学历占23.6%。",
            [
                ("中职招聘教师", "92人", "人", "level"),
                ("硕士研究生及以上学历占比", "23.6%", "%", "share"),
            ],
            {"event": "recruited", "school_level": "unknown"},
            id="recruits of another sentence are of all levels",
        ),
        pytest.param(
            "中职在校生3100人。交流轮岗86人。",
            [("中职在校生", "3100人", "人", "level"), ("交流轮岗", "86人", "人", "level")],
            {"attribute": "rotation", "school_level": "unknown"},
            id="teachers do not move between vocational schools",
        ),
        pytest.param(
            "全市各级各类学校620所。小学在校生6.2万人。寄宿生生均宿舍面积3.1平方米。",
            [
                ("各级各类学校", "620所", "所", "level"),
                ("小学在校生", "6.2万人", "人", "level"),
                ("寄宿生生均宿舍面积", "3.1平方米", "平方米", "level"),
            ],
            {"population": "floor_area", "school_level": "unknown"},
            id="dormitories are of boarders, whatever was told of before",
        ),
        pytest.param(
            "小学宿舍改造,生均宿舍面积3.1平方米。",
            [("生均宿舍面积", "3.1平方米", "平方米", "level")],
            {"population": "floor_area", "school_level": "primary"},
            id="but for those that their own clause names",
        ),
        pytest.param(
            "初中毕业升学率96%,残疾儿童少年入学率97%。",
            [("初中毕业升学率", "96%", "%", "share"), ("残疾儿童少年入学率", "97%", "%", "share")],
            {"population": "child", "school_level": "compulsory"},
            id="disabled children are to enter compulsory education",
        ),
        pytest.param(
            "(二)坚持优质均衡,义务教育稳步提升。完成学校改扩建5所。",
            [("完成学校改扩建", "5所", "所", "level")],
            {"population": "school", "school_level": "compulsory", "event": "enlarged"},
            id="a slogan that opens a line is its label",
        ),
        pytest.param(
            "(四)坚持产教融合,职业教育提质培优。中职招生2863人,开设专业17个。",
            [("中职招生", "2863人", "人", "level"), ("专业", "17个", "个", "level")],
            {"population": "course", "school_level": "secondary_vocational"},
            id="where the row before is of a part of what the label names, so is a course",
        ),
        pytest.param(
            "中小学占地62万平方米。图书31万册;网络多媒体教室207间。",
            [
                ("中小学占地", "62万平方米", "平方米", "level"),
                ("图书", "31万册", "册", "level"),
                ("网络多媒体教室", "207间", "间", "level"),
            ],
            {"population": "device", "school_level": "primary_secondary"},
            id="equipment is of the schools whose sites and books were told of",
        ),
        pytest.param(
            "小学计算机1205台,每百名学生12.8台。",
            [("小学计算机", "1205台", "台", "level"), ("每百名学生", "12.8台", "台", "level")],
            {"population": "computer", "measure": "per_head", "school_level": "primary"},
            id="so many for a hundred pupils of what was counted",
        ),
        pytest.param(
            "翠屏区通过国家学前教育普及普惠评估,全市累计达到6个县区。",
            [("县区", "6个", "个", "level")],
            {"population": "county", "school_level": "preschool"},
            id="counties are recognised for a level",
        ),
        pytest.param(
            "全市7个县区中已有6个通过义务教育优质均衡评估。",
            [("县区", "7个", "个", "level")],
            {"population": "county", "school_level": "unknown"},
            id="all counties of a place are recognised for nothing",
        ),
        pytest.param(
            "义务教育随迁子女38.4万人。公办学校就读比例96.8%。",
            [("义务教育随迁子女", "38.4万人", "人", "level"), ("公办学校就读比例", "96.8%", "%", "share")],
            {"population": "pupil", "group": "migrant", "sector": "public"},
            id="which of the children of migrants attend public schools",
        ),
        pytest.param(
            "一般公共预算教育支出5亿元,其中学前教育支出3800万元,小学教育支出2亿元。",
            [
                ("一般公共预算教育支出", "5亿元", "元", "level"),
                ("学前教育支出", "3800万元", "元", "level"),
                ("小学教育支出", "2亿元", "元", "level"),
            ],
            {"population": "money", "school_level": "primary", "attribute": "public_budget"},
            id="parts of a budget are of it",
        ),
        pytest.param(
            "幼儿园15所\n(公办11所 民办4所)",
            [("幼儿园", "15所", "所", "level"), ("公办", "11所", "所", "level"), ("民办", "4所", "所", "level")],
            {"population": "school", "school_level": "preschool", "sector": "private"},
            id="who runs those of the line above",
        ),
        pytest.param(
            "高中毕业生4210人,考入高等院校3790人。",
            [("高中毕业生", "4210人", "人", "level"), ("考入高等院校", "3790人", "人", "level")],
            {"population": "graduate", "school_level": "senior_secondary_general"},
            id="who goes on to a college has left another school",
        ),
        pytest.param(
            "开工普通高中21所,其中8所今年9月投入使用。",
            [("开工普通高中", "21所", "所", "level"), ("开工普通高中", "8所", "所", "level")],
            {"population": "school", "event": "opened", "coverage": ""},
            id="a part of those begun is opened",
        ),
        pytest.param(
            "大学城建设成势见效。在校大学生10.3万人。",
            [("在校大学生", "10.3万人", "人", "level")],
            {"population": "pupil", "coverage": ""},
            id="a town of colleges is no single one",
        ),
    ],
)
def test_a_row_takes_over(text, rows, facets):
    row = map_text(text, *rows)[-1]
    assert {facet: row[facet] for facet in facets} == facets, {facet: row[facet] for facet in FACETS if row[facet]}


@pytest.mark.parametrize(
    ("subject", "value", "basis", "measure"),
    [
        ("国家助学金", 2000, "per_case", "per_head"),
        ("国家助学金", 2000, "point", "per_head"),
        ("国家助学金", 620000, "point", "amount"),
        ("校舍维修资金", 2000, "point", "amount"),
        ("教育支出", 620000, "per_case", "per_head"),
    ],
)
def test_what_each_is_paid_is_no_total(subject, value, basis, measure):
    text = f"{subject}{value}元。"
    row = {"subject": subject, "unit": "元", "kind": "level", "value": value, "basis": basis, "start": len(subject)}
    place = {"end": len(text) - 1, "sentence_start": 0, "sentence_end": len(text)}
    mapped = map_observations(make_observations(row | place), ARTICLES, paragraphs=make_paragraphs(text))
    assert mapped["measure"].tolist() == [measure]


@pytest.mark.parametrize(
    ("title", "population"), [("亳州市2024年高中招生计划", "entrant"), ("亳州市2024年教育概况", "")]
)
def test_a_school_with_persons_alone_is_their_number_in_a_plan_of_enrolment(title, population):
    text = f"{title}\n燎原中学620人。"
    row = {"subject": "燎原中学", "unit": "人", "kind": "level", "start": text.index("620"), "end": len(text) - 1}
    paragraphs = make_paragraphs(text)
    paragraphs["role"] = ["title", "body"]
    place = {"sentence_start": text.index("燎原"), "sentence_end": len(text)}
    mapped = map_observations(make_observations(row | place), ARTICLES, paragraphs=paragraphs)
    assert mapped["population"].tolist() == [population]


@pytest.mark.parametrize(
    ("subject", "coverage"),
    [
        ("亳州中学在校生", "subset"),
        ("亳州市中学在校生", ""),
        ("亳州小学在校生", ""),
        ("亳州职业技术学校教师", "subset"),
    ],
)
def test_a_school_that_is_called_after_its_place_is_a_part(subject, coverage):
    assert map_text(f"{subject}62人。", (subject, "62人", "人", "level"))[0]["coverage"] == coverage


def test_blank_lines_do_not_part_a_heading_from_its_lines():
    text = "(二)学前教育\n" + "\n" * 12 + "教职工62人。"
    assert map_text(text, ("教职工", "62人", "人", "level"))[0]["school_level"] == "preschool"


@pytest.mark.parametrize(
    ("place", "level", "programme"),
    [("苗栗县", "secondary_vocational", "vocational_high"), ("亳州市", "higher_vocational", "")],
)
def test_a_word_means_what_it_means_where_the_text_is_from(place, level, programme):
    (row,) = map_text("高職學生62人。", ("高職學生", "62人", "人", "level"), place=place)
    assert (row["school_level"], row["programme"]) == (level, programme)


@pytest.mark.parametrize(
    ("title", "subject", "unit", "event"),
    [
        ("蒙城县2024年公开招聘中小学教师公告", "小学教师", "人", "recruited"),
        ("蒙城县2024年公开招聘中小学教师公告", "专任教师", "人", ""),
        ("蒙城县2024年教育工作总结", "小学教师", "人", ""),
    ],
)
def test_teachers_in_a_notice_of_recruitment_are_recruited(title, subject, unit, event):
    text = f"{title}\n{subject}62{unit}。"
    row = {"subject": subject, "unit": unit, "kind": "level", "start": text.rindex("62"), "end": len(text) - 1}
    paragraphs = make_paragraphs(text)
    paragraphs["role"] = ["title", "body"]
    sentence = {"sentence_start": len(title) + 1, "sentence_end": len(text)}
    mapped = map_observations(make_observations(row | sentence), ARTICLES, paragraphs=paragraphs)
    assert mapped["event"].tolist() == [event]


@pytest.mark.parametrize(
    ("title", "genre", "level"),
    [
        ("好学校就在家门口——蒙城县推进义务教育优质均衡发展纪实", "news", "unknown"),
        ("关于蒙城县义务教育优质均衡发展督导评估的反馈意见", "bureau_report", "compulsory"),
        ("蒙城县职业教育走进产业园", "news", "vocational"),
    ],
)
def test_a_story_of_compulsory_education_tells_of_all_schools(title, genre, level):
    text = f"{title}\n骨干教师62人。"
    row = {"subject": "骨干教师", "unit": "人", "kind": "level", "start": text.index("62"), "end": len(text) - 1}
    paragraphs = make_paragraphs(text)
    paragraphs["role"] = ["title", "body"]
    mapped = map_observations(
        make_observations(row | {"sentence_start": text.index("骨干"), "sentence_end": len(text)}),
        ARTICLES.assign(genre=genre),
        paragraphs=paragraphs,
    )
    assert mapped["school_level"].tolist() == [level]


@pytest.mark.parametrize(
    ("subject", "unit", "level"),
    [
        ("公用经费补助", "元", "compulsory"),
        ("维修改造校舍", "平方米", "compulsory"),
        ("教育支出", "元", "unknown"),
        ("招聘教师", "人", "unknown"),
    ],
)
def test_what_a_page_is_about_is_of_the_level_of_its_title(subject, unit, level):
    text = f"城乡义务教育补助经费公告\n{subject}62{unit}。"
    row = {"subject": subject, "unit": unit, "kind": "level", "start": text.index("62"), "end": len(text) - 1}
    paragraphs = make_paragraphs(text)
    paragraphs["role"] = ["title", "body"]
    mapped = map_observations(
        make_observations(row | {"sentence_start": text.index(subject), "sentence_end": len(text)}),
        ARTICLES,
        paragraphs=paragraphs,
    )
    assert mapped["school_level"].tolist() == [level]
