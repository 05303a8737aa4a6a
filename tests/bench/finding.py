#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What the models find on drawn districts, beside their layers and beside what can be seen: docs/finding.md.

  finding.py GREISEN WORK_FOLDER [--variety ID]... [--seeds A-B] [--program OTHER] [--json FILE] [--districts-only]
             [--check FLOORS.json]

Without --seeds, the measuring seeds: models are never changed with those in view. --program runs the surveys with
another greisen, such as one of an older commit. --districts-only leaves out real scenes and the timed run of 100 km2.
--check ends with 1 where a figure is worse than the file says.
"""
import argparse
import json
import os
import re
import shutil
import sys

import numpy as np

sys.dont_write_bytecode = True
from districts import (District, KINDS, found_by, kind_under, lies_on, run, share_of)
from real_ground import measure_real_ground

TUNING_SEEDS = range(1, 41)  # for whoever changes models
MEASURING_SEEDS = range(501, 506)  # for the figures of docs/finding.md
assert not set(TUNING_SEEDS) & set(MEASURING_SEEDS)
VARIETIES = ["slate", "granite", "quartzite", "basin", "marble"]
FIRST = "first"  # districts of the first generator, if asked for: the models were tuned to it, and no oracle is known
LI, W, SKARN = "li-pegmatite", "w-greisen-vein", "w-skarn"
MODELS = {LI: "dykes", W: "greisen", SKARN: "skarn"}
HERE = os.path.dirname(os.path.realpath(__file__))

# figure, what is asked of the mean and of the worst variety (None: stated only), whether more is better
FIGURES = [
    ("dykes >= 8 m in 1 %", 0.90, 0.75, True),
    ("dykes >= 8 m in 2 %", 0.97, 0.90, True),
    ("  of those, seen by the oracle in 2 %", None, None, True),
    ("dykes <= 5 m in 1 %, where the oracle reaches .6", 0.60, None, True),
    ("dykes <= 5 m in 1 %", None, None, True),
    ("dykes <= 5 m in 2 %", None, None, True),
    ("  the oracle, <= 5 m in 1 %", None, None, True),
    ("first 20 targets on dykes or aplites", 17, 13, True),
    ("targets of li-pegmatite", 20, None, True),
    ("share of visible dykes >= 8 m that are targets", 0.55, 0.30, True),
    ("recall of targets over all dykes", None, None, True),
    ("recall of targets over dykes on judged ground", None, None, True),
    ("targets: axis to middle of the dyke, m", None, None, False),
    ("half contrast: targets on dykes beside full contrast", 0.5, None, True),
    ("greisen in 1 %, faults given", 0.75, 0.5, True),
    ("greisen in 2 %, faults given", 0.90, 0.7, True),
    ("greisen in 1 %, no faults", 0.75, 0.5, True),
    ("greisen in 2 %, no faults", 0.90, 0.7, True),
    ("  the oracle of greisen on Sentinel-2, in 1 %", None, None, True),
    ("skarn in 1 %", 0.60, None, True),
    ("skarn in 2 %", 0.90, None, True),
    ("skarn, geology withheld: in 2 % (declined: 0)", None, None, True),
    *[(f"declined: share of districts, {model}", None, None, False) for model in MODELS],
    (f"{LI} less its best layer in 1 %", 0.0, 0.0, True),
    (f"{W} less its best layer in 1 %", 0.0, 0.0, True),
    (f"{SKARN} less its best layer in 1 %", 0.0, 0.0, True),
    *[(f"barren: targets per 100 km2, {model}", 2, 6, False) for model in MODELS],
    *[(f"barren: share of districts where nothing stands out, {model}", 0.5, None, True) for model in MODELS],
    *[(f"null alone: targets per 100 km2, {model}", None, None, False) for model in MODELS],
    *[(f"null alone: measured rate (nominal 0.05), {model}", None, None, False) for model in MODELS],
    ("share of the area judged, li-pegmatite", None, None, True),
    ("processor seconds of a run of 49 km2", None, None, False),
]


def without_least_score(model):
    """The model's file without its least score: what its null alone lets through."""
    with open(f"{HERE}/../../configs/models/{model}.yaml", encoding="utf-8") as file:
        text = file.read()
    text = re.sub(r"^least_score:.*\n", "", text, flags=re.M)
    return re.sub(r"^id: .*", f"id: {model}-null", text, flags=re.M)


