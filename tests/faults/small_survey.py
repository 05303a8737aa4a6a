# SPDX-License-Identifier: Apache-2.0
"""What faults.py, kills.py and outside.py share: a small survey with every kind of output, hashes of a run, limits."""
import hashlib
import json
import os
import resource
import subprocess
from pathlib import Path

import numpy
from osgeo import gdal, osr

gdal.UseExceptions()
CODES = {0, 2, 3, 4, 5, 6, 7, 75, 130, 143}  # how greisen may end: no internal failure, no signal
EVERYTHING = {"report": True, "qgis": True, "sheet": True, "stac": True}
TABLES = {"report": False, "qgis": True, "sheet": False, "stac": True}


def write_stack(path, side=64):
    """Six bands of Sentinel-2 with thin bright dykes over noise: ground that gives targets."""
    noise = numpy.random.default_rng(7)
    rows, cols = numpy.mgrid[0:side, 0:side]
    dykes = (numpy.abs(rows - 20) < 1) & (cols > 8) & (cols < 40) | (numpy.abs(rows - cols - 10) < 1) & (rows > 30)
    raster = gdal.GetDriverByName("GTiff").Create(str(path), side, side, 6, gdal.GDT_UInt16, ["TILED=YES", "COMPRESS=DEFLATE"])
    crs = osr.SpatialReference()
    crs.ImportFromEPSG(32629)
    raster.SetProjection(crs.ExportToWkt())
    raster.SetGeoTransform([666000, 20, 0, 4600020, 0, -20])
    for number, (name, ground, dyke) in enumerate(
            [("B02", 700, 2600), ("B03", 900, 2900), ("B04", 1300, 3100), ("B08", 1900, 3400), ("B11", 2600, 3600), ("B12", 2300, 3000)], 1):
        band = raster.GetRasterBand(number)
        band.SetDescription(name)
        band.WriteArray(numpy.where(dykes, dyke, ground + noise.integers(-90, 90, (side, side))).astype(numpy.uint16))


def write_survey(folder, outputs=EVERYTHING, side=64):
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    write_stack(folder / "stack.tif", side)
    (folder / "known.csv").write_text("name,commodity,x,y,crs\nA,Li,666400,4599620,EPSG:32629\nB,Li,666900,4599100,EPSG:32629\n")
    ring = [[666000, 4598740], [666600, 4598740], [666600, 4600020], [666000, 4600020], [666000, 4598740]]
    (folder / "geology.geojson").write_text(json.dumps({
        "type": "FeatureCollection", "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32629"}},
        "features": [{"type": "Feature", "properties": {"unit": "G"}, "geometry": {"type": "Polygon", "coordinates": [ring]}}]}))
    (folder / "legend.csv").write_text("code,name,role\nG,Granite,granite\n")
    survey = {
        "version": 1, "name": "Small", "aoi": {"bbox": [666000, 4600020 - 20 * side, 666000 + 20 * side, 4600020], "crs": "EPSG:32629"},
        "grid": {"crs": "EPSG:32629", "resolution_m": 20}, "context_km": 0,
        "scenes": [{"path": "stack.tif", "sensor": "sentinel2", "scale": 0.0001, "date": "2023-07-14"}],
        "mask": {"vegetation": False, "water": False}, "geology": {"path": "geology.geojson", "field": "unit", "legend": "legend.csv"},
        "occurrences": {"path": "known.csv"}, "models": ["li-pegmatite"], "layers": [{"name": "ratio", "expr": "swir1 / red"}],
        "targets": {"min_families": 1}, "outputs": outputs}
    (folder / "survey.yaml").write_text("".join(f"{key}: {json.dumps(value)}\n" for key, value in survey.items()))
    return folder / "survey.yaml"


def digests(folder):
    """SHA-256 of each file under a final name (none begins with a dot), but of the record with its times, and of the list
    that holds its sum."""
    return {str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest() for file in sorted(Path(folder).rglob("*"))
            if file.is_file() and not any(part.startswith(".") for part in file.relative_to(folder).parts)
            and file.name not in ("run.json", "checksums.sha256")}


def half_written(folder):
    """What stands under the names of record and checksums and is not whole."""
    wrong = []
    record, sums = Path(folder) / "run.json", Path(folder) / "checksums.sha256"
    try:
        if record.exists():
            json.loads(record.read_text())
    except ValueError:
        wrong.append("run.json")
    for line in sums.read_text().splitlines() if sums.exists() else []:
        sha256, name = line.split("  ", 1)
        file = Path(folder) / name
        if not file.exists() or hashlib.sha256(file.read_bytes()).hexdigest() != sha256:
            wrong.append(f"checksums.sha256 ({name})")
    return wrong


def limits(address_gib=8, cpu_seconds=120):
    def set_limits():
        os.setsid()
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))
        if address_gib:
            resource.setrlimit(resource.RLIMIT_AS, (address_gib << 30, address_gib << 30))
    return set_limits


def start(greisen, *words, environment=None, **more):
    return subprocess.Popen([str(greisen), *map(str, words), "--progress", "none", "--threads", "2"], stdin=subprocess.DEVNULL,
                            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env={**os.environ, **(environment or {})},
                            preexec_fn=limits(**more))


def end(process, seconds=120):
    """Exit code (minus the signal) and what was said; None where it did not end."""
    try:
        said, _ = process.communicate(timeout=seconds)
        return process.returncode, said.decode("utf-8", "replace")
    except subprocess.TimeoutExpired:
        process.kill()
        said, _ = process.communicate()
        return None, said.decode("utf-8", "replace")
