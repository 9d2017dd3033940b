"""Configuration, refs, pipes and links inside a repository, and rules that come with it."""

import os

from cases import Case, case
from forge import Pack, commit, tree


def run_by_git(case: Case) -> str:
    """Every setting that makes git run something or read elsewhere."""
    run = case.trap
    return f"""
[core]
	fsmonitor = {run("fsmonitor")}
	hooksPath = {case.folder}/hooks
	sshCommand = {run("ssh")}
	pager = {run("pager")}
	editor = {run("editor")}
	askPass = {run("askpass")}
	gitProxy = {run("proxy")}
	attributesFile = {case.folder}/attributes
	alternateRefsCommand = {run("alternate-refs")}
[diff]
	external = {run("external")}
[diff "x"]
	command = {run("diff")}
	textconv = {run("textconv")}
[filter "x"]
	clean = {run("clean")}
	smudge = {run("smudge")}
	process = {run("process")}
	required = true
[merge "x"]
	driver = {run("merge")}
[credential]
	helper = !{run("credential")}
[alias]
	log = !{run("alias")}
	diff = !{run("alias-diff")}
	rev-list = !{run("alias-rev-list")}
[gpg]
	program = {case.folder}/hooks/gpg
[log]
	showSignature = true
[url "ext::sh -c {run("url")}"]
	insteadOf = https://
[remote "origin"]
	url = ext::sh -c {run("remote")}
	uploadpack = {run("uploadpack")}
	promisor = true
	partialclonefilter = blob:none
	vcs = x
[uploadpack]
	packObjectsHook = {run("pack-objects")}
[submodule "x"]
	update = !{run("submodule")}
[pager]
	log = {run("pager-log")}
[sequence]
	editor = {run("sequence")}
[interactive]
	diffFilter = {run("filter")}
[protocol]
	allow = always
[core]
	commitGraph = true
	multiPackIndex = true
"""


@case()
def settings_that_run_commands(case: Case):
    repository = case.repository()
    repository.checkout()
    hooks = case.folder / "hooks"
    hooks.mkdir()
    for name in ("pre-commit", "post-index-change", "reference-transaction", "gpg", "post-checkout", "fsmonitor-watchman"):
        (hooks / name).write_text(f"#!/bin/sh\n{case.trap(name)}\n")
        (hooks / name).chmod(0o755)
    (case.folder / "attributes").write_text("* diff=x filter=x merge=x\n")
    (case.at / ".gitattributes").write_text("* diff=x filter=x merge=x -text working-tree-encoding=UTF-16\n")
    (case.at / ".gitmodules").write_text(f'[submodule "x"]\n\tpath = x\n\turl = ext::sh -c {case.trap("module")}\n')
    missing = repository.head(tree(("100644", b"missing", bytes(range(20)))))
    repository.config(run_by_git(case))
    case.commands = [["scan", "staged", "{at}", "--allow-empty"], ["scan", "range", f"main..{missing.hex()}", "--repo", "{at}", "--allow-empty"],
                     ["scan", "dir", "{at}"], ["scan", "git", "{at}", "--all-objects"], ["scan", "git", "{at}"]]
    case.says = "INCOMPLETE"


@case()
def settings_that_include_pipes_and_devices(case: Case):
    repository = case.repository()
    os.mkfifo(case.folder / "pipe")
    repository.config(
        f"[include]\n\tpath = {case.folder}/pipe\n\tpath = /dev/zero\n\tpath = config\n\tpath = /dev/stdin\n"
        f'[includeIf "gitdir:/"]\n\tpath = {case.folder}/pipe\n[includeIf "onbranch:**"]\n\tpath = /dev/zero\n'
    )
    case.exits, case.finds = (1, 2), True


@case()
def settings_of_no_sense(case: Case):
    repository = case.repository()
    repository.config(
        "[core]\n\tworktree = /\n\tbare = true\n\trepositoryformatversion = 0\n\tbigFileThreshold = -1\n\tcompression = 99999\n"
        "\tpackedGitLimit = 99999999999g\n\tpackedGitWindowSize = 7\n\tdeltaBaseCacheLimit = -5\n\tstreamFileThreshold = x\n"
        "\tabbrev = 9999\n\tprecomposeUnicode = x\n\tquotePath = maybe\n\tfsyncObjectFiles = 7\n\tlogAllRefUpdates = sure\n"
        "\trepositoryformatversion = 1\n[extensions]\n\tnoop = true\n\tworktreeConfig = true\n\tpartialClone = nowhere\n"
        f"[pack]\n\tthreads = -1\n\twindowMemory = x\n[i18n]\n\tcommitEncoding = no-such\n[x \"{'y' * 100_000}\"]\n\tz = {'w' * 100_000}\n"
        '[remote "\\"\\n"]\n\turl = \\u001b[2J\n[remote "origin"]\n\turl = "https://user:pass word@ex ample/\\n::error::"\n'
    )


