"""What a process of the portal has ready before its first person comes."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

# Which files of words are opened when two Thai wordings are first compared.
ASKED = """
import sys, django
{started}
opened = []
sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == "open" else None)
from thai.differences import word_differences
word_differences("อบรมแกนนำ", "อบรมเครือข่าย")
print(sum("words_th" in name for name in opened))
"""


@pytest.mark.parametrize(
    ("started", "reads_words"), [("import config.wsgi", False), ("django.setup()", True)]
)
def test_a_served_process_has_the_thai_words_and_a_command_reads_them_when_it_needs_them(
    started: str, reads_words: bool
) -> None:
    said = subprocess.run(
        [sys.executable, "-c", ASKED.format(started=started)],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.test"},
        cwd=settings.ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert (int(said.stdout) > 0) is reads_words
