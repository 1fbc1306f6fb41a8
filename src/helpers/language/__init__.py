"""What words mean: numerals and quantities, periods, and the divisions of China."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "divisions": ["Division", "NATION"],
        "figures": ["write_amount", "write_number"],
        "homes": ["guess_home", "spell_out"],
        "numerals": ["SCALES", "parse_number"],
        "periods": ["Period", "find_events", "find_periods", "write_period"],
        "places": ["find_places", "get_division", "get_divisions", "resolve_relative"],
        "quantities": ["Quantity", "apply_sense", "find_quantities", "sense_apart", "sense_before", "unit_words"],
    },
)
