"""One function for each chart form: tables, places in order and a language go in, a `figures.Chart` comes out.

The functions lay out and word what the tables hold; they compute no number. Every title is built from the data and
states no difference or ratio across a pair that is not comparable.
"""

from helpers.charts.counts import choose_family, draw_counts, find_families
from helpers.charts.damage import draw_damage_strip
from helpers.charts.matrix import draw_comparability_matrix
from helpers.charts.measures import draw_measures
from helpers.charts.pairs import draw_pairs
from helpers.charts.quality import draw_number_quality
from helpers.charts.rates import draw_shared_rates
from helpers.charts.terms import draw_keyness, draw_terms, draw_word_clouds
from helpers.charts.themes import draw_concreteness, draw_theme_heat_map
from helpers.charts.timeline import draw_timeline

__all__ = [
    "choose_family",
    "draw_comparability_matrix",
    "draw_concreteness",
    "draw_counts",
    "draw_damage_strip",
    "draw_keyness",
    "draw_measures",
    "draw_number_quality",
    "draw_pairs",
    "draw_shared_rates",
    "draw_terms",
    "draw_theme_heat_map",
    "draw_timeline",
    "draw_word_clouds",
    "find_families",
]
