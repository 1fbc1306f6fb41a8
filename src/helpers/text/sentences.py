"""Sentences of a text, with their offsets."""

from __future__ import annotations

import re

# marks that open the items of a list, for a class of characters: ● ◎ ▪ ◆ ★ ✓ ➤
BULLETS = r"•·※→\u25a0-\u25ff\u2600-\u27bf\u2b1b\u2b1c\u2b50\u2b55"
HAN = re.compile(r"[\u3400-\u9fff]")
_SENTENCE = re.compile(
    r"(?:[^。!?！？“《(\n]++|“[^”\n]{0,200}+”|《[^》\n]{0,200}+》|\([^()\n]{0,200}+\)|[“《(])++[。!?！？…]*+[”’》)]*+|[。!?！？]++"
)


def split_sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Return the offsets of the sentences of text[start:end]; they end at 。！？ and line ends, not inside “” 《》 ().

    >>> from helpers.text.readings import normalise
    >>> text = "他说：“好。真好！”走了。全县有小学9所（公办8所。民办1所），在校生2千人"
    >>> [text[a:b][-4:] for a, b in split_sentences(normalise(text).text)]
    ['”走了。', '生2千人']
    """
    spans = []
    for match in _SENTENCE.finditer(text, start, len(text) if end is None else end):
        a, b = match.span()
        if text[a].isspace() or text[b - 1].isspace():
            a += len(match[0]) - len(match[0].lstrip())
            b -= len(match[0]) - len(match[0].rstrip())
        if a < b:
            spans.append((a, b))
    return spans
