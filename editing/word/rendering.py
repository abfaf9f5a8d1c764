"""Filling a template in. Staff write templates, so nothing in one is run: it names fields, and no more.

The sandbox of jinja2 alone would still count to 10^10 for anyone who asks. Here a template may hold fields,
conditions on them and loops over a record's lists; whatever else the language can say is refused when it is read.
"""

import io
import re
from collections.abc import Mapping, Set
from typing import NoReturn

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from docx.opc.exceptions import OpcError
from docxtpl import DocxTemplate  # type: ignore[import-untyped]
from jinja2 import ChainableUndefined, TemplateError, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml.etree import LxmlError  # type: ignore[import-untyped]

from tables.readers.package import Package
from thai.digits import thai_digits

_TAG = re.compile(r"<[^<>]*>")
# What python-docx, docxtpl and lxml raise at a file that is no sound Word document.
DAMAGE = (OpcError, LxmlError, KeyError, ValueError, AttributeError, TypeError, IndexError, AssertionError)

Row = tuple[str, str]  # the name of a row inside a loop, and of the list it is of
_OF_LOOP = {"index", "first", "last"}
_PLAIN = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.If,
    nodes.Compare,
    nodes.Operand,
    nodes.Const,
    nodes.Not,
    nodes.And,
    nodes.Or,
)


class NotForTemplates(TemplateSyntaxError):
    """What a template holds and may not, in a sentence of ours."""


class FieldsOnly(ImmutableSandboxedEnvironment):
    """A template language without calls, arithmetic, includes or macros. `unknown` gathers fields that do not exist."""

    def __init__(self, names: Set[str], lists: Mapping[str, Set[str]]) -> None:
        super().__init__(autoescape=True, undefined=ChainableUndefined)
        self.globals.clear()
        self.filters = {"thai_digits": lambda value: thai_digits(str(value))}
        self.tests.clear()
        self.unknown: list[str] = []
        self._names, self._lists = names, lists

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        self._read(tree, None)
        return tree

    def _read(self, node: nodes.Node, row: Row | None) -> None:
        """Walk what was written; `row` is what the loop gives to a row of its list, inside the loop."""
        if isinstance(node, nodes.Name):
            if node.name not in self._names and node.name not in self._lists:
                self.unknown.append(node.name)
        elif isinstance(node, nodes.Getattr):
            self._read_field_of(node, row)
        elif isinstance(node, nodes.For):
            self._read_loop(node, row)
        elif isinstance(node, _PLAIN) or (isinstance(node, nodes.Filter) and node.name == "thai_digits"):
            for child in node.iter_child_nodes():
                self._read(child, row)
        else:
            self._refuse(node)

    def _read_field_of(self, node: nodes.Getattr, row: Row | None) -> None:
        if not isinstance(node.node, nodes.Name):
            self._refuse(node)
        owner = node.node.name
        known = {row[0]: self._lists[row[1]], "loop": _OF_LOOP}.get(owner, set()) if row else set()
        if node.attr not in known:
            self.unknown.append(f"{owner}.{node.attr}")

    def _read_loop(self, node: nodes.For, row: Row | None) -> None:
        over = node.iter.name if isinstance(node.iter, nodes.Name) else ""
        if (
            row
            or over not in self._lists
            or not isinstance(node.target, nodes.Name)
            or node.test
            or node.else_
        ):
            self._refuse(node)
        for child in node.body:
            self._read(child, (node.target.name, over))

    def _refuse(self, node: nodes.Node) -> NoReturn:
        raise NotForTemplates(
            _("a template holds fields, “if” on a field and “for” over %(lists)s; not “%(kind)s”")
            % {"lists": ", ".join(self._lists), "kind": type(node).__name__},
            node.lineno,
        )


def damaged() -> ValidationError:
    """What is said of a Word file that can be opened and not be written in."""
    return ValidationError(
        _("Word's own structure of this file is damaged. Open it in Word and save it again as .docx."),
        code="damaged",
    )


def render(
    content: bytes, values: Mapping[str, object], names: Set[str], lists: Mapping[str, Set[str]]
) -> bytes:
    """Fill a template in and return the .docx. Raises ValidationError with what the template gets wrong.

    `names` are the fields that it may hold, and `lists` by name those of each row of a list.
    """
    environment = FieldsOnly(names, lists)
    out = io.BytesIO()
    try:
        document = DocxTemplate(io.BytesIO(content))
        document.render(values, environment, autoescape=True)
        document.save(out)
    except TemplateError as error:
        raise ValidationError(
            _("The template cannot be filled in: %(why)s. Near: %(near)s")
            % {"why": _why(error), "near": _near(error)},
            code="template",
        ) from error
    except (RecursionError, SyntaxError) as error:  # Python takes only so many blocks in one another
        raise ValidationError(
            _("The conditions in the template stand too deep inside one another."), code="template"
        ) from error
    except DAMAGE as error:
        raise damaged() from error
    if environment.unknown:
        raise ValidationError(
            [
                _("There is no field “{{ %(name)s }}” (%(place)s). Compare it with the list of fields.")
                % {"name": name, "place": _place_of(content, name)}
                for name in dict.fromkeys(environment.unknown)
            ],
            code="unknown",
        )
    return out.getvalue()


def _place_of(content: bytes, name: str) -> str:
    """Where in the file a mark holds the name: a head, a foot, or the words of its paragraph."""
    mark = re.compile(r"\{[{%][^{}]*(?<![\w.])" + re.escape(name) + r"(?!\w)")
    package = Package(content)
    for part in (each for each in package.names() if each.startswith("word/") and each.endswith(".xml")):
        with package.open(part) as opened:
            text = opened.read().decode("utf-8", "replace")
        for paragraph in text.split("</w:p>"):
            words = _TAG.sub("", paragraph).strip()
            if not mark.search(words):
                continue
            if part.startswith("word/header"):
                return _("at the head of a page")
            if part.startswith("word/footer"):
                return _("at the foot of a page")
            return _("in the line “%(words)s”") % {"words": words[:60]}
    return _("in the properties of the file")


def _why(error: TemplateError) -> str:
    """Our own refusal in its words; a parser's, which are English, in ours."""
    if isinstance(error, NotForTemplates):
        return error.message or ""
    return _(
        "a mark is not whole: each {{ and {% needs its }} or %}, each “for” its “endfor”, each “if” its “endif”"
    )


def _near(error: TemplateError) -> str:
    """The words around the fault, as they stand in the document."""
    lines = [line.strip() for line in getattr(error, "docx_context", ())]
    return " ".join(line for line in lines if line)[:120] or "—"
