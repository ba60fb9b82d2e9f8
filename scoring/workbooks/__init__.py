"""Workbooks that the office sends on: one look, numbers as numbers, sums as formulas with their values.

The rows come from the same scoped selectors as the pages; openpyxl is behind `records.workbooks` alone.
"""
