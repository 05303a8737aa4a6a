#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How much of what was planted the models find, beside each of their layers: districts of several seeds.

  finding.py GREISEN WORK_FOLDER [--first SEED] [--seeds N] [--check]

Something planted is found where more than a quarter of its judged pixels lie in the best 1 % (or 2 %) of the ground the
model judged; aplites count as dykes, for they look the same. Barren districts tell how many targets are found where
there is nothing, and how much is 'found' where the same was not planted. Variants: two dates, contrast halved, much green
cover. --check ends with 1 where a figure is worse than what is asked of it.
"""
import argparse
import itertools
import json
import os
import shutil
import subprocess
import sys

import numpy as np
from osgeo import gdal, ogr, osr

gdal.UseExceptions()
ogr.UseExceptions()
KM2 = 36
# what is planted for each model, and the columns told of it
COLUMNS = {
    "li-pegmatite": [("dykes >= 8 m", 0.01), ("dykes >= 8 m", 0.02), ("dykes <= 5 m", 0.02)],
    "w-greisen-vein": [("greisen", 0.01), ("greisen", 0.02), ("veins 1-3 m", 0.02)],
    "w-skarn": [("skarn", 0.01), ("skarn", 0.02)],
}
# layers that a geologist mapped: the same with and without ore
MAPPED = {"fault_distance", "granite_proximity", "granite_contact_distance", "carbonate_distance"}


def raster(path):
    dataset = gdal.Open(path)
    band = dataset.GetRasterBand(1)
    pixels = band.ReadAsArray().astype("f8")
    if band.GetNoDataValue() is not None:
        pixels[pixels == band.GetNoDataValue()] = np.nan
    return dataset, pixels


def shapes_of(path, grid, *fields):
    """Fields and the pixels of each polygon of a file in longitude and latitude."""
    source = ogr.Open(path)
    layer = source.GetLayer()
    lon_lat = layer.GetSpatialRef().Clone()
    lon_lat.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    to_grid = osr.CoordinateTransformation(lon_lat, grid.GetSpatialRef())
    shapes = []
    for feature in layer:
        shape = feature.GetGeometryRef().Clone()
        shape.Transform(to_grid)
        plane = gdal.GetDriverByName("MEM").Create("", grid.RasterXSize, grid.RasterYSize, 1, gdal.GDT_Byte)
        plane.SetGeoTransform(grid.GetGeoTransform())
        plane.SetProjection(grid.GetProjection())
        memory = ogr.GetDriverByName("Memory").CreateDataSource("")
        one = memory.CreateLayer("shape", grid.GetSpatialRef())
        row = ogr.Feature(one.GetLayerDefn())
        row.SetGeometry(shape)
        one.CreateFeature(row)
        gdal.RasterizeLayer(plane, [1], one, burn_values=[1], options=["ALL_TOUCHED=TRUE"])
        shapes.append((tuple(feature[field] for field in fields), plane.ReadAsArray() > 0))
    return shapes


def planted_in(truth, grid):
    """The pixels of what was planted, by column name."""
    dykes = shapes_of(truth + "/truth.geojson", grid, "width_m")
    bodies = shapes_of(truth + "/truth_tungsten.geojson", grid, "kind")
    return {
        "dykes >= 8 m": [pixels for (width,), pixels in dykes if width >= 8],
        "dykes <= 5 m": [pixels for (width,), pixels in dykes if width <= 5],
        "greisen": [pixels for (kind,), pixels in bodies if kind == "greisen"],
        "veins 1-3 m": [pixels for (kind,), pixels in bodies if kind == "vein"],
        "skarn": [pixels for (kind,), pixels in bodies if kind == "skarn"],
        "all dykes": [pixels for _, pixels in dykes],
    }


def captured(values, judged, shapes, share):
    """Share of the shapes that are found in the best `share` of the judged ground; those hardly judged do not count."""
    seen = judged & np.isfinite(values)
    flat = np.where(seen, values, -np.inf)
    count = int(round(share * judged.sum()))
    shapes = [pixels for pixels in shapes if (judged & pixels).sum() >= 3]
    if count < 1 or not shapes:
        return float("nan")
    best = (flat >= np.partition(flat.ravel(), -count)[-count]) & seen
    return float(np.mean([(best & pixels).sum() > 0.25 * (judged & pixels).sum() for pixels in shapes]))


def ranks(values):
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    return (np.cumsum(counts) - (counts - 1) / 2.0)[inverse]


def run(command):
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 5, 6):
        sys.exit(f"finding: {' '.join(command)} ended with {done.returncode}\n{done.stderr[-2000:]}")
    return done.returncode


class Bench:
    def __init__(self, greisen, work):
        self.greisen = greisen
        self.work = work

    def district(self, seed, *options):
        folder = f"{self.work}/{'_'.join(['district', str(seed)] + [option.strip('-') for option in options])}"
        shutil.rmtree(folder, ignore_errors=True)
        code = run([self.greisen, "demo", folder, "--district", str(seed), *options])
        return folder, code

    @staticmethod
    def targets_of(folder):
        with open(folder + "/run/targets.geojson", encoding="utf-8") as file:
            return json.load(file)["features"]

    @staticmethod
    def layers_of(folder, model):
        with open(folder + "/run/run.json", encoding="utf-8") as file:
            models = json.load(file)["models"]
        found = [one for one in models if one["id"] == model]
        return [layer["id"] for layer in found[0]["evidence"]] if found else []

    def measure(self, folder, truth, with_layers=True):
        """{model: {map: [a number a column]}}, the first row of each model its own map."""
        found = {}
        for model, columns in COLUMNS.items():
            layers = self.layers_of(folder, model)
            if not layers:
                continue
            grid, score = raster(f"{folder}/run/prospectivity_{model}.tif")
            judged = np.isfinite(score)
            planted = planted_in(truth, grid)
            rows = {model: score}
            for layer in layers if with_layers else []:
                rows[layer] = raster(f"{folder}/run/evidence/{model}/{layer}.tif")[1]
            found[model] = {name: [captured(values, judged, planted[what], share) for what, share in columns]
                            for name, values in rows.items()}
        return found

    def alike(self, folder):
        """{model: the greatest rank correlation, of either sign, of two of its layers where both are}."""
        found = {}
        for model in COLUMNS:
            layers = [raster(f"{folder}/run/evidence/{model}/{layer}.tif")[1] for layer in self.layers_of(folder, model)]
            for a, b in itertools.combinations(layers, 2):
                both = np.isfinite(a) & np.isfinite(b)
                rho = abs(np.corrcoef(ranks(a[both]), ranks(b[both]))[0, 1])
                found[model] = max(found.get(model, 0), rho)
        return found

    def first_twenty(self, folder, truth):
        """How many of the first 20 li-pegmatite targets lie on dykes, and of how many."""
        grid, _ = raster(f"{folder}/run/prospectivity_li-pegmatite.tif")
        dykes = planted_in(truth, grid)["all dykes"]
        shapes = shapes_of(folder + "/run/targets.geojson", grid, "rank", "model")
        first = [pixels for (rank, model), pixels in shapes if rank <= 20 and model == "li-pegmatite"]
        return sum(any((target & dyke).sum() >= 0.1 * target.sum() for dyke in dykes) for target in first), len(first)

    @staticmethod
    def not_judged_share(folder):
        """Of the area, for the pegmatite model."""
        _, reasons = raster(folder + "/run/reasons.tif")
        _, score = raster(folder + "/run/prospectivity_li-pegmatite.tif")
        inside = (reasons.astype(int) & 2048) == 0
        return 1 - np.isfinite(score[inside]).mean()


def merge(results, found):
    for model, rows in found.items():
        for name, numbers in rows.items():
            results.setdefault(model, {}).setdefault(name, []).append(numbers)


def mean_of(results, model, name, column):
    return float(np.nanmean(np.array(results[model][name])[:, column]))


def print_table(results):
    for model, rows in results.items():
        heads = [f"{what} in {share:.0%}" for what, share in COLUMNS[model]]
        print(f"{'mean (worst)':26}" + "".join(f"{head:>22}" for head in heads))
        for name, numbers in rows.items():
            columns = np.array(numbers)
            print(f"{name:26}" + "".join(
                f"{np.nanmean(columns[:, i]):15.3f} ({np.nanmin(columns[:, i]):.2f})" for i in range(columns.shape[1])))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("greisen")
    parser.add_argument("work")
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--check", action="store_true")
    given = parser.parse_args()
    os.makedirs(given.work, exist_ok=True)
    bench = Bench(given.greisen, given.work)
    results, nothing, half, twice = {}, {}, {}, {}
    targets, twenty, barren, hidden, alike = [], [], [], [], []
    for seed in range(given.first, given.first + given.seeds):
        folder, _ = bench.district(seed)
        truth = f"{given.work}/truth_{seed}"
        os.makedirs(truth, exist_ok=True)
        for name in ("truth.geojson", "truth_tungsten.geojson"):
            shutil.copy(f"{folder}/{name}", truth)
        merge(results, bench.measure(folder, truth))
        alike.append(bench.alike(folder))
        twenty.append(bench.first_twenty(folder, truth))
        targets.append(len(bench.targets_of(folder)))
        shutil.rmtree(folder)
        folder, code = bench.district(seed, "--barren")
        barren.append((len(bench.targets_of(folder)), code))
        merge(nothing, bench.measure(folder, truth))
        shutil.rmtree(folder)
        if seed < given.first + given.seeds // 4:
            for options, into in ((["--contrast", "0.5"], half), (["--dates", "2"], twice)):
                folder, _ = bench.district(seed, *options)
                merge(into, bench.measure(folder, truth, with_layers=False))
                shutil.rmtree(folder)
            folder, _ = bench.district(seed, "--cover", "0.45")
            hidden.append(bench.not_judged_share(folder))
            shutil.rmtree(folder)
    wrong = []

    def ask(what, value, least=None, most=None, must=True):
        good = (least is None or value >= least) and (most is None or value <= most)
        bound = f">= {least}" if least is not None else f"<= {most}"
        print(f"{what}: {value:.3f} (wanted {bound}){'' if good else '   NOT MET'}")
        if not good and must:
            wrong.append(what)

    print(f"{given.seeds} districts of {KM2} km2")
    print_table(results)
    li, w = "li-pegmatite", "w-greisen-vein"
    worst = {(model, i): float(np.nanmin(np.array(results[model][model])[:, i])) for model, i in
             ((li, 0), (li, 1))}
    ask("dykes >= 8 m in 1 %", mean_of(results, li, li, 0), least=0.70)
    ask("the worst district", worst[li, 0], least=0.50)
    ask("dykes >= 8 m in 2 %", mean_of(results, li, li, 1), least=0.92)
    ask("the worst district", worst[li, 1], least=0.85)
    # a few districts hold too few narrow dykes to tell .15 from .10
    ask("dykes <= 5 m in 2 %", mean_of(results, li, li, 2), least=0.15 if given.seeds >= 10 else 0.08)
    ask("dykes <= 5 m in 2 % (more would leak)", mean_of(results, li, li, 2), most=0.60)
    ask("greisen in 2 %", mean_of(results, w, w, 1), least=0.90)
    ask("veins of 1-3 m in 2 % (more would leak)", mean_of(results, w, w, 2), most=0.15)
    for model, rows in results.items():
        best = max(mean_of(results, model, name, 0) for name in rows if name != model)
        ask(f"{model} less its best layer in 1 %", mean_of(results, model, model, 0) - best, least=-0.005)
        ask(f"{model}: rank correlation of two of its layers, the greatest", max(one.get(model, 0) for one in alike),
            most=0.9)
    ask("of the first 20 targets on dykes", float(np.mean([hits for hits, _ in twenty])), least=13)
    print(f"  worst {min(hits for hits, _ in twenty)}; off dykes: mean "
          f"{np.mean([all_of - hits for hits, all_of in twenty]):.1f}, targets of all models {np.mean(targets):.1f} a district")
    # on four districts two targets are 1.4 and three 2.1 per 100 km2: too few to tell one rate from the other
    ask("targets per 100 km2 of barren ground", 100 / KM2 * float(np.mean([count for count, _ in barren])),
        most=2 if given.seeds >= 10 else 3)
    print("  barren districts: " + ", ".join(f"{count} (exit {code})" for count, code in barren))
    for model, rows in nothing.items():
        # maps of faults, granite and marble still point to where ore was planted: what a model adds to them must not
        maps = max((mean_of(nothing, model, name, 0) for name in rows if name in MAPPED), default=0.0)
        ask(f"{model}: 'found' in 1 % where the same was not planted, beyond what maps alone find ({maps:.3f})",
            mean_of(nothing, model, model, 0) - maps, most=0.05)
        for name in rows:
            if name != model and name not in MAPPED:
                ask(f"  its layer {name}", mean_of(nothing, model, name, 0), most=0.05)
    if half:
        seeds = len(half[li][li])
        full = float(np.nanmean(np.array(results[li][li])[:seeds, 1]))
        ask("lost in 2 % where contrast is halved", 1 - mean_of(half, li, li, 1) / full, most=0.40)
        narrow = float(np.nanmean(np.array(results[li][li])[:seeds, 2]))
        print(f"two dates: dykes <= 5 m in 2 % {mean_of(twice, li, li, 2):.3f}, with one {narrow:.3f}; "
              f">= 8 m in 1 % {mean_of(twice, li, li, 0):.3f}, with one "
              f"{float(np.nanmean(np.array(results[li][li])[:seeds, 0])):.3f}")
        ask("not judged under a cover of .45", float(np.mean(hidden)), least=0.55)
    sys.exit(1 if given.check and wrong else 0)


if __name__ == "__main__":
    main()
