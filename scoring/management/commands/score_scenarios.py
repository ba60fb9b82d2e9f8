"""`score_scenarios PATH… [--json]`: scenarios against the rules. Exit 0: as expected, 1: not, 2: unread."""

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from scoring.scenarios import (
    Scenario,
    ScenarioError,
    differences,
    json_form,
    printed,
    read_scenario,
    run_scenario,
    scenario_files,
)

DIFFERS, REFUSED = 1, 2


class Command(BaseCommand):
    """Scores each file through the engine, without a database."""

    help = (
        "按细则计算算例（TOML 文件；文件夹则计算其中全部 .toml），列出与预期不符之处；没有预期的列出结果。"
        "退出码：0 相符，1 有不符，2 有文件无法读取。"
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="*", metavar="PATH", help="算例文件或者文件夹，可以给出多个")
        parser.add_argument(
            "--json", action="store_true", help="改为每个文件输出一行 JSON 结果，不与预期比较"
        )

    def handle(self, *_: Any, paths: list[str], **options: Any) -> None:
        speak_utf8(self.stdout)
        speak_utf8(self.stderr)
        scenarios, refused = gathered(paths)
        differing = 0
        for scenario in scenarios:
            differing += 0 if self.show(scenario, as_json=options["json"]) else 1
        for cause in refused:
            self.stderr.write(cause)
        if not options["json"]:
            self.stdout.write(
                f"共{len(scenarios)}个算例，{len(scenarios) - differing}个相符，{differing}个不符。"
            )
        if refused or differing:
            sys.exit(REFUSED if refused else DIFFERS)

    def show(self, scenario: Scenario, *, as_json: bool) -> bool:
        """Print one scenario; whether it came out as expected (always, for JSON)."""
        scores = run_scenario(scenario)
        if as_json:
            self.stdout.write(json.dumps(json_form(scenario, scores), ensure_ascii=False))
            return True
        differing = differences(scenario, scores)
        mark = "不符" if differing else "相符" if scenario.expect else "结果"
        self.stdout.write(f"{mark} {scenario.file} {scenario.title or ''}".rstrip())
        for row in differing if scenario.expect else printed(scenario, scores):
            self.stdout.write(row if not scenario.expect else f"  {row}")
        return not differing


def gathered(paths: list[str]) -> tuple[list[Scenario], list[str]]:
    """All scenarios of these paths, and why the others cannot be used."""
    scenarios, refused = [], []
    if not paths:
        refused.append("没有给出算例：请在命令后写上算例文件或者文件夹。")
    for path in paths:
        try:
            files = scenario_files(path)
        except ScenarioError as error:
            refused.append(str(error))
            continue
        for file in files:
            try:
                scenarios.append(read_scenario(file))
            except ScenarioError as error:
                refused.append(str(error))
    return scenarios, refused


def speak_utf8(stream: Any) -> None:
    """Write UTF-8 whatever the terminal's locale, file names that are not UTF-8 included."""
    reconfigure = getattr(getattr(stream, "_out", None), "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="surrogateescape")
