"""Damaged files of the compile cache are seen, never loaded, and made anew."""

import os
import shutil

import pytest

from harness.notebooks import output_texts, save
from harness.run import Program
from harness.surroundings import BIN

CELLS = ["import Glibc\nlet a = [1, 2, 3]", "func twice(_ n: Int) -> Int { n * 2 }",
         "print(a.map(twice), getpid() > 1)"]


def flip(path, chance):
    data = bytearray(path.read_bytes())
    for _ in range(8):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    replace(path, bytes(data))


def cut(path, chance):
    data = path.read_bytes()
    replace(path, data[:chance.randrange(len(data))])


def empty(path, _):
    replace(path, b"")


def noise(path, chance):
    replace(path, chance.randbytes(5000))


def remove(path, _):
    path.unlink()


def folder(path, _):
    path.unlink()
    path.mkdir()


def dangling(path, _):
    path.unlink()
    path.symlink_to("nowhere")


def replace(path, data):
    """New content at the same place, without touching what a hard link may share."""
    path.unlink()
    path.write_bytes(data)


DAMAGES = [flip, cut, empty, noise, remove, folder, dangling]


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    """A cache after one run, and a copy of it, used by a program without modules of C beside it."""
    folder, copy = tmp_path_factory.mktemp("cache"), tmp_path_factory.mktemp("copy")
    program = Program(folder, installation(tmp_path_factory.mktemp("installation")))
    save(program.folder / "in.ipynb", *CELLS)
    program("in.ipynb").expect(0)
    program.surroundings.remove()
    shutil.copytree(folder, copy, dirs_exist_ok=True)
    return program.program, folder, copy


def installation(folder):
    """Swiftlet's programs at another place; returns nbrun's path."""
    release = BIN.joinpath("nbrun").resolve().parent
    for name in ("nbrun", "cellhost", "swiftlet-kernel", "libzygote.so"):
        try:
            os.link(release / name, folder / name)
        except OSError:
            shutil.copy(release / name, folder / name)
    for name in ("Modules", "libduckdb.so"):
        (folder / name).symlink_to((release / name).resolve())
    return folder / "nbrun"


@pytest.fixture
def filled(original, start_nbrun):
    """A cache that may be damaged, a function that runs with it, and one that restores it."""
    program, cache, copy = original
    program = start_nbrun(cache, program)
    save(program.folder / "in.ipynb", *CELLS)

    def run():
        program("in.ipynb", "-o", "out.ipynb", timeout=60).expect(0)
        assert output_texts(program.folder / "out.ipynb") == ["", "", "[2, 4, 6] true\n"]

    def restore():
        shutil.rmtree(cache)
        shutil.copytree(copy, cache)

    restore()
    return cache, run, restore


def test_a_cache_that_was_moved_is_used_or_made_anew(original, cold_cache, start_nbrun):
    shutil.copytree(original[2], cold_cache, dirs_exist_ok=True)
    program = start_nbrun(cold_cache, original[0])
    save(program.folder / "in.ipynb", *CELLS, "import Glibc\nlet other = getpid()")
    program("in.ipynb", "-o", "out.ipynb").expect(0)
    assert output_texts(program.folder / "out.ipynb")[2] == "[2, 4, 6] true\n"


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_damaged_entries_are_made_anew(filled, rounds, chance, damage):
    cache, run, restore = filled
    for _ in range(rounds(1, 10)):
        restore()
        files = [file for file in cache.glob("cells/*/*/*") if file.is_file()]
        assert len(files) == 12
        for file in files if chance.random() < 0.5 else chance.sample(files, 3):
            damage(file, chance)
        run()
        run()


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_damaged_modules_of_c_are_made_anew(filled, rounds, chance, damage):
    cache, run, restore = filled
    for _ in range(rounds(1, 10)):
        restore()
        shutil.rmtree(cache / "cells")
        files = [file for file in cache.glob("clang-modules/**/*.pcm") if file.is_file()]
        assert files
        damage(chance.choice(files), chance)
        run()


def test_damaged_modules_beside_the_program_are_no_dead_end(start_nbrun, tmp_path):
    program = start_nbrun(tmp_path / "cache", installation(tmp_path))
    (tmp_path / "ClangModules").mkdir()
    save(program.folder / "in.ipynb", *CELLS)
    program("in.ipynb").expect(0)
    files = list((tmp_path / "ClangModules").rglob("*.pcm"))
    for file in files:
        replace(file, b"")
    shutil.rmtree(tmp_path / "cache")
    program("in.ipynb", "-o", "out.ipynb").expect(0)
    assert files and output_texts(program.folder / "out.ipynb")[2] == "[2, 4, 6] true\n"


MANIFESTS = [
    b"{}", b"[]", b"null", b'{"version": 2}', b'{"version": 1, "files": [], "libraries": [], "warnings": []}',
    b'{"version": 1, "files": [{"name": "../../x", "sha256": ""}, {"name": "y", "sha256": ""}], "libraries": [], '
    b'"warnings": []}', b'{"version": 1, "files": 7}',
]


@pytest.mark.parametrize("manifest", MANIFESTS, ids=range(len(MANIFESTS)))
def test_a_manifest_that_says_something_else_is_not_believed(filled, manifest):
    cache, run, _ = filled
    for file in cache.glob("cells/*/*/manifest.json"):
        replace(file, manifest)
    run()
    assert b'"sha256"' in next(cache.glob("cells/*/*/manifest.json")).read_bytes()


def test_an_entry_exchanged_for_another_is_not_loaded(filled):
    cache, run, _ = filled
    entries = sorted(cache.glob("cells/*/*"))
    shutil.copytree(entries[0], entries[1], dirs_exist_ok=True)
    for name in os.listdir(entries[0]):
        assert (entries[1] / name).exists()
    run()


@pytest.mark.parametrize("name", ["cells", "clang-modules", "sessions", "evict.lock"])
def test_a_file_where_a_folder_should_be_is_named_or_made_good(filled, original, start_nbrun, name):
    cache, _, _ = filled
    nbrun, _, _ = original
    place = cache / name
    shutil.rmtree(place) if place.is_dir() else place.unlink()
    place.mkdir() if name == "evict.lock" else place.write_text("")
    program = start_nbrun(cache, nbrun)
    save(program.folder / "in.ipynb", *CELLS)
    ended = program("in.ipynb", "-o", "out.ipynb", timeout=60)
    assert ended.code == 0 or (ended.code == 2 and str(place) in ended.err), (ended.code, ended.err)
