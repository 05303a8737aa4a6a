# SPDX-License-Identifier: Apache-2.0
"""What the models find on one district: rasters and shapes of a run beside what was planted. Used by finding.py."""
import json
import os
import subprocess
import sys

import numpy as np
from osgeo import gdal, ogr, osr

gdal.UseExceptions()
ogr.UseExceptions()
SHARP = ["B02", "B03", "B04", "B08"]
# kinds that a target may lie on, the earlier before the later; planted first
KINDS = ["dyke", "greisen", "skarn", "quartz_dyke", "silicified_fault", "wall", "firebreak", "track", "roof", "shed",
         "quarry", "shore", "straw", "stubble", "fallow", "ploughed", "crop", "burn", "scree", "quartzite", "marble",
         "leucogranite", "arkose", "rana", "granite"]
LEAST_ON = 0.1  # of a target's pixels, to lie on something


def run(command, may_end=(0, 5, 6)):
    """Seconds of processor time that a command took, and its exit status."""
    before = os.times()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    after = os.times()
    if done.returncode not in may_end:
        sys.exit(f"finding: {' '.join(command)} ended with {done.returncode}\n{done.stderr[-2000:]}")
    seconds = after.children_user + after.children_system - before.children_user - before.children_system
    return seconds, done.returncode


def raster(path):
    dataset = gdal.Open(path)
    pixels = dataset.ReadAsArray().astype("f8")
    nodata = dataset.GetRasterBand(1).GetNoDataValue()
    if nodata is not None:
        pixels[pixels == nodata] = np.nan
    return dataset, pixels


def features(path, grid):
    """Properties and the shape, in the grid's CRS, of each feature of a file in longitude and latitude."""
    if not os.path.exists(path):
        return []
    source = ogr.Open(path)
    layer = source.GetLayer()
    lon_lat = layer.GetSpatialRef().Clone()
    lon_lat.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    to_grid = osr.CoordinateTransformation(lon_lat, grid.GetSpatialRef())
    found = []
    for feature in layer:
        shape = feature.GetGeometryRef().Clone()
        shape.Transform(to_grid)
        found.append((feature.items(), shape))
    return found


def burnt(shapes, grid, values=None):
    """One plane with the shapes painted in, later over earlier; every pixel that one touches."""
    plane = gdal.GetDriverByName("MEM").Create("", grid.RasterXSize, grid.RasterYSize, 1, gdal.GDT_Int16)
    plane.SetGeoTransform(grid.GetGeoTransform())
    plane.SetProjection(grid.GetProjection())
    memory = ogr.GetDriverByName("Memory").CreateDataSource("")
    layer = memory.CreateLayer("shapes", grid.GetSpatialRef())
    layer.CreateField(ogr.FieldDefn("value", ogr.OFTInteger))
    for i, shape in enumerate(shapes):
        row = ogr.Feature(layer.GetLayerDefn())
        row.SetField("value", values[i] if values else 1)
        row.SetGeometry(shape)
        layer.CreateFeature(row)
    gdal.RasterizeLayer(plane, [1], layer, options=["ALL_TOUCHED=TRUE", "ATTRIBUTE=value"])
    return plane.ReadAsArray()


def pixels_of(shape, grid):
    return np.flatnonzero(burnt([shape], grid))


def found_by(values, judged, shapes, share):
    """Which shapes have more than a quarter of their judged pixels in the best `share` of the judged ground, where ground
    of equal value is taken evenly; None for those with fewer than three judged pixels."""
    seen = (judged & np.isfinite(values)).ravel()
    flat = np.where(seen, values.ravel(), -np.inf)
    count = max(int(round(share * judged.sum())), 1)
    limit = np.partition(flat, -count)[-count]
    above = flat > limit
    ties = (flat == limit) & seen
    taken = above + ties * ((count - above.sum()) / max(ties.sum(), 1))
    results = []
    for pixels in shapes:
        of_it = pixels[judged.ravel()[pixels]]
        results.append(None if len(of_it) < 3 else bool(taken[of_it].sum() > 0.25 * len(of_it)))
    return results


