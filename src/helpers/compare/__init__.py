"""What may be compared with what (notebook 04): verdicts with their reasons, pairs of places, measures."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "implied": ["imply"],
        "measures": ["find_measures"],
        "pairs": ["compare", "list_pairs"],
        "reasons": ["describe_reasons"],
        "verdicts": ["grade"],
    },
)
