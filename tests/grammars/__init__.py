"""Pages that a grammar makes, with what each of their numbers is a number of.

A style is one way in which such pages say a thing: a function that takes a Page, tells it what each number is and
returns the text. Words, figures, levels and what stands around vary at random, so a rule that is right for a text, but
not for the way of saying it, shows. Figures fit each other: parts add up to their whole.

`python -m tests.grammars [GRAMMAR [COUNT [SEED]]]` tries pages and prints the first wrong one of each style.
"""

from __future__ import annotations

import random
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from grammars.page import File, Style


def list_grammars() -> dict[str, dict[str, Style]]:
    """Return the styles of each grammar by name: the public functions of a module that take a page."""
    others = {"__init__", "__main__", "maker", "page", "sheets", "site"}  # what pages are made with
    names = sorted(path.stem for path in Path(__file__).parent.glob("*.py") if path.stem not in others)
    return {name: dict(import_module(f"grammars.{name}").STYLES) for name in names}


def list_unread(grammar: str) -> dict[str, str]:
    """Return the styles of a grammar that are not read yet, each with what is wrong."""
    return getattr(import_module(f"grammars.{grammar}"), "UNREAD", {})


def try_style(make: Style, seed: str) -> tuple[str | File, list[str]]:
    """Return a page of a style and a line for each thing that is read otherwise than it says."""
    from grammars.page import Page, find_wrong

    page = Page(random.Random(seed))
    text = make(page)
    return text, find_wrong(text, page.said, no_facts=page.no_facts)