@case()
def settings_of_an_unknown_extension(case: Case):
    """Git refuses such a repository; what is refused is not green."""
    case.repository().config("[core]\n\trepositoryformatversion = 1\n[extensions]\n\tnobodyKnows = true\n")
    case.exits, case.finds = (1, 2), False


@case()
def settings_of_ten_megabytes(case: Case):
    case.repository().config('[a "b"]\n' + "\tc = d\n" * 1_000_000)


@case()
def settings_that_are_damaged(case: Case):
    case.repository().config("[core\n\x00\xff ]] = \\\n" + "[" * 100_000)


def pipe_instead_of(name: str, exits: tuple = (1, 2), finds: bool = False):
    def build(case: Case):
        repository = case.repository(packed=True)
        for kind in ("pipe", "device", "loop"):
            del kind
        path = repository.git / name
        if path.exists():
            path.unlink()
        path.parent.mkdir(parents=True, exist_ok=True)
        os.mkfifo(path)
        case.exits, case.finds = exits, finds
        case.commands = [["scan", "staged", "{at}", "--allow-empty"], ["scan", "git", "{at}"]]

    return build


PACK = "objects/pack/pack-" + "0" * 40
INSTEAD = {
    "HEAD": False, "config": False, "packed-refs": False, "refs/heads/other": True, "refs/stash": True, "shallow": True,
    "info/grafts": True, "objects/info/alternates": True, "objects/info/commit-graph": True, "index": True,
    "commondir": False, "logs/refs/stash": True, "logs/HEAD": True, "worktrees/x/HEAD": True, "MERGE_HEAD": True,
    PACK + ".idx": False, PACK + ".pack": False, "objects/pack/pack-" + "2" * 40 + ".idx": True,
    "objects/pack/pack-" + "2" * 40 + ".pack": True, "objects/pack/multi-pack-index": True,
    "objects/ab/" + "c" * 38: True, "config.worktree": True, "info/exclude": True, "info/attributes": True,
    "refs/replace/" + "c" * 40: True, "reftable/tables.list": True, "gitdir": True, "modules/x/config": True,
}

for _path, _found in INSTEAD.items():
    for _kind in ("pipe", "zeros"):

        def _instead(case: Case, path=_path, found=_found, kind=_kind):
            repository = case.repository(packed=True)
            target = repository.git / path
            target.unlink(missing_ok=True)
            target.parent.mkdir(parents=True, exist_ok=True)
            os.mkfifo(target) if kind == "pipe" else target.symlink_to("/dev/zero")
            case.exits, case.finds = ((1,), True) if found else ((1, 2), False)
            case.commands = [["scan", "git", "{at}"]]
            if path in ("index", "MERGE_HEAD", "HEAD", "config"):
                case.commands.insert(0, ["scan", "staged", "{at}", "--allow-empty"])

        _instead.__name__ = f"{_kind}_instead_of_{_path.replace('/', '_').replace('.', '_')[:40]}"
        case()(_instead)


@case()
def borrowed_objects_in_circles(case: Case):
    """Alternates that name themselves, each other, the root, pipes and what is not there."""
    repository = case.repository()
    second = case.folder / "second"
    (second / "info").mkdir(parents=True)
    os.mkfifo(case.folder / "pipe")
    lines = [repository.git / "objects", second, "/", case.folder / "pipe", "/dev/zero", "../" * 500, "\x1b[2J", '"quoted"']
    (repository.git / "objects/info/alternates").write_text("\n".join(map(str, lines)) + "\n")
    (second / "info/alternates").write_text(f"{repository.git}/objects\n{second}\n")


@case()
def a_chain_of_ten_thousand_alternates(case: Case):
    repository = case.repository()
    store = repository.git / "objects"
    for i in range(10_000):
        following = case.folder / f"a{i}"
        (following / "info").mkdir(parents=True)
        (store / "info/alternates").write_text(f"{following}\n")
        store = following


