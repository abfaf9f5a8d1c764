"""Papers that the portal sets itself: one content of blocks, written as PDF, as a Word document and as slides.

Begin at blocks.py. No content is ever read as a program: pdf.py hands it to the typesetter as data.
"""
