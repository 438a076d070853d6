"""Who a source is: names, pronouns, descriptions, bodies and documents, each source as its own span."""

from __future__ import annotations

import re

import pytest

from kentledge.attribute import attribute
from kentledge.parse import Parser
from kentledge.records import Article, Attribution, Speaker

_MARKED = re.compile(r"\[([^\]]*)\]")


def speakers_of(parser: Parser, marked: str, author: str | None = None) -> list[Speaker | None]:
    """The speakers of the [bracketed] sources; what each says is what follows it in its sentence."""
    text = ""
    found = []
    at = 0
    sources = []
    for match in _MARKED.finditer(marked):
        text += marked[at : match.start()]
        sources.append((len(text), len(text) + len(match[1])))
        text += match[1]
        at = match.end()
    text += marked[at:]
    for start, end in sources:
        stop = next((i for i in range(end, len(text)) if text[i] in ".\n"), len(text))
        cue = re.search(r"\w+", text[end:])
        assert cue is not None
        cue_span = (end + cue.start(), end + cue.end())
        found.append(Attribution(((start, end),), (cue_span,), ((cue_span[1] + 1, stop),)))
    article = Article("x", text, author=author)
    result = attribute(parser(article), article, found=found)
    by_id = {s.id: s for s in result.speakers}
    by_source = {s.source[0]: by_id.get(s.speaker or "") for s in result.statements}
    return [by_source[s] for s in sources]


def names(parser: Parser, marked: str, author: str | None = None) -> list[str | None]:
    return [s.name if s else None for s in speakers_of(parser, marked, author)]


