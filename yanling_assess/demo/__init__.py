"""The demo: an imagined bureau's hall from May to October 2026, told once and the same each time.

`bureau` and `roster` say who; stories.toml, october.toml and, drawn from phrases.toml, `filler` say what
happened (plain data, no database); `people`, `telling`, `sheet`, `loading` and `publishing` carry it in
through the services, at the true dates.
"""