@case()
def git_file_that_points_in_circles(case: Case):
    case.at.mkdir()
    (case.at / ".git").write_text("gitdir: .git\n")
    case.exits, case.finds = (2,), False
    case.says = "."


@case()
def git_file_that_points_outside(case: Case):
    repository = case.repository()
    outside = case.folder / "outside"
    os.rename(repository.git, outside)
    (case.at / ".git").write_text(f"gitdir: {outside}\n")


@case()
def git_file_that_is_a_pipe(case: Case):
    case.at.mkdir()
    os.mkfifo(case.at / ".git")
    case.exits, case.finds = (2,), False


@case()
def git_file_of_endless_zeros(case: Case):
    case.at.mkdir()
    (case.at / ".git").symlink_to("/dev/zero")
    case.exits, case.finds = (2,), False


@case()
def common_directory_in_circles(case: Case):
    repository = case.repository()
    (repository.git / "commondir").write_text("../.git/../.git\n")


@case()
def folders_of_the_store_that_are_links_in_circles(case: Case):
    repository = case.repository()
    (repository.git / "refs/heads/loop").symlink_to("..")
    (repository.git / "refs/self").symlink_to("self")
    (repository.git / "logs").mkdir()
    (repository.git / "logs/loop").symlink_to("..")
    (repository.git / "logs/root").symlink_to("/")
    (repository.git / "worktrees").symlink_to("/")
    (repository.git / "objects/pack/loop.idx").symlink_to("loop.idx")
    (repository.git / "objects/cc").symlink_to("/")


# ---- refs


@case()
def a_hundred_thousand_packed_refs(case: Case):
    repository = case.repository()
    refs = "".join(f"{repository.main.hex()} refs/heads/b{i:07}\n" for i in range(100_000))
    (repository.git / "packed-refs").write_text("# pack-refs with: peeled fully-peeled sorted \n" + refs)


@case(heavy=True)
def a_million_packed_refs_with_the_key_in_a_name(case: Case):
    repository = case.repository()
    refs = "".join(f"{repository.main.hex()} refs/heads/b{i:07}\n" for i in range(1_000_000))
    refs += f"{repository.main.hex()} refs/heads/c{case.key}\n"
    (repository.git / "packed-refs").write_text("# pack-refs with: peeled fully-peeled sorted \n" + refs)


@case(heavy=True)
def a_million_refs_to_a_million_commits(case: Case):
    repository, pack, lines = case.repository(), Pack(), []
    for i in range(1_000_000):
        name = pack.add("commit", commit(repository.tree, (repository.main,), f"{i}\n"), level=0)
        lines.append(f"{name.hex()} refs/heads/b{i:07}\n")
    pack.save(repository.git)
    (repository.git / "packed-refs").write_text("# pack-refs with: peeled fully-peeled sorted \n" + "".join(lines))


@case(heavy=True)
def a_hundred_thousand_loose_refs(case: Case):
    repository = case.repository()
    for i in range(100_000):
        repository.ref(f"refs/heads/{i % 100}/{i}", repository.main)


@case()
def refs_of_no_sense(case: Case):
    repository = case.repository()
    heads, main = repository.git / "refs/heads", repository.main.hex()
    contents = {"empty": "", "garbage": "\xff\x00", "short": main[:39], "long": main + "f" * 10, "self": "ref: refs/heads/self",
                "circle": "ref: refs/heads/elcric", "elcric": "ref: refs/heads/circle", "up": "ref: ../../../../etc/passwd",
                "gone": "ref: refs/heads/nowhere", "zero": "0" * 40, "many": main + "\n" * 100_000, "upper": main.upper(),
                "a b": main, "a\nb": main, "x\x1b[2J": main, "-rf": main, "@{1}": main, "a..b": main, "x.lock": main, ".y": main,
                "::error": main, "big": "f" * 5_000_000, "deep": "ref: " + "x/" * 100_000}
    for name, content in contents.items():
        (heads / name).write_bytes(content.encode("latin-1"))
    (heads / os.fsdecode(b"\xff\xfe")).write_text(main + "\n")
    (repository.git / "refs/stash").write_text(main)
    (repository.git / "logs/refs").mkdir(parents=True)
    (repository.git / "logs/refs/stash").write_bytes(b"\xff" * 1000 + main.encode() + b"\n" + b"f" * 1_000_000)


