"""List two-syllable words of administrative Vietnamese. `compounds.txt`: first syllable, then what may follow it.

Used to tell a doubled word ("của của") from one word that ends as the next begins ("giao thông thông minh"):
an exception needs both words to be known. Lower case, tone marks placed as in "hòa".
"""

from __future__ import annotations

from pathlib import Path

from documents.structure.tones import same_tone

_LIST = Path(__file__).with_name("compounds.txt")


def _words() -> frozenset[str]:
    words: set[str] = set()
    for line in same_tone(_LIST.read_text("utf-8")).splitlines():
        head, rest = line.split(":")
        words.update(f"{head} {tail}" for tail in rest.split())
    return frozenset(words)


#: "giao thông", "thông minh", …
COMPOUNDS = _words()

#: Words that are made by doubling, or that stand twice for a reason ("năm năm": five years).
REDUPLICATED = frozenset(
    "đời luôn mãi dần từ nhà người ngày đêm thường khăng song rưng ngành trùng điệp chung năm lâu ai đâu nơi "
    "đều sừng hừng bừng tưng rành xôn ào ầm mênh thênh thoang nườm phăng phừng".split()
)

#: Words that end in a function word, which may then stand again: "quyền tự do do pháp luật quy định".
ENDING_IN_FUNCTION = frozenset(
    {
        "tự do", "lý do", "tiếp theo", "nhà ở", "chỗ ở", "nơi ở", "sẵn có", "vốn có",
        "hiện có", "bên trong", "bên ngoài", "bên trên", "phía trên", "phía dưới", "trở về",
    }
)  # fmt: skip

#: Syllables that never end one word and begin another: doubled, they are a slip.
FUNCTION_WORDS = frozenset(
    "của và với các những cho là được bị để tại có không theo đến do bởi khi thì mà này đã sẽ đang rất cũng như trên dưới "
    "trong ngoài về hoặc hay bằng vào ra nên nhằm nếu tuy vì mỗi mọi ở lại".split()
) - {"ra", "vào", "hay", "lại"}