class Bench:
    def __init__(self, greisen, program, work):
        self.greisen, self.program, self.work = greisen, program, work

    def made(self, variety, seed, *options):
        folder = f"{self.work}/{'_'.join([variety, str(seed)] + [option.strip('-') for option in options])}"
        shutil.rmtree(folder, ignore_errors=True)
        which = [] if variety == FIRST else ["--variety", variety]
        run([self.greisen, "demo", folder, *which, "--district", str(seed), "--only-write", "-q", *options], (0,))
        return folder

    def ran(self, folder, models, leave_out=()):
        with open(folder + "/survey.yaml", encoding="utf-8") as file:
            lines = [line for line in file.read().splitlines() if line.split(":")[0] not in leave_out]
        text = "\n".join(f"models: [{', '.join(models)}]" if line.startswith("models:") else line for line in lines)
        with open(folder + "/survey.yaml", "w", encoding="utf-8") as file:
            file.write(text + "\n")
        os.makedirs(folder + "/models", exist_ok=True)
        for model in models:
            if model.endswith("-null"):
                with open(f"{folder}/models/{model}.yaml", "w", encoding="utf-8") as file:
                    file.write(without_least_score(model[:-5]))
        return run([self.program, "run", folder + "/survey.yaml", "-q", "--overwrite"], (0, 4, 5, 6))

    def measure(self, variety, seed):
        """Figures of one district, by name; missing where the district cannot tell."""
        planted = self.made(variety, seed)
        seconds, _ = self.ran(planted, list(MODELS))
        truth = f"{self.work}/truth"
        shutil.rmtree(truth, ignore_errors=True)
        os.makedirs(truth)
        for name in ("truth.geojson", "truth_tungsten.geojson", "truth.json", "survey.yaml"):
            if os.path.exists(f"{planted}/{name}"):
                shutil.copy(f"{planted}/{name}", truth)
        figures = {"processor seconds of a run of 49 km2": seconds}
        district = District(planted, truth, self.greisen)
        for model in MODELS:
            figures[f"declined: share of districts, {model}"] = float(district.score(model) is None)
        on_dykes = pegmatite(district, figures)
        tungsten(district, figures)
        shutil.rmtree(planted)
        half = self.made(variety, seed, "--contrast", "0.5")
        self.ran(half, [LI])
        figures["half contrast: targets on dykes beside full contrast"] = (
            len(targets_on_dykes(District(half, truth, self.greisen))) / on_dykes if on_dykes else float("nan"))
        shutil.rmtree(half)
        if district.body_pixels("skarn"):
            bare = self.made(variety, seed)
            self.ran(bare, [SKARN], ("geology",))
            figures["skarn, geology withheld: in 2 % (declined: 0)"] = bodies_found(
                District(bare, truth, self.greisen), SKARN, "skarn", 0.02)
            shutil.rmtree(bare)
        return figures

    def barren(self, variety, seed, figures):
        """How many targets of each model lie where nothing does, by what they lie on; adds to the figures."""
        folder = self.made(variety, seed, "--barren")
        self.ran(folder, [*MODELS, f"{LI}-null", f"{SKARN}-null"])
        district = District(folder, folder, self.greisen)
        km2 = district.inside.sum() * 1e-4
        plane = district.kinds_plane(barren=True)
        classes = {}
        for model in MODELS:
            if district.score(model) is None:  # silence of a model that declines tells nothing
                continue
            found = district.targets(model)
            alone = district.targets(model + "-null") if model != W else found  # it has no least score
            figures[f"barren: targets per 100 km2, {model}"] = 100 / km2 * len(found)
            figures[f"barren: share of districts where nothing stands out, {model}"] = float(not found)
            figures[f"null alone: targets per 100 km2, {model}"] = 100 / km2 * len(alone)
            figures[f"null alone: measured rate (nominal 0.05), {model}"] = float(bool(alone))
            for kind, targets in (("", found), ("-null", alone))[: 1 if model == W else 2]:
                counts = classes.setdefault(model + kind, {})
                for _, pixels in targets:
                    under = kind_under(pixels, plane)
                    counts[under] = counts.get(under, 0) + 1
        shutil.rmtree(folder)
        return {"km2": km2, "classes": classes}


def targets_on_dykes(district):
    pixels = district.dyke_pixels()
    return [(items, target) for items, target in district.targets(LI) if lies_on(target, pixels)]


