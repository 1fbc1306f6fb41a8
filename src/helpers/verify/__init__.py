"""Somebody's table against the texts: what each of its cells claims, and what it rests on."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "claims": ["read_claims"],
        "evidence": ["read_evidence"],
        "findings": ["check_claims"],
        "marking": ["list_findings", "write_marked"],
        "summary": ["summarise_findings"],
    },
)
