"""Writes git objects, packs and indexes byte by byte, so that they can be wrong in every way that git would refuse."""

import binascii
import hashlib
import random
import struct
import subprocess
import zlib
from pathlib import Path

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
TYPES = {"commit": 1, "tree": 2, "blob": 3, "tag": 4, "ofs": 6, "ref": 7}
WHO = "Ada <ada@example.test> 1700000000 +0000"


def make_key(chance: random.Random) -> str:
    """A key of our format that no api has issued."""
    body = "sk_prd_" + "".join(chance.choice(ALPHABET) for _ in range(32))
    check, digits = binascii.crc32(body.encode()), ""
    for _ in range(6):
        check, digit = divmod(check, 62)
        digits = ALPHABET[digit] + digits
    return body + digits


def fingerprint(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def object_id(kind: str, data: bytes) -> bytes:
    return hashlib.sha1(b"%s %d\0" % (kind.encode(), len(data)) + data).digest()


def tree(*entries) -> bytes:
    """Entries are (mode, name, id), kept in the order given."""
    return b"".join(b"%s %s\0%s" % (mode.encode(), name, child) for mode, name, child in entries)


def commit(top: bytes, parents=(), message: str = "Change\n") -> bytes:
    lines = [b"tree " + top.hex().encode()]
    lines += [b"parent " + parent.hex().encode() for parent in parents]
    return b"\n".join(lines) + f"\nauthor {WHO}\ncommitter {WHO}\n\n{message}".encode()


def size_bytes(size: int) -> bytes:
    """A length as deltas write it."""
    out = bytearray()
    while True:
        size, low = size >> 7, size & 0x7F
        out.append(low | (0x80 if size else 0))
        if not size:
            return bytes(out)


def copy_op(offset: int, size: int) -> bytes:
    flags, out = 0x80, bytearray()
    for i in range(4):
        if offset >> 8 * i & 0xFF:
            flags |= 1 << i
            out.append(offset >> 8 * i & 0xFF)
    for i in range(3):
        if size != 0x10000 and size >> 8 * i & 0xFF:
            flags |= 16 << i
            out.append(size >> 8 * i & 0xFF)
    return bytes([flags]) + bytes(out)


def insert_op(data: bytes) -> bytes:
    return b"".join(bytes([len(data[i : i + 127])]) + data[i : i + 127] for i in range(0, len(data), 127))


def delta(base_size: int, size: int, *ops: bytes) -> bytes:
    return size_bytes(base_size) + size_bytes(size) + b"".join(ops)


def append_delta(base_size: int, tail: bytes) -> bytes:
    """The base with something after it."""
    copies = [copy_op(at, min(0xFFFF, base_size - at)) for at in range(0, base_size, 0xFFFF)]
    return delta(base_size, base_size + len(tail), *copies, insert_op(tail))


class Pack:
    """A pack with its index; any id may stand for any bytes."""

    def __init__(self):
        self.body = bytearray()
        self.entries = []  # (id, crc, offset)

    def header(self, code: int, size: int) -> bytes:
        byte, size, out = (code << 4) | (size & 15), size >> 4, bytearray()
        while size:
            out.append(byte | 0x80)
            byte, size = size & 0x7F, size >> 7
        out.append(byte)
        return bytes(out)

    def raw(self, object_name: bytes, entry: bytes) -> int:
        offset = 12 + len(self.body)
        self.entries.append((object_name, binascii.crc32(entry), offset))
        self.body += entry
        return offset

    def add(self, kind: str, data: bytes, name: bytes | None = None, claims: int | None = None, level: int = 1) -> bytes:
        """Adds a whole object, under its own name unless another is given; returns the name."""
        name = name or object_id(kind, data)
        size = len(data) if claims is None else claims
        self.raw(name, self.header(TYPES[kind], size) + zlib.compress(data, level))
        return name

    def add_delta(self, name: bytes, base, data: bytes, claims: int | None = None) -> int:
        """A delta on a distance back (int) or on a named object (bytes); returns its offset."""
        size = len(data) if claims is None else claims
        if isinstance(base, bytes):
            return self.raw(name, self.header(7, size) + base + zlib.compress(data, 1))
        distance, encoded = base >> 7, [base & 0x7F]
        while distance:
            distance -= 1
            encoded.insert(0, 0x80 | distance & 0x7F)
            distance >>= 7
        return self.raw(name, self.header(6, size) + bytes(encoded) + zlib.compress(data, 1))

    def pack(self) -> bytes:
        head = b"PACK" + struct.pack(">II", 2, len(self.entries))
        return head + self.body + hashlib.sha1(head + self.body).digest()

    def index(self, pack: bytes) -> bytes:
        entries = sorted(self.entries)
        fan, at = [], 0
        for first in range(256):
            while at < len(entries) and entries[at][0][0] <= first:
                at += 1
            fan.append(at)
        out = b"\xfftOc" + struct.pack(">I256I", 2, *fan)
        out += b"".join(entry[0] for entry in entries)
        out += b"".join(struct.pack(">I", entry[1]) for entry in entries)
        large, offsets = [], []
        for entry in entries:
            if entry[2] < 1 << 31:
                offsets.append(entry[2])
            else:
                offsets.append(1 << 31 | len(large))
                large.append(entry[2])
        out += struct.pack(f">{len(offsets)}I", *offsets) + struct.pack(f">{len(large)}Q", *large) + pack[-20:]
        return out + hashlib.sha1(out).digest()

    def save(self, git_directory: Path, name: str = "pack-" + "1" * 40) -> Path:
        folder = git_directory / "objects/pack"
        folder.mkdir(parents=True, exist_ok=True)
        data = self.pack()
        (folder / f"{name}.pack").write_bytes(data)
        (folder / f"{name}.idx").write_bytes(self.index(data))
        return folder / f"{name}.pack"


class Repository:
    """A working copy's .git that holds one key in one commit on main, and whatever else is put into it."""

    def __init__(self, at: Path, key: str, packed: bool = False):
        self.at, self.git = at, at / ".git"
        for folder in ("objects/pack", "objects/info", "refs/heads", "refs/tags"):
            (self.git / folder).mkdir(parents=True)
        (self.git / "HEAD").write_text("ref: refs/heads/main\n")
        (self.git / "config").write_text("[core]\n\trepositoryformatversion = 0\n\tbare = false\n")
        store = Pack() if packed else self
        blob = store.add("blob", f"url = https://example.test\ntoken = {key}\n".encode())
        top = store.add("tree", tree(("100644", b"settings.ini", blob)))
        self.main = store.add("commit", commit(top, message="Begin\n"))
        self.tree, self.blob = top, blob
        if packed:
            store.save(self.git, "pack-" + "0" * 40)
        self.ref("refs/heads/main", self.main)

    def add(self, kind: str, data: bytes, name: bytes | None = None) -> bytes:
        """Adds a loose object."""
        name = name or object_id(kind, data)
        self.loose(name, zlib.compress(b"%s %d\0" % (kind.encode(), len(data)) + data, 1))
        return name

    def loose(self, name: bytes, content: bytes) -> Path:
        path = self.git / "objects" / name.hex()[:2] / name.hex()[2:]
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        return path

    def ref(self, name: str, target: bytes) -> None:
        path = self.git / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(target.hex() + "\n")

    def head(self, top: bytes, *parents: bytes, ref: str = "refs/heads/other") -> bytes:
        """A further branch whose newest commit has this tree."""
        name = self.add("commit", commit(top, parents or (self.main,)))
        self.ref(ref, name)
        return name

    def config(self, text: str) -> None:
        with open(self.git / "config", "a", encoding="utf-8") as file:
            file.write(text)

    def checkout(self) -> None:
        """Index and files as main has them."""
        subprocess.run(["git", "-C", self.at, "reset", "-q", "--hard"], check=True)
