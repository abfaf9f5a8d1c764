"""Templates that a person can read: no line runs out of the window."""

import re

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


# Short answers, a password, and forms whose words a script of their own keeps.
KEPT_OTHERWISE = {"participation/parts/writing.html"}
PLANS = ("participation",)


def test_every_form_of_a_plan_that_is_typed_into_is_kept_in_the_browser_until_it_is_saved() -> None:
    """See static/js/kept_text.js: each such form asks for it, and has a name where its page has several."""
    forms = [
        (str(path.relative_to(settings.ROOT / "templates")), found[1], found[2])
        for folder in PLANS
        for path in sorted((settings.ROOT / "templates" / folder).rglob("*.html"))
        for found in re.finditer(
            r"<form\b((?:[^>{]|\{[^}]*\}+)*)>(.*?)</form>", path.read_text("utf-8"), re.S
        )
    ]
    typed = [each for each in forms if re.search(r"<textarea|parts/field\.html|\{\{ form", each[2])]
    assert len(typed) > 10
    unkept = {path for path, head, _inside in typed if 'method="post"' in head and "data-keep" not in head}
    assert unkept == KEPT_OTHERWISE
