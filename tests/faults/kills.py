#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""kills.py GREISEN SHIM FOLDER [--most N] [--seed S]

N times the program is ended or held at a random moment (KILL, TERM, INT, STOP and CONT), once or several times, in run,
report and export, alone and two at once on one folder, with the clock set back and inputs from the future: what stands
under final names is whole each time, and the same command, undisturbed, ends with the same bytes as ever."""
import argparse
import contextlib
import os
import random
import resource
import shutil
import signal
import sys
import time
from pathlib import Path

sys.dont_write_bytecode = True
from small_survey import EVERYTHING, digests, end, half_written, start, write_survey  # noqa: E402

EXPORTS = ["--kmz", "--gpx", "--shp"]
ANSWER_CPU_SECONDS = 3  # of its own: a busy machine may take its time


class Kills:
    def __init__(self, greisen, shim, folder, seed):
        self.greisen, self.shim, self.folder, self.pick = greisen, shim, folder, random.Random(seed)
        shutil.rmtree(folder, ignore_errors=True)
        self.survey = write_survey(folder, EVERYTHING)
        self.into = folder / "killed"
        self.seconds, self.right = {}, {}
        whole = folder / "whole"
        for verb, words in (("run", ["run", self.survey, "-o", whole]), ("export", ["export", whole, *EXPORTS]), ("report", ["report", whole])):
            begin = time.monotonic()
            code, said = end(self.start(words))
            if code != 0:
                sys.exit(f"undisturbed, {verb} ends with {code}: {said}")
            self.seconds[verb], self.right[verb] = time.monotonic() - begin, digests(whole)
            if verb == "run":
                shutil.copytree(whole, folder / "finished")
            elif verb == "export":
                shutil.rmtree(whole / "exports")
        if self.right["run"] != self.right["report"]:
            sys.exit("report makes other bytes")
        self.signals = {name: 0 for name in ("KILL", "TERM", "INT", "STOP", "too late")}

    def start(self, words, **environment):
        return start(self.greisen, *words, "-q", address_gib=0, environment=environment)

    @staticmethod
    def used(process):
        """CPU seconds of a process that lives."""
        with contextlib.suppress(OSError, IndexError):
            return sum(map(int, Path(f"/proc/{process.pid}/stat").read_text().rsplit(")", 1)[1].split()[11:13])) / os.sysconf("SC_CLK_TCK")
        return 0

    def begun(self, process, name):
        """Has it come to where it listens to signals? Before that it ends as any program does, and has done nothing."""
        with contextlib.suppress(OSError, IndexError):
            status = Path(f"/proc/{process.pid}/status").read_text()
            listens = int(status.split("SigCgt:")[1].split()[0], 16) >> (getattr(signal, f"SIG{name}") - 1) & 1
            return bool(listens) or self.used(process) > 0.2
        return False

    def disturb(self, process, verb, names=("KILL", "TERM", "INT")):
        """One signal at a random moment, and what must be so after it."""
        time.sleep(self.pick.uniform(0, self.seconds[verb]))
        name = self.pick.choice(names)
        begun = self.begun(process, name)
        if process.poll() is not None:
            self.signals["too late"] += 1
            name = "none"
        else:
            self.signals[name] += 1
            process.send_signal(getattr(signal, f"SIG{name}"))
        if name == "STOP":
            time.sleep(0.3)
            process.send_signal(signal.SIGCONT)
        before = self.used(process) + sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])
        code, said = end(process)
        answer = sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2]) - before
        allowed = {"KILL": {-9, 0}, "TERM": {143, 0}, "INT": {130, 0}, "STOP": {0}, "none": {0, 2}}[name]
        if not begun and name in ("TERM", "INT"):
            allowed.add(-getattr(signal, f"SIG{name}"))
        if "E2054" in said:  # of two at once the other may have been first: refused before the signal came
            allowed.add(2)
        found = [] if code in allowed else [f"{name}: exit {code}: {said[-300:]}"]
        if name in ("TERM", "INT") and answer > ANSWER_CPU_SECONDS:
            found.append(f"{name}: answered after {answer:.1f} s of CPU")
        return found

    def compare(self, verb, whole):
        have, right = digests(self.into) if self.into.exists() else {}, self.right[verb]
        other = [name for name in have if have[name] != right.get(name)]
        lacks = [name for name in right if name not in have] if whole else []
        return [f"{verb}: {what}: {', '.join(names[:3])}" for what, names in
                (("other bytes", other), ("not there", lacks), ("half written", half_written(self.into) if self.into.exists() else [])) if names]

    def again(self, verb, words, **environment):
        code, said = end(self.start(words, **environment))
        return ([] if code == 0 else [f"{verb} gone on with: exit {code}: {said[-300:]}"]) + self.compare(verb, whole=True)

    def new(self, finished=False):
        shutil.rmtree(self.into, ignore_errors=True)
        if finished:
            shutil.copytree(self.folder / "finished", self.into)

    def run(self, names=("KILL", "TERM", "INT")):
        words, found = ["run", self.survey, "-o", self.into], []
        self.new()
        for _ in range(self.pick.randint(1, 3)):
            found += self.disturb(self.start(words), "run", names) + self.compare("run", whole=False)
        return found + self.again("run", words)

    def report(self):
        self.new(finished=True)
        words = ["report", self.into]
        found = self.disturb(self.start(words), "report") + self.compare("report", whole=False)
        # a report that was interrupted may have taken the record away: the run then makes both again
        return found + self.again("report", words if (self.into / "run.json").exists() else ["run", self.survey, "-o", self.into])

    def export(self):
        self.new(finished=True)
        words = ["export", self.into, *EXPORTS]
        found = self.disturb(self.start(words), "export") + self.compare("export", whole=False)
        # formats that were finished are there and are not written over unasked
        return found + self.again("export", [*words, "--overwrite"])

    def two(self):
        self.new()
        words = ["run", self.survey, "-o", self.into]
        first, second = self.start(words), self.start(words)
        found = self.disturb(first, "run")
        code, said = end(second)
        if code not in (0, 2) or (code == 2 and "E2054" not in said):
            found.append(f"two at once: exit {code}: {said[-300:]}")
        return found + self.compare("run", whole=False) + self.again("run", words)

    def stop(self):
        return self.run(("STOP",))

    def clock(self):
        """The clock goes back a day between a killed run and the next; the stack is from the day after tomorrow."""
        stack = self.folder / "stack.tif"
        os.utime(stack, (time.time() + 172_800,) * 2)
        try:
            words = ["run", self.survey, "-o", self.into]
            self.new()
            found = self.disturb(self.start(words), "run") + self.compare("run", whole=False)
            return found + self.again("run", words, LD_PRELOAD=str(self.shim), GREISEN_CLOCK_SECONDS="-86400")
        finally:
            os.utime(stack)


def main():
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("greisen", type=Path)
    words.add_argument("shim", type=Path)
    words.add_argument("folder", type=Path)
    words.add_argument("--most", type=int, default=200)
    words.add_argument("--seed", type=int, default=42)
    asked = words.parse_args()
    kills = Kills(asked.greisen.resolve(), asked.shim.resolve(), asked.folder.resolve(), asked.seed)
    scenes = [kills.run, kills.report, kills.export, kills.two, kills.run, kills.stop, kills.run, kills.clock]
    failed = rounds = 0
    while sum(kills.signals[name] for name in ("KILL", "TERM", "INT", "STOP")) < asked.most and rounds < 4 * asked.most:
        scene = scenes[rounds % len(scenes)]
        rounds += 1
        found = scene()
        if found:
            failed += 1
            print(f"FAILED: round {rounds}, {scene.__name__}: {'; '.join(found)}".replace(str(kills.folder), "."), flush=True)
    print(f"{rounds} rounds:", " ".join(f"{name} {count}" for name, count in kills.signals.items()), f"· {failed} failed")
    sys.exit(1 if failed or not rounds else 0)


if __name__ == "__main__":
    main()
