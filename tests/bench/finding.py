#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How much of what was planted a model finds, beside each of its layers: districts of several seeds.

  finding.py GREISEN WORK_FOLDER [--seeds N] [--check]

A dyke is found where more than a quarter of its judged pixels lie in the best 1 % (or 2 %) of the judged ground; aplites
count, for they look the same. Barren districts tell how many targets are found where there is nothing. --check ends
with 1 where the model is worse than its best layer or than the least that is asked of it.
"""
import argparse
import glob
import json
import os
import shutil
import subprocess
import sys

import numpy as np
from osgeo import gdal, ogr, osr

gdal.UseExceptions()
ogr.UseExceptions()
LEAST_MEAN = 0.65  # of dykes of 8 m and more, in 1 % of the judged ground
MOST_BARREN = 2.0  # targets per 100 km2 where nothing was planted
MODEL = "li-pegmatite"


def raster(path):
    dataset = gdal.Open(path)
    band = dataset.GetRasterBand(1)
    pixels = band.ReadAsArray().astype("f8")
    if band.GetNoDataValue() is not None:
        pixels[pixels == band.GetNoDataValue()] = np.nan
    return dataset, pixels


def shapes_of(path, grid, field):
    """A field and the pixels of each polygon of a file in longitude and latitude."""
    source = ogr.Open(path)
    layer = source.GetLayer()
    lon_lat = layer.GetSpatialRef().Clone()
    lon_lat.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    to_grid = osr.CoordinateTransformation(lon_lat, grid.GetSpatialRef())
    dykes = []
    for feature in layer:
        shape = feature.GetGeometryRef().Clone()
        shape.Transform(to_grid)
        plane = gdal.GetDriverByName("MEM").Create("", grid.RasterXSize, grid.RasterYSize, 1, gdal.GDT_Byte)
        plane.SetGeoTransform(grid.GetGeoTransform())
        plane.SetProjection(grid.GetProjection())
        memory = ogr.GetDriverByName("Memory").CreateDataSource("")
        one = memory.CreateLayer("dyke", grid.GetSpatialRef())
        row = ogr.Feature(one.GetLayerDefn())
        row.SetGeometry(shape)
        one.CreateFeature(row)
        gdal.RasterizeLayer(plane, [1], one, burn_values=[1], options=["ALL_TOUCHED=TRUE"])
        dykes.append((feature[field], plane.ReadAsArray() > 0))
    return dykes


def captured(values, judged, dykes, share):
    """Share of the dykes that are found in the best `share` of the judged ground."""
    seen = judged & np.isfinite(values)
    flat = np.where(seen, values, -np.inf)
    count = int(round(share * judged.sum()))
    if count < 1 or not dykes:
        return float("nan")
    best = (flat >= np.partition(flat.ravel(), -count)[-count]) & seen
    found = [(best & pixels).sum() > 0.25 * (judged & pixels).sum() for _, pixels in dykes]
    return float(np.mean(found))


def run(command):
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 5, 6):
        sys.exit(f"finding: {' '.join(command)} ended with {done.returncode}\n{done.stderr[-2000:]}")
    return done.returncode


def district(greisen, work, seed, barren=False):
    folder = f"{work}/{'barren' if barren else 'district'}_{seed}"
    shutil.rmtree(folder, ignore_errors=True)
    code = run([greisen, "demo", folder, "--district", str(seed)] + (["--barren"] if barren else []))
    return folder, code


def targets_of(folder):
    with open(folder + "/run/targets.geojson", encoding="utf-8") as file:
        return json.load(file)["features"]


def measure(folder, truth):
    grid, reasons = raster(folder + "/run/reasons.tif")
    judged = reasons == 0
    planted = shapes_of(truth, grid, "width_m")
    dykes = [(width, pixels) for width, pixels in planted if (judged & pixels).sum() >= 3]
    wide = [dyke for dyke in dykes if dyke[0] >= 8]
    narrow = [dyke for dyke in dykes if dyke[0] <= 5]
    with open(folder + "/run/run.json", encoding="utf-8") as file:
        models = json.load(file)["models"]
    layers = next(model for model in models if model["id"] == MODEL)["evidence"]
    found = {}
    for name, path in [(MODEL, f"/run/prospectivity_{MODEL}.tif")] + [
        (layer["id"], f"/run/evidence/{MODEL}/{layer['id']}.tif") for layer in layers
    ]:
        values = raster(folder + path)[1]
        found[name] = [captured(values, judged, wide, 0.01), captured(values, judged, wide, 0.02),
                       captured(values, judged, narrow, 0.02)]
    first = [pixels for rank, pixels in shapes_of(folder + "/run/targets.geojson", grid, "rank") if rank <= 20]
    hits = sum(any((target & pixels).sum() >= 0.1 * target.sum() for _, pixels in planted) for target in first)
    return found, hits, len(first)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("greisen")
    parser.add_argument("work")
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--check", action="store_true")
    given = parser.parse_args()
    os.makedirs(given.work, exist_ok=True)
    results = {}
    targets = []
    first_twenty = []
    barren = []
    nothing = []
    for seed in range(1, given.seeds + 1):
        folder, _ = district(given.greisen, given.work, seed)
        truth = f"{given.work}/truth_{seed}.geojson"
        shutil.copy(folder + "/truth.geojson", truth)
        found, hits, listed = measure(folder, truth)
        first_twenty.append((hits, listed))
        for name, numbers in found.items():
            results.setdefault(name, []).append(numbers)
        targets.append(len(targets_of(folder)))
        shutil.rmtree(folder)
        if seed <= max(3, given.seeds // 2):
            folder, code = district(given.greisen, given.work, seed, barren=True)
            barren.append((len(targets_of(folder)), code))
            nothing.append(measure(folder, truth)[0][MODEL][0])
            shutil.rmtree(folder)
    print(f"{given.seeds} districts of 36 km2; dykes found, mean (worst)")
    print(f"{'':24} {'>= 8 m in 1 %':>16} {'>= 8 m in 2 %':>16} {'<= 5 m in 2 %':>16}")
    for name, rows in results.items():
        columns = np.array(rows)
        print(f"{name:24} " + " ".join(
            f"{np.nanmean(columns[:, i]):8.3f} ({np.nanmin(columns[:, i]):.2f})" for i in range(3)))
    per_100_km2 = 100 / 36 * np.mean([count for count, _ in barren])
    print(f"targets: {np.mean(targets):.1f} a district; of barren districts: "
          + ", ".join(f"{count} (exit {code})" for count, code in barren) + f": {per_100_km2:.2f} per 100 km2")
    print(f"of the first 20 targets on dykes: mean {np.mean([hits for hits, _ in first_twenty]):.1f}, "
          f"worst {min(hits for hits, _ in first_twenty)}")
    print(f"where the same dykes were not planted: {np.mean(nothing):.3f} of them 'found' in 1 %")
    mean = {name: np.nanmean(np.array(rows)[:, 0]) for name, rows in results.items()}
    best = max(value for name, value in mean.items() if name != MODEL)
    worse = mean[MODEL] < best - 0.01 or mean[MODEL] < LEAST_MEAN or per_100_km2 > MOST_BARREN
    print(f"model less its best layer at 1 %: {mean[MODEL] - best:+.3f}")
    sys.exit(1 if given.check and worse else 0)


if __name__ == "__main__":
    main()