def share_of(found):
    told = [one for one in found if one is not None]
    return float(np.mean(told)) if told else float("nan")


def matched(bands, judged, spectrum, window_px=None):
    """Matched filter (Boardman 1998) with the true spectrum; beside the mean of all, or of a square around."""
    stack = np.where(judged, bands, np.nan)
    mean = np.nanmean(stack.reshape(len(stack), -1), axis=1)
    centred = stack - mean[:, None, None]
    if window_px:
        centred = stack - np.stack([local_mean(band, judged, window_px) for band in stack])
    flat = centred[:, judged]
    weights = np.linalg.solve(np.cov(flat) + 1e-9 * np.eye(len(flat)), np.array(spectrum) - mean)
    return np.tensordot(weights, centred, axes=1) / (weights @ (np.array(spectrum) - mean))


def local_mean(band, judged, window_px):
    def box(plane):
        padded = np.pad(plane, ((window_px + 1, window_px), (window_px + 1, window_px)), mode="edge")
        sums = padded.cumsum(0).cumsum(1)
        wide = 2 * window_px + 1
        return sums[wide:, wide:] - sums[:-wide, wide:] - sums[wide:, :-wide] + sums[:-wide, :-wide]
    return box(np.where(judged, band, 0.0)) / np.maximum(box(judged.astype("f8")), 1)


