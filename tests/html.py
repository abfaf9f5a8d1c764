"""A person's browser, and the forms of a page as it would send them."""

import re
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from typing import Any

from django.test import Client

from people.models import User

# A way on whose name nobody reads.
EMPTY_LINK = re.compile(
    r"<a\b(?![^>]*\b(?:aria-label|title)=)[^>]*\bhref=[^>]*>(?:\s|&nbsp;|<(?!img\b|/?a\b)[^>]*>)*</a>"
)


def browser_of(person: User | None) -> Client:
    """The browser of somebody who has signed in, or of the public."""
    client = Client()
    if person is not None:
        client.force_login(person)
    return client


def text_at(client: Client, address: str) -> str:
    """The text of a page that opens: what is missing from another answer says nothing."""
    page = client.get(address)
    assert page.status_code == 200, (address, page.status_code)
    return str(page.text)


@dataclass
class Form:
    """One form: where it goes, and the names and values that pressing its button would send."""

    action: str = ""
    method: str = "get"
    values: list[tuple[str, str]] = field(default_factory=list)
    buttons: list[tuple[str, str]] = field(default_factory=list)
    boxes: set[str] = field(default_factory=set)  # names to tick, ticked or not
    choices: list[tuple[str, str]] = field(default_factory=list)  # of every list, chosen or not
    files: list[str] = field(default_factory=list)  # names under which files are attached

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


# What HTML knows of the fields of a form: of a word that it does not know, a browser says nothing.
FIELDS = {"form", "input", "select", "textarea", "button", "label", "fieldset"}
KNOWN = {
    *("accept", "action", "autocapitalize", "autocomplete", "autofocus", "checked", "class", "cols"),
    *("dir", "disabled", "enctype", "for", "form", "formaction", "formmethod", "formnovalidate"),
    *("hidden", "id", "inputmode", "lang", "list", "max", "maxlength", "method", "min", "minlength"),
    *("multiple", "name", "novalidate", "pattern", "placeholder", "popovertarget", "readonly"),
    *("required", "role", "rows", "size", "spellcheck", "step", "style", "tabindex", "target"),
    *("title", "type", "value", "wrap"),
}
OF_SCRIPTS = ("data-", "aria-", "hx-")


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
        if tag in FIELDS:
            assert [key for key in said if key not in KNOWN and not key.startswith(OF_SCRIPTS)] == [], said
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
                self._form.choices.append((self._select[0], said.get("value", "")))
            case "textarea":
                self._textarea, self._text = said.get("name", ""), ""

    def _input(self, said: dict[str, str]) -> None:
        kind, name = said.get("type", "text"), said.get("name", "")
        if not name or "disabled" in said:
            return
        if kind == "file":
            self._form.files.append(name)
            return
        if kind in ("submit", "image"):
            self._form.buttons.append((name, said.get("value", "")))
        elif kind in ("checkbox", "radio"):
            self._form.boxes.add(name)
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
            if not chosen and not is_multiple:  # a list that is filled by searching has no options yet
                chosen = [value for value, _selected in self._options[:1]] or [""]
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


def flat(page: str) -> str:
    """A page without the line breaks beside its tags, which a browser does not show either."""
    return re.sub(r"\s*\n\s*(?=<)|(?<=>)\s*\n\s*", "", page)


def links_of(page: str) -> list[str]:
    return read(page).links


def own_form(page: str) -> Form:
    """The form that goes to the page's own address, as a record's does; the others beside it are its acts."""
    return next((form for form in forms_of(page) if not form.action), Form())


def delete(client: Client, address: str, *keys: Any) -> Any:
    """Delete a record on the page that asks for a yes, or with keys the rows that are chosen in a list."""
    chosen = {"action": "delete_selected", "_selected_action": [str(key) for key in keys], "index": "0"}
    page = client.post(address, chosen) if keys else client.get(address)
    yes = next((form.data for form in forms_of(page.text) if "post" in form.data), {"post": ["yes"]})
    return client.post(address, yes, follow=True)


def pressed(client: Client, address: str, button: tuple[str, str], **typed: Any) -> Any:
    """Open a page and press a button of it; where the page has none such, send what it would send."""
    page = client.get(address)
    forms = forms_of(page.text) if page.status_code == 200 else []
    form = next((each for each in forms if button in each.buttons), Form())
    return client.post(address, {**form.data, **dict([button]), **typed})


class OpenForm:
    """A record's page as one person has it open: she types, adds rows, and sends it when she likes."""

    def __init__(self, client: Client, address: str):
        self.client, self.address = client, address
        page = client.get(address)
        assert page.status_code == 200, (address, page.status_code)
        form = own_form(page.text)
        self.data: dict[str, Any] = dict(form.data)
        self.boxes = form.boxes

    def type(self, **values: Any) -> "OpenForm":
        self.data |= values
        return self

    def type_in_row(self, prefix: str, number: int, **values: Any) -> "OpenForm":
        assert f"{prefix}-{number}-id" in self.data
        return self.type(**{f"{prefix}-{number}-{name}": value for name, value in values.items()})

    def add_row(self, prefix: str, **values: Any) -> "OpenForm":
        """Fill the empty row that the page offers for each new one."""
        number = int(self.data[f"{prefix}-TOTAL_FORMS"][0])
        start = f"{prefix}-__prefix__-"
        row = {name.removeprefix(start): value for name, value in self.data.items() if name.startswith(start)}
        unknown = {name for name in values if f"{start}{name}" not in {*self.data, *self.boxes}}
        assert not unknown, unknown
        self.data[f"{prefix}-TOTAL_FORMS"] = [str(number + 1)]
        return self.type(**{f"{prefix}-{number}-{name}": value for name, value in {**row, **values}.items()})

    def send(self) -> "Sent":
        """Press save. A page that comes back is what she has before her now, to be sent once more."""
        sent = Sent(self.client.post(self.address, {**self.data, "_save": "1"}))
        if sent.page:
            self.data = dict(own_form(sent.page).data)
        return sent


class Sent:
    """What came of sending a form: taken, and the address after it, or the page with what to correct."""

    def __init__(self, response: Any):
        self.is_taken = response.status_code == 302
        self.leads_to = response.headers.get("Location", "")
        self.page = "" if self.is_taken else response.text
        self.status = response.status_code
        found = re.findall(r'<ul class="errorlist[^"]*"[^>]*>(.*?)</ul>', self.page, re.DOTALL)
        self.errors = [
            unescape(text) for each in found for text in re.findall(r"<li>(.*?)</li>", each, re.DOTALL)
        ]
        self.values = [value for form in forms_of(self.page) for _name, value in form.values]
