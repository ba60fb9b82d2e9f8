"""What the database itself refuses, whoever asks: triggers on the tables that must never change.

Services refuse first, with better words; a trigger is for the path nobody thought of, raw SQL included.
Models name their guards (`guards = (...)`); they are installed after every migration (SQLite loses them
whenever Django rebuilds a table), compared at start and by `check_records`.
"""
