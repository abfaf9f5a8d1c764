"""Whether a file that goes out says of when its figures are, each format in its own place."""

import io
import json
import re
import zipfile
from html import unescape
from typing import Any
from urllib.parse import unquote

from openpyxl import load_workbook

from tests.papers import pdf_text

SAID = re.compile(
    r"ข้อมูล\s*ณ\s*วันที่\s*[๐-๙\d]+\s*[ก-๙.]+\s*[๐-๙\d]{4}\s*เวลา\s*[๐-๙\d]{2}:[๐-๙\d]{2}\s*น\."
    r"|Data as of \d+ \w+ \d{4}, \d\d:\d\d"
)
IN_A_NAME = re.compile(r"-ข้อมูล-ณ-วันที่-\d+-[ก-๙.]+-\d{4}-เวลา-\d\d\.\d\d-น\.csv$")
FOR_PROGRAMS = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+07:00")


def says_when(name: str, content: bytes) -> bool:
    ending = name.rpartition(".")[2]
    if ending == "csv":
        return bool(IN_A_NAME.search(name))
    if ending == "json":
        told = json.loads(content)
        return bool(SAID.fullmatch(told["as_of"]) and FOR_PROGRAMS.fullmatch(told["created"]))
    if ending == "xlsx":
        return all(
            SAID.search(sheet.oddFooter.left.text or "") for sheet in load_workbook(io.BytesIO(content))
        )
    if ending == "pdf":
        return bool(SAID.search(pdf_text(content)))
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        if ending == "zip":
            if "datapackage.json" not in parts.namelist():  # a dossier: each of its files for itself
                return True
            told = json.loads(parts.read("datapackage.json"))
            return bool(SAID.fullmatch(told["description"]) and FOR_PROGRAMS.fullmatch(told["created"]))
        texts = [unescape(parts.read(part).decode()) for part in parts.namelist() if part.endswith(".xml")]
    return any(SAID.search(re.sub("<[^>]*>", "", text).replace("\u200b", "")) for text in texts)


def is_undated(response: Any) -> bool:
    """Whether a file says nothing of when it is. What is no file, or was kept as somebody brought it, is none."""
    name = unquote(response.headers.get("Content-Disposition", "")).rpartition("''")[2].strip('"')
    if response.status_code != 200 or not name or response.streaming:
        return False
    return not says_when(name, response.content)
