"""Running the notebooks: the command line, order and records, one kernel for each, publishing all or nothing."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "command_line": ["main"],
        "summary": ["summarise"],
    },
)
