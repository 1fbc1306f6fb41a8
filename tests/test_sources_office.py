"""Old Word and WPS documents: through LibreOffice where it is installed, else refused with advice."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from made_files import TABLE, list_cells, make_document, make_wrapped, place

from helpers.sources import office
from helpers.sources.files import read_file
from helpers.storage import InputError

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "WordDocument".encode("utf-16-le")
GLUED = "<w:p><w:r><w:t>小学12所，初中7所，在校生2100人。</w:t></w:r></w:p>"


@pytest.fixture(autouse=True)
def _forget():
    office.find_office.cache_clear()
    yield
    office.find_office.cache_clear()


@pytest.mark.parametrize(("name", "data"), [("a.doc", OLD), ("a.wps", OLD), ("a.doc", b"{\\rtf1 x}")])
def test_without_libreoffice_the_file_is_refused_with_advice(tmp_path, monkeypatch, name, data):
    monkeypatch.setattr(office.shutil, "which", lambda program: None)
    (tmp_path / name).write_bytes(data)
    with pytest.raises(InputError, match="文件 → 另存为") as error:
        read_file(tmp_path / name)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("problem", [subprocess.TimeoutExpired("soffice", 1), OSError(), None])
def test_a_conversion_that_fails_is_refused(tmp_path, monkeypatch, problem):
    def run(*arguments, **options):
        if problem:
            raise problem

    monkeypatch.setattr(office.shutil, "which", lambda program: "/soffice")
    monkeypatch.setattr(office.subprocess, "run", run)
    (tmp_path / "a.doc").write_bytes(OLD)
    with pytest.raises(InputError, match=r"LibreOffice cannot convert it \(\w+\)"):
        read_file(tmp_path / "a.doc")


def test_a_conversion_that_glues_the_cells_of_a_table_is_refused(tmp_path, monkeypatch):
    def run(command, **options):
        if "--outdir" in command:
            (Path(command[command.index("--outdir") + 1]) / "a.docx").write_bytes(make_wrapped(GLUED))
        return subprocess.CompletedProcess(command, 0, "LibreOffice 7", "")

    monkeypatch.setattr(office.shutil, "which", lambda program: "/soffice")
    monkeypatch.setattr(office.subprocess, "run", run)
    (tmp_path / "a.doc").write_bytes(OLD + "小学\x0712\x07\x07".encode("utf-16-le"))
    with pytest.raises(InputError, match=r"cells.*save it as \.docx"):
        read_file(tmp_path / "a.doc")
    (tmp_path / "a.doc").write_bytes(OLD + "小学\r".encode("utf-16-le"))
    assert read_file(tmp_path / "a.doc").text.startswith("小学12所")


def test_an_old_document_has_the_table_of_the_new_one(tmp_path):
    program = office.find_office()
    if not program:
        pytest.skip("LibreOffice is not installed")
    (tmp_path / "a.docx").write_bytes(make_document())
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        program,
        "--headless",
        profile,
        "--convert-to",
        "doc",
        "--outdir",
        str(tmp_path),
        str(tmp_path / "a.docx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    file = read_file(tmp_path / "a.doc")
    assert list_cells(file.grids[0]) == place(TABLE)
    assert "LibreOffice" in file.reader
