"""What words mean: numerals and quantities, periods, and the divisions of China."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "approximators": [
            "SENSE_APART",
            "Quantity",
            "apply_sense",
            "get_senses",
            "join_words",
            "sense_apart",
            "sense_before",
            "unit_pattern",
            "unit_words",
        ],
        "dates": ["is_date"],
        "divisions": ["Division", "NATION", "list_former_names", "list_parts"],
        "homes": ["guess_home", "spell_zone"],
        "lexicon": ["WordPattern", "find_words", "get_facets", "get_own", "get_tags", "get_words"],
        "needs": ["Needs", "SELDOM"],
        "numerals": ["SCALES", "parse_number"],
        "opening": ["compile_opening"],
        "events": ["find_events"],
        "periods": ["Period", "find_periods", "is_of_work"],
        "places": [
            "Mention",
            "find_places",
            "find_relative_places",
            "get_context_pattern",
            "get_division",
            "get_divisions",
            "name_division",
            "resolve_relative",
        ],
        "quantities": ["find_quantities"],
        "short_names": ["name_chain", "spell_out"],
    },
)
