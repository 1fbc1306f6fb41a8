"""Why a file was left out is said in both languages."""

from __future__ import annotations

import ast
import re

import pytest

from helpers.sources import files, office, pdf, say_refusal, word
from helpers.storage import PROJECT, read_resource

HAN = re.compile(r"[\u4e00-\u9fff]")
WHOLE_FOLDER = ("choices.py", "ledger.py", "folders.py")  # what these say stops a run and is no file's reason


def list_messages():
    """The messages that readers raise, a number, a name or a size in each blank."""
    for path in sorted((PROJECT / "src/helpers/sources").glob("*.py")):
        if path.name in WHOLE_FOLDER:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "InputError":
                for value in node.args[:1]:
                    yield from read_strings(value)
    yield from files.ADVICE.values()
    yield word._BROKEN.format("KeyError")
    yield from (files._say_what(data, suffix) for data, suffix in ((b"", ""), (b"x", ".pdf"), (b"\x89PNG", "")))


def read_strings(node):
    if isinstance(node, ast.IfExp):
        yield from (*read_strings(node.body), *read_strings(node.orelse))
    elif isinstance(node, ast.Constant):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(fill(part) for part in node.values)


def fill(part) -> str:
    if isinstance(part, ast.Constant):
        return part.value
    known = {"_ADVICE": office._ADVICE, "_SCAN": pdf._SCAN, "what": "the workbook", "self.what": "the workbook"}
    return known.get(ast.unparse(part.value), "7")


@pytest.mark.parametrize("message", sorted(set(list_messages())))
def test_each_message_of_a_reader_is_said_in_chinese(message):
    said = say_refusal(message, "zh")
    assert HAN.search(said), message
    assert not re.search(r"\b(?:the|it|its|more|than|file)\b", said), said
    assert say_refusal(message, "en") == message


def test_there_are_messages_to_test():
    assert len(set(list_messages())) > 30


def test_both_languages_have_the_same_blanks():
    for row in read_resource("refusals.csv"):
        assert sorted(re.findall(r"\{\w+\}", row["en"])) == sorted(re.findall(r"\{\w+\}", row["zh"])), row


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("sources.csv names it, but it is not there", "sources.csv列有此文件，但文件夹中没有：请放入文件或删去该行"),
        (
            "the workbook holds no text in its visible sheets; the hidden sheet 表一 was left out",
            "工作簿可见的工作表中没有文字：请检查工作表是否被隐藏；隐藏的工作表表一未读",
        ),
        ("what nobody foresaw", "what nobody foresaw"),
    ],
)
def test_a_reason_of_several_notes_is_said_note_by_note(reason, said):
    assert say_refusal(reason, "zh") == said
