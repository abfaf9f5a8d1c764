"""The forms of a page as a browser would send them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Form:
    """One form: where it goes, and the names and values that pressing its button would send."""

    action: str = ""
    method: str = "get"
    values: list[tuple[str, str]] = field(default_factory=list)
    buttons: list[tuple[str, str]] = field(default_factory=list)

    @property
    def saves(self) -> bool:
        """Whether a record's form can be saved by the person who sees it."""
        return "_save" in dict(self.buttons)

    @property
    def data(self) -> dict[str, list[str]]:
        data: dict[str, list[str]] = {}
        for name, value in self.values:
            data.setdefault(name, []).append(value)
        return data


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.links: list[str] = []
        self._form = Form()
        self._select: tuple[str, bool] | None = None
        self._options: list[tuple[str, bool]] = []
        self._textarea: str | None = None
        self._text = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        said = {key: value or "" for key, value in attributes}
        match tag:
            case "a" if "href" in said:
                self.links.append(said["href"])
            case "form":
                self._form = Form(said.get("action", ""), said.get("method", "get").lower())
                self.forms.append(self._form)
            case "input":
                self._input(said)
            case "button" if said.get("name") and said.get("type", "submit") == "submit":
                self._form.buttons.append((said["name"], said.get("value", "")))
            case "select":
                self._select, self._options = (said.get("name", ""), "multiple" in said), []
            case "option" if self._select:
                self._options.append((said.get("value", ""), "selected" in said))
            case "textarea":
                self._textarea, self._text = said.get("name", ""), ""

    def _input(self, said: dict[str, str]) -> None:
        kind, name = said.get("type", "text"), said.get("name", "")
        if not name or kind == "file" or "disabled" in said:
            return
        if kind in ("submit", "image"):
            self._form.buttons.append((name, said.get("value", "")))
        elif kind in ("checkbox", "radio"):
            if "checked" in said:
                self._form.values.append((name, said.get("value", "on")))
        else:
            self._form.values.append((name, said.get("value", "")))

    def handle_data(self, data: str) -> None:
        self._text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._textarea is not None:
            self._form.values.append((self._textarea, self._text.removeprefix("\n")))
            self._textarea = None
        elif tag == "select" and self._select:
            name, is_multiple = self._select
            chosen = [value for value, selected in self._options if selected]
            if not chosen and not is_multiple:
                chosen = [value for value, _selected in self._options[:1]]
            self._form.values += [(name, value) for value in chosen]
            self._select = None


def read(page: str) -> _Reader:
    reader = _Reader()
    reader.feed(page)
    return reader


def forms_of(page: str) -> list[Form]:
    """Forms that post, but the ones at the head of every page (signing out, language)."""
    ends = ("/sign-out/", "/logout/", "/language/")
    return [form for form in read(page).forms if form.method == "post" and not form.action.endswith(ends)]


def links_of(page: str) -> list[str]:
    return read(page).links
