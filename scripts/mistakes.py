"""The mistakes that scripts/mutants.py puts into a file, one at a time: what a tired programmer might have written.

Sentences for people, docstrings, types and row locks (of which SQLite knows nothing) are left as they are.
"""

import ast
import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

SENTENCES = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
# Without these there is nothing to try: a name for people, or something that no page and no act asks.
LEFT_ALONE = {"verbose_name", "verbose_name_plural", "help_text", "related_name", "strict"}
KEPT_DECORATORS = {
    "property",
    "classmethod",
    "staticmethod",
    "dataclass",
    "cached_property",
    "cache",
    "overload",
}
COMPARISONS: dict[type[ast.cmpop], tuple[str, tuple[str, ...]]] = {
    ast.Lt: ("<", ("<=", ">=")),
    ast.LtE: ("<=", ("<", ">")),
    ast.Gt: (">", (">=", "<=")),
    ast.GtE: (">=", (">", "<")),
    ast.Eq: ("==", ("!=",)),
    ast.NotEq: ("!=", ("==",)),
    ast.In: ("in", ("not in",)),
    ast.NotIn: ("not in", ("in",)),
    ast.Is: ("is", ("is not",)),
    ast.IsNot: ("is not", ("is",)),
}
SIGNS: dict[type[ast.operator], tuple[str, str]] = {
    ast.Add: ("+", "-"),
    ast.Sub: ("-", "+"),
    ast.BitAnd: ("&", "|"),
    ast.BitOr: ("|", "&"),
}
KEY = re.compile(r"[^\s%{}<>]*\Z")  # one word: a key, a code, a word that a table may say


class Departure(NamedTuple):
    """From which byte to which, what stands there instead, and what kind of mistake that is."""

    start: int
    end: int
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Mistake:
    """One change of one file. `key` stays the same while its own line and the name of its file do."""

    path: str
    line: int
    kind: str
    before: str
    after: str
    source: str
    key: str


def mistakes_in(path: str, source: str) -> list[Mistake]:
    """Every mistake that may be put into a file, in the order of its lines."""
    text = source.encode()
    twins: Counter[str] = Counter()
    found = []
    for change in sorted(set(_Finder(text).changes(ast.parse(source)))):
        changed = (text[: change.start] + change.text.encode() + text[change.end :]).decode()
        first = text.rfind(b"\n", 0, change.start) + 1
        last = text.find(b"\n", change.end)
        before = text[first : last if last >= 0 else None].decode()
        after = (text[first : change.start] + change.text.encode() + text[change.end : last]).decode()
        said = f"{path} {change.kind} {before} {after}"
        twins[said] += 1
        key = hashlib.sha256(f"{said} {twins[said]}".encode()).hexdigest()[:16]
        line = text.count(b"\n", 0, change.start) + 1
        found.append(Mistake(path, line, change.kind, before, after, changed, key))
    return found


def pick(found: Iterable[Mistake], count: int, seed: int) -> list[Mistake]:
    """So many of them, of every kind alike: the same for the same seed, and nearly so when other lines change."""
    of_kind: dict[str, list[tuple[str, Mistake]]] = defaultdict(list)
    for mistake in found:
        rank = hashlib.sha256(f"{seed} {mistake.key}".encode()).hexdigest()
        of_kind[mistake.kind].append((rank, mistake))
    rounds = [
        (turn, rank, mistake)
        for ranked in of_kind.values()
        for turn, (rank, mistake) in enumerate(sorted(ranked, key=itemgetter(0)))
    ]
    return [mistake for _turn, _rank, mistake in sorted(rounds, key=itemgetter(0, 1))[:count]]


