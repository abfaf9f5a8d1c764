"""Templates that a person can read: no line runs out of the window."""

import re
from pathlib import Path

from django.conf import settings

LONGEST = 160


def test_no_line_of_a_template_is_longer_than_a_window_is_wide() -> None:
    templates = sorted((settings.ROOT / "templates").rglob("*.*"))
    assert settings.ROOT / "templates" / "base.html" in templates
    assert [
        f"{path.relative_to(settings.ROOT)}:{number}"
        for path in templates
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if len(line) > LONGEST
    ] == []


# Why a form whose fields look as if they were typed into need not keep them.
NOTHING_TYPED_IS_LOST = {
    "admin/import_export/export.html": "a choice of two kinds of file",
    "centres/join.html": "typed before there is a person whose text it is",
    "grants/desk/agreement/facts.html": "a file, which no browser gives back",
    "participation/parts/writing.html": "forms to choose from; what is typed on that page a script of its own keeps",
    "people/account.html": "codes that serve once",
    "people/choose_password.html": "passwords",
    "people/code.html": "a code that serves once",
    "people/factor.html": "a code that serves once",
    "people/password.html": "passwords",
    "people/prove.html": "a password or a code; what was pressed before stands in its fields",
    "people/sign_in.html": "a name and a password, typed before there is a person whose text it is",
}
FORM = re.compile(r"<form\b((?:[^>{]|\{[^}]*\}+)*)>(.*?)</form>", re.S)
NOT_TYPED = r"hidden|checkbox|radio|submit|file"
FIELD = re.compile(
    rf'<textarea|<input(?![^>]*type="(?:{NOT_TYPED})")|parts/field\.html|\{{\{{ (?:form|field|each\.\w+) ?'
)


def with_its_parts(text: str, folder: Path) -> str:
    """The template as it is read: each part that it names stands in its place."""

    def part(found: re.Match[str]) -> str:
        path = folder / found[1]
        return found[0] + with_its_parts(path.read_text("utf-8"), folder)

    return re.sub(r'{% include "([\w/]+\.html)"[^%]*%}', part, text)


def test_every_form_that_is_typed_into_is_kept_in_the_browser_until_it_is_saved() -> None:
    """See static/js/kept_text.js: each such form asks for it, and has a name where its page has several."""
    folder = settings.ROOT / "templates"
    kept, unkept = set(), set()
    for path in sorted(folder.rglob("*.html")):
        for head, inside in FORM.findall(path.read_text("utf-8")):
            if 'method="post"' in head and FIELD.search(with_its_parts(inside, folder)):
                (kept if "data-keep" in head else unkept).add(str(path.relative_to(folder)))
    assert len(kept) > 40
    assert unkept == set(NOTHING_TYPED_IS_LOST)
