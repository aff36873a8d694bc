"""What stands in an uploaded table, as the text a person saw. Pure: no database, no request.

book = read(content, name="单位.xlsx")     # Book, or Unreadable with a sentence
place = find_header(sheet.lines, words)    # the line of headings under the title lines
"""

from foundation.imports.reading.book import Book, Line, Sheet, Unreadable
from foundation.imports.reading.headers import find_header, fold
from foundation.imports.reading.reader import read

__all__ = ["Book", "Line", "Sheet", "Unreadable", "find_header", "fold", "read"]
