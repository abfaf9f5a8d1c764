"""What a page shows of a text: hidden, raised or lowered, by its tags, styles and style sheets."""

import re

_SPACED = r"\s*:\s*"
_HIDES = re.compile(
    rf"display{_SPACED}none|visibility{_SPACED}(?:hidden|collapse)|mso-hide{_SPACED}all|opacity{_SPACED}0(?:\.0+)?\s*(?:;|$|!)"
    rf"|font-size{_SPACED}(?:[01](?:\.[0-9]+)?(?:px|pt|%)|0?\.0[0-9]*(?:em|rem)|0(?:\.0+)?(?:em|rem)?)\s*(?:;|$|!)|(?<![a-z-])color{_SPACED}transparent"
    rf"|(?:left|right|top|text-indent|margin-left){_SPACED}-[0-9]{{3,}}|clip{_SPACED}rect\(\s*[01]"
    rf"|(?<![a-z-])(?:max-)?(?:width|height){_SPACED}(?:[01](?:px|pt)?|0em)\s*;[^\"]*overflow{_SPACED}hidden"
    rf"|overflow{_SPACED}hidden[^\"]*(?<![a-z-])(?:max-)?(?:width|height){_SPACED}(?:[01](?:px|pt)?|0em)\s*(?:;|$)",
    re.IGNORECASE,
)
_RAISES = re.compile(
    rf"vertical-align{_SPACED}(?:super|text-top|[1-9])|mso-text-raise{_SPACED}[1-9]|font-variant-position{_SPACED}super",
    re.I,
)
_LOWERS = re.compile(
    rf"vertical-align{_SPACED}(?:sub|text-bottom|-)|mso-text-raise{_SPACED}-|font-variant-position{_SPACED}sub",
    re.I,
)
_RULE = re.compile(r"([^{}]{1,500})\{([^{}]*)\}")
_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_FOR_PAPER = re.compile(r"@media\s+print[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", re.IGNORECASE)
_NAMED = re.compile(r"[.#]([\w-]+)")
# Names by which style sheets that a page only points at hide a text.
_HIDDEN_NAMES = frozenset(
    ("sr-only", "visually-hidden", "d-none", "hidden", "hide", "is-hidden", "invisible", "screen-reader-text")
)


def is_hidden(attributes: dict[str, str | None]) -> bool:
    """Whether an element says itself that nobody sees its text."""
    return "hidden" in attributes or bool(_HIDES.search(attributes.get("style") or ""))


def place_of(tag: str, attributes: dict[str, str | None]) -> str:
    """Where an element puts its text: "super", "sub", or "" for the line."""
    style = attributes.get("style") or ""
    if tag == "sup" or _RAISES.search(style):
        return "super"
    return "sub" if tag == "sub" or _LOWERS.search(style) else ""


class StyleSheet:
    """The classes and ids that a page's own style sheets hide, raise or lower; others are hidden by name."""

    def __init__(self) -> None:
        self.hidden: set[str] = set()
        self.places: dict[str, str] = {}

    def read(self, text: str) -> None:
        for selectors, rules in _RULE.findall(_FOR_PAPER.sub(" ", _COMMENT.sub(" ", text))):
            hides, place = bool(_HIDES.search(rules)), place_of("", {"style": rules})
            for name in _NAMED.findall(selectors) if hides or place else ():
                if hides:
                    self.hidden.add(name)
                if place:
                    self.places[name] = place

    def may_hide(self, attributes: dict[str, str | None]) -> bool:
        names = _names(attributes)
        return not names.isdisjoint(self.hidden) or not names.isdisjoint(_HIDDEN_NAMES)

    def place_of(self, attributes: dict[str, str | None]) -> str:
        return next((self.places[name] for name in sorted(_names(attributes)) if name in self.places), "")


def _names(attributes: dict[str, str | None]) -> set[str]:
    return {*(attributes.get("class") or "").split(), attributes.get("id") or ""}
