"""One function for each chart form (notebooks 02 to 06): tables, places in order and a language give a Chart."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "counts": ["choose_family", "draw_counts", "find_families"],
        "canvas": ["Chart"],
        "coverage": ["draw_coverage"],
        "damage": ["draw_damage_strip"],
        "export": ["publish", "read_caption", "render", "show", "write_captions", "write_marks"],
        "house": ["read_style", "style_places", "use_style"],
        "matrix": ["draw_comparability_matrix"],
        "measures": ["draw_measures"],
        "pairs": ["draw_pairs"],
        "quality": ["draw_number_quality"],
        "ranking": ["draw_ranking"],
        "rates": ["draw_shared_rates"],
        "sources": ["number_texts"],
        "style": ["read_formats", "read_languages"],
        "telling": ["escape_markdown", "say_both", "say_sentence", "show_words", "tell"],
        "terms": ["draw_keyness", "draw_terms", "draw_word_clouds"],
        "themes": ["draw_theme_heat_map"],
        "trends": ["draw_trends"],
        "wording": [
            "find_phrase",
            "find_title",
            "format_date",
            "format_day",
            "format_period",
            "format_quantity",
            "format_year",
            "get_compared",
            "join",
            "label_indicator",
            "make_id",
            "name_concept",
            "name_place",
            "say_start",
        ],
    },
)