@case()
def packed_refs_of_no_sense(case: Case):
    repository = case.repository()
    main = repository.main.hex()
    (repository.git / "packed-refs").write_bytes(
        f"# pack-refs with: peeled\n^{main}\n{main}\n{main} \n{main} x\nzz refs/heads/z\n{main} refs/heads/../../x\n"
        f"{main} refs/heads/ok\n^zz\n{main} refs/heads/\x1b[2J\n{main} refs/heads/ok\n\n  \n".encode() + b"\xff" * 1000
    )
    case.exits, case.finds = (1, 2), False
    case.says = "."


# ---- rules that come with what is scanned


RULES = {
    "nested": "'''((a{900}){900}){900}'''",
    "counted": "'''" + "(a{1,1000})" * 200 + "'''",
    "dots": "'''(.*.*.*.*.*.*.*.*)*x'''",
    "alternatives": "'''" + "|".join(f"word{i}" for i in range(10_000)) + "'''",
    "classes": "'''" + r"[\pL\pN]{1,1000}" * 20 + "'''",
    "parentheses": "'''" + "(" * 50_000 + "a" + ")" * 50_000 + "'''",
    "long_counts": "'''" + "a{1,1000}" * 19 + "x'''",
    "long_counts_of_anything": "'''" + ".{0,1000}" * 19 + "x'''",
    "folded_classes": "'''(?i)" + r"[\x{42}-\x{1e942}]" * 400 + "'''",
    "a_folded_class": "'''(?i)[" + r"\x{42}-\x{1e942}" * 40_000 + "]x'''",
    "folded_class_repeated": r"'''(?i)[\x{42}-\x{1e942}\pL]{1000}'''",
    "named_classes": "'''[" + r"\pL\PN\p{Greek}" * 20_000 + "]x'''",
    "backtrack": "'''^(([a-z])+.)+[A-Z]([a-z])+$'''",
}


def with_rules(case: Case, toml: str, finds: bool = True) -> None:
    """Found where it lies, in the scanned folder."""
    case.branch(flood=b"a" * 300_000 + b"\n" + b"abc.def " * 40_000)
    (case.at / ".gitleaks.toml").write_text(toml)
    case.exits, case.finds = ((1,), True) if finds else ((1, 2), True)


for _name, _regex in RULES.items():

    def _rule(case: Case, regex=_regex):
        with_rules(case, f'title = "x"\n[[rules]]\nid = "x"\nregex = {regex}\n', finds=False)

    _rule.__name__ = f"rule_of_{_name}"
    case()(_rule)


@case()
def rules_by_the_ten_thousand(case: Case):
    with_rules(case, "".join(f'[[rules]]\nid = "r{i}"\nregex = "x{i}[a-z]+"\nkeywords = ["a"]\n' for i in range(10_000)), finds=False)


@case()
def rules_nested_too_deep(case: Case):
    with_rules(case, "x = " + "[" * 100_000 + "]" * 100_000 + "\n", finds=False)


@case()
def rules_of_ten_megabytes(case: Case):
    with_rules(case, '[[rules]]\nid = "r"\nregex = "x"\n' + "# comment\n" * 1_000_000, finds=False)


@case()
def rules_of_dotted_names(case: Case):
    with_rules(case, "".join(f"a{i}{'.b' * 50} = 1\n" for i in range(5_000)) + "a." * 20_000 + "b = 1\n", finds=False)


@case()
def rules_that_extend_pipes(case: Case):
    os.mkfifo(case.folder / "pipe")
    with_rules(case, f'[extend]\npath = "{case.folder}/pipe"\n[[rules]]\nid = "r"\nregex = "x"\n', finds=False)


@case()
def rules_that_extend_themselves(case: Case):
    with_rules(case, f'[extend]\npath = "{case.at}/.gitleaks.toml"\n[[rules]]\nid = "r"\nregex = "x"\n', finds=False)


for _file in (".gitleaks.toml", ".gitleaksignore", ".gitattributes"):
    for _kind in ("pipe", "zeros"):

        def _special(case: Case, file=_file, kind=_kind):
            case.repository()
            target = case.at / file
            os.mkfifo(target) if kind == "pipe" else target.symlink_to("/dev/zero")
            case.exits, case.finds = (1, 2), False

        _special.__name__ = f"{_kind}_instead_of_{_file[1:].replace('.', '_')}"
        case()(_special)


@case()
def ignore_file_of_a_million_lines(case: Case):
    case.repository()
    lines = "".join(f"{i:040x}:path{i}:rule:{i}\n" for i in range(1_000_000))
    (case.at / ".gitleaksignore").write_text(lines + "\xff:::\n::::\n:\n")
