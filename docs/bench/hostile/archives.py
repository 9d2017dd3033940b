"""Bombs, and archives that lie about what is in them."""

import bz2
import gzip
import io
import lzma
import struct
import subprocess
import tarfile
import zipfile
import zlib

from cases import Case, case


def zeros(size: int, compressor) -> bytes:
    block, out = bytes(1 << 20), []
    for _ in range(size >> 20):
        out.append(compressor.compress(block))
    return b"".join(out) + compressor.flush()


def gzip_bomb(gigabytes: int) -> bytes:
    return zeros(gigabytes << 30, zlib.compressobj(9, wbits=31))


def zip_of(members: dict, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def tar_of(*members: tarfile.TarInfo, content: bytes = b"") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for member in members:
            archive.addfile(member, io.BytesIO(content[: member.size]))
    return out.getvalue()


def tar_header(name: bytes, size: bytes, kind: bytes) -> bytes:
    """A header with a size field as given, twelve bytes."""
    head = bytearray(512)
    head[0 : len(name)] = name
    head[100:108] = b"0000644\0"
    head[124:136] = size
    head[156:157] = kind
    head[257:265] = b"ustar\x0000"
    head[148:156] = b" " * 8
    head[148:156] = b"%06o\0 " % sum(head)
    return bytes(head)


@case(heavy=True)
def gzip_of_ten_gigabytes(case: Case):
    case.branch(bomb=gzip_bomb(10))
    case.says = "unpack|seconds"


@case(heavy=True)
def gzip_bomb_in_gzip(case: Case):
    case.branch(bomb=gzip.compress(gzip_bomb(4), mtime=0))
    case.says = "unpack|seconds"


@case(heavy=True)
def a_thousand_archive_bombs(case: Case):
    bomb = gzip_bomb(2)
    case.branch(**{f"bomb{i}": bomb + struct.pack("<I", i) for i in range(1000)})


@case()
def zips_in_zips_in_zips(case: Case):
    level = zip_of({f"zeros{i}": bytes(4 << 20) for i in range(16)})
    for _ in range(5):
        level = zip_of({f"level{i}.zip": level for i in range(16)})
    case.branch(bomb=level)
    case.says = "unpack|entries|seconds|deep"


@case()
def other_compressions_of_a_gigabyte(case: Case):
    plain = bytes(1 << 27)
    blobs = {"bomb.xz": lzma.compress(plain, preset=0) * 8, "bomb.bz2": bz2.compress(plain) * 8}
    blobs["bomb.lzma"] = lzma.compress(plain, format=lzma.FORMAT_ALONE, preset=0)
    try:
        zstd = subprocess.run(["zstd", "-q", "-c"], input=plain, capture_output=True, check=True)
        blobs["bomb.zst"] = zstd.stdout * 8
    except OSError:
        pass
    case.branch(**blobs)


@case()
def windows_of_four_gigabytes(case: Case):
    """Headers that ask for a dictionary of up to 4 GB before there is a byte to decode."""
    rest = case.chance.randbytes(4096)
    alone = b"\x5d" + struct.pack("<IQ", 0xFFFFFFFF, 1 << 40) + b"\0" + rest
    block = b"\x02\x00\x21\x01\x28\x00\x00\x00"
    xz = b"\xfd7zXZ\0\x00\x01" + struct.pack("<I", zlib.crc32(b"\x00\x01")) + block
    xz += struct.pack("<I", zlib.crc32(block)) + rest
    zstd = b"\x28\xb5\x2f\xfd\x00\xaf" + rest
    start = struct.pack("<QQI", 16, 1 << 40, 0)
    seven = b"7z\xbc\xaf\x27\x1c\x00\x04" + struct.pack("<I", zlib.crc32(start)) + start + rest
    case.branch(**{"a.lzma": alone, "b.xz": xz, "c.zst": zstd, "d.7z": seven})


@case()
def seven_zip_with_a_billion_files(case: Case):
    """A header, checksummed, that claims 2^31 files and as many folders."""
    many = b"\xe0\xff\xff\xff\x7f"
    header = b"\x01\x04\x06" + b"\x00" + many + b"\x09" + b"\x01" * 64 + b"\x00\x05" + many + b"\x00"
    start = struct.pack("<QQI", 0, len(header), zlib.crc32(header))
    case.branch(**{"many.7z": b"7z\xbc\xaf\x27\x1c\x00\x04" + struct.pack("<I", zlib.crc32(start)) + start + header})


@case()
def archives_two_hundred_deep(case: Case):
    level = b"nothing\n"
    for i in range(200):
        level = zip_of({f"{i}.zip": level}) if i % 2 else gzip.compress(level, mtime=0)
    case.branch(**{"deep.zip": level})
    case.says = "deep"


@case()
def archive_members_that_climb_out(case: Case):
    """`..`, absolute and linked members: names only, never paths. The key's second place is inside."""
    link = tarfile.TarInfo("etc")
    link.type, link.linkname = tarfile.SYMTYPE, "/etc"
    through = tarfile.TarInfo("etc/keyturn-was-here")
    loop = tarfile.TarInfo("loop")
    loop.type, loop.linkname = tarfile.LNKTYPE, "loop"
    up = tarfile.TarInfo("../../../../../../../../tmp/keyturn-was-here")
    content = f"token = {case.key}\n".encode()
    through.size = up.size = len(content)
    names = ["/tmp/keyturn-was-here", "../../up", "C:\\up", "a\nb", "\x1b[2J", " ", "x" * 60_000]
    case.branch(
        **{
            "climbs.tar": tar_of(link, through, loop, up, content=content),
            "climbs.zip": zip_of({name: content for name in names}),
        }
    )


@case()
def zip_of_a_million_entries(case: Case):
    entry = struct.pack("<IHHHHHIIIHH", 0x04034B50, 20, 0, 0, 0, 0, 0, 0, 0, 1, 0) + b"x"
    case.branch(**{"many.zip": entry * 1_000_000})
    case.says = "entries"


@case()
def zips_that_lie(case: Case):
    """Sizes of 4 GB, encrypted entries, unknown methods, an end that points elsewhere, extra fields that overrun."""
    honest = zip_of({"a": b"one\n" * 1000, "b": b"two\n" * 1000})

    def changed(at: int, value: bytes) -> bytes:
        return honest[:at] + value + honest[at + len(value) :]

    lies = [changed(6, b"\x01\x00"), changed(8, b"\x63\x00"), changed(18, b"\xff" * 8), changed(26, b"\xff\xff")]
    lies += [changed(28, b"\xff\xff"), honest[:-8] + b"\xff" * 8, honest[: len(honest) // 2], honest[:31]]
    case.branch(**{f"lie{i}.zip": lie for i, lie in enumerate(lies)})


@case()
def tars_that_lie(case: Case):
    sizes = [b"77777777777\0", b"\x80" + b"\xff" * 11, b"\xff" * 12, b"-0000000001\0", b"zzzzzzzzzzz\0"]
    kinds = [b"0", b"L", b"x", b"g", b"S", b"K"]
    lies = {f"lie{i}{kind.decode()}.tar": tar_header(b"name", size, kind) + b"12 path=x\n" * 200
            for i, size in enumerate(sizes) for kind in kinds}
    lies["pax.tar"] = tar_header(b"name", b"00000001000\0", b"x") + b"99999999999999999999 path=x\n" + bytes(484)
    case.branch(**lies)


@case()
def archives_cut_everywhere(case: Case):
    whole = {"g": gzip.compress(b"text\n" * 500, mtime=0), "x": lzma.compress(b"text\n" * 500),
             "b": bz2.compress(b"text\n" * 500), "z": zip_of({"a": b"text\n" * 500})}
    cuts = {f"{kind}{at}": data[:at] for kind, data in whole.items() for at in range(4, len(data), 7)}
    case.branch(**cuts)


@case()
def documents_that_expand(case: Case):
    """PDF and SQLite files whose inner lengths lie, PDF streams that are bombs."""
    bomb = zlib.compress(bytes(64 << 20), 9)
    stream = b"<< /Filter /FlateDecode /Length %d >> stream\n" % len(bomb) + bomb + b"\nendstream\n"
    nested = b"<< /Filter [" + b"/FlateDecode " * 10_000 + b"] >> stream\nx\nendstream\n"
    pdf = b"%PDF-1.7\n" + stream * 200 + nested + b"stream\n" * 100_000
    page = bytearray(b"SQLite format 3\0" + struct.pack(">H", 512) + bytes(494))
    page[100:108] = b"\x0d\x00\x00\xff\xff\x00\x00\x00"
    case.branch(**{"bomb.pdf": pdf, "lie.sqlite": bytes(page) + b"\xff" * 51_200})
