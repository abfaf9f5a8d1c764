"""Papers that the portal sets itself: one content of blocks, written as PDF and as a Word document.

Begin at blocks.py. No content is ever read as a program: pdf.py hands it to the typesetter as data.
"""
