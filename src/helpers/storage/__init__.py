"""What is kept on disk: word lists, our tables with their schemas, dictionary and workbook; and messages."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "batches": ["map_batches"],
        "cluster": ["share_work"],
        "dictionary": ["write_datapackage", "write_dictionary"],
        "groups": ["group_by"],
        "memos": ["Kept", "forget_many", "remember"],
        "messages": ["InputError", "print_whole", "show_what_can_be_shown"],
        "paths": ["Folders", "OUT_VARIABLE", "PROJECT", "find_folders", "walk", "write_whole"],
        "progress": ["PROGRESS_VARIABLE"],
        "resources": ["check_all", "map_resource", "read_own", "read_resource"],
        "schemas": ["find_tables", "get_schema"],
        "tables": ["format_number", "make_table", "read_table", "to_csv", "to_rows", "write_table", "write_tables"],
        "versions": ["describe_environment"],
        "workbook": ["save_workbook"],
    },
)
