"""A made-up text and a web page of it, for the tests of the sources."""

TEXT = (
    "武川县教育简况\n来源：武川县教育局　2023-05-08\n武川县有小学12所，在校生4千人，比去年多，武川县教育局表示满意。\n"
)


def write(folder, name, content):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>武川县教育简况 - 某某网</title>
<meta property="article:published_time" content="2023-05-08"></head><body>
<nav><a href="/">首页</a> <a href="/news">新闻</a></nav>
<article><h1>武川县教育简况</h1><p>武川县现有小学12所，在校学生4千余人，教师三百余名，办学条件逐年改善。</p>
<p>武川县教育局介绍，全县今年新建幼儿园2所，新增学位540个，家长们感到十分满意。</p></article>
<footer>版权所有 某某网</footer></body></html>"""
