"""What pages of a grammar say is read, however they say it."""

import pytest
from grammars import list_grammars, list_unread, try_style
from grammars.__main__ import main

PAGES = 8
STYLES = [(name, style, make) for name, styles in list_grammars().items() for style, make in styles.items()]


@pytest.mark.parametrize(("grammar", "style", "make"), STYLES, ids=[f"{name}-{style}" for name, style, _ in STYLES])
def test_pages_of_a_style_are_read(grammar, style, make):
    pages = [try_style(make, f"kept {style} {n}") for n in range(PAGES)]
    wrong = [f"{text}\n" + "\n".join(missed) for text, missed in pages if missed]
    if style in list_unread(grammar):
        assert wrong, "the style is read now: take it out of UNREAD"
    else:
        assert not wrong, "\n".join(wrong)


def test_the_command_says_which_grammars_there_are(capsys):
    assert main(["parts", "1"]) == 0
    with pytest.raises(SystemExit) as stopped:
        main(["part"])
    assert stopped.value.code
    assert "choose from" in capsys.readouterr().err
