"""What the texts write about (notebook 06): terms, themes, keyness and concreteness, each with its uncertainty."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "originals": ["count_used", "drop_uncounted"],
        "statistics": ["choose_wordiest", "compare_stop_lists", "expect_by_chance", "measure_keyness", "measure_rates"],
        "summaries": [
            "average_distances",
            "find_leads",
            "judge_distances",
            "list_typical",
            "measure_rounds",
            "summarise_stop_lists",
            "write_shares",
        ],
        "tables": ["add_shares", "compare_texts", "make_sentences", "measure_concreteness", "sample_texts"],
        "words": ["drop_stop_words", "get_glosses"],
    },
)
