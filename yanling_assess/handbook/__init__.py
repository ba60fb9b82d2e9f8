"""使用手册: docs/使用手册.md as a page of the site, written in the small Markdown of `markdown`."""
