#!/usr/bin/env python3
"""Measures builds against the floor; `run` prepares all it needs.

    measure.py UTSYN FLOOR SPACE ROUNDS [--without-pdf UTSYN NAME] NAME=CONTENT:THEMES ...

The commands take turns, so that a slow moment of the machine hits all of them. Wall time, processor time and peak memory
come from the kernel's own account of each process; the memory is never below the 17 MB or so of Python, out of which each
is started. Output folders are fresh where it says cold, and are deleted outside the timing.
"""
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import time


def run_once(command):
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    complaint = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}\nexit code {process.returncode}\n{complaint.decode()[-2000:]}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


class Site:
    """One site to build, in three ways: the floor, cold, and again with nothing changed."""

    def __init__(self, name, content, themes, utsyn, floor, space):
        self.name, self.content, self.themes = name, content, themes
        self.utsyn, self.floor = utsyn, floor
        self.kept, self.cold, self.bare, self.plain = (space / f"{name}-{way}" for way in ("kept", "cold", "floor", "plain"))
        self.plan = space / f"{name}.plan"
        run_once(self.build(self.kept))
        self.plan.write_bytes(subprocess.run([floor, "plan", self.kept / "public"], check=True, capture_output=True).stdout)
        sizes = [int(line.partition("\t")[0]) for line in self.plan.read_text().splitlines()]
        self.size = f"{len(sizes):,} files, {sum(sizes) / 1e6:,.1f} MB"
        self.figures = {"floor": [], "cold": [], "again": []}
        self.without_pdf = None

    def compare(self, without_pdf):
        """Builds with a program without PDF too."""
        self.without_pdf = without_pdf
        self.kept_plain = self.kept.with_name(f"{self.kept.name}-plain")
        run_once(self.build(self.kept_plain, without_pdf))
        self.figures["no pdf"], self.figures["… again"] = [], []

    def build(self, output, utsyn=None):
        return [utsyn or self.utsyn, "build", "--content", self.content, "--themes", self.themes, "--output", output,
                "--date", "2026-01-01", "--quiet"]

    def round(self, counts):
        ways = [("floor", [self.floor, "write", self.plan, self.bare, self.content, self.themes]),
                ("cold", self.build(self.cold)), ("again", self.build(self.kept))]
        if self.without_pdf:
            ways.append(("no pdf", self.build(self.plain, self.without_pdf)))
            ways.append(("… again", self.build(self.kept_plain, self.without_pdf)))
        for way, command in ways:
            figures = run_once(command)
            if counts:
                self.figures[way].append(figures)
        for folder in (self.bare, self.cold, self.plain):
            shutil.rmtree(folder, ignore_errors=True)

    def tell(self):
        print(f"\n{self.name}: {self.size}")
        print(f"  {'':<8}{'wall s':>9}{'cpu s':>9}{'peak MB':>9}{'wall ÷ floor':>14}{'cpu ÷ floor':>13}")
        for way, rounds in self.figures.items():
            wall, cpu, memory = (statistics.median(column) for column in zip(*rounds))
            # Ratios are taken round by round: both runs of a pair met the same machine.
            pairs = list(zip(rounds, self.figures["floor"]))
            ratios = [statistics.median(run[i] / max(least[i], 1e-6) for run, least in pairs) for i in (0, 1)]
            print(f"  {way:<8}{wall:9.3f}{cpu:9.3f}{memory:9.0f}{ratios[0]:14.2f}{ratios[1]:13.2f}")
        if self.without_pdf:
            self.tell_pdf()

    def tell_pdf(self):
        """What the PDF costs, set and when it is the same as last time, against all the rest of the same build."""
        for said, with_it, without_it in (("the PDF", "cold", "no pdf"), ("the PDF again", "again", "… again")):
            pairs = list(zip(self.figures[with_it], self.figures[without_it]))
            wall, cpu = (statistics.median(with_pdf[i] - without[i] for with_pdf, without in pairs) for i in (0, 1))
            rest, rest_cpu = (statistics.median(without[i] for _, without in pairs) for i in (0, 1))
            print(f"  {said}: {wall:.3f} s wall and {cpu:.3f} s cpu more than {rest:.3f} s and {rest_cpu:.3f} s for all the rest"
                  f" ({wall / rest:.2f} and {cpu / rest_cpu:.2f} of it)")


def main():
    utsyn, floor, space, rounds, *sites = sys.argv[1:]
    without_pdf, compared = None, None
    if sites[0] == "--without-pdf":
        _, without_pdf, compared, *sites = sites
    measured = []
    for site in sites:
        name, _, folders = site.partition("=")
        measured.append(Site(name, *folders.split(":"), utsyn, floor, pathlib.Path(space)))
        if name == compared:
            measured[-1].compare(without_pdf)
    for number in range(int(rounds) + 1):  # the first round warms up and does not count
        for site in measured:
            site.round(counts=number > 0)
    load = os.getloadavg()[0]
    print(f"medians of {rounds} rounds; {os.cpu_count()} processors, load {load:.1f} (wall times need a quiet machine)")
    for site in measured:
        site.tell()


main()
