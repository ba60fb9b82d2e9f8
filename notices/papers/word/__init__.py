"""The one door to python-docx: papers as Word files, for those who edit in WPS, laid out as their PDF is.

`documents.docx_of` writes them; `styles` holds sizes and faces, `xml` the elements they are made of.
"""
