#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""faults.py GREISEN SHIM FOLDER [--most N] [--seed S] [--only KIND:N[+]:ERRNO …]

A small run in which one call of the C library fails (shim.cpp): for every kind of call, every n, or at most N of them
spread evenly over all. Whatever fails: no signal, no internal failure, no end that is missing; what stands under a
final name is what an undisturbed run writes there; and the same run, undisturbed, ends with the same bytes."""
import argparse
import errno
import os
import random
import shutil
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.dont_write_bytecode = True
from small_survey import CODES, TABLES, digests, end, half_written, start, write_survey  # noqa: E402

ERRORS = {
    "open": ["EACCES", "EMFILE", "EIO", "EINTR", "ENOSPC"], "read": ["EIO", "EINTR", "SHORT"],
    "write": ["ENOSPC", "EIO", "EINTR", "SHORT", "ENOSPC+"], "sync": ["EIO", "ENOSPC"], "rename": ["EACCES", "ENOSPC", "EIO"],
    "mkdir": ["EACCES", "ENOSPC"], "remove": ["EACCES", "EIO"], "truncate": ["EIO", "ENOSPC"], "close": ["EIO"], "alloc": ["ENOMEM", "ENOMEM+"]}


class Faults:
    def __init__(self, greisen, shim, folder):
        self.greisen, self.shim, self.folder = greisen, shim, folder
        shutil.rmtree(folder, ignore_errors=True)
        self.survey = write_survey(folder, TABLES)
        counts = folder / "counts"
        code, said = end(self.run(folder / "run", LD_PRELOAD=shim, GREISEN_FAULT_COUNT=counts))
        if code != 0:
            sys.exit(f"the undisturbed run ends with {code}: {said}")
        self.right = digests(folder / "run")
        self.counts = {kind: int(count) for kind, count in (line.split() for line in counts.read_text().splitlines())}

    def run(self, into, **environment):
        return start(self.greisen, "run", self.survey, "-o", into, "-q", address_gib=0, environment={k: str(v) for k, v in environment.items()})

    def all(self):
        picks = random.Random(1)
        return [(kind, number, picks.choice(ERRORS[kind])) for kind, count in self.counts.items() for number in range(1, count + 1)]

    def wrong(self, kind, number, error):
        """What does not hold where that call fails; empty: all does."""
        lasting, name = error.endswith("+"), error.rstrip("+")
        told = f"{kind}:{number}{'+' if lasting else ''}:{'SHORT' if name == 'SHORT' else getattr(errno, name)}"
        into = self.folder / f"run_{kind}_{number}"
        shutil.rmtree(into, ignore_errors=True)
        code, said = end(self.run(into, LD_PRELOAD=self.shim, GREISEN_FAULT=told))
        found = []
        if code not in CODES:
            found.append(f"exit {code}: {said[-400:]}")
        found += self.compare(into, "after the fault")
        code_after, said_after = end(self.run(into))
        if code_after != 0:
            found.append(f"gone on with: exit {code_after}: {said_after[-400:]}")
        found += self.compare(into, "gone on with", whole=True)
        shutil.rmtree(into, ignore_errors=True)
        return f"{kind}:{number}:{error} (exit {code}): " + "; ".join(found) if found else ""

    def compare(self, into, when, whole=False):
        have = digests(into) if into.exists() else {}
        other = [name for name in have if have[name] != self.right.get(name)]
        lacks = [name for name in self.right if name not in have] if whole else []
        return [f"{when}: {what}: {', '.join(names[:3])}" for what, names in
                (("other bytes", other), ("not there", lacks), ("half written", half_written(into) if into.exists() else [])) if names]


def main():
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("greisen", type=Path)
    words.add_argument("shim", type=Path)
    words.add_argument("folder", type=Path)
    words.add_argument("--most", type=int, default=1 << 30)
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--only", nargs="*")
    asked = words.parse_args()
    faults = Faults(asked.greisen.resolve(), asked.shim.resolve(), asked.folder.resolve())
    chosen = faults.all()
    if asked.only:
        chosen = [(kind, int(number), error) for kind, number, error in (one.split(":") for one in asked.only)]
    elif asked.most < len(chosen):
        # each kind has its share, whatever it counts
        share = random.Random(asked.seed)
        by_kind = {kind: [one for one in chosen if one[0] == kind] for kind in faults.counts}
        each = max(1, asked.most // len(by_kind))
        chosen = [one for of_kind in by_kind.values() for one in sorted(share.sample(of_kind, min(each, len(of_kind))))]
        rest = [one for one in faults.all() if one not in set(chosen)]
        chosen += share.sample(rest, min(len(rest), asked.most - len(chosen)))
    print("calls:", " ".join(f"{kind} {count}" for kind, count in faults.counts.items()), flush=True)
    failed = 0
    with ThreadPoolExecutor(max(1, (os.cpu_count() or 2) - 1)) as pool:
        for answer in pool.map(lambda one: faults.wrong(*one), chosen):
            if answer:
                failed += 1
                print("FAILED:", answer.replace(str(faults.folder), "."), flush=True)
    print(f"{len(chosen)} faults, {failed} failed")
    sys.exit(1 if failed or not chosen else 0)


if __name__ == "__main__":
    main()
