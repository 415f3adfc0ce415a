"""The encrypted archive: what is written comes back, and what was touched is refused."""

import resource
from collections.abc import Callable, Iterator
from pathlib import Path

import pyrage
import pytest

from motcua.backup import archive
from motcua.backup.archive import piece
from motcua.backup.keys import BackupKey, find_key, make_key
from motcua.runtime.errors import OperatorError

BIG = bytes(range(256)) * 4_000


@pytest.fixture
def key(tmp_path: Path) -> BackupKey:
    return make_key(tmp_path / "khoa")


@pytest.fixture
def written(key: BackupKey, tmp_path: Path) -> Path:
    path = tmp_path / "ban.tar.age"
    archive.write(path, stream(), key.recipient)
    return path


def stream() -> Iterator[bytes]:
    yield from piece(archive.MANIFEST, 2, [b"{}"], at=0)
    yield from piece("files/aa/to", len(BIG), [BIG], at=0)
    yield from piece(archive.SUMMARY, 2, [b"{}"], at=0)


def read(path: Path, key: BackupKey) -> dict[str, bytes]:
    with archive.opened(path, key.identity) as members:
        return {member.name: member.content.read() for member in members}


def test_what_is_written_comes_back(written: Path, key: BackupKey) -> None:
    assert read(written, key) == {
        archive.MANIFEST: b"{}",
        "files/aa/to": BIG,
        archive.SUMMARY: b"{}",
    }


def test_archive_is_for_its_owners_eyes_only_and_says_nothing(written: Path) -> None:
    assert written.stat().st_mode & 0o077 == 0
    assert b"manifest" not in written.read_bytes()


def test_another_key_is_told_to_be_the_wrong_one(written: Path, tmp_path: Path) -> None:
    other = make_key(tmp_path / "khoa-khac")

    with pytest.raises(OperatorError, match="mã hóa bằng khóa khác"):
        read(written, other)


@pytest.mark.parametrize("place", [0.02, 0.3, 0.6, 0.95, 0.9999])
def test_a_flipped_bit_anywhere_is_noticed(written: Path, key: BackupKey, place: float) -> None:
    content = bytearray(written.read_bytes())
    content[int(len(content) * place)] ^= 1
    written.write_bytes(content)

    with pytest.raises(OperatorError, match=r"hỏng|không phải bản sao lưu|khóa khác"):
        read(written, key)


@pytest.mark.parametrize("share", [0.0, 0.001, 0.5, 0.98, 0.99999])
def test_an_archive_cut_short_is_noticed(written: Path, key: BackupKey, share: float) -> None:
    content = written.read_bytes()
    written.write_bytes(content[: int(len(content) * share)])

    with pytest.raises(OperatorError, match=r"hỏng|không phải bản sao lưu"):
        read(written, key)


def test_an_archive_without_its_last_member_is_not_whole(key: BackupKey, tmp_path: Path) -> None:
    path = tmp_path / "ban.tar.age"
    archive.write(path, piece(archive.MANIFEST, 2, [b"{}"], at=0), key.recipient)

    with pytest.raises(OperatorError, match="cắt cụt"):
        read(path, key)


def test_another_program_opens_it(written: Path, key: BackupKey) -> None:
    plain = pyrage.decrypt(written.read_bytes(), [key.identity])

    assert plain[: len(archive.MANIFEST)] == archive.MANIFEST.encode()


def test_whoever_stops_in_the_middle_gets_away(written: Path, key: BackupKey) -> None:
    with archive.opened(written, key.identity) as members:
        assert next(members).name == archive.MANIFEST


def test_a_source_that_fails_leaves_nothing_behind(key: BackupKey, tmp_path: Path) -> None:
    folder = tmp_path / "ban"
    folder.mkdir()

    def breaking() -> Iterator[bytes]:
        yield from piece("a", len(BIG), [BIG], at=0)
        raise OperatorError("hết")

    with pytest.raises(OperatorError, match="hết"):
        archive.write(folder / "ban.tar.age", breaking(), key.recipient)

    assert list(folder.iterdir()) == []


def test_a_disk_that_takes_no_more_is_one_sentence(key: BackupKey, tmp_path: Path) -> None:
    folder = tmp_path / "ban"
    folder.mkdir()
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(BIG) // 2, before[1]))
    try:
        with pytest.raises(OperatorError, match="Không ghi được bản sao lưu"):
            archive.write(folder / "ban.tar.age", stream(), key.recipient)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)

    assert list(folder.iterdir()) == []


def test_a_full_disk_is_called_so(key: BackupKey) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("this system has no disk that is always full")

    with (
        full.open("wb", buffering=0) as target,
        full.open("rb") as source,
        pytest.raises(pyrage.EncryptError) as caught,
    ):
        pyrage.encrypt_io(source, target, [key.recipient])

    assert archive.reason(caught.value) == "đĩa đã đầy"


def test_key_can_be_given_itself_or_by_its_file(key: BackupKey, tmp_path: Path) -> None:
    by_file = find_key(str(tmp_path / "khoa"), tmp_path)
    by_itself = find_key(str(key.identity), tmp_path)
    public = find_key(str(key.recipient), tmp_path)

    assert str(by_file.opener()) == str(by_itself.opener()) == str(key.identity)
    with pytest.raises(OperatorError, match="nửa công khai"):
        public.opener()


@pytest.mark.parametrize("given", ["AGE-SECRET-KEY-1ABC", "age1abc", "/khong/co/khoa"])
def test_a_key_that_is_none_is_one_sentence(given: str, tmp_path: Path) -> None:
    with pytest.raises(OperatorError, match="hóa"):
        find_key(given, tmp_path)


def test_a_key_is_understood_with_what_was_copied_around_it(
    key: BackupKey, tmp_path: Path
) -> None:
    for around in ('"{}"', " {}\n", "'{}'", "“{}”"):
        found = find_key(around.format(key.identity), tmp_path)

        assert str(found.opener()) == str(key.identity)


@pytest.mark.parametrize("change", [str.lower, lambda text: f"khóa:{text}", str.title])
def test_a_secret_key_is_in_no_sentence(
    key: BackupKey, tmp_path: Path, change: Callable[[str], str]
) -> None:
    secret = str(key.identity)

    with pytest.raises(OperatorError, match="viết sai") as caught:
        find_key(change(secret), tmp_path)

    assert secret[20:].lower() not in str(caught.value).lower()


def test_a_key_is_never_written_over(tmp_path: Path) -> None:
    first = make_key(tmp_path / "khoa")
    second = make_key(tmp_path / "khoa")

    assert str(first.identity) == str(second.identity)
    assert (tmp_path / "khoa").stat().st_mode & 0o077 == 0
