"""The one place that knows label schemes: Universal Dependencies (the reader's) and ClearNLP's (spaCy's own pipelines).

Everything after the parse asks these functions and never looks at a dependency label itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

_SUBJECT = frozenset({"nsubj", "nsubj:pass", "nsubj:outer", "csubj", "csubj:pass", "nsubjpass", "csubjpass", "expl"})
_APPOSITION = frozenset({"appos"})


def is_subject(token: Token) -> bool:
    """Whether the token is the subject of its head."""
    return token.dep_ in _SUBJECT


def is_apposition(token: Token) -> bool:
    """Whether the token explains the noun that is its head ("Kim, a professor")."""
    return token.dep_ in _APPOSITION


def is_finite_verb(token: Token) -> bool:
    """Whether the token is a verb that makes a clause ("says", "would"), by its Penn tag."""
    return token.tag_ in {"VBD", "VBZ", "VBP", "MD"}


def is_noun(token: Token) -> bool:
    """Whether the token is a common noun or a name."""
    return token.tag_.startswith("NN")


def is_name(token: Token) -> bool:
    """Whether the token is part of a name."""
    return token.tag_ in {"NNP", "NNPS"}


def is_plural(token: Token) -> bool:
    """Whether the token is a plural noun."""
    return token.tag_ in {"NNS", "NNPS"}


def is_possessive_mark(token: Token) -> bool:
    """Whether the token is the ending of a possessive ("’s")."""
    return token.tag_ == "POS"


def is_possessive_pronoun(token: Token) -> bool:
    """Whether the token is a possessive pronoun ("her")."""
    return token.tag_ == "PRP$"


_AUXILIARY = frozenset({"aux", "aux:pass", "auxpass"})
_COORDINATOR = frozenset({"cc", "cc:preconj", "preconj"})
_COMPLEMENT = frozenset({"ccomp", "xcomp", "csubj", "csubj:pass", "csubj:outer", "acl", "pcomp"})
_ADJUNCT_CLAUSE = frozenset({"advcl", "advcl:relcl", "acl:relcl", "relcl"})
_MODIFIER = frozenset({"amod", "advmod", "npadvmod"})


def is_conjunct(token: Token) -> bool:
    """Whether the token is coordinated with its head ("… and leave")."""
    return token.dep_ == "conj"


def is_coordinator(token: Token) -> bool:
    """Whether the token only joins a conjunct ("and", "but")."""
    return token.dep_ in _COORDINATOR


def is_subordinator(token: Token) -> bool:
    """Whether the token only opens the clause of its head ("that", "if", "to")."""
    return token.dep_ == "mark"


def is_auxiliary(token: Token) -> bool:
    """Whether the token is an auxiliary of its head ("may", "has")."""
    return token.dep_ in _AUXILIARY


def is_copula(token: Token) -> bool:
    """Whether the token ties its head to a subject ("is likely"); only Universal Dependencies hang it below."""
    return token.dep_ == "cop"


def is_complement_clause(token: Token) -> bool:
    """Whether the token heads a clause that its head calls for ("likely to pay", "the chance that …")."""
    return token.dep_ in _COMPLEMENT


def is_adjunct_clause(token: Token) -> bool:
    """Whether the token heads a clause that its head could do without ("…, as it is pushing …", "who …")."""
    return token.dep_ in _ADJUNCT_CLAUSE


def is_loose_clause(token: Token) -> bool:
    """Whether the token heads a clause set beside another ("…, he said, …")."""
    return token.dep_ in {"parataxis", "discourse"}


def is_modifier(token: Token) -> bool:
    """Whether the token is an adjective or adverb that modifies its head."""
    return token.dep_ in _MODIFIER


def is_attribute(token: Token) -> bool:
    """Whether the token is an adjective before its noun ("a likely rise")."""
    return token.dep_ == "amod"


def is_object(token: Token) -> bool:
    """Whether the token is a direct object of its head."""
    return token.dep_ in {"obj", "dobj"}


def is_noun_complement(token: Token) -> bool:
    """Whether the token is a noun tied to its head by a preposition ("the chance of a strike")."""
    return token.dep_ in {"nmod", "prep", "obl", "obl:unmarked", "obl:npmod", "obl:tmod"}


def is_predicate(token: Token) -> bool:
    """Whether the token is what a ClearNLP "be" says of its subject ("is likely")."""
    return token.dep_ in {"acomp", "attr", "oprd"}


def is_modal(token: Token) -> bool:
    """Whether the token is a modal verb by its Penn tag, so that neither "May" nor "might" the noun is one."""
    return token.tag_ == "MD"


def is_adverb(token: Token) -> bool:
    """Whether the token is an adverb by its Penn tag ("not" among them)."""
    return token.tag_ in {"RB", "RBR", "RBS"}


def is_verb(token: Token) -> bool:
    """Whether the token is a verb by its Penn tag."""
    return token.tag_.startswith("VB") or token.tag_ == "MD"


def is_past(token: Token) -> bool:
    """Whether the token is a verb in the past tense by its Penn tag."""
    return token.tag_ == "VBD"


def is_clause_complement(token: Token) -> bool:
    """Whether the token heads a clause that its head says or thinks ("said that it *sank*")."""
    return token.dep_ in {"ccomp", "parataxis"}


def is_punctuation(token: Token) -> bool:
    """Whether the token is a punctuation mark."""
    return token.dep_ == "punct" or token.is_punct


def is_receiver(token: Token) -> bool:
    """Whether the token is an indirect object ("give her a chance")."""
    return token.dep_ in {"iobj", "dative"}


def is_participle(token: Token) -> bool:
    """Whether the token is a past participle by its Penn tag ("were expected")."""
    return token.tag_ == "VBN"


def is_passive(token: Token) -> bool:
    """Whether the token is a participle with a form of "be" as its auxiliary ("the port *is expected* to open")."""
    return is_participle(token) and any(is_auxiliary(c) and c.lemma_ == "be" for c in token.children)


def is_case_mark(token: Token) -> bool:
    """Whether the token is a preposition or possessive ending of its head, or heads the noun (ClearNLP)."""
    return token.dep_ in {"case", "prep"}


def is_possessor(token: Token) -> bool:
    """Whether the token is the owner of the noun that is its head ("*Vale*'s plan", "*her* plan")."""
    return token.dep_ in {"nmod:poss", "poss"}


def is_description(token: Token) -> bool:
    """Whether the token is a title or a name that goes with the name or noun that is its head ("*Mayor* Vale")."""
    return token.dep_ in {"nmod:desc", "flat", "flat:name"}


def is_doer(token: Token) -> bool:
    """Whether the token is who does what a passive verb tells ("disputed by *Vale*")."""
    return token.dep_ in {"obl:agent", "agent"}


def is_adjective(token: Token) -> bool:
    """Whether the token is an adjective by its Penn tag."""
    return token.tag_ in {"JJ", "JJR", "JJS"}


def is_expletive(token: Token) -> bool:
    """Whether the token is an "it" or "there" that stands for nothing ("*it* is wrong to sell")."""
    return token.dep_ == "expl"


def is_particle(token: Token) -> bool:
    """Whether the token is a particle or adverb that belongs to the verb that is its head ("brushed it *aside*")."""
    return token.dep_ in {"compound:prt", "prt", "advmod"}
