"""How much of an office's file is read; what is beyond is refused with the figure (issue 3)."""

UPLOAD_BYTES = 20 * 1024 * 1024
UNPACKED_BYTES = 60 * 1024 * 1024
PARTS = 2_000
ROWS = 20_000  # rows of a table
LINES = ROWS + 100  # filled rows of one sheet: the table, its title lines, heads, totals and notes
COLUMNS = 200  # columns of one sheet that hold something
FILLED_CELLS = 400_000  # of the whole file
TEXT_CHARACTERS = 20_000  # of one cell
# One text may be shared by many cells: together they may hold what 60 MB of Thai is unshared.
ALL_TEXT_CHARACTERS = 20_000_000
SHEETS = 255
TITLE_CHARACTERS = 255  # of a sheet; the rest is cut off
MERGES = 40_000  # of one sheet
SHARED_TEXTS = 1_000_000
FAULTS = 1_000  # beyond these the rest are of the same kinds

# The child process. A sheet of 400,000 filled cells takes about three seconds and 150 MB.
MEMORY_BYTES = 320 * 1024 * 1024
CPU_SECONDS = 10
WALL_SECONDS = 15
LINE_BYTES = 32 * 1024 * 1024
OUTPUT_BYTES = 200 * 1024 * 1024
