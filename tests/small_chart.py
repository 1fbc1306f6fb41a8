"""A small chart, for the tests of the house style."""

from helpers.charts.canvas import Canvas
from helpers.charts.sources import Sources


def make_chart(language="zh", text="教育"):
    canvas = Canvas(language)
    canvas.write_header("标题：说明发现" if language == "zh" else "The title states the finding", "单位，%")
    panel = canvas.add_panel(40, canvas.y, 80, 30)
    panel.plot([0, 1], [0, 1], gid="line")
    canvas.write(10, canvas.y + 10, text)
    canvas.y += 30
    source = "资料来源：[1]《某报告》（某局，2024年）。"
    return canvas.finish("注：说明。", Sources(("t",), source, (source,)), "折线图，从0到1。" * 4)