PERSONS = {
    "her counterpart is a minister too": (
        "[Foreign Minister Katrin Olle] came.\n\nHer counterpart, Yusuf Darwi, struck a warmer note. [The "
        "minister] said that they had agreed.",
        ["Katrin Olle", "Yusuf Darwi"],
    ),
    "a vice-president of something": (
        "[Vice-president of land Simone Achter] testified that it had called.",
        ["Simone Achter"],
    ),
    "who was told of in another paragraph is further away": (
        "[Robert Vale] said it was late. He had seen it. He would come again, he said, and he would bring his brother."
        "\n\nDouglas Keir welcomed the bill but feared that councils lacked staff. “It is a bicycle,” [he] said.",
        ["Robert Vale", "Douglas Keir"],
    ),
    "a minister behind the body that he chairs": (
        "[The chair of the Oceanic Compact (OC), Ranuku’s fisheries minister Semisi Taukei,] says it was late.",
        ["Semisi Taukei"],
    ),
    "two at once, and what they did": (
        "[Junpei Arakawa and Lerato Dube, who re-examined the cases,] report that it vanishes.",
        ["Junpei Arakawa and Lerato Dube"],
    ),
    "yesterday is no part of a name": (
        "[Economy Minister Ximena Urrutia yesterday] ruled out a peg.",
        ["Ximena Urrutia"],
    ),
    "a place is not short for its radio": (
        "[Laufa, whose cannery employs one in nine,] asked for a delay. He told Laufa FM that it was naive.",
        ["Laufa"],
    ),
    "the mediator is not the one whose sentence it is": (
        "[Sunniva Dale] said it would hold.\n\nDale’s hope is shared by the mediator. [The mediator] said so.",
        ["Sunniva Dale", "The mediator"],
    ),
    "nobody is no she": (
        "[Nobody on the quay] noticed what Wanda Brell wrote. [She] said it was only a list.",
        ["Nobody on the quay", "Wanda Brell"],
    ),
    "the former and the latter": (
        "Orla Vale and Robert Finch would both begin with the port. [The former] wants guards. [The latter] doubts it.",
        ["Orla Vale", "Robert Finch"],
    ),
    "the first of two surnames": (
        "[Rodrigo Robles Rey] said it was fair.\n\n[Robles] said it was late.",
        ["Rodrigo Robles Rey", "Rodrigo Robles Rey"],
    ),
    "a name and a patronymic": (
        "A scientist called Pavel Andreyevich Lunin came in May. [Pavel Andreyevich] says that it was cold.",
        ["Pavel Andreyevich Lunin"],
    ),
    "a family name that stands first": (
        "Ho Kyong-suk, director of the Tarn Institute, believes it. [Ho] told the Osset Gazette that it was late.",
        ["Ho Kyong-suk"],
    ),
    "a surname that begins in lower case": (
        "[Bianca dell’Orto] said she would stay.\n\n[Dell’Orto] smiled and said no more.",
        ["Bianca dell’Orto", "Bianca dell’Orto"],
    ),
    "her deputy is the deputy governor": (
        "[Governor Marit Solvang] said it was late. Her deputy, Mirjam Oster, is careful. "
        "[The deputy governor] said no.",
        ["Marit Solvang", "Mirjam Oster"],
    ),
    "a counterpart at a bank": (
        "[Tunde Akins] expects three. [His counterpart at Banque Delorme, Élodie de la Tour,] forecasts two.",
        ["Tunde Akins", "Élodie de la Tour"],
    ),
    "the owner gives way to whom a sentence is about": (
        "“So it was a note,” said [Rosaura Chip], who lost a son.\n\nHer sister-in-law, Nilda Chip, was not surprised. "
        "[She] said that everybody knew.",
        ["Rosaura Chip", "Nilda Chip"],
    ),
    "the economist is the only one whom the paragraph names": (
        "Her fellow panellist Rodrigo Lamas took a darker view. [The economist] said that nobody wished to find it.",
        ["Rodrigo Lamas"],
    ),
    "an association named behind a clause": (
        "“So it was a note,” said Rosaura Chip. [The association that she heads, Families of Monte Sereno,] called for "
        "the arrest of the board.",
        ["Families of Monte Sereno"],
    ),
    "a firm that is no one of the family of its name": (
        "[Falkenberg, the family-controlled maker of lifts,] turned it down. [Anders Falkenberg] called it late.",
        ["Falkenberg", "Anders Falkenberg"],
    ),
    "what is followed by which is nobody": (
        "Hestia, which already owns 9% of the shares, was patient. [It] said it would not go away.",
        ["Hestia"],
    ),
    "the Green member": (
        "Fiona Keir (Green, Outer Isles) rose. [The Green member] said that her party would vote for it.",
        ["Fiona Keir"],
    ),
    "an office that is filled later": (
        "[The Speaker] asked him to withdraw it. The House rose for tea and came back late, and it was noisy when it "
        "did. The Speaker, Gwen Prosser, then appealed for order.",
        ["Gwen Prosser"],
    ),
    "the governor’s office is not the office named before": (
        "[The Relief Coordination Office] said it was late. [The governor’s office] confirmed it.",
        ["Relief Coordination Office", "The governor’s office"],
    ),
    "an island by its name": (
        "[The neighbouring island of Saint-Aubin] said that its airport would stay open.",
        ["Saint-Aubin"],
    ),
    "its director is no officer of the paper that was told": (
        "[Halden Mutual] told the Osset Gazette that it would stay. [Its chief, Ingrid Moe,] said it was late.",
        ["Halden Mutual", "Ingrid Moe"],
    ),
    "a name behind a firm's noun is a firm": (
        "The grid operator, Vesnet, warned of a cold winter. [It] said that margins were thin.",
        ["Vesnet"],
    ),
    "a leaked assessment is a document, as a note is": (
        "[A leaked assessment by the defence ministry] says it is late. [A note by Corbel Research] says it is not.",
        ["A leaked assessment by the defence ministry", "Corbel Research note"],
    ),
    "after 'his deputy' she is the deputy": (
        "Minister [Davor Kis] said the port would reopen. His deputy disagreed. [She] said it would stay shut.",
        ["Davor Kis", "Davor Kis’s deputy"],
    ),
    "a name right after 'his deputy' is the deputy's": (
        "Minister [Davor Kis] said it would reopen. His deputy, Ana Brok, disagreed. [She] said it would stay shut.",
        ["Davor Kis", "Ana Brok"],
    ),
    "a pronoun is the subject before, not whoever it speaks of": (
        "[Laura Hask] said the road was closed. She had warned Peter Lund about it.\n\n[She] said it would open soon.",
        ["Laura Hask", "Laura Hask"],
    ),
    "first names tell he from she": (
        "Susan Brell met Robert Tane in Averby on Monday. [He] said the bridge was safe. [She] said it was not.",
        ["Robert Tane", "Susan Brell"],
    ),
    "a name in a fronted phrase is not the subject": (
        "Kenneth Orde won the seat. Campaigning against Martin Vale in May, [he] promised a new bridge.",
        ["Kenneth Orde"],
    ),
    "a surname that the entities take for a body": (
        "[Opposition leader Per Aas] accused the government of betting on the weather. The wind, [he] said, may drop.",
        ["Per Aas", "Per Aas"],
    ),
    "titles tell two of one surname apart": (
        "Edward Marsh and Judith Marsh run the ferry. [Mrs. Marsh] said it was full. [Mr. Marsh] said it was late.",
        ["Judith Marsh", "Edward Marsh"],
    ),
    "a headline has the surname before the name is given": (
        "[Hask]: the road will close\n\nLaura Hask, the mayor of Averby, announced it on Friday.",
        ["Laura Hask"],
    ),
    "the office is the person who holds it": (
        "Senator Paul Ostrow of Tarn spoke first. Governor Ann Keele listened. [The senator] said he would vote no. "
        "[The governor] said she would sign.",
        ["Paul Ostrow", "Ann Keele"],
    ),
    "a judge in the lead is the one named later": (
        "[A Tarn judge] ruled that the dam must close.\n\nJustice Helen Wray said the owners had been warned.",
        ["Helen Wray"],
    ),
    "a former office is not the present one": (
        "President Ivor Lund met former President Carl Hask. [The former president] said he was pleased.",
        ["Carl Hask"],
    ),
    "somebody's relative": (
        "Peter Lund sold the ferry in May. His ex-wife, Judith Lund, kept the boat. [His ex-wife] said it was hers.",
        ["Judith Lund"],
    ),
    "a spokesman of a campaign is himself": (
        "Laura Hask is running for mayor. [Hask spokesman Brian Tully] said she would win.",
        ["Brian Tully"],
    ),
    "a relative pronoun is the name before it": (
        "The prize went to Donna Sarre, 59, of Ashby, [who] said the ferry had been late.",
        ["Donna Sarre"],
    ),
    "a description behind a comma is the name before it": (
        "He asked his niece, Ellie Brandt, [a nurse at Tarn Hospital]. She said yes.",
        ["Ellie Brandt"],
    ),
    "a nickname is part of the name": (
        "[Robert “Bobby” Lund] said the bridge was shut. [Lund] said it would open.",
        ["Robert “Bobby” Lund", "Robert “Bobby” Lund"],
    ),
    "a transcript's capitals": (
        "Mike Brandt was asked about the ferry.\n\n[BRANDT]: It will sail on Monday.",
        ["Mike Brandt"],
    ),
    "a style between two words of a body is none": (
        "The new roof leaks. [The Pentecostal Holiness Church] said it would pay.",
        ["Pentecostal Holiness Church"],
    ),
    "a transcript's labels are names": (
        "[ADA BRANDT]: It held.\n\n[MS. TARN]: Who says so?\n\n[BRANDT]: I do.\n\n[MS. TARN]: Then it held.",
        ["ADA BRANDT", "TARN", "ADA BRANDT", "TARN"],
    ),
    "the source of some news stays unnamed": (
        "Laura Hask left early. [A source] said the vote was close. [The source] said it would be held again.",
        ["A source", "A source"],
    ),
}


