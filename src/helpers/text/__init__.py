"""A text taken apart (notebook 02): decoding, the reading, lines, sentences, identity, lost digits, tables."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "bylines": ["get_labels", "read_date"],
        "damage": ["Slot", "fill_holes", "has_hole"],
        "decoding": ["decode"],
        "documents": [
            "Document",
            "NO_ARTICLE",
            "as_document",
            "list_paragraphs",
            "list_slots",
            "read_document",
            "summarise_text",
        ],
        "grids": ["Cell", "Grid", "Line", "clean_cell", "join_blocks"],
        "around": ["Around"],
        "identity": ["Identity", "NO_PLACE", "get_level", "identify", "read_report_year"],
        "lines": ["explain_reason"],
        "readings": ["Reading", "normalise"],
        "dated_topics": ["DatedTopic", "find_dated_topics"],
        "reports_on": ["find_labelled_period", "find_noted_period"],
        "sentences": ["BULLETS", "HAN", "split_sentences"],
        "towers": ["name_first", "stands_over_words"],
        "units": ["read_unit"],
    },
)
