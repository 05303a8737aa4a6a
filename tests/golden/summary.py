#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Prints what a run found as lines a person can read and diff: summary.py RUN.

A line a band: file, band, unit, valid pixels, min, P2, mean, P50, P98, max, to four places: the last bits of a
logarithm differ between processors. A line a target: rank, model, score, area, position. Nothing in it depends on time,
machine or folder; that a run repeats to the byte is proven elsewhere."""
import csv
import pathlib
import sys

import numpy as np
from osgeo import gdal

gdal.UseExceptions()


def band_line(name, number, band):
    values = band.ReadAsArray().astype(np.float64)
    nodata = band.GetNoDataValue()
    known = np.isfinite(values) if nodata is None else np.isfinite(values) & (values != nodata)
    valid = values[known]
    head = f"{name} {number} {band.GetDescription() or '-'} [{band.GetUnitType() or '1'}] valid {valid.size}"
    if valid.size == 0:
        return head
    low, middle, high = np.percentile(valid, [2, 50, 98])
    figures = (valid.min(), low, valid.mean(), middle, high, valid.max())
    return head + " min %.4f P2 %.4f mean %.4f P50 %.4f P98 %.4f max %.4f" % figures


def main(run):
    for path in sorted(run.rglob("*.tif")):
        if any(part.startswith(".") for part in path.relative_to(run).parts):
            continue
        raster = gdal.Open(str(path))
        print(f"{path.relative_to(run)} {raster.RasterXSize} x {raster.RasterYSize}")
        for number in range(1, raster.RasterCount + 1):
            print("  " + band_line(path.name, number, raster.GetRasterBand(number)))
    if (run / "targets.csv").exists():
        with open(run / "targets.csv", newline="", encoding="utf-8") as table:
            for row in csv.DictReader(table):
                numbers = tuple(float(row[key]) for key in ("score", "area_ha", "x", "y"))
                print(f"target {row['rank']} {row['model']} score %.3f area %.1f ha at %.0f %.0f" % numbers)


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
