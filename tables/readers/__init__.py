"""One reader for each kind of file: .xlsx, .xls, .ods, text with commas, a pasted table, a web page.

They run in the child process and look at no Django; each hands its rows to tally.py, which keeps the limits. Begin at
xlsx.py and worksheet.py, or delimited.py.
"""
