"""Read an article: its canonical text, headline, dateline, date, outlet and author, and what in it is not reporting.

article = read("article.txt")       a file of plain text or HTML, or "-" for standard input
article_from_text(text)             text that is already at hand
article_from_html(html, url=None)   the main text of a web page
sources(paths)                      the files behind names of files and folders
"""

from kentledge.read.files import read
from kentledge.read.folders import sources
from kentledge.read.page import article_from_html
from kentledge.read.plain import article_from_text

__all__ = ["article_from_html", "article_from_text", "read", "sources"]