@pytest.mark.parametrize("case", PERSONS)
def test_persons(parser: Parser, case: str) -> None:
    marked, expected = PERSONS[case]
    assert names(parser, marked) == expected


def test_i_is_whoever_is_quoted_and_else_the_writer(parser: Parser) -> None:
    text = "I believe the ferry will sail. “I know that I saw the light,” Ada Brandt said."
    article = Article("x", text, author="Nessa Thornquist")
    quoted = (text.index("“"), text.index(" Ada"))
    found = [
        Attribution(((0, 1),), ((2, 9),), ((10, 29),)),
        Attribution(((text.index("Ada"), text.index(" said.")),), ((len(text) - 5, len(text) - 1),), (quoted,)),
        Attribution(
            ((quoted[0] + 1, quoted[0] + 2),), ((quoted[0] + 3, quoted[0] + 7),), ((quoted[0] + 8, quoted[1] - 2),)
        ),
    ]
    result = attribute(parser(article), article, found=found)
    by_id = {s.id: s.name for s in result.speakers}
    assert [by_id[s.speaker or ""] for s in result.statements] == ["Nessa Thornquist", "Ada Brandt", "Ada Brandt"]


BODIES = {
    "what is named with a place is one": (
        "The river runs through Maravel. [Ostrel and Maravel] said it was low. [Ostrel] has asked for rain.",
        [("Ostrel and Maravel", "government"), ("Ostrel", "government")],
    ),
    "a place of two words": (
        "[San Teodoro], whose colours the tanker was flying, said it had struck the vessel from its register.",
        [("San Teodoro", "government")],
    ),
    "a trade group is the group": (
        "Corvid Semiconductor cut its forecast. The Chipmakers’ Alliance, a trade group, urged both to talk. [The "
        "group] calculates that it costs.",
        [("Chipmakers’ Alliance", "organisation")],
    ),
    "the panel is a commission": (
        "The State Rights Commission has asked for a report. “It is not fair,” [the panel] observed.",
        [("State Rights Commission", "organisation")],
    ),
    "an agency of the world is no government's": (
        "[The Pan-Continental Health Agency] said it would review it.",
        [("Pan-Continental Health Agency", "organisation")],
    ),
    "an affidavit is not the one who filed it": (
        "[An affidavit filed by an observer, Carol Ann Dietz,] tells another story.",
        [("An affidavit filed by an observer", "document")],
    ),
    "two persons at once": (
        "[Laura Hask and Peter Lund] said the road was shut. [They] asked for help.",
        [("Laura Hask and Peter Lund", "group"), ("Laura Hask and Peter Lund", "group")],
    ),
    "both": (
        "Laura Hask ran against Peter Lund in May. [Both] promised a bridge.",
        [("Laura Hask and Peter Lund", "group")],
    ),
    "a campaign is not its candidate": (
        "Laura Hask is running for mayor. [Hask’s campaign] said she would win. [The campaign] denied the story.",
        [("Hask campaign", "organisation"), ("Hask campaign", "organisation")],
    ),
    "a court that is named before": (
        "The case went to the Tarn Court of Appeals in May. [The court] ruled that the dam must close.",
        [("Tarn Court of Appeals", "organisation")],
    ),
    "a panel speaks for its court": (
        "[A three-judge panel of the Tarn Court of Appeals] ruled that the dam must close.",
        [("Tarn Court of Appeals", "organisation")],
    ),
    "an abbreviation in brackets": (
        "The Federal Bureau of Bridges (FBB) closed the road. [The FBB] said it was unsafe.",
        [("Federal Bureau of Bridges", "government")],
    ),
    "initials": (
        "The Coastal Trade Council met on Monday. [The CTC] said prices would fall.",
        [("Coastal Trade Council", "organisation")],
    ),
    "a newspaper by the last word of its name": (
        "The Averby Post opened an office in Tarn. [The Post] reported that the dam leaked.",
        [("Averby Post", "organisation")],
    ),
    "a government by its capital": (
        "[Pyongyang] said it would close the border. [It] warned of more.",
        [("Pyongyang", "government"), ("Pyongyang", "government")],
    ),
    "many unnamed": (
        "[A group of doctors] said the water was safe. [The doctors] asked for more money.",
        [("A group of doctors", "group"), ("A group of doctors", "group")],
    ),
    "a poll by its maker": (
        "[A new Averby University poll] found that most would stay. [The poll] said few had left.",
        [("Averby University poll", "document"), ("Averby University poll", "document")],
    ),
    "a named example": (
        "He read [reports like the Tarn River Survey] saying that the water rose.",
        [("Tarn River Survey", "document")],
    ),
    "a firm by what stands before its name": (
        "[The grid operator NorGrid] said no. Fen had full confidence in NorGrid. [NorGrid] said so.",
        [("NorGrid", "organisation"), ("NorGrid", "organisation")],
    ),
    "the largest of its trade is a firm, and the company": (
        "[Orsel, the largest maker of power chips in Veria,] cut its forecast. Shares fell. [The company] denies it.",
        [("Orsel", "organisation"), ("Orsel", "organisation")],
    ),
    "a panel that a body appointed is not the body": (
        "The Water Board kept silent. [A panel of five engineers appointed by the Board] found cracks. [Three of the "
        "five] thought that harmless.",
        [("A panel of five engineers appointed by the Board", "group"), ("Three of the five", "group")],
    ),
    "parts of people keep their words": (
        "[Some Democrats] said no.",
        [("Some Democrats", "group")],
    ),
}


