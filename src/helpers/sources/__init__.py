"""Files and folders of texts (notebook 01): one reader for each format, the ledger, what is compared."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "choices": ["choose_places"],
        "files": ["identify_file", "read_file"],
        "folders": ["list_refused", "load_documents", "load_texts", "read_folder", "restore_texts", "save_extracted"],
        "ledger": ["compare_with_ledger", "find_unknown_columns", "read_addresses"],
        "refusals": ["say_refusal"],
    },
)
