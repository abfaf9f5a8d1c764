"""Records that several people edit: who, why and which version; forms and admin bases that lose nobody's work.

Looks at thai and tables; knows nothing of regions, people or money. Begin at held.py, then forms.py and admin.py;
reasons.py keeps why for readers of both languages; uploads.py takes in files; once.py makes one thing of two presses;
exports.py takes a list of the admin out as a file; statements.py keeps the text of what pages ask again and again;
proof/ finds what was written past the portal.
"""
