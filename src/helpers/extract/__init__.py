"""Every quantity that a text states (notebook 03), with what it is a quantity of."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "observations": ["explain", "observe", "observe_all"],
        "tables": ["list_cells"],
    },
)
