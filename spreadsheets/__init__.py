"""The import desk: an office's table previewed, confirmed all at once or not at all, and undone.

Looks at people, regions and the engine in tables; knows no plan and no grant. Begin at batches.py (a file's way in),
then resources.py (what a kind of table has to know) and register_resource.py; docs/how-a-table-goes-in.md tells it.
"""
