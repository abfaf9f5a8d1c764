"""Templates that a person can read: no line runs out of the window."""

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
