"""What a quantity is a number of (notebook 04): the catalogue of indicators, mapping, an analyst's corrections."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "canonical": ["canonicalise"],
        "catalogue": ["RECURRING", "UNMAPPED", "get_catalogue", "get_indicators"],
        "corrections": ["read_corrections"],
        "coverage": ["count_coverage", "count_places", "count_unmapped", "find_disagreements", "find_unused_wordings"],
        "facets": ["FACETS", "Concept", "contains", "get_codes"],
        "lexemes": ["read_words"],
        "labels": ["label", "label_concept", "label_narrowing", "name_level", "refer"],
        "mapping": ["map_observations"],
        "parsing": ["parse_concept"],
        "views": ["find_attribute", "find_fixed", "read_views"],
        "unparsed": ["find_unparsed"],
        "subjects": ["get_school_levels"],
    },
)