class _Finder:
    def __init__(self, text: bytes):
        self.text = text
        self.begins = [0]
        for line in text.splitlines(keepends=True):
            self.begins.append(self.begins[-1] + len(line))

    def start(self, node: ast.expr | ast.stmt | ast.keyword) -> int:
        return self.begins[node.lineno - 1] + node.col_offset

    def end(self, node: ast.expr | ast.stmt | ast.keyword) -> int:
        return self.begins[(node.end_lineno or 0) - 1] + (node.end_col_offset or 0)

    def is_lock(self, node: ast.For | ast.With | ast.stmt) -> bool:
        until = self.start(node.body[0]) if isinstance(node, ast.For | ast.With) else self.end(node)
        return b"select_for_update" in self.text[self.start(node) : until]

    def changes(self, node: ast.AST) -> Iterator[Departure]:
        yield from self.changes_here(node)
        for child in self.children(node):
            yield from self.changes(child)

    def children(self, node: ast.AST) -> Iterator[ast.AST]:
        """What of a piece of code may be wrong: not its types, its sentences, its docstring."""
        if isinstance(node, ast.Call) and name_of(node.func) in SENTENCES:
            return
        if isinstance(node, ast.JoinedStr | ast.Import | ast.ImportFrom):
            return
        if isinstance(node, ast.Expr | ast.Assign | ast.Return | ast.For | ast.With) and self.is_lock(node):
            return
        for field, value in ast.iter_fields(node):
            if field in ("annotation", "returns", "bases", "type_comment"):
                continue
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.keyword) and child.arg in LEFT_ALONE:
                    continue
                if field == "decorator_list" and name_of(child) in KEPT_DECORATORS:
                    continue
                if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
                    continue
                if isinstance(child, ast.AST):
                    yield child

    def changes_here(self, node: ast.AST) -> Iterator[Departure]:
        match node:
            case ast.Compare():
                for left, sign, right in zip(
                    [node.left, *node.comparators], node.ops, node.comparators, strict=False
                ):
                    token, others = COMPARISONS[type(sign)]
                    for other in others:
                        yield from self.between(left, token, right, other, "comparison")
            case ast.BoolOp():
                token, other = ("and", "or") if isinstance(node.op, ast.And) else ("or", "and")
                for left, right in zip(node.values, node.values[1:], strict=False):
                    yield from self.between(left, token, right, other, "and/or")
            case ast.BinOp() if type(node.op) in SIGNS:
                token, other = SIGNS[type(node.op)]
                yield from self.between(node.left, token, node.right, other, "sign")
            case ast.UnaryOp(op=ast.Not() | ast.Invert()):
                token = re.match(rb"not\s+|~", self.text[self.start(node) :])
                length = token.end() if token else 0
                yield Departure(self.start(node), self.start(node) + length, "", "not")
            case ast.Constant():
                yield from self.of_constant(node)
            case ast.Return(value=ast.expr()) if not _is_none(node.value):
                yield Departure(self.start(node), self.end(node), "return None", "returned value")
            case ast.Raise():
                yield Departure(self.start(node), self.end(node), "pass", "raise")
            case ast.Expr(value=ast.Call()):
                yield Departure(self.start(node), self.end(node), "pass", "statement")
            case ast.If(orelse=[]) if isinstance(node.body[-1], ast.Raise | ast.Return | ast.Continue):
                yield Departure(self.start(node), self.end(node), "pass", "guard")
            case ast.Call():
                yield from self.of_call(node)
            case ast.FunctionDef() | ast.ClassDef():
                for decorator in node.decorator_list:
                    if name_of(decorator) not in KEPT_DECORATORS:
                        yield Departure(self.start(decorator) - 1, self.end(decorator), "", "decorator")

    def between(
        self, left: ast.expr, token: str, right: ast.expr, other: str, kind: str
    ) -> Iterator[Departure]:
        start, end = self.end(left), self.start(right)
        pattern = re.escape(token).replace(r"\ ", r"\s+") + (r"\b" if token[-1].isalpha() else "")
        if found := re.search(pattern.encode(), self.text[start:end]):
            yield Departure(start + found.start(), start + found.end(), other, kind)

    def of_constant(self, node: ast.Constant) -> Iterator[Departure]:
        start, end = self.start(node), self.end(node)
        if isinstance(node.value, bool):
            yield Departure(start, end, str(not node.value), "yes/no")
        elif isinstance(node.value, int):
            yield Departure(start, end, str(node.value + 1), "number")
        elif isinstance(node.value, str) and KEY.match(node.value) and not self.text[:end].endswith(b'"""'):
            yield Departure(end - 1, end - 1, "XX", "word")

    def of_call(self, node: ast.Call) -> Iterator[Departure]:
        """A call without one of its keywords, or a question to the database without one of its conditions."""
        if name_of(node.func) in SENTENCES:
            return
        asks = name_of(node.func) in ("filter", "exclude", "get")
        given: list[ast.expr | ast.keyword] = [*node.args, *node.keywords]
        for one in node.keywords if not asks else given:
            if isinstance(one, ast.keyword) and (one.arg is None or one.arg in LEFT_ALONE):
                continue
            if asks and len(given) == 1 and not isinstance(one, ast.keyword):
                continue
            after = re.match(rb"\s*,?\s*(?=[^\s])", self.text[self.end(one) :])
            stop = self.end(one) + (after.end() if after else 0)
            yield Departure(self.start(one), stop, "", "condition" if asks else "argument")


def name_of(node: ast.AST) -> str:
    """The last part of a dotted name, called or not."""
    if isinstance(node, ast.Call):
        return name_of(node.func)
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _is_none(node: ast.AST | None) -> bool:
    return isinstance(node, ast.Constant) and node.value is None
