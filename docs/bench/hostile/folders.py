"""Folders that are not made of files only, and an environment that lies."""

import os
import socket

from cases import Case, case


@case()
def pipes_sockets_and_devices(case: Case):
    at = case.files()
    os.mkfifo(at / "pipe")
    server, here = socket.socket(socket.AF_UNIX), os.getcwd()
    os.chdir(at)
    server.bind("socket")
    os.chdir(here)
    server.close()
    for name, target in {"zero": "/dev/zero", "stdin": "/dev/stdin", "random": "/dev/random", "self": "self", "up": "..",
                         "memory": "/proc/self/mem", "nowhere": "nowhere", "to-pipe": "pipe"}.items():
        (at / name).symlink_to(target)
    if os.geteuid() == 0:
        try:
            os.mknod(at / "device", 0o20666, os.makedev(1, 5))
        except OSError:
            pass


@case(heavy=True)
def file_of_three_gigabytes_of_nothing(case: Case):
    """Sparse; the key's second place is at its end."""
    with open(case.files() / "sparse", "wb") as file:
        file.seek(3 << 30)
        file.write(f"\ntoken = {case.key}\n".encode())


@case()
def folders_deeper_than_a_path_can_be(case: Case):
    """The key is at the bottom too, where no path leads."""
    here = os.getcwd()
    at = case.files()
    os.chdir(at)
    try:
        for _ in range(60):
            os.mkdir("d" * 200)
            os.chdir("d" * 200)
        with open("settings.ini", "w", encoding="utf-8") as file:
            file.write(f"token = {case.key}\n")
    finally:
        os.chdir(here)
    case.says = "INCOMPLETE"


@case()
def names_of_no_encoding(case: Case):
    at = case.files()
    for name in (b"\xff\xfe", b"a\nb", b"\x1b[2J\x07", b"\xe2\x80\xae", b"-rf", b" ", b"%s%n"):
        with open(os.path.join(os.fsencode(at), name), "w", encoding="utf-8") as file:
            file.write(f"token = {case.key}\n")
    folder = os.path.join(os.fsencode(at), b"\xfe\xff")
    os.mkdir(folder)
    with open(os.path.join(folder, b"\xfd"), "w", encoding="utf-8") as file:
        file.write(f"token = {case.key}\n")
    case.commands = [["scan", "dir", "{at}", "--format", form] for form in ("text", "sarif", "csv", "html", "junit", "gitlab")]
    case.commands.append(["scan", "dir", "{at}"])


@case()
def files_nobody_may_read(case: Case):
    at = case.files()
    (at / "secret").write_text("x")
    (at / "secret").chmod(0)
    (at / "folder").mkdir()
    (at / "folder").chmod(0)


@case(heavy=True)
def a_hundred_thousand_files(case: Case):
    at = case.files()
    for i in range(100_000):
        folder = at / str(i % 300)
        folder.mkdir(exist_ok=True)
        (folder / str(i)).write_text(f"file {i}\n")


@case()
def repositories_in_repositories(case: Case):
    """What is called .git is left out, what only looks like it is not."""
    at = case.files()
    (at / ".git").mkdir()
    (at / ".git" / "x").write_text("x")
    (at / ".GIT").mkdir()
    (at / ".GIT" / "settings.ini").write_text(f"token = {case.key}\n")
    (at / "a").mkdir()
    (at / "a" / ".git").write_text("gitdir: ../../../..\n")
    (at / "b").symlink_to("a")


@case()
def environment_that_points_elsewhere(case: Case):
    repository = case.repository()
    repository.checkout()
    nowhere = str(case.folder / "nowhere")
    case.environment = {
        "GIT_DIR": nowhere, "GIT_WORK_TREE": "/", "GIT_INDEX_FILE": nowhere, "GIT_OBJECT_DIRECTORY": nowhere,
        "GIT_ALTERNATE_OBJECT_DIRECTORIES": "/:/dev/zero", "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "core.fsmonitor",
        "GIT_CONFIG_VALUE_0": case.trap("environment"), "GIT_EXTERNAL_DIFF": case.trap("external"), "GIT_PAGER": case.trap("pager"),
        "GIT_SSH_COMMAND": case.trap("ssh"), "GIT_CONFIG_GLOBAL": "/dev/zero", "GIT_CONFIG_SYSTEM": "/dev/zero", "GIT_TRACE": "1",
        "GIT_CEILING_DIRECTORIES": "/", "GIT_EXEC_PATH": nowhere, "GIT_COMMON_DIR": nowhere, "GIT_NAMESPACE": "x",
    }


@case()
def staged_index_of_garbage(case: Case):
    repository = case.repository()
    repository.checkout()
    (repository.git / "index").write_bytes(b"DIRC\0\0\0\2\xff\xff\xff\xff" + b"\xff" * 10_000)
    case.commands = [["scan", "staged", "{at}", "--allow-empty"], ["scan", "git", "{at}"]]
    case.exits = (1, 2)


@case()
def index_that_names_what_is_not_there(case: Case):
    repository = case.repository()
    repository.checkout()
    index = bytearray((repository.git / "index").read_bytes())
    index[12 + 40 : 12 + 60] = bytes(range(20))
    import hashlib

    (repository.git / "index").write_bytes(index[:-20] + hashlib.sha1(index[:-20]).digest())
    case.commands = [["scan", "staged", "{at}", "--allow-empty"], ["scan", "git", "{at}"]]
    case.exits = (0, 1, 2)