@pytest.mark.parametrize("case", BODIES)
def test_bodies_groups_and_documents(parser: Parser, case: str) -> None:
    marked, expected = BODIES[case]
    assert [(s.name, s.kind) if s else None for s in speakers_of(parser, marked)] == expected


SETTINGS = {
    "“We will rebuild,” Orla Finch said in a forum hosted by the Harrow Institute on Wednesday.": (
        "in a forum hosted by the Harrow Institute",
        "Wednesday",
    ),
    "On Wednesday, Orla Finch told reporters at Averby Hall that the dam would hold.": ("at Averby Hall", "Wednesday"),
    "In an interview with Radio Tarn on Tuesday, Orla Finch said the dam would hold.": (
        "In an interview with Radio Tarn",
        "Tuesday",
    ),
    "Orla Finch said on Monday that the dam would hold until Friday.": (None, "Monday"),
    "At a rally in Castrelle, Orla Finch promised that the bridge would open in May.": (
        "At a rally in Castrelle",
        None,
    ),
    "“The bridge will open,” Orla Finch told reporters in Castrelle late on Tuesday night.": (
        "in Castrelle",
        "late on Tuesday night",
    ),
    "Speaking at the annual meeting of the Coastal Union last week, Orla Finch said that prices would fall.": (
        "at the annual meeting of the Coastal Union",
        "last week",
    ),
    "In a statement issued Tuesday, the ministry said prices would fall.": ("In a statement", "Tuesday"),
    "“Prices will fall,” the minister told parliament on 4 March.": ("parliament", "4 March"),
    "“We knew,” Oren Vale said in an email on Friday to the Ledger.": ("in an email", "Friday"),
    "In his speech at the party’s convention in Castrelle on Saturday night, Oren Vale said that he would run.": (
        "In his speech at the party’s convention in Castrelle",
        "Saturday night",
    ),
    "Oren Vale, who was in court on Friday, said the valve was safe.": (None, None),
    "Oren Vale said at the time that the valve was safe.": (None, None),
    "Its currency has fallen since October, and Oren Vale reckons its reserves will be gone by May.": (None, None),
}


