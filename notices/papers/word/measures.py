"""The page of GB/T 9704-2012 in Word's unit, the twentieth of a point (567 to a centimetre).

The text area is 156 × 225 mm: 22 lines of 28 characters. Word fits as many whole lines as it can, so the
pitch is rounded down; the character pitch is the 16 pt of the text less 0.207 pt, in 4096ths of a point.
"""

MM = 72 / 25.4 * 20
PAGE_WIDTH, PAGE_HEIGHT = 11906, 16838
TOP, RIGHT, BOTTOM, LEFT = 2098, 1473, 1984, 1585
WIDTH = PAGE_WIDTH - LEFT - RIGHT
GRID = 579  # 580 would leave 21 lines
LINE = 578  # 28.9 pt: 22 of them leave room for the rules of a table on the page
CELL = WIDTH / 28  # 15.79 pt
CHAR_SPACE = int((CELL / 20 - 16) * 4096) - 1
HEADER = round(18.5 * MM) - 120  # its 12 pt line in the middle of the top margin
FOOTER = round(28 * MM) - 140  # its 14 pt line's middle 7 mm below the text area


def cells_wide(cells: float) -> int:
    """So many characters of the text, in twips."""
    return round(cells * CELL)
