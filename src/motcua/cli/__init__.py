"""The ``motcua`` command: a table of sub-commands, each imported only when it is called.

So ``motcua due`` answers at once, without the web framework and without a database.
"""

import importlib
import sys
from collections.abc import Iterable
from gettext import gettext as _
from typing import Final, NamedTuple

import click

EXIT_BAD_INPUT: Final = 2
EXIT_INTERRUPTED: Final = 130


class Entry(NamedTuple):
    """A sub-command: where it lives, and what it does, in Vietnamese and in English."""

    place: str
    vietnamese: str
    english: str


COMMANDS: Final = {
    "serve": Entry(
        "motcua.cli.serve:serve",
        "Chạy hệ thống trên máy này",
        "Run the product on this machine",
    ),
    "web": Entry(
        "motcua.cli.parts:web",
        "Chỉ chạy trang web, khi systemd hay bộ chứa trông coi",
        "Run the web server alone, under systemd or in a container",
    ),
    "worker": Entry(
        "motcua.cli.parts:worker",
        "Chỉ chạy tiến trình nền",
        "Run the worker alone",
    ),
    "database": Entry(
        "motcua.cli.tables:database",
        "Cập nhật cấu trúc dữ liệu, xem đang ở bản nào",
        "Bring the tables to this version, or say where they stand",
    ),
    "demo": Entry(
        "motcua.cli.demo:demo",
        "Nạp hoặc làm mới dữ liệu trình diễn",
        "Load or refresh the demonstration data",
    ),
    "init": Entry(
        "motcua.cli.init:init",
        "Thiết lập một tỉnh mới, chưa có dữ liệu",
        "Set up an empty province",
    ),
    "due": Entry(
        "motcua.cli.due:due",
        "Tính ngày hẹn trả và nói rõ vì sao",
        "Work out a due date and say why",
    ),
    "import": Entry(
        "motcua.cli.import_:import_",
        "Nhập đơn vị hành chính, cơ quan, thủ tục",
        "Import units, agencies, procedures",
    ),
    "configuration": Entry(
        "motcua.cli.configuration:configuration",
        "Xuất, nhập cấu hình bằng tệp",
        "Export and import the configuration as files",
    ),
    "user": Entry(
        "motcua.cli.user:user",
        "Tạo và quản lý tài khoản cán bộ",
        "Create and look after accounts of officers",
    ),
    "check": Entry(
        "motcua.cli.check:check",
        "Kiểm tra cài đặt, lịch làm việc và dữ liệu",
        "Check the installation, calendar and data",
    ),
    "verify": Entry(
        "motcua.cli.verify:verify",
        "Kiểm tra sổ, hoặc một bản trích của sổ",
        "Check the ledger, or an extract of it",
    ),
    "backup": Entry(
        "motcua.cli.backup:backup",
        "Sao lưu cơ sở dữ liệu và tệp vào một tệp mã hóa",
        "Back up database and files into one encrypted archive",
    ),
    "restore": Entry(
        "motcua.cli.restore:restore",
        "Khôi phục từ một bản sao lưu",
        "Restore from a backup",
    ),
    "wal": Entry(
        "motcua.cli.wal:wal",
        "Lưu nhật ký WAL của PostgreSQL vào kho, lấy lại",
        "Archive the log of PostgreSQL, and give it back",
    ),
    "base-backup": Entry(
        "motcua.cli.base_backup:base_backup",
        "Sao lưu nền, để khôi phục tới một thời điểm",
        "Base backup, for recovery to a moment",
    ),
    "recover": Entry(
        "motcua.cli.recover:recover",
        "Dựng lại cơ sở dữ liệu đúng như một thời điểm",
        "Bring the database back as it was at a moment",
    ),
    "daily": Entry(
        "motcua.cli.daily:daily",
        "Chạy ngay các việc hằng ngày",
        "Run the daily jobs now",
    ),
    "report": Entry(
        "motcua.cli.report:report",
        "Báo cáo thống kê biểu II.06a, danh sách hồ sơ",
        "Statutory reports, and the dossiers behind them",
    ),
    "portal": Entry(
        "motcua.cli.portal:portal",
        "So với Cổng quốc gia, gửi lại hồ sơ",
        "Compare with the national portal, tell it again",
    ),
    "effects": Entry(
        "motcua.cli.effects:effects",
        "Đo tác động của các mô hình cải cách",
        "Measure what reform models have changed",
    ),
    "analytics": Entry(
        "motcua.cli.analytics:analytics",
        "Số liệu ra tệp Parquet, đếm bằng DuckDB hoặc Spark",
        "Facts as Parquet files, counted by DuckDB or Spark",
    ),
    "codes": Entry(
        "motcua.cli.codes:codes",
        "Kiểm tra số định danh, mã số thuế, mã hồ sơ",
        "Check personal numbers, tax and dossier codes",
    ),
    "text": Entry(
        "motcua.cli.text:text",
        "Bỏ dấu, làm sạch, sắp xếp chữ tiếng Việt",
        "Fold, clean and sort Vietnamese text",
    ),
    "vietqr": Entry(
        "motcua.cli.vietqr:vietqr",
        "Lập và đọc mã VietQR",
        "Make and read VietQR strings",
    ),
    "vnpay": Entry(
        "motcua.cli.vnpay:vnpay",
        "Tính chữ ký của cổng VNPay",
        "Work out signatures of the VNPay gateway",
    ),
    "version": Entry(
        "motcua.cli.version:version",
        "In số bản",
        "Print the version",
    ),
    "generate": Entry(
        "motcua.cli.generate:generate",
        "Sinh rất nhiều hồ sơ giả, hay số liệu giả, để đo tốc độ",
        "Make very many made-up dossiers, or facts, to measure with",
    ),
}

