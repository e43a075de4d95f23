"""Prints as JSON how long the program's patterns take on texts made to keep them busy: seconds by pattern and text.

Run in a process of its own: it notes every pattern that a module of the project compiles, at import and while a
disclosure is derived.
"""

import importlib
import json
import pkgutil
import re
import sys
import time
from typing import Any

LENGTH = 3000
PIECES = (
    "1", "一", "（", "(", " ", "\t", "年", "、", "：", "元", "万", "-", ".", "1.", "1,", "2025年", "[bookmark: ",
    "单位：", "13012125P",
    "县局", "预算", "预算公开", "一、", "减少", "其中：", "30101-", "A", "<a", "　",
    "2025", "金额", "\n", "一\n", "1\n", "0.0 ",
)  # fmt: skip
SLOW = 0.3


def found() -> list[re.Pattern[str]]:
    """The patterns over text."""
    patterns: dict[Any, re.Pattern[str]] = {}
    compile_ = re.compile

    def note(pattern: Any, flags: int = 0) -> Any:
        made = compile_(pattern, flags)
        if isinstance(made.pattern, str) and "pipeline" in sys._getframe(1).f_code.co_filename:
            patterns[made.pattern, made.flags] = made
        return made

    re.compile = note  # type: ignore[assignment]
    import pipeline

    for module in pkgutil.walk_packages(pipeline.__path__, "pipeline."):
        importlib.import_module(module.name)
    from pipeline.documents.reading import read
    from pipeline.facts.identity import identify
    from pipeline.warehouse.derive import derive
    from samples.make import files

    for path, data in files().items():
        if path.endswith(".txt") and "2021" in path:
            document = read(data)
            identify(document, path)
            derive([document], None)
    re.compile = compile_
    return list(patterns.values())


def main() -> None:
    texts = [piece * (LENGTH // len(piece)) for piece in PIECES]
    patterns = found()
    slow = []
    for pattern in patterns:
        for text in texts:
            for end in ("", "!"):
                began = time.process_time()
                pattern.search(text + end)
                pattern.fullmatch(text + end)
                seconds = time.process_time() - began
                if seconds > SLOW:
                    slow.append((round(seconds, 2), pattern.pattern, text[:20]))
                    break
    print(json.dumps({"patterns": len(patterns), "texts": len(texts), "slow": slow}, ensure_ascii=False))


if __name__ == "__main__":
    main()
