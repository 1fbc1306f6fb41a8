"""One function for each chart form (notebooks 02 to 06): tables, places in order and a language give a Chart."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "counts": ["choose_family", "draw_counts", "find_families"],
        "damage": ["draw_damage_strip"],
        "export": ["publish", "show", "write_captions"],
        "matrix": ["draw_comparability_matrix"],
        "measures": ["draw_measures"],
        "pairs": ["draw_pairs"],
        "quality": ["draw_number_quality"],
        "rates": ["draw_shared_rates"],
        "style": ["read_languages"],
        "telling": ["say_both", "say_sentence", "tell"],
        "terms": ["draw_keyness", "draw_terms", "draw_word_clouds"],
        "themes": ["draw_concreteness", "draw_theme_heat_map"],
        "timeline": ["draw_timeline"],
        "wording": ["name_place"],
    },
)
