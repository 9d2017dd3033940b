"""Text that is meant to be slow to look at."""

import base64

from cases import Case, case
from forge import make_key, tree

FLOODS = {
    "starts": b"sk_prd_",
    "almost": b"sk_prd_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZab",
    "aws": b"AKIA",
    "jwt": b"eyJ",
    "dots": b"eyJhbGciOi.",
    "pem": b"-----BEGIN RSA PRIVATE KEY-----\n",
    "pem-in-line": b"-----BEGIN ",
    "quotes": b'"',
    "assignments": b'password = "',
    "secrets": b"secret=token=api_key=",
    "base64": b"QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo",
    "hex": b"0123456789abcdef",
    "percent": b"%41",
    "escapes": b"\\u0041",
    "entities": b"&#65;",
    "soft-ends": b"=\n",
    "backslashes": b"\\\n",
    "backslash": b"\\",
    "wide": b"s\0k\0_\0",
    "braces": b"{",
    "urls": b"https://user:pass@",
    "ghp": b"ghp_",
    "xox": b"xoxb-1-",
    "nul": b"\0",
    "ends": b"\r",
    "gzips": b"\x1f\x8b\x08\0\0\0\0\0\0\3",
    "zips": b"PK\3\4",
}


def flooded(size: int):
    """Every flood, once alone and once with line ends now and then."""
    for name, unit in FLOODS.items():
        yield name, unit * (size // len(unit))
        line = unit * (2000 // len(unit)) + b"\n"
        yield name + "-in-lines", line * (size // len(line))


@case()
def floods_of_starts_of_keys(case: Case):
    case.branch(**dict(flooded(1 << 20)))


@case(heavy=True)
def floods_of_starts_of_keys_of_20_mb_each(case: Case):
    case.branch(**dict(flooded(20 << 20)))


@case(heavy=True)
def one_line_of_300_mb(case: Case):
    """The key's second place is in the middle of it."""
    half = base64.b64encode(case.chance.randbytes(112 << 20))
    case.branch(giant=half[: 150 << 20] + b" " + case.key.encode() + b" " + half[: 150 << 20])


@case(heavy=True)
def minified_line_of_100_mb(case: Case):
    unit = b'var a={"token":"","b":function(c,d){return c.password==d.secret}};'
    case.branch(**{"bundle.js": unit * ((100 << 20) // len(unit))})


@case()
def base64_in_base64_thirty_deep(case: Case):
    text = b"x" * 64
    for _ in range(30):
        text = base64.b64encode(text)
    case.branch(deep=text[: 4 << 20])


@case()
def a_hundred_thousand_keys(case: Case):
    """Each of them another."""
    keys = "\n".join(make_key(case.chance) for _ in range(100_000))
    case.branch(many=keys.encode())


@case(heavy=True)
def a_million_keys(case: Case):
    keys = "\n".join(make_key(case.chance) for _ in range(1_000_000))
    case.branch(many=keys.encode())


@case()
def one_key_two_hundred_thousand_times(case: Case):
    case.branch(again=(case.key + "\n").encode() * 200_000)


@case(heavy=True)
def one_key_in_two_hundred_thousand_paths(case: Case):
    repository = case.repository()
    entries = [("100644", b"f%06d" % i, repository.blob) for i in range(200_000)]
    repository.head(tree(*entries))


@case()
def a_hundred_thousand_passwords(case: Case):
    """Guesses, each of them another, on one line and on many."""
    words = [f'password{i} = "{make_key(case.chance)[7:27]}"' for i in range(100_000)]
    case.branch(line=";".join(words[:50_000]).encode(), lines="\n".join(words[50_000:]).encode())
