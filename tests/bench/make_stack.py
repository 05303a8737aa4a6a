#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Writes a stack of ten reflectance bands as Sentinel-2 at 20 m would have them: make_stack.py SIZE FILE.

Terrain-like texture at four scales, shared between bands by fixed loadings, and a little noise of each band's own, so
that codecs meet neither constants nor pure noise. uint16, reflectance x 10000, 0 is nodata, EPSG:32629."""
import sys

import numpy as np
from osgeo import gdal, osr

BANDS = {"B02": 0.07, "B03": 0.10, "B04": 0.13, "B05": 0.16, "B06": 0.20,
         "B07": 0.22, "B08": 0.24, "B8A": 0.26, "B11": 0.30, "B12": 0.24}
CREATE = ["TILED=YES", "BLOCKXSIZE=512", "BLOCKYSIZE=512", "COMPRESS=DEFLATE", "PREDICTOR=2", "INTERLEAVE=BAND",
          "BIGTIFF=IF_SAFER", "NUM_THREADS=2"]


def texture(size, cell, random):
    """Bilinear noise with one node every `cell` pixels, standard deviation about 1."""
    nodes = random.standard_normal((size // cell + 3, size // cell + 3)).astype(np.float32)
    at = np.arange(size, dtype=np.float32) / cell
    low, part = at.astype(int), (at % 1).astype(np.float32)
    rows = nodes[low] * (1 - part)[:, None] + nodes[low + 1] * part[:, None]
    return 1.5 * (rows[:, low] * (1 - part) + rows[:, low + 1] * part)


def main(size, path):
    random = np.random.default_rng(7)
    textures = [texture(size, cell, random) for cell in (256, 64, 16, 4)]
    loadings = random.normal(0, 1, (len(BANDS), 4)).astype(np.float32) * np.float32([0.04, 0.02, 0.015, 0.01])
    loadings[:, 0] = np.abs(loadings[:, 0])
    out = gdal.GetDriverByName("GTiff").Create(path, size, size, len(BANDS), gdal.GDT_UInt16, CREATE)
    crs = osr.SpatialReference()
    crs.ImportFromEPSG(32629)
    out.SetProjection(crs.ExportToWkt())
    out.SetGeoTransform([680000, 20, 0, 4560000, 0, -20])
    for number, (name, level) in enumerate(BANDS.items()):
        values = level + sum(load * plane for load, plane in zip(loadings[number], textures))
        values += random.normal(0, 0.003, (size, size)).astype(np.float32)
        stored = np.clip(np.rint(np.clip(values, 0.0005, 1.5) * 10000), 1, 65534).astype(np.uint16)
        stored[: size // 40, : size // 3] = 0
        band = out.GetRasterBand(number + 1)
        band.WriteArray(stored)
        band.SetDescription(name)
        band.SetNoDataValue(0)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
