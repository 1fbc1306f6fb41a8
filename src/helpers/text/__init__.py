"""A text taken apart (notebook 02): decoding, the reading, lines, sentences, identity, lost digits, tables."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "bylines": ["get_labels", "read_date"],
        "damage": ["Slot", "digits_kept", "find_slots"],
        "decoding": ["decode"],
        "documents": ["examine", "list_paragraphs", "list_slots", "summarise_text"],
        "grids": ["Cell", "Grid", "Line", "clean_cell", "join_blocks"],
        "identity": ["Identity", "NO_PLACE", "get_level", "identify"],
        "lines": ["Paragraph", "explain_reason", "split_paragraphs"],
        "listings": ["read_listings"],
        "readings": ["Reading", "normalise"],
        "sentences": ["split_sentences"],
    },
)
