"""Objects and packs that are damaged, endless, or not what they say."""

import hashlib
import struct
import zlib

import forge
from cases import Case, case
from forge import Pack, append_delta, commit, copy_op, delta, insert_op, object_id, tree


def named(word: str) -> bytes:
    """An object's name that no content has."""
    return hashlib.sha1(word.encode()).digest()


def tail(case: Case) -> bytes:
    return f"\ntoken = {case.key}\n".encode()


@case(heavy=True)
def blob_of_four_gigabytes_of_zeros(case: Case):
    repository, size = case.repository(), 4 << 30
    sha, packer, body, block = hashlib.sha1(b"blob %d\0" % size), zlib.compressobj(1), [], bytes(1 << 24)
    for _ in range(size >> 24):
        sha.update(block)
        body.append(packer.compress(block))
    pack = Pack()
    pack.raw(sha.digest(), pack.header(3, size) + b"".join(body) + packer.flush())
    pack.save(repository.git)
    repository.head(tree(("100644", b"zeros", sha.digest())))


def chain(case: Case, depth: int, by_name: bool, size: int = 4000) -> forge.Repository:
    """A blob under so many deltas, the deepest of which adds the key."""
    repository, pack = case.repository(), Pack()
    text = case.chance.randbytes(size // 2).hex().encode()
    last, at = pack.add("blob", text), 12
    sizes = len(text)
    for i in range(depth):
        added = tail(case) if i == depth - 1 else b"\n%d" % i
        name = named(f"link {i}")
        data = append_delta(sizes, added)
        sizes += len(added)
        if by_name:
            at = pack.add_delta(name, last, data)
        else:
            at = pack.add_delta(name, 12 + len(pack.body) - at, data)
        last = name
    pack.save(repository.git)
    repository.head(tree(("100644", b"deep", last)))
    return repository


@case()
def deltas_4095_deep(case: Case):
    chain(case, 4095, by_name=False)


@case()
def deltas_by_name_4095_deep(case: Case):
    chain(case, 4095, by_name=True)


@case(heavy=True)
def deltas_100000_deep(case: Case):
    chain(case, 100_000, by_name=False, size=100)


@case(heavy=True)
def deltas_of_20_mb_500_deep(case: Case):
    """Bases that cannot all be kept."""
    chain(case, 500, by_name=False, size=20 << 20)


@case(heavy=True)
def thousand_children_of_a_large_base(case: Case):
    repository, pack = case.repository(), Pack()
    text = case.chance.randbytes(20 << 20)
    pack.add("blob", text)
    names = []
    for i in range(1000):
        name = named(f"child {i}")
        pack.add_delta(name, 12 + len(pack.body) - 12, append_delta(len(text), b"%d" % i))
        names.append(("100644", b"%04d" % i, name))
    pack.save(repository.git)
    repository.head(tree(*names))


@case()
def delta_loops(case: Case):
    """Two that are each other's base, one that is its own, by name and by distance."""
    repository, pack = case.repository(), Pack()
    one, two, self_named, nothing = named("one"), named("two"), named("self"), named("nothing")
    some = delta(100, 100, copy_op(0, 100))
    pack.add_delta(one, two, some)
    pack.add_delta(two, one, some)
    pack.add_delta(self_named, self_named, some)
    pack.add_delta(nothing, 0, some)
    pack.add_delta(named("before"), 1 << 40, some)
    pack.add_delta(named("middle"), 5, some)
    pack.add_delta(named("on the loop"), one, some)
    pack.add_delta(named("on what is missing"), named("missing"), some)
    pack.add("blob", tail(case))
    pack.save(repository.git)
    repository.head(tree(("100644", b"loop", one), ("100644", b"self", self_named)))
    case.says = "INCOMPLETE"


@case()
def deltas_that_lie(case: Case):
    """Sizes that are not those of the base or of the result, copies beyond the base, reserved and cut instructions."""
    repository, pack = case.repository(), Pack()
    base = b"0123456789" * 100
    pack.add("blob", base)
    lies = [
        delta(1000, 1 << 32, copy_op(0, 1000)),
        delta(1000, 1 << 62, copy_op(0, 1000)),
        delta(1000, 10, copy_op(0, 1000)),
        delta(1000, 1000, copy_op(999, 1000)),
        delta(1000, 1000, copy_op(0xFFFFFFFF, 0xFFFFFF)),
        delta(77, 1000, copy_op(0, 1000)),
        delta(1 << 40, 1000, copy_op(0, 1000)),
        delta(1000, 1, b"\0"),
        delta(1000, 127, b"\x7f" + b"x" * 9),
        delta(1000, 1000, b"\xff\x01"),
        b"",
        b"\xff" * 20,
        delta(1000, 0),
        delta(1000, 0x10000, b"\x80"),
    ]
    for i, lie in enumerate(lies):
        pack.add_delta(named(f"lie {i}"), 12 + len(pack.body) - 12, lie)
        pack.add_delta(named(f"claim {i}"), 12 + len(pack.body) - 12, lie, claims=(1 << 40) + i)
    pack.save(repository.git)
    repository.head(tree(*(("100644", b"%02d" % i, named(f"lie {i}")) for i in range(len(lies)))))
    case.says = "INCOMPLETE"


@case()
def deltas_that_grow_to_gigabytes(case: Case):
    """64 KB copied over and over: a few KB each claim, and make, 1, 4 and 16 GB."""
    repository, pack = case.repository(), Pack()
    base = b"0123456789abcdef" * 4096
    pack.add("blob", base)
    for gigabytes in (1, 4, 16):
        size = gigabytes << 30
        pack.add_delta(named(f"big {gigabytes}"), 12 + len(pack.body) - 12, delta(1 << 16, size, copy_op(0, 0x10000) * (size >> 16)))
    pack.save(repository.git)
    repository.head(tree(("100644", b"big", named("big 4"))))


@case(heavy=True)
def deltas_that_double_each_time(case: Case):
    """Forty deltas, each twice its base."""
    repository, pack = case.repository(), Pack()
    size, at, last = 1 << 12, 12, pack.add("blob", b"0123456789abcdef" * 256)
    for i in range(40):
        half = [copy_op(start & 0xFFFFFFFF, min(0xFFFFFF, size - start)) for start in range(0, min(size, 1 << 32), 0xFFFFFF)]
        last = named(f"double {i}")
        at = pack.add_delta(last, 12 + len(pack.body) - at, delta(size, size * 2, *half, *half))
        size *= 2
    pack.save(repository.git)
    repository.head(tree(("100644", b"double", last)))


@case(heavy=True)
def two_hundred_blobs_of_a_gigabyte(case: Case):
    """200 GB of zeros in 200 MB: too much to read in two minutes, not too much to say so."""
    repository, pack, size = case.repository(), Pack(), 1 << 30
    packer, block = zlib.compressobj(9), bytes(1 << 24)
    body = b"".join(packer.compress(block) for _ in range(size >> 24)) + packer.flush()
    names = [named(f"zeros {i}") for i in range(200)]
    for name in names:
        pack.raw(name, pack.header(3, size) + body)
    pack.save(repository.git)
    repository.head(tree(*(("100644", b"%03d" % i, name) for i, name in enumerate(names))))


# ---- damage


def damaged(case: Case, harm) -> None:
    """Two packs, of which the harm is done to the one without the key."""
    repository, pack = case.repository(packed=True), Pack()
    blobs = [pack.add("blob", case.chance.randbytes(3000).hex().encode()) for _ in range(30)]
    top = pack.add("tree", tree(*(("100644", b"%02d" % i, blob) for i, blob in enumerate(blobs))))
    head = pack.add("commit", commit(top, (repository.main,)))
    repository.ref("refs/heads/other", head)
    path = pack.save(repository.git)
    harm(path, path.with_suffix(".idx"))


def overwrite(path, where: float, data: bytes) -> None:
    content = bytearray(path.read_bytes())
    at = int(len(content) * where) if where < 1 else int(where)
    content[at : at + len(data)] = data
    path.write_bytes(content)


def rehash(index) -> None:
    """Gives an index the checksum that fits."""
    content = index.read_bytes()[:-20]
    index.write_bytes(content + hashlib.sha1(content).digest())


DAMAGES = {
    "pack_with_damaged_zlib": lambda pack, index: overwrite(pack, 0.5, b"\xff\0\xff\0"),
    "pack_with_a_damaged_trailer": lambda pack, index: overwrite(pack, pack.stat().st_size - 20, bytes(20)),
    "pack_cut_in_half": lambda pack, index: pack.write_bytes(pack.read_bytes()[: pack.stat().st_size // 2]),
    "pack_of_no_bytes": lambda pack, index: pack.write_bytes(b""),
    "pack_of_version_9": lambda pack, index: overwrite(pack, 4.0, struct.pack(">I", 9)),
    "pack_that_counts_wrongly": lambda pack, index: overwrite(pack, 8.0, struct.pack(">I", 0xFFFFFFFF)),
    "pack_without_index": lambda pack, index: index.unlink(),
    "index_without_pack": lambda pack, index: pack.unlink(),
    "index_of_garbage": lambda pack, index: index.write_bytes(b"\xff" * 5000),
    "index_of_version_1_garbage": lambda pack, index: index.write_bytes(b"\x01" * 5000),
    "index_cut_in_half": lambda pack, index: index.write_bytes(index.read_bytes()[: index.stat().st_size // 2]),
    "index_that_counts_2_to_32": lambda pack, index: (overwrite(index, 8.0, b"\xff" * 1024), rehash(index)),
    "index_whose_fan_falls": lambda pack, index: (overwrite(index, 8.0 + 512, b"\0\0\0\x7f"), rehash(index)),
    "index_with_offsets_beyond": lambda pack, index: (
        overwrite(index, index.stat().st_size - 40 - 4 * 32, b"\x7f" * 128), rehash(index)),
    "index_with_large_offsets": lambda pack, index: (
        overwrite(index, index.stat().st_size - 40 - 4 * 32, b"\xff" * 128), rehash(index)),
    "index_with_unsorted_names": lambda pack, index: (
        overwrite(index, 8.0 + 1024, bytes(reversed(index.read_bytes()[1032 : 1032 + 640]))), rehash(index)),
    "index_of_another_pack": lambda pack, index: index.write_bytes(
        (index.parent / ("pack-" + "0" * 40 + ".idx")).read_bytes()),
    "stale_multi_pack_index": lambda pack, index: (index.parent / "multi-pack-index").write_bytes(b"MIDX\1\1\0\0" + b"\xff" * 999),
    "stale_bitmap_and_reverse_index": lambda pack, index: [
        pack.with_suffix(kind).write_bytes(b"\xff" * 99) for kind in (".bitmap", ".rev", ".keep", ".mtimes")],
    "stale_commit_graph": lambda pack, index: _commit_graph(pack.parent.parent / "info/commit-graph"),
}


def _commit_graph(path) -> None:
    path.write_bytes(b"CGPH\1\1\4\0" + b"\xff" * 999)


for _name, _harm in DAMAGES.items():

    def _build(case: Case, harm=_harm):
        damaged(case, harm)

    _build.__name__ = _name
    case()(_build)


@case()
def pack_whose_every_object_is_damaged(case: Case):
    """Ten thousand of them: each is named or counted, none costs a new start."""
    repository, pack = case.repository(), Pack()
    names = [named(f"bad {i}") for i in range(10_000)]
    for name in names:
        pack.raw(name, pack.header(3, 400) + b"\x78\x9c" + case.chance.randbytes(60))
    pack.save(repository.git)
    repository.head(tree(*(("100644", b"%05d" % i, name) for i, name in enumerate(names))))
    case.says = "INCOMPLETE"


@case()
def objects_that_claim_terabytes(case: Case):
    repository, pack = case.repository(), Pack()
    names = []
    for i, kind in enumerate(("blob", "tree", "commit", "tag")):
        for size in (1 << 31, (1 << 31) - 1, 1 << 40, (1 << 63) - 1, 1 << 70):
            names.append(pack.add(kind, b"tiny", named(f"{kind} {size}"), claims=size))
    for code in (0, 5):
        names.append(named(f"type {code}"))
        pack.raw(names[-1], pack.header(code, 4) + zlib.compress(b"tiny"))
    names.append(named("endless header"))
    pack.raw(names[-1], b"\xff" * 40)
    pack.save(repository.git)
    repository.head(tree(*(("100644", b"%02d" % i, name) for i, name in enumerate(names))))
    case.says = "INCOMPLETE"


@case()
def damaged_loose_objects(case: Case):
    repository = case.repository()
    good = zlib.compress(b"blob 5\0hello")
    contents = [
        b"", b"x", good[:-6], good[: len(good) // 2], b"\xff" * 100, zlib.compress(b"blob 99999999999999999999\0x"),
        zlib.compress(b"blob 4294967296\0x"), zlib.compress(b"blob -1\0x"), zlib.compress(b"blob 5"),
        zlib.compress(b"x" * 10_000), zlib.compress(b"foo 5\0hello"), zlib.compress(b"blob\0hello"),
        zlib.compress(b"blob 3\0hello"), zlib.compress(b"tree 5\0hello"), zlib.compress(b"commit 5\0hello"),
        zlib.compress(b"tag 5\0hello"), zlib.compress(b"commit 2147483647\0hello"), good + b"rest",
        zlib.compress(b"tree 4294967295\0x"),
    ]
    entries = []
    for i, content in enumerate(contents):
        name = named(f"loose {i}")
        repository.loose(name, content)
        entries.append(("100644", b"%02d" % i, name))
    (repository.git / "objects/zz").mkdir()
    (repository.git / "objects/zz/x").write_text("x")
    (repository.git / "objects/aa").write_text("not a folder")
    folder = repository.git / "objects/bb" / ("c" * 38)
    folder.mkdir(parents=True)
    repository.head(tree(*entries))
    case.says = "INCOMPLETE"


@case(heavy=True)
def loose_object_bomb(case: Case):
    """A commit and a tree that inflate to 3 GB of zeros."""
    repository = case.repository()
    packer, block = zlib.compressobj(9), bytes(1 << 24)
    for kind in ("commit", "tree", "tag", "blob"):
        packer = zlib.compressobj(9)
        body = packer.compress(b"%s %d\0" % (kind.encode(), 3 << 30))
        body += b"".join(packer.compress(block) for _ in range(3 << 6)) + packer.flush()
        repository.loose(named(f"bomb {kind}"), body)
    repository.ref("refs/heads/bomb", named("bomb commit"))
    repository.ref("refs/tags/bomb", named("bomb tag"))
    repository.head(tree(("40000", b"bomb", named("bomb tree")), ("100644", b"blob", named("bomb blob"))))


# ---- graphs


@case()
def objects_of_the_wrong_type(case: Case):
    repository = case.repository()
    blob, top, main = repository.blob, repository.tree, repository.main
    heads = [
        commit(blob, (main,)), commit(main, (main,)), commit(top, (blob,)), commit(top, (top,)),
        commit(named("missing"), (named("missing parent"),)), b"", b"tree", b"tree " + b"z" * 40 + b"\n",
        b"tree " + top.hex().encode() + b"\nparent " + main.hex().encode(), b"author x\n\n",
        b"tree " + top.hex().encode() + b"\nauthor \xff\xfe <> 99999999999999999999 +9999\n\n\xff",
        b"tree " + top.hex().encode() + b"\nencoding no-such\nauthor\ncommitter\n\nx",
    ]
    for i, raw in enumerate(heads):
        repository.ref(f"refs/heads/wrong{i}", repository.add("commit", raw))
    tags = [b"", b"object " + b"f" * 40 + b"\ntype commit\ntag x\n\nx", b"object " + main.hex().encode() + b"\ntype blob\n",
            b"object " + top.hex().encode() + b"\ntype commit\ntag \x1b[2J\ntagger\n\n", b"object x\ntype y\n"]
    for i, raw in enumerate(tags):
        repository.ref(f"refs/tags/wrong{i}", repository.add("tag", raw))
    trees = [
        tree(("40000", b"blob", blob), ("100644", b"tree", top), ("160000", b"link", blob), ("120000", b"t", top)),
        tree(("100644", b"commit", main), ("40000", b"commit2", main), ("777777777777", b"mode", blob)),
        b"100644 name", b"100644 name\0short", b"\0" * 50, b"100644" * 100, b" \0" + blob, b"100644 \0" + blob,
        tree(("100644", b"same", blob), ("100644", b"same", top), ("40000", b"same", top), ("100644", b"", blob)),
        b"\xff" * 1000,
    ]
    for i, raw in enumerate(trees):
        repository.head(repository.add("tree", raw), ref=f"refs/heads/tree{i}")
    repository.ref("refs/heads/blob", blob)
    repository.ref("refs/heads/tree", top)
    repository.ref("refs/notes/commits", blob)


@case()
def cycles(case: Case):
    """Indexes can lie about names: trees, commits and tags that contain themselves."""
    repository, pack = case.repository(), Pack()
    t1, t2, c1, c2, g1, g2 = (named(word) for word in ("t1", "t2", "c1", "c2", "g1", "g2"))
    pack.add("tree", tree(("40000", b"self", t1), ("40000", b"other", t2), ("100644", b"key", repository.blob)), t1)
    pack.add("tree", tree(("40000", b"one", t1), ("40000", b"two", t1)), t2)
    pack.add("commit", commit(t1, (c2, c1, repository.main)), c1)
    pack.add("commit", commit(t2, (c1, c1)), c2)
    pack.add("tag", b"object " + g2.hex().encode() + b"\ntype tag\ntag one\n\n", g1)
    pack.add("tag", b"object " + g1.hex().encode() + b"\ntype tag\ntag two\n\n", g2)
    pack.save(repository.git)
    repository.ref("refs/heads/cycle", c1)
    repository.ref("refs/tags/cycle", g1)
    case.commands = [["scan", "range", "main..cycle", "--repo", "{at}", "--allow-empty"],
                     ["scan", "git", "{at}", "--branch", "cycle"], ["scan", "git", "{at}"]]


def woven(repository, levels: int, width: int, leaf: bytes) -> bytes:
    top = leaf
    for _ in range(levels):
        top = repository.add("tree", tree(*(("40000", b"d%d" % i, top) for i in range(width))))
    return top


@case()
def trees_of_ten_to_the_thirty_paths(case: Case):
    """The key is at the end of every one of them."""
    repository = case.repository()
    repository.head(woven(repository, 30, 10, repository.tree))
    case.commands = [["scan", "range", "main..other", "--repo", "{at}", "--allow-empty"], ["scan", "git", "{at}"]]


@case()
def trees_that_differ_on_every_path(case: Case):
    """Two such trees, one commit after the other: a comparison has no subtree to skip."""
    repository = case.repository()
    one = woven(repository, 30, 10, repository.add("tree", tree(("100644", b"a", repository.add("blob", b"a")))))
    two = woven(repository, 30, 10, repository.tree)
    first = repository.head(one, ref="refs/heads/first")
    repository.head(two, first, ref="refs/heads/second")
    case.commands = [["scan", "range", "first..second", "--repo", "{at}", "--allow-empty"], ["scan", "git", "{at}"]]


@case()
def folders_ten_thousand_deep(case: Case):
    repository, pack, top = case.repository(), Pack(), None
    top = repository.tree
    for _ in range(10_000):
        top = pack.add("tree", tree(("40000", b"d", top)))
    pack.save(repository.git)
    repository.head(top)
    case.commands = [["scan", "range", "main..other", "--repo", "{at}", "--allow-empty"], ["scan", "git", "{at}"]]


@case(heavy=True)
def folders_a_hundred_thousand_deep_with_a_key_in_each(case: Case):
    repository, pack, top = case.repository(), Pack(), None
    top = repository.tree
    for i in range(100_000):
        top = pack.add("tree", tree(("40000", b"d", top), ("100644", b"k", repository.blob)))
    pack.save(repository.git)
    repository.head(top)


@case(heavy=True)
def a_million_files_in_a_tree(case: Case):
    repository, pack = case.repository(), Pack()
    blob = pack.add("blob", b"nothing\n")
    top = pack.add("tree", tree(*(("100644", b"f%07d" % i, blob) for i in range(1_000_000))))
    pack.save(repository.git)
    repository.head(top)


@case(heavy=True)
def a_tree_of_fifty_thousand_files_changed_a_hundred_times(case: Case):
    repository, pack, parent = case.repository(), Pack(), None
    parent = repository.main
    for turn in range(100):
        new = pack.add("blob", b"%d\n" % turn)
        entries = [("100644", b"f%05d" % i, new if i % 100 == turn else repository.blob) for i in range(50_000)]
        parent = pack.add("commit", commit(pack.add("tree", tree(*entries)), (parent,)))
    pack.save(repository.git)
    repository.ref("refs/heads/other", parent)


@case()
def commit_with_a_hundred_thousand_parents(case: Case):
    repository, pack = case.repository(), Pack()
    parents = [repository.main] * 50_000 + [named(f"gone {i}") for i in range(50_000)]
    repository.ref("refs/heads/octopus", pack.add("commit", commit(repository.tree, parents)))
    pack.save(repository.git)


@case(heavy=True)
def commits_that_merge_everything_before(case: Case):
    """Five thousand commits, each with a thousand parents."""
    repository, pack = case.repository(), Pack()
    before = [repository.main]
    for i in range(5000):
        before.append(pack.add("commit", commit(repository.tree, before[-1000:], f"{i}\n")))
    pack.save(repository.git)
    repository.ref("refs/heads/other", before[-1])


@case(heavy=True)
def a_million_commits(case: Case):
    repository, pack = case.repository(), Pack()
    parent = repository.main
    for i in range(1_000_000):
        parent = pack.add("commit", commit(repository.tree, (parent,), f"{i}\n"), level=0)
    pack.save(repository.git)
    repository.ref("refs/heads/other", parent)


@case()
def names_that_bite(case: Case):
    """Names of files with control characters, path tricks, every length, and no encoding."""
    repository = case.repository()
    names = [b"a\nb", b"\x1b]0;title\x07\x1b[2J", b"..", b".", b".git", b"../../etc/passwd", b"/etc/passwd", b"\xff\xfe",
             b"\xe2\x80\xae txt.exe", b"=cmd|' /C calc'!A0", b"::error::x", b"%0A::error::", b"<script>alert(1)</script>",
             b"x" * 1_000_000, b"-rf", b"$(touch x)", b"`touch x`", b"a\tb", b"\xc3\x28", b" ", b"\r"]
    repository.head(repository.add("tree", tree(*(("100644", name, repository.blob) for name in sorted(names)))))
    case.commands = [["scan", "git", "{at}", "--format", form] for form in ("text", "sarif", "csv", "html", "junit", "gitlab")]
    case.commands += [["scan", "range", "main..other", "--repo", "{at}"], ["scan", "git", "{at}"]]