def pegmatite(district, figures):
    """Adds the figures of dykes; how many targets lie on them."""
    wide, narrow, every = district.dyke_pixels(least_m=8), district.dyke_pixels(most_m=5), district.dyke_pixels()
    oracle = district.oracle_of_dykes()
    score = district.score(LI)
    judged = np.isfinite(score)
    figures["share of the area judged, li-pegmatite"] = float(judged[district.inside].mean())
    for share in (0.01, 0.02):
        figures[f"dykes >= 8 m in {share:.0%}".replace("%", " %")] = share_of(found_by(score, judged, wide, share))
        figures[f"dykes <= 5 m in {share:.0%}".replace("%", " %")] = share_of(found_by(score, judged, narrow, share))
    visible, all_visible = wide, len(every)
    if oracle:
        seen = found_by(*oracle, wide, 0.02)
        visible = [pixels for pixels, found in zip(wide, seen) if found]
        all_visible = sum(1 for found in found_by(*oracle, every, 0.02) if found)
        figures["  of those, seen by the oracle in 2 %"] = share_of(seen)
        figures["  the oracle, <= 5 m in 1 %"] = share_of(found_by(*oracle, narrow, 0.01))
        if figures["  the oracle, <= 5 m in 1 %"] >= 0.6:
            figures["dykes <= 5 m in 1 %, where the oracle reaches .6"] = figures["dykes <= 5 m in 1 %"]
    best = max(share_of(found_by(district.evidence(LI, layer), judged, wide, 0.01)) for layer in district.layers(LI))
    figures[f"{LI} less its best layer in 1 %"] = figures["dykes >= 8 m in 1 %"] - best
    targets = district.targets(LI)
    if all_visible >= 30:
        figures["targets of li-pegmatite"] = len(targets)
    first = [pixels for items, pixels in targets if items["rank"] <= 20]
    figures["first 20 targets on dykes or aplites"] = sum(1 for target in first if lies_on(target, every))
    hit = {i for _, target in targets for i in lies_on(target, every)}
    hit |= {i for i, pixels in enumerate(every)  # a long dyke under a target of several
            if any(np.isin(pixels, target).sum() > 0.25 * len(pixels) for _, target in targets)}
    if visible:
        whole = {id(pixels): i for i, pixels in enumerate(every)}
        told = [whole[id(pixels)] in hit for pixels in visible]
        figures["share of visible dykes >= 8 m that are targets"] = float(np.mean(told))
    on_judged = [i for i, pixels in enumerate(every) if judged.ravel()[pixels].sum() >= 3]
    figures["recall of targets over all dykes"] = len(hit) / len(every)
    figures["recall of targets over dykes on judged ground"] = len(hit & set(on_judged)) / max(len(on_judged), 1)
    on_dykes = targets_on_dykes(district)
    if on_dykes:
        figures["targets: axis to middle of the dyke, m"] = float(np.median(district.axis_distances_m(on_dykes)))
    return len(on_dykes)


def bodies_found(district, model, kind, share):
    score = district.score(model)
    if score is None:
        return 0.0
    return share_of(found_by(score, np.isfinite(score), district.body_pixels(kind), share))


def tungsten(district, figures):
    faults = "faults given" if district.truth["drawn"]["faults_given"] >= 0.5 else "no faults"
    oracle = district.oracle_of_greisen()
    if oracle:
        figures["  the oracle of greisen on Sentinel-2, in 1 %"] = share_of(
            found_by(*oracle, district.body_pixels("greisen"), 0.01))
    for share in (0.01, 0.02):
        told = f"{share:.0%}".replace("%", " %")
        figures[f"greisen in {told}, {faults}"] = bodies_found(district, W, "greisen", share)
        if district.body_pixels("skarn"):
            figures[f"skarn in {told}"] = bodies_found(district, SKARN, "skarn", share)
    for model, kind in ((W, "greisen"), (SKARN, "skarn")):
        score = district.score(model)
        shapes = district.body_pixels(kind)
        if score is None or not shapes:
            continue
        own = np.isfinite(score)
        layers = [district.evidence(model, layer) for layer in district.layers(model)]
        best = max(share_of(found_by(layer, own, shapes, 0.01)) for layer in layers)
        figures[f"{model} less its best layer in 1 %"] = share_of(found_by(score, own, shapes, 0.01)) - best


def by_variety(results, name):
    """Mean of each variety that can tell."""
    means = {}
    for variety, districts in results.items():
        values = [figures[name] for figures in districts if np.isfinite(figures.get(name, np.nan))]
        if values:
            means[variety] = float(np.mean(values))
    return means


