"""What may be compared with what (notebook 04): ratios, guards, verdicts with their reasons, panel, measures."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "guards": ["check_figures"],
        "implied": ["imply"],
        "measures": ["find_measures"],
        "pairs": ["choose_covered", "compare", "find_met", "list_pairs"],
        "panel": ["make_panel"],
        "ratios": ["derive_ratios"],
        "reasons": ["describe_reasons"],
        "verdicts": ["get_reasons", "grade"],
    },
)
