"""Questions that the future answers: statements linked to them, pools of those, resolutions and scores."""

from kentledge.question.answer import Answer, Estimate, answers, estimate
from kentledge.question.link import Figures, from_term, from_words, given, link
from kentledge.question.meant import links_of
from kentledge.question.questions import Link, Question, Resolution, UnusableQuestion, outcome
from kentledge.question.store import add_link, ask, links, question, questions, resolutions, resolve
from kentledge.question.suggest import Suggestion, suggest
from kentledge.question.voices import Voice, voices

__all__ = [
    "Answer",
    "Estimate",
    "Figures",
    "Link",
    "Question",
    "Resolution",
    "Suggestion",
    "UnusableQuestion",
    "Voice",
    "add_link",
    "answers",
    "ask",
    "estimate",
    "from_term",
    "from_words",
    "given",
    "link",
    "links",
    "links_of",
    "outcome",
    "question",
    "questions",
    "resolutions",
    "resolve",
    "suggest",
    "voices",
]
