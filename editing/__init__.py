"""Records that several people edit: who, why and which version; forms and admin bases that lose nobody's work.

Looks at thai and tables; knows nothing of regions, people or money. Begin at held.py, then forms.py and admin.py;
once.py makes one thing of two presses, uploads.py takes files in, papers/ and exports.py give them out;
statements.py keeps the text of what pages ask again and again, proof/ finds what was written past the portal.
"""
