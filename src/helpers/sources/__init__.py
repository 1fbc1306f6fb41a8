"""Files and folders of texts (notebook 01): one reader for each format, the ledger, what is compared."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "choices": ["choose_places"],
        "files": ["read_file"],
        "folders": ["list_refused", "load_documents", "read_folder", "restore_texts", "save_extracted"],
        "ledger": ["compare_with_ledger"],
        "refusals": ["say_refusal"],
    },
)
