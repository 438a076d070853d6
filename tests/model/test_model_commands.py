"""`kentledge model` as a user runs it: a real process, real files, the reports, drafts and refusals."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from kentledge.model import draft, load, run
from kentledge.read import read
from kentledge.records import Per, Quantity, Reading
from running import Run

SYSTEM = "two-isolated-states.toml"
EXAMPLES = ["shell-revenue.toml", "sanctioned-revenue.toml", "trade-substitution.toml", SYSTEM]


def _refused(done: subprocess.CompletedProcess[bytes], *words: str) -> None:
    message = done.stderr.decode()
    assert done.returncode == 2, message
    assert done.stdout == b""
    assert message.startswith("kentledge: ")
    assert message.count("\n") == 1
    assert "Traceback" not in message
    for word in words:
        assert word in message


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_example_runs_and_each_of_its_numbers_has_an_origin(kentledge: Run, examples: Path, name: str) -> None:
    done = kentledge("model", examples / "models" / name, "--draws", 5000, "--format", "json")
    assert done.returncode == 0, done.stderr.decode()
    found = json.loads(done.stdout)
    article = read(examples / "two-isolated-states.txt")
    assert len(found["quantities"]) >= 4
    for quantity in found["quantities"]:
        assert quantity["assumption"] or quantity["evidence"]
        for cited in quantity["evidence"]:
            assert article.at(tuple(cited["span"])) == cited["quote"]
    assert any(q["evidence"] for q in found["quantities"])
    for judgement in found["judgements"]:
        assert judgement["criterion"]
        assert judgement["evidence"] or judgement["assumption"]


@pytest.fixture(scope="module")
def system(tmp_path_factory: pytest.TempPathFactory, examples: Path) -> dict[str, Any]:
    out = tmp_path_factory.mktemp("system") / "system.json"
    command = [
        sys.executable,
        "-m",
        "kentledge",
        "model",
        str(examples / "models" / SYSTEM),
        "-f",
        "json",
        "-o",
        str(out),
    ]
    subprocess.run(command, check=True, timeout=300)
    found: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    return found


def test_the_system_answers_its_question_in_every_scenario(system: dict[str, Any]) -> None:
    assert system["draws"] == 100_000
    names = [s["name"] for s in system["scenarios"]]
    assert names[0] == "baseline"
    assert len(names) >= 5
    for scenario in system["scenarios"]:
        answers = {(o["front"], o["horizon"]) for o in scenario["outcomes"]}
        assert {
            ("economic", "short"),
            ("economic", "lasting"),
            ("military", "short"),
            ("military", "lasting"),
        } <= answers
        held = {h["judgement"]: h["share"] for h in scenario["judgements"]}
        assert {"limited", "not_to_be_overlooked"} <= set(held)
        assert all(0 <= share <= 1 for share in held.values())
    assert system["assumptions"][0]["total"] > system["assumptions"][-1]["total"]


def test_the_system_moves_with_its_scenarios_as_it_must(system: dict[str, Any]) -> None:
    def median(scenario: str, outcome: str) -> float:
        found = next(s for s in system["scenarios"] if s["name"] == scenario)
        value: float = next(o for o in found["outcomes"] if o["name"] == outcome)["percentiles"]["p50"]
        return value

    def share(scenario: str, judgement: str) -> float:
        found = next(s for s in system["scenarios"] if s["name"] == scenario)
        value: float = next(h for h in found["judgements"] if h["judgement"] == judgement)["share"]
        return value

    assert median("war_goes_on", "lasting_benefit") > 5 * median("war_ends", "lasting_benefit")
    assert median("war_goes_on", "short_benefit") > median("war_ends", "short_benefit")
    assert share("war_ends", "limited") > 0.9 > 0.3 > share("war_goes_on", "limited")
    assert median("high_technology", "arms_lasting") > 2 * median("baseline", "arms_lasting")
    assert share("high_technology", "no_crown_jewels") == 0
    assert median("quenland_cuts", "substitution") > 4 * median("baseline", "substitution")
    assert (
        median("quenland_recovers", "all_streams")
        > median("baseline", "all_streams")
        > median("quenland_cuts", "all_streams")
    )
    # Nothing that Quenland does touches what comes from Belgarn.
    assert median("quenland_cuts", "short_benefit") == median("baseline", "short_benefit")


def test_failing_draws_are_laid_to_the_assumptions_that_part_them(system: dict[str, Any]) -> None:
    baseline = system["scenarios"][0]
    limited = next(h for h in baseline["judgements"] if h["judgement"] == "limited")
    first = limited["differences"][0]
    assert first["quantity"] == "war_length"
    assert first["fails"] > first["holds"]


def test_charts_are_vega_lite_specifications_with_their_data(system: dict[str, Any]) -> None:
    titles = [c["title"] for c in system["charts"]]
    assert any("swing" in t for t in titles)
    fan = next(c for c in system["charts"] if "facet" in c)
    assert len(fan["data"]["values"]) % len(system["scenarios"]) == 0
    assert {"scenario", "moment", "p5", "p50", "p95"} <= set(fan["data"]["values"][0])
    for chart in system["charts"]:
        assert chart["$schema"].startswith("https://vega.github.io/schema/vega-lite/")


def test_charts_come_out_by_themselves(kentledge: Run, examples: Path) -> None:
    path = examples / "models" / "shell-revenue.toml"
    charts = json.loads(kentledge("model", path, "--draws", 1000, "-f", "vega").stdout)
    assert charts == json.loads(kentledge("model", path, "--draws", 1000, "-f", "json").stdout)["charts"]
    assert charts


@pytest.mark.parametrize("form", ["text", "md", "html"])
def test_reports_hold_answer_judgements_origins_and_formulas(
    kentledge: Run, examples: Path, tmp_path: Path, form: str
) -> None:
    path = examples / "models" / "trade-substitution.toml"
    done = kentledge("model", path, "--draws", 2000, "--format", form, "-o", tmp_path / "report")
    assert done.returncode == 0, done.stderr.decode()
    text = " ".join((tmp_path / "report").read_text(encoding="utf-8").split())
    for words in ("Lasting, economic", "Ilse Tarrant", "holds in", "Assumption: guess", "What matters most"):
        assert words.lower() in text.lower()
    if form == "html":
        assert text.count("<svg") >= 6
        assert 'class="chart tornado"' in text
        assert 'class="chart fan"' in text
        assert "<script" not in text
        assert "Content-Security-Policy" in text


def test_what_a_model_file_says_comes_out_as_text(kentledge: Run, tmp_path: Path) -> None:
    (tmp_path / "m.toml").write_text(
        "title = '<script>alert(1)</script>'\n"
        "[quantities.a]\nvalue = 1\nunit = '1'\n"
        'label = "<img src=x> | `b` *c*\\u001b[31m"\nassumption = "x \\u001b[2J"\n'
        "[outcomes.y]\nformula = 'a < 2'\nunit = '1'\n",
        encoding="utf-8",
    )
    page = kentledge("model", "m.toml", "-f", "html").stdout.decode()
    assert "<script>" not in page
    assert "<img" not in page
    assert "a &lt; 2" in page
    markdown = kentledge("model", "m.toml", "-f", "md").stdout.decode()
    assert "\\| \\`b\\` \\*c\\*" in markdown
    assert "<img" not in markdown
    (tmp_path / "m.toml").write_text(
        (tmp_path / "m.toml").read_text(encoding="utf-8").replace("alert(1)</script>'", '\'\nquestion = "\\u001b[2J?"')
        + '[scenarios.s]\nlabel = "\\u009b2J\u202eother"\n',
        encoding="utf-8",
    )
    text = kentledge("model", "m.toml").stdout.decode()
    assert "�[2J?" in text
    assert not set(text) & set("\x1b\x9b\u202e")


def test_a_draft_runs_as_it_is_and_its_numbers_lead_to_the_article(
    kentledge: Run, examples: Path, tmp_path: Path
) -> None:
    (tmp_path / "drafts").mkdir()
    draft = tmp_path / "drafts" / "draft.toml"
    made = kentledge("model", "--from", examples / "two-isolated-states.txt", "-o", draft)
    assert made.returncode == 0, made.stderr.decode()
    text = draft.read_text(encoding="utf-8")
    assert "# “about $300 million to $600 million per million shells”, said by Corin Astley" in text
    assert 'unit = "USD per million shell"' in text
    assert "# The article bounds one side only." in text
    found = json.loads(kentledge("model", draft, "-f", "json", "--draws", 2000).stdout)
    revenue = next(o for o in found["scenarios"][0]["outcomes"] if o["unit"] == "USD/year")
    # 8 million shells at 300 to 600 dollars.
    assert revenue["percentiles"]["p5"] == pytest.approx(2.4e9, rel=0.05)
    assert revenue["percentiles"]["p95"] == pytest.approx(4.8e9, rel=0.05)
    assert all(q["evidence"] for q in found["quantities"])


@pytest.mark.parametrize("name", ["strait-tolls.txt", "grain-pact.html", "dam-inquiry.txt"])
def test_drafts_of_other_articles_run_too(kentledge: Run, examples: Path, tmp_path: Path, name: str) -> None:
    assert kentledge("model", "--from", examples / name, "-o", tmp_path / "d.toml").returncode == 0
    done = kentledge("model", "d.toml", "--draws", 1000, "-f", "json")
    assert done.returncode == 0, done.stderr.decode()
    assert json.loads(done.stdout)["quantities"]


@pytest.mark.parametrize(
    "unit", ["degree Celsius", "class", "per", "million", "shell", "dB", "year's", "élan", "lambda"]
)
def test_a_draft_loads_whatever_its_units_are_called(tmp_path: Path, unit: str) -> None:
    text = "Readings\n\nThey counted 20 of these, and 3 to 4 of those for each.\n"
    at = [(text.index(words), text.index(words) + len(words)) for words in ("20 of these", "3 to 4 of those for each")]
    of_these = Quantity("q1", None, at[0], text[slice(*at[0])], 20, 20, unit)
    of_those = Quantity("q2", None, at[1], text[slice(*at[1])], 3, 4, "USD", Per(1.0, unit))
    (tmp_path / "article.txt").write_text(text, encoding="utf-8")
    drafted = draft(Reading(read(tmp_path / "article.txt"), quantities=(of_these, of_those)), "article.txt")
    (tmp_path / "draft.toml").write_text(drafted, encoding="utf-8")
    (outcome,) = run(load(tmp_path / "draft.toml"), draws=1_000).scenarios[0].outcomes
    assert outcome.spread.percentiles[0] == pytest.approx(60, rel=0.05)  # dollars, for all of these


def test_seed_draws_scenario_and_quasi_do_what_they_say(kentledge: Run, examples: Path) -> None:
    path = examples / "models" / "shell-revenue.toml"

    def found(*more: object) -> dict[str, Any]:
        done = kentledge("model", path, "-f", "json", "--no-sensitivity", *more)
        assert done.returncode == 0, done.stderr.decode()
        value: dict[str, Any] = json.loads(done.stdout)
        return value

    one, two = found("--seed", 5, "--draws", 1000), found("--seed", 5, "--draws", 1000)
    assert one == two
    assert one["draws"] == 1000
    assert one["scenarios"] != found("--seed", 6, "--draws", 1000)["scenarios"]
    assert [s["name"] for s in found("--scenario", "all_of_it", "--draws", 1000)["scenarios"]] == ["all_of_it"]
    quasi = found("--quasi", "--draws", 1000)
    assert (quasi["quasi"], quasi["draws"]) == (True, 1024)


HOSTILE = {
    "code": ("formula = \"__import__('os').system('echo hostile > owned')\"", "is not allowed in a formula"),
    "attribute": ('formula = "().__class__"', "a dot after a name is not allowed"),
    "cycle": ('formula = "z"\nunit = "1"\n[outcomes.z]\nformula = "y"', "a cycle, each needs the next"),
    "units": ('formula = "a + b"', "adds USD/shell and shell/year"),
    "power": ('formula = "9 ** 9 ** 9 ** 9"', "no finite number"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_file_ends_in_one_clear_line(kentledge: Run, tmp_path: Path, kind: str) -> None:
    formula, words = HOSTILE[kind]
    (tmp_path / "m.toml").write_text(
        '[quantities.a]\nvalue = 1\nunit = "USD/shell"\nassumption = "guess"\n'
        '[quantities.b]\nvalue = 1\nunit = "shell/year"\nassumption = "guess"\n'
        f'[outcomes.y]\n{formula}\nunit = "1"\n',
        encoding="utf-8",
    )
    _refused(kentledge("model", "m.toml"), words)
    assert not (tmp_path / "owned").exists()


def test_too_many_draws_a_missing_link_and_other_mistakes_are_told(
    kentledge: Run, examples: Path, tmp_path: Path
) -> None:
    path = examples / "models" / "shell-revenue.toml"
    _refused(kentledge("model", path, "--draws", 10**9), "1,000,000,000 draws: from 100 to 10,000,000 are possible")
    _refused(kentledge("model", path, "--scenario", "none"), "there is no scenario 'none'; there are baseline")
    _refused(kentledge("model", path, "--article", examples / "strait-tolls.txt"), "is not in", "strait-tolls.txt")
    _refused(kentledge("model", "gone.toml"), "gone.toml: no such file")
    _refused(kentledge("model"), "name a model file to run")
    _refused(kentledge("model", path, "--from", path), "name a model file to run")
    _refused(kentledge("model", "--from", "-"), "name a file, not standard input")
    (tmp_path / "bare.txt").write_text(
        "Nothing to count\n\nIt rained on the harbour and nobody minded.\n", encoding="utf-8"
    )
    _refused(kentledge("model", "--from", "bare.txt"), "states no quantities")
    text = path.read_text(encoding="utf-8").replace("../two-isolated-states.txt", "no-article.txt")
    (tmp_path / "m.toml").write_text(text, encoding="utf-8")
    _refused(
        kentledge("model", "m.toml", "--ledger", "none.db"),
        "'no-article.txt' is no file",
        "there is no ledger at none.db",
    )


@pytest.mark.parametrize("library", ["pint", "scipy", "SALib"])
def test_a_missing_extra_is_named_in_one_line(tmp_path: Path, examples: Path, library: str) -> None:
    (tmp_path / library).mkdir()
    (tmp_path / library / "__init__.py").write_text(f"raise ImportError('no {library}')", encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    command = [sys.executable, "-m", "kentledge", "model", str(examples / "models" / "shell-revenue.toml")]
    done = subprocess.run(command, capture_output=True, env=environment, check=False, timeout=120)
    _refused(done, f"models need {library}", "pip install 'kentledge[models]'")
