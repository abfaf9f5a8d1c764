"""Keep the Thai catalogues whole: `collect` brings locale/ in line with the code, `check` says what is amiss.

locale/ holds what the portal itself says, locale/libraries/ what Django and the other libraries say and have
no Thai for. Compiled catalogues are kept in the tree, because a bare machine has no msgfmt.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import django
import polib

ROOT = Path(__file__).resolve().parent.parent
OURS = ROOT / "locale/th/LC_MESSAGES/django.po"
OF_LIBRARIES = ROOT / "locale/libraries/th/LC_MESSAGES"
NOT_CODE = shutil.ignore_patterns(
    ".*", "var", "locale", "tests", "docs", "node_modules", "__pycache__", "test-results"
)
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[sdr]|\{\w*\}")

Key = tuple[str | None, str]  # context and English text


def check() -> list[str]:
    faults = []
    for path in sorted((ROOT / "locale").rglob("*.po")):
        faults += [f"{path.relative_to(ROOT)}: {fault}" for fault in faults_of_catalogue(path)]
    faults += [f"no Thai for “{text}” of {library}" for library, text in untranslated_in_libraries()]
    if shutil.which("xgettext"):
        said, kept = keys(said_by_code()), keys(polib.pofile(str(OURS)))
        faults += [f"not in locale/: “{text}”" for _context, text in sorted(said - kept, key=str)]
        faults += [
            f"in locale/, but said nowhere: “{text}”" for _context, text in sorted(kept - said, key=str)
        ]
    elif os.environ.get("CI"):
        faults.append("xgettext is missing (Debian: sudo apt install gettext)")
    else:
        print(
            "Without xgettext (Debian: sudo apt install gettext) the code itself was not searched for messages."
        )
    return faults


def in_words(key: Key) -> str:
    context, text = key
    return f"“{text}” ({context})" if context else f"“{text}”"


def faults_of_catalogue(path: Path) -> list[str]:
    catalogue = polib.pofile(str(path))
    faults = []
    for entry in catalogue:
        if entry.obsolete:
            faults.append(f"obsolete: “{entry.msgid}”")
        elif entry.fuzzy:
            faults.append(f"fuzzy: “{entry.msgid}”")
        elif not entry.translated():
            faults.append(f"no Thai: “{entry.msgid}”")
        elif not has_same_placeholders(entry):
            faults.append(f"other placeholders than “{entry.msgid}”: “{thai(entry)}”")
    compiled = path.with_suffix(".mo")
    if not compiled.exists() or in_force(polib.mofile(str(compiled))) != in_force(catalogue):
        faults.append("the compiled catalogue is older; run: make messages")
    return faults


def thai(entry: polib.POEntry) -> str:
    return entry.msgstr_plural[0] if entry.msgid_plural else entry.msgstr


def has_same_placeholders(entry: polib.POEntry) -> bool:
    """A placeholder that only one of them has breaks the page that says it; Thai may leave out a plural's "one"."""
    english = PLACEHOLDER.findall(entry.msgid_plural or entry.msgid)
    return sorted(english) == sorted(PLACEHOLDER.findall(thai(entry)))


def in_force(catalogue: "polib.POFile | polib.MOFile") -> dict[Key, str]:
    return {(entry.msgctxt, entry.msgid): thai(entry) for entry in catalogue.translated_entries()}


def keys(catalogue: polib.POFile) -> set[Key]:
    return {(entry.msgctxt, entry.msgid) for entry in catalogue if not entry.obsolete}


def said_by_code() -> polib.POFile:
    """What the code and the templates say, collected in a copy: makemessages writes beside what it reads."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "portal"
        shutil.copytree(ROOT, copy, ignore=NOT_CODE)
        (copy / "locale").mkdir()
        command = [
            sys.executable,
            "-m",
            "django",
            "makemessages",
            "--locale=th",
            "--keep-pot",
            "--no-location",
        ]
        environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
        subprocess.run(command, cwd=copy, env=environment, check=True, stdout=subprocess.DEVNULL)
        return polib.pofile(str(copy / "locale/django.pot"))


def untranslated_in_libraries() -> list[tuple[str, str]]:
    """(library, English text) of what a library may say and neither its own Thai catalogue nor ours has."""
    return [
        (library, entry.msgid)
        for library, folder in libraries()
        for domain in ("django", "djangojs")
        for entry in missing_in(folder, domain)
    ]


def libraries() -> list[tuple[str, Path]]:
    """The installed libraries that bring catalogues, with the folder of these."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.local"
    sys.path.insert(0, str(ROOT))
    django.setup()
    from django.apps import apps

    found = {"django": Path(django.__file__).parent / "conf"}
    for app in apps.get_app_configs():
        if Path(app.path).parent != ROOT:
            found[app.name] = Path(app.path)
    return [(name, path / "locale") for name, path in found.items() if (path / "locale").is_dir()]


def missing_in(folder: Path, domain: str) -> list[polib.POEntry]:
    there: set[Key] = set()
    for path in (folder / "th/LC_MESSAGES" / f"{domain}.po", OF_LIBRARIES / f"{domain}.po"):
        if path.exists():
            there |= in_force(polib.pofile(str(path))).keys()
    # Some libraries keep no English catalogue; what their translators were given is in the others.
    english = sorted(folder.glob(f"en/LC_MESSAGES/{domain}.po")) or sorted(
        folder.glob(f"*/LC_MESSAGES/{domain}.po")
    )
    said = {
        (entry.msgctxt, entry.msgid): entry
        for path in english
        for entry in polib.pofile(str(path))
        if not entry.obsolete
    }
    return [entry for key, entry in said.items() if key not in there]


def collect() -> None:
    """Add what the code says anew, drop what it says no more, and compile. Thai is then written by hand."""
    catalogue = polib.pofile(str(OURS), wrapwidth=100)
    catalogue.merge(said_by_code())
    for entry in catalogue.obsolete_entries():
        catalogue.remove(entry)
    for entry in catalogue:
        if entry.msgid_plural:
            entry.msgstr_plural = {0: entry.msgstr_plural.get(0, "")}  # Thai has one form
    catalogue.sort(key=lambda entry: (entry.msgid, entry.msgctxt or ""))
    catalogue.save()
    for domain in ("django", "djangojs"):
        path = OF_LIBRARIES / f"{domain}.po"
        of_libraries = polib.pofile(str(path), wrapwidth=100)
        known = keys(of_libraries)
        for _library, folder in libraries():
            for entry in missing_in(folder, domain):
                if (entry.msgctxt, entry.msgid) not in known:
                    known.add((entry.msgctxt, entry.msgid))
                    of_libraries.append(blank(entry))
        of_libraries.save()
    for path in (ROOT / "locale").rglob("*.po"):
        polib.pofile(str(path)).save_as_mofile(str(path.with_suffix(".mo")))


def blank(entry: polib.POEntry) -> polib.POEntry:
    plural = {0: ""} if entry.msgid_plural else {}
    return polib.POEntry(
        msgctxt=entry.msgctxt,
        msgid=entry.msgid,
        msgid_plural=entry.msgid_plural,
        msgstr_plural=plural,
        flags=entry.flags,
    )


if __name__ == "__main__":
    if sys.argv[1:] == ["collect"]:
        collect()
    faults = check()
    print("\n".join(faults) or "The Thai catalogues are whole.")
    sys.exit(1 if faults else 0)
