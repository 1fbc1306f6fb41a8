"""No row changes by accident: the rows of every text of the project are those that tests/oracle.csv holds."""

import oracle


def test_no_row_changed():
    assert oracle.find_changed() == [], "python tests/oracle.py HEAD shows the rows; --write accepts them"


def test_a_changed_row_is_found(monkeypatch):
    name = next(oracle.list_texts())[0]
    monkeypatch.setattr(oracle, "read_all", lambda: {name: ["another row"]})
    assert f"{name}: rows changed" in oracle.find_changed()
