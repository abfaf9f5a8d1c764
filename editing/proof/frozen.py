"""What is kept as it was on one day, with the hash by which anybody can see that it still is."""

import hashlib
import json


def sha256_of(content: object) -> str:
    """The hash of lists, texts and numbers, written in one way only."""
    written = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()