def print_figures(results):
    """The table; names of the figures that are not as asked."""
    missed = []
    print(f"{'mean of varieties (worst)':66}" + "".join(f"{variety:>11}" for variety in results))
    for name, least, least_worst, more in FIGURES:
        means = by_variety(results, name)
        if not means:
            print(f"{name:56} {'no district can tell':>20}")
            continue
        mean = float(np.mean(list(means.values())))
        worst = min(means.values()) if more else max(means.values())
        good = all(bound is None or (value >= bound if more else value <= bound)
                   for bound, value in ((least, mean), (least_worst, worst)))
        columns = "".join(f"{means[variety]:11.2f}" if variety in means else f"{'-':>11}" for variety in results)
        print(f"{name:52} {mean:7.2f} ({worst:5.2f}){columns}{'' if good else '   NOT MET'}")
        if not good:
            missed.append(name)
    return missed


def print_classes(barren):
    """Targets per 100 km2 of the barren ground that the model judged, by what they lie on."""
    names = list(dict.fromkeys(name for one in barren for name in one["classes"]))
    km2 = {name: sum(one["km2"] for one in barren if name in one["classes"]) for name in names}
    print("\nbarren ground: targets per 100 km2 by what they lie on; km2: " +
          ", ".join(f"{name} {area:.0f}" for name, area in km2.items()))
    print(f"{'':20}" + "".join(f"{name:>21}" for name in names))
    for kind in [*KINDS, "other ground"]:
        counts = [sum(one["classes"].get(name, {}).get(kind, 0) for one in barren) for name in names]
        if any(counts) or kind in KINDS[3:8] + ["scree", "quartzite", "leucogranite", "arkose", "rana"]:
            print(f"{kind:20}" + "".join(f"{100 / km2[name] * count:21.2f}" for name, count in zip(names, counts)))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("greisen")
    parser.add_argument("work")
    parser.add_argument("--variety", action="append", choices=[*VARIETIES, FIRST])
    parser.add_argument("--seeds", help="A-B; the measuring seeds otherwise")
    parser.add_argument("--program", help="runs the surveys instead of GREISEN")
    parser.add_argument("--json", help="all numbers")
    parser.add_argument("--districts-only", action="store_true")
    parser.add_argument("--check", help="JSON file: the least (or most) of each figure")
    given = parser.parse_args()
    seeds = MEASURING_SEEDS
    if given.seeds:
        first, _, last = given.seeds.partition("-")
        seeds = range(int(first), int(last or first) + 1)
    os.makedirs(given.work, exist_ok=True)
    bench = Bench(given.greisen, given.program or given.greisen, given.work)
    results, barren = {}, []
    for variety in given.variety or VARIETIES:
        for seed in seeds:
            figures = bench.measure(variety, seed)
            barren.append(bench.barren(variety, seed, figures))
            results.setdefault(variety, []).append(figures)
            seconds = figures["processor seconds of a run of 49 km2"]
            print(f"{variety} {seed}: {seconds:.0f} s", file=sys.stderr, flush=True)
            if given.json:
                with open(given.json, "w", encoding="utf-8") as file:
                    json.dump({"results": results, "barren": barren}, file, indent=1)
    print(f"seeds {seeds[0]} to {seeds[-1]} of {', '.join(results)}: districts of 49 km2")
    print_figures(results)
    print_classes(barren)
    if not given.districts_only:
        measure_real_ground(bench.program, given.work, without_least_score)
        time_of_100_km2(bench.program, given.work)
    if given.check:
        sys.exit(check(results, given.check))


def time_of_100_km2(greisen, work):
    """Three instruments, heights, report, sheet, catalogue: all that a run delivers by itself."""
    folder = work + "/timed"
    shutil.rmtree(folder, ignore_errors=True)
    run([greisen, "demo", folder, "--district", "1", "--size", "10", "-q"])
    seconds, _ = run([greisen, "run", folder + "/survey.yaml", "-o", folder + "/again", "-q"])
    print(f"\na run of 100 km2 with all deliverables: {seconds:.0f} s of processor time")
    shutil.rmtree(folder)


def check(results, path):
    """1 where a figure is worse than the file says."""
    with open(path, encoding="utf-8") as file:
        bounds = json.load(file)
    better = {name: more for name, _, _, more in FIGURES}
    status = 0
    for name, bound in bounds.items():
        means = by_variety(results, name)
        mean = float(np.mean(list(means.values()))) if means else float("nan")
        if not (mean >= bound if better[name] else mean <= bound):
            print(f"WORSE: {name}: {mean:.3f}, was to be {bound}")
            status = 1
    return status


if __name__ == "__main__":
    main()
