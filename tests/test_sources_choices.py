"""Which places are compared."""

import pytest
from small_tables import ARTICLES, make_articles

from helpers.sources.choices import choose_places
from helpers.storage.messages import InputError
from helpers.storage.tables import make_table


def test_places_default_to_those_with_a_text():
    articles = make_articles(
        ("a", "六安市", "prefecture", ""), ("b", "", "", "", "excluded"), ("c", "亳州市", "prefecture", "")
    )
    assert choose_places("", articles) == ["六安市", "亳州市"]
    assert choose_places("亳州市,六安市", articles) == ["亳州市", "六安市"]


@pytest.mark.parametrize(
    ("cities", "message"), [("亳州市,淮南市", "no text is about '淮南市'"), ("亳州市,亳州市", "named twice")]
)
def test_wrong_cities_are_one_sentence(cities, message):
    with pytest.raises(InputError, match=message):
        choose_places(cities, ARTICLES)


def test_texts_that_are_all_excluded_are_named_with_the_reason():
    articles = make_table([{"doc_id": "a", "file": "a.txt", "use": "excluded", "reason": "no place"}], "articles")
    with pytest.raises(InputError, match=r"no text can be compared \(a\.txt: no place\): add texts, or name the place"):
        choose_places("", articles)
