"""Measures the preview: how long it takes from a save until the new bytes are served.

    preview.py PROGRAM ROUNDS NAME=CONTENT:THEMES:FILE:ADDRESS[:LATER] ...

Each round changes one sentence of FILE (within CONTENT), waits until the preview says that there is something new, fetches
ADDRESS and looks for the sentence. The time runs from the end of the write to the last byte of the answer, so the waiting for
stillness is in it. LATER is an address whose bytes change too and which is asked for after that, a report's PDF: its time runs
from the same moment. The CPU's time is that of all threads of the preview until it is idle again, so that it counts the work
whatever else the machine does. The folders are copied; put them where there is no disk.
"""

import http.client
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

BEFORE = 3


def until_said(stream, last):
    """Waits for a version that is not the last one."""
    while True:
        line = stream.readline()
        if not line:
            sys.exit("the preview has ended")
        if line.startswith(b"data:") and line != last:
            return line


def worked(process):
    """Milliseconds that all threads of a process have run."""
    tasks = f"/proc/{process}/task"
    total = 0
    for task in os.listdir(tasks):
        with open(f"{tasks}/{task}/schedstat", encoding="ascii") as stat:
            total += int(stat.read().split()[0])
    return total / 1e6


def measured(program, rounds, content, themes, file, address, later=None):
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_SPACE", "/dev/shm")) as place:
        shutil.copytree(content, f"{place}/content")
        shutil.copytree(themes, f"{place}/themes")
        serving = subprocess.Popen([program, "serve", "--port", "0", "--date", "2026-11-21", "--lang", "en"], cwd=place,
                                   stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        try:
            for line in serving.stdout:
                if found := re.search(r"http://127\.0\.0\.1:(\d+)", line):
                    port = int(found[1])
                    break
            else:
                sys.exit("the preview did not start")
            news = http.client.HTTPConnection("127.0.0.1", port)
            news.request("GET", "/.utsyn/news")
            stream = news.getresponse()
            version = until_said(stream, None)
            reader = http.client.HTTPConnection("127.0.0.1", port)
            path = f"{place}/content/{file}"
            with open(path, encoding="utf-8") as source:
                text = source.read()
            times, work, afterwards, old = [], [], [], None
            for number in range(BEFORE + rounds):
                sentence = f"Setning nummer {number} er ny."
                with open(path, "w", encoding="utf-8") as target:
                    target.write(f"{text}\n{sentence}\n")
                before = worked(serving.pid)
                begun = time.perf_counter()
                version = until_said(stream, version)
                reader.request("GET", address)
                shown = reader.getresponse().read()
                took = time.perf_counter() - begun
                if sentence.encode() not in shown:
                    sys.exit(f"{address} does not show the new sentence")
                times.append(took * 1000)
                if later:
                    reader.request("GET", later)
                    answer = reader.getresponse()
                    new = answer.read()
                    afterwards.append((time.perf_counter() - begun) * 1000)
                    if answer.status != 200 or new == old:
                        sys.exit(f"{later} is not new")
                    old = new
                # The seldom look at the folders and its rebuild are not to fall into every round.
                time.sleep(0.05 + 0.013 * (number % 7))
                work.append(worked(serving.pid) - before)
            return times[BEFORE:], work[BEFORE:], afterwards[BEFORE:]
        finally:
            serving.terminate()
            serving.wait()


def tell(name, times, work):
    times.sort()
    most = times[min(len(times) - 1, round(0.95 * len(times)))]
    print(f"{name:<16}{statistics.median(times):>9.1f}{most:>9.1f}{times[-1]:>9.1f}{work}", flush=True)


def main():
    program, rounds, *sites = sys.argv[1:]
    print(f"{'save to served':<16}{'median':>9}{'95 %':>9}{'worst':>9}{'CPU':>9}   milliseconds, {rounds} rounds")
    for site in sites:
        name, rest = site.split("=", 1)
        times, work, afterwards = measured(os.path.abspath(program), int(rounds), *rest.split(":"))
        tell(name, times, f"{statistics.median(work):>9.1f}")
        if afterwards:
            tell("  its PDF", afterwards, "")


main()
