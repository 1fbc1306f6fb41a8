import numpy as np
import pandas as pd
import pytest

from helpers import vocabulary


def test_every_term_survives_segmentation():
    tokenizer = vocabulary.get_tokenizer()
    cut = {term: list(tokenizer.cut(term, HMM=False)) for term in vocabulary.get_terms()}
    assert len(cut) >= 300
    assert [term for term, words in cut.items() if words != [term]] == []


@pytest.mark.parametrize("prior_total", [50.0, 500.0])
def test_keyness_equals_the_formula_of_the_paper(prior_total):
    counts = {"甲": [6, 0, 3, 1], "乙": [1, 4, 3, 1], "丙": [0, 2, 9, 1]}
    rows = [
        {"place": p, "term": t, "count": c} for p, cs in counts.items() for t, c in zip("集学师党", cs, strict=True)
    ]
    frame = vocabulary.measure_keyness(pd.DataFrame(rows), prior_total).set_index(["place", "term"])
    y = np.array(list(counts.values()), dtype=float)
    a = prior_total * y.sum(0) / y.sum()  # the informative prior: shares of the whole corpus
    for k, place in enumerate(counts):
        i, j = y[k], y.sum(0) - y[k]
        delta = np.log((i + a) / (i.sum() + a.sum() - i - a)) - np.log((j + a) / (j.sum() + a.sum() - j - a))  # eq. 16
        z = delta / np.sqrt(1 / (i + a) + 1 / (j + a))  # eqs. 19 and 22
        assert [frame.loc[(place, t), "z"] for t in "集学师党"] == pytest.approx(list(z))
        assert [frame.loc[(place, t), "count_elsewhere"] for t in "集学师党"] == list(j)
