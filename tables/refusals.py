"""Why a file is refused: the sentence of each code with which the reading process ends (tables/refused.py)."""

from django.utils.translation import gettext_noop as _

from thai.sentences import gettext


def sentence(code: str, figures: dict[str, str | int]) -> str:
    """The refusal in the reader's language: what the file is, and what to do."""
    shown = {name: f"{value:,}" if name == "limit" else value for name, value in figures.items()}
    return gettext(_SENTENCES[code]) % shown


_SENTENCES = {
    # What the file is instead of a table
    "empty_file": _("The file is empty (0 bytes). Save the table again and upload that file."),
    "lock_file": _(
        "This is the small file that Excel keeps while a workbook is open, not the workbook itself. "
        "Choose the file of the same name without “~$” at its beginning."
    ),
    "macros": _(
        "This workbook holds macros, which are not accepted. In Excel choose Save As, "
        "“Excel Workbook (.xlsx)”, and upload that file."
    ),
    "xlsb": _(
        "This is a binary Excel workbook (.xlsb). In Excel choose Save As, “Excel Workbook (.xlsx)”, "
        "and upload that file."
    ),
    "template": _(
        "This is a spreadsheet template, not a workbook. Open it, save it as “Excel Workbook (.xlsx)”, "
        "and upload that file."
    ),
    "flat_ods": _(
        "This is a flat XML spreadsheet (.fods). Save it as “ODF Spreadsheet (.ods)” or .xlsx, "
        "and upload that file."
    ),
    "old_excel": _(
        "This is a workbook of Excel 4 or older. Open it in Excel, save it as “Excel Workbook (.xlsx)”, "
        "and upload that file."
    ),
    "numbers": _(
        "This is a Numbers document. In Numbers choose File, Export To, Excel (.xlsx), and upload that file."
    ),
    "password": _(
        "This file is protected by a password. Open it, remove the password (in Excel: File, Info, "
        "Protect Workbook, Encrypt with Password, leave it blank), save, and upload again."
    ),
    "zip_password": _(
        "This file is a password-protected archive. Take the table out of it and upload the table."
    ),
    "web_page": _(
        "This is a web page (HTML), even if its name says otherwise. Open it in Excel, "
        "save it as “Excel Workbook (.xlsx)”, and upload that file."
    ),
    "spreadsheetml": _(
        "This is an “XML Spreadsheet 2003”, even if its name says otherwise. Open it in Excel, "
        "save it as “Excel Workbook (.xlsx)”, and upload that file."
    ),
    "xml": _(
        "This is an XML file, not a table. Open the table in Excel and save it as “Excel Workbook (.xlsx)”."
    ),
    "pdf": _(
        "This is a PDF. Upload the spreadsheet that it was made from (.xlsx, .xls, .ods or .csv), "
        "or paste the table into the text box."
    ),
    "word": _(
        "This is a text document (Word or similar). Copy the table in it and paste it into the text box, "
        "or put it into Excel and save it as .xlsx."
    ),
    "powerpoint": _(
        "This is a presentation (PowerPoint or similar). Copy the table in it and paste it into the text "
        "box, or put it into Excel and save it as .xlsx."
    ),
    "image": _("This is a picture. The table has to be a spreadsheet: .xlsx, .xls, .ods or .csv."),
    "archive": _("This is an archive (zip or similar). Unpack it and upload the table that is in it."),
    "program": _("This is a program, not a table. Upload an .xlsx, .xls, .ods or .csv file."),
    "database": _(
        "This is a database file, not a table. Export the table as .xlsx or .csv and upload that file."
    ),
    "other_office_file": _(
        "This is a file of an office program, but not a workbook. Upload an .xlsx, .xls, .ods or .csv file."
    ),
    "unknown_content": _(
        "What this file holds is not a table in any form known here. Open it in the program that made it "
        "and save it as “Excel Workbook (.xlsx)”."
    ),
    # Name and content
    "no_extension": _(
        "The file's name has no ending. It holds %(kind)s: add .%(kind)s to its name and upload it again."
    ),
    "unknown_extension": _(
        "A file named .%(extension)s is not accepted. This one holds %(kind)s: "
        "change the ending of its name to .%(kind)s and upload it again."
    ),
    "other_name": _(
        "The file is named .%(extension)s but holds %(kind)s. "
        "Change the ending of its name to .%(kind)s, or save it again as .%(extension)s."
    ),
    "text_under_other_name": _(
        "The file is named .%(extension)s but holds plain text. If it is a table with commas or tabs, change "
        "the ending of its name to .csv; otherwise open it in Excel and save it as “Excel Workbook (.xlsx)”."
    ),
    "text_file": _(
        "The file holds plain text and its name does not end in .csv. If it is a table with commas or tabs, "
        "change the ending of its name to .csv; otherwise put the table into Excel and save it as .xlsx."
    ),
    # Limits
    "upload_too_big": _(
        "The file is larger than %(limit)s MB. Remove pictures and sheets that are not needed, save, "
        "and upload again."
    ),
    "unpacks_too_big": _(
        "Unpacked, the file would be larger than %(limit)s MB. Copy only the table into a new workbook "
        "and upload that."
    ),
    "too_many_parts": _(
        "The file consists of more than %(limit)s parts. Copy only the table into a new workbook "
        "and upload that."
    ),
    "too_many_sheets": _(
        "The workbook has more than %(limit)s sheets. Copy only the sheet to be imported into a new workbook."
    ),
    "too_many_rows": _(
        "Sheet “%(sheet)s” has more than %(limit)s filled rows. Split the table into several files."
    ),
    "too_many_columns": _(
        "Sheet “%(sheet)s” has more than %(limit)s filled columns. Copy only the columns of the table "
        "into a new workbook."
    ),
    "too_many_cells": _(
        "The file has more than %(limit)s filled cells. Copy only the table into a new workbook, "
        "or split it into several files."
    ),
    "too_many_merges": _(
        "Sheet “%(sheet)s” has more than %(limit)s merged cells. Copy the table's values into a new workbook."
    ),
    "too_much_text": _(
        "The file holds more than %(limit)s characters of text. Copy only the table into a new workbook, "
        "or split it into several files."
    ),
    "too_much_memory": _(
        "The file takes too much memory to read. Copy only the table into a new workbook "
        "(paste values) and upload that."
    ),
    "too_slow": _(
        "The file takes too long to read. Copy only the table into a new workbook (paste values) "
        "and upload that."
    ),
    # Damage
    "truncated": _(
        "The file is cut off: its end is missing. Copy or download it once more in full, and upload again."
    ),
    "damaged": _(
        "The file is damaged and cannot be read safely. Open it in Excel, let it repair the file, "
        "save it under a new name as .xlsx, and upload that."
    ),
    "unreadable": _(
        "The file could not be read. Open it in Excel, save it under a new name as "
        "“Excel Workbook (.xlsx)”, and upload that file."
    ),
    "document_type": _(
        "The file defines document types inside its XML, which no spreadsheet program writes. "
        "Open it in Excel and save it under a new name as .xlsx."
    ),
    "external_link": _(
        "The workbook takes values from another workbook. In Excel choose Data, Edit Links, Break Link "
        "(the values stay), save, and upload again."
    ),
    "no_sheets": _("The workbook has no sheet with cells."),
    "nothing_filled": _("No cell of the file is filled. Choose the file that holds the table."),
    # Text files and pasted tables
    "nothing_pasted": _("Nothing was pasted. Copy the table, header row included, and paste it here."),
    "pasted_unreadable": _(
        "The pasted table could not be read. Paste it into Excel, save it as .xlsx, and upload that file."
    ),
    "text_with_nul": _(
        "The text file holds null characters. In Excel save the table as “CSV UTF-8 (.csv)” "
        "and upload that file."
    ),
    "text_with_replacements": _(
        "Line %(line)s holds the character “�”: letters were lost when the file was saved. "
        "Save it again from the original as “CSV UTF-8 (.csv)” or .xlsx."
    ),
    "mixed_encodings": _(
        "The file mixes two encodings: line %(line)s is written in another one than the rest. "
        "Open the original in Excel and save it as “CSV UTF-8 (.csv)” or .xlsx."
    ),
    "mojibake": _(
        "The Thai letters of line %(line)s were garbled when the file was saved (“à¸”, “เธ”). "
        "Save it again from the original as “CSV UTF-8 (.csv)” or .xlsx."
    ),
    "unknown_encoding": _(
        "The encoding of the text is not known here. In Excel save the table as “CSV UTF-8 (.csv)” or .xlsx."
    ),
    "unknown_encoding_at": _(
        "Line %(line)s is neither UTF-8 nor Thai Windows (874). "
        "In Excel save the table as “CSV UTF-8 (.csv)” or .xlsx."
    ),
    "unknown_delimiter": _(
        "The first line names a separator that is not accepted. Use a comma, a semicolon or a tab."
    ),
    "quote_not_closed": _(
        "A quotation mark that opens in line %(line)s is never closed. Close it, or save the table again "
        "from Excel as “CSV UTF-8 (.csv)” or .xlsx."
    ),
    "text_after_quote": _(
        "In line %(line)s there is text between a closing quotation mark and the next separator. "
        'Write a quotation mark inside a text twice (""), or save the table again from Excel.'
    ),
    # Faults of one cell or row, told with their place
    "perhaps_hidden": _(
        "The page may hide a part of this cell. Copy the table as you see it into a sheet, check it and send that."
    ),
    "text_too_long": _("The text is longer than %(limit)s characters. Shorten it."),
    "more_fields_than_header": _(
        "This row has %(fields)s fields but the header has %(header)s. If an amount has a comma, put it in "
        'quotation marks ("95,000"), or save the table again from Excel as .xlsx.'
    ),
}
