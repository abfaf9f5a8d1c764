"""The forms of participation and each region's plan for a year: written, decided on, amended, acted on, measured.

Looks at centres and below. Begin at models/item.py, where the plan is; writing/ edits it, years/ is its life from draft
to close, activities/ and outcomes/ are what becomes of it (docs/how-a-plan-lives.md).
"""
