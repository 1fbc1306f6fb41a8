"""On a console that has no Chinese, or not all of it, commands say what they can, and what may be kept is whole."""

from __future__ import annotations

import io
import sys

import pytest

from helpers.extract import __main__ as extract
from helpers.run.command_line import main as run
from helpers.verify import __main__ as verify

TEXT = "兰州市2023年教育事业统计公报\n兰州市教育局 2024-03-01\n2023年末,全市有小学320所,在校生21.4万人。"
TABLE = "地区,指标,年份,数值,单位\n兰州市,小学,2023,320,所\n兰州市,小学,2023,321,所\n"
ENCODINGS = ["cp1252", "gbk", "ascii"]


def call(command, arguments, encoding, monkeypatch):
    """Call a command on a console of an encoding; return its status and what it wrote to both streams."""
    shown = [io.BytesIO(), io.BytesIO()]
    streams = [io.TextIOWrapper(stream, encoding=encoding, errors="strict", write_through=True) for stream in shown]
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", streams[0])
        patch.setattr(sys, "stderr", streams[1])
        status = command(arguments)
    return status, *(stream.getvalue() for stream in shown)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw/兰州ü☃.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "表.csv").write_text(TABLE, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_verify_says_its_findings(encoding, folder, monkeypatch):
    arguments = [str(folder / "表.csv"), "--raw", str(folder / "raw"), "--language", "zh"]
    status, said, _ = call(verify.main, arguments, encoding, monkeypatch)
    assert status == 1
    assert b"320" in said
    assert ("小学" in said.decode(encoding)) == (encoding == "gbk")
    assert "核对了" in (folder / "表_checked_zh.md").read_text("utf-8")


@pytest.mark.parametrize("options", [[], ["--explain"]])
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_rows_that_are_kept_are_whole(encoding, options, folder, monkeypatch):
    status, said, _ = call(extract.main, [str(folder / "raw/兰州ü☃.txt"), *options], encoding, monkeypatch)
    assert status == 0
    whole = said.decode("gbk" if encoding == "gbk" and options else "utf-8")  # rows hold the name of the text
    assert "小学" in whole
    assert "320" in whole


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_run_names_a_folder_that_is_missing(encoding, tmp_path, monkeypatch):
    arguments = ["--raw", str(tmp_path / "无☃"), "--out", str(tmp_path / "out")]
    status, _, said = call(run, arguments, encoding, monkeypatch)
    assert status == 2
    assert b"there is no folder" in said
