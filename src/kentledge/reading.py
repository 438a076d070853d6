"""The whole way through the house: an article in, a `Reading` out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kentledge.records import Article, Provenance, Reading

if TYPE_CHECKING:
    from pathlib import Path

    from kentledge.records import Attribution, Quantity


def weighed(reading: Reading, before: Reading | None = None) -> Reading:
    """The reading with its camps and its finding made anew from its other records, as after an analyst's edits.

    With `before`, the reading without the edits, checks of the quantities that these changed are made anew as well.
    """
    from dataclasses import replace

    from kentledge.weigh import camps, finding

    if before is not None:
        from kentledge.measure.checks import checked_again

        reading = replace(reading, checks=checked_again(reading, before))

    article, statements, speakers, judgements = (
        reading.article, reading.statements, reading.speakers, reading.judgements,
    )  # fmt: skip
    sides = camps(article, statements, speakers, judgements, reading.relations)
    return replace(reading, camps=sides, finding=finding(article, statements, speakers, judgements, sides))


class Engine:
    """Loads the reader once and reads any number of articles.

    `scale` names the scale of probability words, `pipeline` an installed spaCy pipeline that is to give syntax and
    entities in place of the reader's own, `threads` bounds the cores in use, `reader` is a name of
    `kentledge.parse.readers.readers()` or a folder of weights, `fronts` a TOML file of one's own fronts.
    Raises UnusablePipeline, UnknownScale or UnusableFronts before anything is read.
    """

    def __init__(
        self,
        *,
        scale: str = "phia",
        pipeline: str | None = None,
        threads: int | None = None,
        reader: str = "accurate",
        fronts: Path | None = None,
    ) -> None:
        from kentledge.judge import known_fronts
        from kentledge.judge import scale as known_scale
        from kentledge.lexicons import version as lexicons_version
        from kentledge.parse import Parser
        from kentledge.version import __version__

        self.scale = known_scale(scale).key
        self.fronts = fronts
        own = f" {known_fronts(fronts).version}" if fronts else ""
        self.parser = Parser(pipeline, reader=reader, threads=threads)
        self.provenance = Provenance(
            kentledge=__version__, reader=self.parser.version, lexicons=f"{lexicons_version()} {self.scale}{own}"
        )

    def assess(self, article: Article) -> Reading:
        """Every record that the article yields."""
        from kentledge.attribute import attribute
        from kentledge.judge import Words, judge, relations
        from kentledge.measure import checks, deals, quantities
        from kentledge.weigh import camps, finding

        with self.parser.passing():
            doc = self.parser(article)
            found = attribute(doc, article)
            words = Words(doc)
            judgements = judge(words, article, found.statements, scale=self.scale, fronts=self.fronts)
            related, named = relations(words, found.statements, found.speakers, judgements)
            speakers = (*found.speakers, *named)
            sides = camps(article, found.statements, speakers, judgements, related)
            excluded = [e.span for e in article.excluded]
            measured = quantities(doc, excluded, found.statements)
            return Reading(
                article=article,
                speakers=speakers,
                statements=found.statements,
                judgements=judgements,
                relations=related,
                quantities=tuple(measured),
                deals=tuple(deals(doc, excluded, found.statements)),
                checks=tuple(checks(doc, measured)),
                camps=sides,
                finding=finding(article, found.statements, speakers, judgements, sides),
                provenance=self.provenance,
            )

    def attributions(self, text: str) -> list[Attribution]:
        """Only who, how and what, as spans: the form of the PolNeAR corpus, for measuring."""
        from kentledge.attribute import attributions

        with self.parser.passing():
            return attributions(self.parser(Article(id="", text=text)))

    def quantities(self, text: str) -> list[Quantity]:
        """Only the quantities of a text, with the labels of the NewsQuant corpus, for measuring."""
        from kentledge.measure import newsquant_quantities

        with self.parser.passing():
            return newsquant_quantities(self.parser(Article(id="", text=text)))