class District:
    """A district's folder after a run."""

    def __init__(self, folder, truth, greisen):
        self.folder, self.greisen = folder, greisen
        with open(folder + "/run/run.json", encoding="utf-8") as file:
            self.record = json.load(file)
        self.models = {one["id"]: one for one in self.record["models"]}
        self.grid, reasons = raster(folder + "/run/reasons.tif")
        self.inside = (reasons.astype(int) & 2048) == 0
        self.dykes = [(items, pixels_of(shape, self.grid), shape)
                      for items, shape in features(truth + "/truth.geojson", self.grid)]
        self.bodies = [(items, pixels_of(shape, self.grid))
                       for items, shape in features(truth + "/truth_tungsten.geojson", self.grid)]
        self.truth = {"drawn": {"faults_given": 1}, "spectra": None}  # of the first generator, which does not say
        if os.path.exists(truth + "/truth.json"):
            with open(truth + "/truth.json", encoding="utf-8") as file:
                self.truth = json.load(file)

    def kinds_plane(self, barren):
        """Number of the kind in KINDS of each pixel, -1 where none lies."""
        shapes = [(items["kind"], shape) for items, shape in features(self.folder + "/clutter.geojson", self.grid)]
        if not barren:
            shapes += [("dyke", shape) for _, _, shape in self.dykes]
        shapes = sorted((one for one in shapes if one[0] in KINDS), key=lambda one: -KINDS.index(one[0]))
        if not shapes:
            return np.full(self.inside.size, -1)
        return burnt([shape for _, shape in shapes], self.grid,
                     [KINDS.index(kind) + 1 for kind, _ in shapes]).ravel() - 1

    def score(self, model):
        path = f"{self.folder}/run/prospectivity_{model}.tif"
        return raster(path)[1] if os.path.exists(path) else None

    def layers(self, model):
        return [one["id"] for one in self.models[model]["evidence"]] if model in self.models else []

    def evidence(self, model, layer):
        return raster(f"{self.folder}/run/evidence/{model}/{layer}.tif")[1]

    def targets(self, model):
        found = features(self.folder + "/run/targets.geojson", self.grid)
        return [(items, pixels_of(shape, self.grid)) for items, shape in found if items["model"] == model]

    def dyke_pixels(self, least_m=0.0, most_m=1e9):
        return [pixels for items, pixels, _ in self.dykes if least_m <= items["width_m"] <= most_m]

    def body_pixels(self, kind):
        return [pixels for items, pixels in self.bodies if items["kind"] == kind]

    def reflectance(self):
        dataset, bands = raster(self.folder + "/run/layers/sentinel2/reflectance.tif")
        names = [dataset.GetRasterBand(i + 1).GetDescription().split()[-1] for i in range(dataset.RasterCount)]
        return names, bands

    def oracle_of_dykes(self):
        """The line filter over a matched filter with the true spectrum of bare dyke: what can be seen at all. None
        where the spectrum is not told."""
        if not self.truth["spectra"]:
            return None
        names, bands = self.reflectance()
        judged = np.isfinite(bands).all(axis=0)
        take = [names.index(name) for name in SHARP]
        spectrum = [self.truth["spectra"]["dyke"]["sentinel2"][name] for name in SHARP]
        score = matched(bands[take], judged, spectrum)
        path = self.folder + "/oracle.tif"
        size = (self.grid.RasterXSize, self.grid.RasterYSize)
        out = gdal.GetDriverByName("GTiff").Create(path, *size, 1, gdal.GDT_Float32)
        out.SetGeoTransform(self.grid.GetGeoTransform())
        out.SetProjection(self.grid.GetProjection())
        out.GetRasterBand(1).SetNoDataValue(-9999)
        out.GetRasterBand(1).WriteArray(np.where(judged, score, -9999).astype("f4"))
        out = None
        run([self.greisen, "apply", "line_contrast", path, "-o", self.folder + "/oracle_lines.tif", "-q", "--overwrite",
             "--param", "length_m=90", "--param", "flank_m=20"], (0,))
        return raster(self.folder + "/oracle_lines.tif")[1], judged

    def oracle_of_greisen(self):
        if not self.truth["spectra"]:
            return None
        names, bands = self.reflectance()
        judged = np.isfinite(bands).all(axis=0)
        spectrum = [self.truth["spectra"]["greisen"]["sentinel2"][name] for name in names]
        return matched(bands, judged, spectrum, window_px=20), judged

    def axis_distances_m(self, targets):
        """From points along each target's axis to the nearest middle of a dyke; targets on dykes only."""
        middles = []
        for items, _, shape in self.dykes:
            ring = np.array(shape.GetGeometryRef(0).GetPoints())[:-1, :2]
            half = len(ring) // 2
            middles.append((ring[:half] + ring[::-1][:half]) / 2 if half else ring)
        middles = np.concatenate([densified(line) for line in middles]) if middles else np.zeros((0, 2))
        found = []
        for items, _ in targets:
            azimuth = np.radians(items["strike_deg"])
            along = np.arange(-items["length_m"] / 2, items["length_m"] / 2 + 1, 10.0)
            points = np.stack([items["x"] + along * np.sin(azimuth), items["y"] + along * np.cos(azimuth)], axis=1)
            found.append(float(np.median([np.hypot(*(middles - point).T).min() for point in points])))
        return found


def densified(line, step_m=3.0):
    pieces = [line[:1]]
    for a, b in zip(line[:-1], line[1:]):
        count = max(int(np.hypot(*(b - a)) / step_m), 1)
        pieces.append(a + (b - a) * (np.arange(1, count + 1) / count)[:, None])
    return np.concatenate(pieces)


def lies_on(target, planes_pixels):
    """Whether a tenth of a target's pixels lie on one of the shapes; which ones."""
    return [i for i, pixels in enumerate(planes_pixels)
            if np.isin(target, pixels, assume_unique=True).sum() >= LEAST_ON * len(target)]


def kind_under(target, plane):
    """The first kind of KINDS that a tenth of the target lies on, else 'other ground'."""
    counts = np.bincount(plane[target][plane[target] >= 0], minlength=len(KINDS))
    over = np.flatnonzero(counts >= LEAST_ON * len(target))
    return KINDS[over[0]] if len(over) else "other ground"
