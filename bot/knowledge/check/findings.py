"""What a check reports: a numbered fault at a line of a file, with its cure."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

#: Every fault that `check` knows. Numbers are never reused; the tests hold a fixture for each.
CATALOGUE: dict[str, str] = {
    "KB001": "the file is not valid YAML, or not a mapping",
    "KB002": "unknown key",
    "KB003": "a required key is missing",
    "KB004": "a value has the wrong shape",
    "KB005": "a language is missing or empty",
    "KB006": "the kind is unknown",
    "KB007": "the id is not made of lower-case letters, digits and dashes, or is too long for a button",
    "KB008": "the id is taken by another file",
    "KB009": "a key stands twice",
    "KB010": "the title is too long or ends in a full stop",
    "KB011": "two entries claim the same question",
    "KB012": "too few or too many questions",
    "KB013": "a question is empty or too long",
    "KB020": "the answer is too long for a phone's screen",
    "KB021": "the whole reply is too long for one message",
    "KB022": "the Markdown has what a converter cannot show",
    "KB023": "a comparison without a table",
    "KB024": "a code fence in the answer",
    "KB030": "a related entry does not exist",
    "KB031": "an entry is related to itself, or twice to one",
    "KB032": "no source, or a source that is no address",
    "KB033": "`checked` is not a month",
    "KB034": "a picture does not exist",
    "KB040": "a docker command with an option or a subcommand that Docker does not have",
    "KB041": "a command that a shell cannot split",
    "KB042": "too many commands",
    "KB043": "a command with a prompt, or a word in <angle brackets>",
    "KB050": "a compose file that is not valid YAML or has an unknown key",
    "KB051": "a Dockerfile that does not parse",
    "KB052": "a JSON file that does not parse",
    "KB060": "a regular expression that does not compile",
    "KB061": "a regular expression that can run away",
    "KB062": "a message that no pattern of its entry matches, or a pattern that matches no message",
    "KB063": "an error without patterns or messages, or patterns outside an error",
    "KB064": "a value that no group of the patterns catches, or that the entry does not contain",
    "KB070": "`covers` names a fact that the reference does not have",
    "KB080": "a menu points at an entry or a menu that does not exist",
    "KB090": "a word list has the wrong shape or says one word in two places",
}


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One fault: where it is, which it is, what is wrong and how to mend it."""

    path: Path
    line: int
    number: str
    message: str
    cure: str = ""

    def __str__(self) -> str:
        text = f"{self.path}:{self.line}: {self.number} {self.message}"
        return f"{text}; {self.cure}" if self.cure else text