@pytest.mark.parametrize("text", SETTINGS)
def test_where_and_when(parser: Parser, text: str) -> None:
    article = Article("x", text)
    statements = attribute(parser(article), article).statements
    assert [(s.venue, s.when) for s in statements[-1:]] == [SETTINGS[text]]


@pytest.mark.parametrize("name", ["Harbour Masters’ League", "Teachers' Union"])
def test_those_whom_a_body_is_of_belong_to_its_name(parser: Parser, name: str) -> None:
    assert names(parser, f"[The {name}] said that the talks had failed.") == [name]


OTHERS = {
    "an unnamed speaker is “he” afterwards": (
        "Laura Hask spoke first. [A spokesman for the finance ministry] said no. [He] said it was late.",
        ["A spokesman for the finance ministry", "A spokesman for the finance ministry"],
    ),
    "the one of that age": (
        "Hana Roke, 54, opened the meeting. Peter Lund, 61, listened. [The 54-year-old] said that it was late.",
        ["Hana Roke"],
    ),
    "a rank in short": (
        "Vice Adm. Oh Dae-sung, the commander of the fleet, left early. [The admiral] said that he would return.",
        ["Oh Dae-sung"],
    ),
    "particles": (
        "[Pieter van der Laan] said no. [Mr. van der Laan] said yes. [Van der Laan] said it again.",
        ["Pieter van der Laan"] * 3,
    ),
    "a name explains “another”": (
        "Col Rowe mends nets. [Another, the fisherman Col Rowe,] said that the nets were old.",
        ["Col Rowe"],
    ),
    "whose judgement it is": (
        "Leung Ka-yan leads the Liberals. [The verdict of Leung Ka-yan] was that the plan was bad.",
        ["Leung Ka-yan"],
    ),
    "whom a judge sentences does not speak": (
        "Judge Ellen Wye was brief. [The judge, sentencing Pratt,] said that he had lied.",
        ["Ellen Wye"],
    ),
    "persons together with their ages": (
        "[Hector Vane, 66, and his daughter Imogen Vane, 38,] deny the charge.",
        ["Hector Vane and Imogen Vane"],
    ),
    "a family": (
        "Joe Whitfield and Amara Whitfield drove home. [The Whitfields] said that they would wait.",
        ["the Whitfields"],
    ),
    "where somebody speaks is no speaker": (
        "[Outside court, Carys Hallam] said that the families had waited.",
        ["Carys Hallam"],
    ),
    "letters after a name": (
        "[Pratt’s barrister, Hugh Lorne KC,] said no. [Mr Lorne] said yes.",
        ["Hugh Lorne", "Hugh Lorne"],
    ),
}


