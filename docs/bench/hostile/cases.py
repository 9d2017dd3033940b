"""What a case is, and the list of all of them."""

import random
from dataclasses import dataclass, field
from pathlib import Path

import forge

ALL = []  # (name, function, heavy), in the order in which they are written


@dataclass
class Case:
    """What is built, and what a scan of it must do.

    `commands` are run one after the other, `{at}` standing for what is scanned; the last one's report must hold the key
    if it `finds`. `exits` are the exit codes that will do, `says` is a pattern that standard error must hold.
    """

    name: str
    folder: Path
    chance: random.Random
    commands: list = field(default_factory=lambda: [["scan", "git", "{at}"]])
    exits: tuple = (1,)
    finds: bool = True
    says: str = ""
    environment: dict = field(default_factory=dict)

    def __post_init__(self):
        self.key = forge.make_key(self.chance)
        self.at = self.folder / "scanned"
        self.canary = self.folder / "canary"

    def repository(self, packed: bool = False) -> forge.Repository:
        """One with the key in its first commit."""
        return forge.Repository(self.at, self.key, packed)

    def files(self) -> Path:
        """A folder with the key in a file of its own."""
        self.commands = [["scan", "dir", "{at}"]]
        self.at.mkdir()
        (self.at / "settings.ini").write_text(f"token = {self.key}\n")
        return self.at

    def branch(self, **blobs: bytes) -> forge.Repository:
        """A repository with these files on a further branch."""
        repository = self.repository()
        entries = sorted((name.encode(), repository.add("blob", data)) for name, data in blobs.items())
        repository.head(forge.tree(*(("100644", name, blob) for name, blob in entries)))
        return repository

    def trap(self, what: str) -> str:
        """A command that shows that it was run, by a file in the folder of canaries."""
        self.canary.mkdir(exist_ok=True)
        return f"touch {self.canary}/{what}"


def case(heavy: bool = False):
    """Registers a case; a heavy one takes long to build or to read, and is left out of quick runs."""

    def register(build):
        ALL.append((build.__name__.replace("_", "-"), build, heavy))
        return build

    return register
