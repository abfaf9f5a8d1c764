"""Which cells of a table are merged into blocks, and where each block's value stands."""

from bisect import bisect_left
from collections.abc import Iterable

from tables.sheets import Merge, Sheet


class Blocks:
    """The merged cells of some columns of a sheet, from one row on."""

    def __init__(self, sheet: Sheet, columns: Iterable[int], first_row: int) -> None:
        self._blocks: dict[tuple[int, int], Merge] = {}
        wanted = sorted(columns)
        rows = [row for row in sorted(sheet.rows) if row >= first_row]
        for merge in sheet.merges:
            if merge.first_row == merge.last_row and merge.first_column == merge.last_column:
                continue
            inside = [column for column in wanted if merge.first_column <= column <= merge.last_column]
            if inside:
                self._add(merge, rows, inside)

    def _add(self, merge: Merge, rows: list[int], columns: list[int]) -> None:
        # Blocks cannot overlap in a spreadsheet program; in a damaged file the first one counts.
        start = bisect_left(rows, merge.first_row)
        while start < len(rows) and rows[start] <= merge.last_row:
            for column in columns:
                if (rows[start], column) in self._blocks:
                    return
                self._blocks[rows[start], column] = merge
            start += 1

    def at(self, row: int, column: int) -> Merge | None:
        return self._blocks.get((row, column))

    def covers(self, row: int, column: int) -> bool:
        """Whether the cell lies under another one, so that nobody sees what the file holds in it."""
        merge = self.at(row, column)
        return merge is not None and (row, column) != (merge.first_row, merge.first_column)


def goes_across(merge: Merge) -> bool:
    return merge.first_column != merge.last_column