@pytest.mark.parametrize("case", OTHERS)
def test_persons_by_other_words(parser: Parser, case: str) -> None:
    marked, expected = OTHERS[case]
    assert names(parser, marked) == expected


AFFILIATIONS = {
    "its": (
        "The Tarn Gallery announced a new show. [Its director, Emeric Vaal,] said that it would be large.",
        ("director", "Tarn Gallery"),
    ),
    "a body in short": (
        "The European Fisheries Board (EFB) met on Monday. [EFB chief Karin Blom] said that stocks had fallen.",
        ("chief", "European Fisheries Board"),
    ),
    "a firm by its first word": (
        "Tidewater Lines Inc. will run boats. [Tidewater Chief Executive Ada Okon] said that fares would fall.",
        ("Chief Executive", "Tidewater Lines Inc."),
    ),
    "a ministry before a spokeswoman": (
        "[A foreign ministry spokeswoman, Han Mi-rae,] said that the talks were over.",
        ("spokeswoman", "foreign ministry"),
    ),
    "an office and what it is in charge of": (
        "[Secretary of State Hugo Lind] said that he would go.",
        ("Secretary of State", None),
    ),
    "member of a council": ("[Council Member Bo Levitt] said that he would go.", ("Council Member", None)),
    "now editor": (
        "[Sunniva Osk, now editor of the Portrevick Gazette,] said that she would go.",
        ("editor", "Portrevick Gazette"),
    ),
    "who leads": ("[Leung Ka-yan, who leads the Harvest Party,] said that he would go.", (None, "Harvest Party")),
    "a person’s lawyer": ("Sam Grieve left. [Grieve’s lawyer, Ana Sol,] said that he was ill.", ("lawyer", None)),
    "two roles": (
        "[Chidi Obi, professor of law at Orrin State University and a former inspector,] said that it was bad.",
        ("professor of law", "Orrin State University"),
    ),
}


@pytest.mark.parametrize("case", AFFILIATIONS)
def test_roles_and_affiliations(parser: Parser, case: str) -> None:
    marked, expected = AFFILIATIONS[case]
    speaker = speakers_of(parser, marked)[-1]
    assert speaker is not None
    assert (speaker.role, speaker.affiliation) == expected


def test_its_officer_is_of_the_body_before_named_or_not(parser: Parser) -> None:
    told = "[Halden Mutual] told the Osset Gazette that it would stay. [Its chief, Ingrid Moe,] said it was late."
    union = "Analysts at Corbel think it will close. [The union] rejects that. [Its secretary, Odd Lund,] said no."
    officers = [speakers_of(parser, text)[-1] for text in (told, union)]
    assert [s.affiliation for s in officers if s] == ["Halden Mutual", "the union"]


def test_a_spokesman_speaks_for_who_has_just_been_told_of(parser: Parser) -> None:
    found = speakers_of(
        parser, "[The Harbour Ministry] denied this. [A spokesman] said that the clause had been moved."
    )
    assert [s.affiliation for s in found if s] == [None, "Harbour Ministry"]