_HEADINGS: Final = {"Options": "Tùy chọn / Options", "Commands": "Lệnh / Commands"}
_HELP_OPTION: Final = "Hiện hướng dẫn này. / Show this message."


class BilingualFormatter(click.HelpFormatter):
    """Click's help page, with its headings in both languages."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the usage line."""
        super().write_usage(prog, args, prefix or "Cách dùng / Usage: ")

    def write_heading(self, heading: str) -> None:
        """Write a heading in both languages."""
        super().write_heading(_HEADINGS.get(heading, heading))

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        """Write a list of options; the one that click adds itself is put in our words."""
        own = [
            (name, _HELP_OPTION if text == _("Show this message and exit.") else text)
            for name, text in rows
        ]
        super().write_dl(own, col_max, col_spacing)


class BilingualContext(click.Context):
    """A context that writes its help in both languages."""

    formatter_class = BilingualFormatter


def speak_both(command: click.Command) -> None:
    """Let ``command`` and those below it write their help in both languages."""
    command.context_class = BilingualContext
    for below in getattr(command, "commands", {}).values():
        speak_both(below)


class LazyGroup(click.Group):
    """A group that knows its commands by name and imports one when it is called."""

    context_class = BilingualContext

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names, in the order of the table."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return one command, or None when there is none of that name."""
        del ctx
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return None
        module, attribute = entry.place.split(":")
        command = getattr(importlib.import_module(module), attribute)
        assert isinstance(command, click.Command)  # noqa: S101 - the table above is ours
        speak_both(command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command named first, or say in Vietnamese that there is none."""
        if args and args[0] not in COMMANDS:
            known = ", ".join(COMMANDS)
            raise click.UsageError(f"Không có lệnh “{args[0]}”. Các lệnh: {known}.", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands twice, once a language, so that either half reads alone."""
        del ctx
        with formatter.section("Lệnh"):
            formatter.write_dl([(name, entry.vietnamese) for name, entry in COMMANDS.items()])
        with formatter.section("In English"):
            formatter.write_dl([(name, entry.english) for name, entry in COMMANDS.items()])
        formatter.write_paragraph()
        formatter.write_text("Gõ “motcua LỆNH --help” để xem từng lệnh.")
        formatter.write_text("Type “motcua COMMAND --help” for one command.")


@click.group(cls=LazyGroup)
def cli() -> None:
    """Một Cửa: hệ thống một cửa giải quyết thủ tục hành chính.

    A one-stop shop for administrative procedures in Vietnam.
    """


def main() -> None:
    """Run the command line: mistakes of the caller give one sentence and a code."""
    for stream in (sys.stdout, sys.stderr):
        # Vietnamese has to come out whatever the locale of the machine says.
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8")
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command and return its exit code; what a person can mend is said on stderr."""
    try:
        outcome = cli.main(arguments, prog_name="motcua", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as shown:
        click.echo(shown.format_message())
        return 0
    except click.ClickException as error:
        click.echo(sentence(error), err=True)
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return EXIT_INTERRUPTED
    return outcome if isinstance(outcome, int) else 0


def sentence(error: click.ClickException) -> str:
    """Return what is wrong as one Vietnamese sentence."""
    if isinstance(error, click.BadParameter):
        return _about_parameter(error)
    match error:
        case click.NoSuchOption():
            return f"Không có tùy chọn {error.option_name}: xem --help."
        case click.BadOptionUsage():
            return f"Tùy chọn {error.option_name} cần có giá trị: xem --help."
        case click.UsageError() if error.message.startswith("Got unexpected extra argument"):
            return "Có phần thừa trong dòng lệnh: xem --help."
        case _:
            return error.format_message()


def _about_parameter(error: click.BadParameter) -> str:
    name = error.param.opts[0] if error.param else "tham số"
    kind = error.param.type if error.param else None
    if isinstance(error, click.MissingParameter):
        return f"Thiếu {name}: xem --help."
    if isinstance(kind, click.Choice):
        choices = ", ".join(str(choice) for choice in kind.choices)
        return f"Giá trị của {name} không dùng được, hãy chọn một trong: {choices}."
    if isinstance(kind, click.types.IntParamType):
        return f"Giá trị của {name} phải là số nguyên."
    if isinstance(kind, click.DateTime):
        return f"Giá trị của {name} phải là ngày có thật, như 2024-09-12."
    return error.format_message()
