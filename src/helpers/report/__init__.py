"""What is handed in (notebook 07): the report as Markdown, Word, slides and a page that leads to the evidence."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "contents": ["gather", "list_numbers"],
        "delivery": ["write_report", "write_reports"],
        "markdown": ["write_markdown"],
        "page": ["make_page"],
        "slides": ["make_slides"],
        "word": ["make_word"],
    },
)
