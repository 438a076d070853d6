"""The whole way through the house: an article in, a `Reading` out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kentledge.records import Article, Provenance, Reading

if TYPE_CHECKING:
    from pathlib import Path

    from kentledge.records import Attribution, Quantity


class Engine:
    """Loads the reader once and reads any number of articles.

    `scale` names the scale of probability words, `pipeline` an installed spaCy pipeline that is to give syntax and
    entities in place of the reader's own, `threads` bounds the cores in use, `weights` is a folder of other weights.
    Raises UnusablePipeline or UnknownScale before anything is read.
    """

    def __init__(
        self,
        *,
        scale: str = "phia",
        pipeline: str | None = None,
        threads: int | None = None,
        weights: Path | None = None,
    ) -> None:
        from kentledge.judge import scale as known_scale
        from kentledge.lexicons import version as lexicons_version
        from kentledge.parse import Parser
        from kentledge.version import __version__

        self.scale = known_scale(scale).key
        self.parser = Parser(pipeline, weights=weights, threads=threads)
        self.provenance = Provenance(
            kentledge=__version__, reader=self.parser.version, lexicons=f"{lexicons_version()} {self.scale}"
        )

    def assess(self, article: Article) -> Reading:
        """Every record that the article yields."""
        from kentledge.attribute import attribute
        from kentledge.judge import judge, relations
        from kentledge.measure import quantities
        from kentledge.weigh import finding

        with self.parser.passing():
            doc = self.parser(article)
            found = attribute(doc, article)
            judgements = judge(article, found.statements, scale=self.scale)
            return Reading(
                article=article,
                speakers=found.speakers,
                statements=found.statements,
                judgements=judgements,
                relations=relations(article.text, found.statements, found.speakers),
                quantities=tuple(quantities(doc, [e.span for e in article.excluded], found.statements)),
                finding=finding(article, found.statements, found.speakers, judgements),
                provenance=self.provenance,
            )

    def attributions(self, text: str) -> list[Attribution]:
        """Only who, how and what, as spans: the form of the PolNeAR corpus, for measuring."""
        from kentledge.attribute import attributions

        with self.parser.passing():
            return attributions(self.parser(Article(id="", text=text)))

    def quantities(self, text: str) -> list[Quantity]:
        """Only the quantities of a text."""
        from kentledge.measure import quantities

        with self.parser.passing():
            return list(quantities(self.parser(Article(id="", text=text))))
