"""The process that reads one file and then ends. It knows no Django, no network and no disk.

Started by reading.py as a program of its own with nothing in its environment. Standard input: one
line of JSON ({"kind": "file" | "pasted", "extension", "title"}), then the file. Standard output: the
lines that readers/tally.py lists, or a last line ["refused", code, figures] or ["failed", where].
"""

import gc
import json
import resource
import sys
from os.path import abspath, dirname
from types import TracebackType

sys.path.append(dirname(dirname(abspath(__file__))))

from tables import limits
from tables.readers.tally import Tally
from tables.refused import Refused

_LAST_WORDS = 16 * 1024 * 1024


def main() -> None:
    gc.disable()  # what is read is freed with the process
    _limit_ourselves()
    output = sys.stdout.buffer
    encode = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode

    def send(message: list) -> None:
        output.write(encode(message).encode("utf-8", "surrogatepass") + b"\n")

    def fail(kind: type[BaseException], error: BaseException, traceback: TracebackType | None) -> None:
        """What a broken file does to a reader: the place goes to the log, nothing of the file does."""
        if isinstance(error, Refused):
            send(["refused", error.code, error.figures])
        elif isinstance(error, MemoryError):
            _allow_last_words()
            send(["refused", "too_much_memory", {}])
        else:
            send(["failed", _place(kind, traceback)])

    sys.excepthook = fail
    _read(Tally(send))


def _limit_ourselves() -> None:
    for kind, amount in (
        (resource.RLIMIT_AS, limits.MEMORY_BYTES + _LAST_WORDS),
        (resource.RLIMIT_CPU, limits.CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, 32),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        _, most = resource.getrlimit(kind)
        amount = amount if most == resource.RLIM_INFINITY else min(amount, most)
        resource.setrlimit(kind, (amount, amount))
    most = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (most - _LAST_WORDS, most))


def _allow_last_words() -> None:
    """Memory to say that there is none left."""
    most = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _read(tally: Tally) -> None:
    header = json.loads(sys.stdin.buffer.readline())
    content = sys.stdin.buffer.read()
    if header["kind"] == "pasted":
        from tables.readers import pasted

        pasted.read(content, tally)
        return
    from tables import gate

    kind = gate.check(content, header["extension"])
    tally.send(["format_of_file", kind])
    if kind == "xlsx":
        from tables.readers import xlsx

        xlsx.read(content, tally)
    elif kind == "ods":
        from tables.readers import ods

        ods.read(content, tally)
    elif kind == "xls":
        sys.path.append(header["libraries"])
        from tables.readers import xls

        xls.read(content, tally)
    elif kind == "html":
        from tables.readers import web_page

        web_page.read(content, tally)
    else:
        from tables.readers import delimited

        delimited.read(content, tally, header["title"])


def _place(kind: type[BaseException], traceback: TracebackType | None) -> str:
    if traceback is None:
        return kind.__name__
    while traceback.tb_next is not None:
        traceback = traceback.tb_next
    file = traceback.tb_frame.f_code.co_filename.rpartition("/")[2]
    return f"{kind.__name__} at {file}:{traceback.tb_lineno}"


if __name__ == "__main__":
    main()
