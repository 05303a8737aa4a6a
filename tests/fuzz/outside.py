#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""outside.py GREISEN FOLDER SECONDS [--seed S] [--only KIND …]

Products whose libraries die of damaged bytes (HDF4, HDF5, netCDF), and everything else that a folder of downloads may
hold, mutated and given to the whole program: inspect and compute. It must end within its limits of time and memory with
an exit code of the contract; a signal, an internal failure (1) or no end is a finding, kept in FOLDER/found."""
import argparse
import random
import shutil
import struct
import sys
import time
from pathlib import Path

import numpy
from osgeo import gdal

sys.dont_write_bytecode = True
sys.path.append(str(Path(__file__).resolve().parent.parent / "faults"))
from small_survey import CODES, end, start, write_stack  # noqa: E402

VALUES = [0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, 0x7FFFFFFFFFFFFFFF, 0xFFFFFFFFFFFFFFFF]


def prisma(path):
    """As agencies lay out a PRISMA L2D product: attributes at the root, two cubes of rows, bands and columns."""
    file = gdal.GetDriverByName("netCDF").CreateMultiDimensional(str(path))
    root = file.GetRootGroup()

    def numbers(name, values):
        kind = gdal.ExtendedDataType.Create(gdal.GDT_Float64)
        attribute = root.CreateAttribute(name, [] if len(values) == 1 else [len(values)], kind)
        attribute.Write(values[0] if len(values) == 1 else values)

    for name, value in {
            "Epsg_Code": 32629, "Product_ULcorner_easting": 600015, "Product_ULcorner_northing": 4499985, "Product_LRcorner_easting": 600075,
            "Product_LRcorner_northing": 4499895, "Sun_zenith_angle": 31.5, "Sun_azimuth_angle": 151, "L2ScaleVnirMin": 0, "L2ScaleVnirMax": 1,
            "L2ScaleSwirMin": 0.1, "L2ScaleSwirMax": 0.9}.items():
        numbers(name, [float(value)])
    waves = {"Vnir": [1000.0, 960, 945, 650, 550, 0], "Swir": [2200.0, 1900, 1650, 955, 940]}
    group = root
    for name in ("HDFEOS", "SWATHS", "PRS_L2D_HCO", "Data Fields"):
        group = group.CreateGroup(name)
    for detector, centres in waves.items():
        numbers(f"List_Cw_{detector}", [float(one) for one in centres])
        numbers(f"List_Fwhm_{detector}", [11.0] * len(centres))
        sides = [group.CreateDimension(f"{detector}{side}", None, None, size) for side, size in (("r", 4), ("b", len(centres)), ("c", 3))]
        cube = group.CreateMDArray(f"{detector.upper()}_Cube", sides, gdal.ExtendedDataType.Create(gdal.GDT_UInt16))
        cube.Write(numpy.arange(1000, 1000 + 12 * len(centres), dtype=numpy.uint16).reshape(4, len(centres), 3))


def grid(path, driver, **options):
    """A plain raster in that format."""
    raster = gdal.GetDriverByName("MEM").Create("", 8, 8, 1, gdal.GDT_UInt16)
    raster.SetGeoTransform([600000, 20, 0, 4500000, 0, -20])
    raster.GetRasterBand(1).WriteArray(numpy.arange(1000, 1064, dtype=numpy.uint16).reshape(8, 8))
    gdal.GetDriverByName(driver).CreateCopy(str(path), raster, options=[f"{key}={value}" for key, value in options.items()])


def seeds(folder, products):
    """Honest files by kind: those that can be written here, and the small ones of a folder of products that were drawn elsewhere."""
    folder.mkdir(parents=True, exist_ok=True)
    prisma(folder / "PRS_L2D_STD_20220401112233_20220401112237_0001.he5")
    grid(folder / "grid.nc", "netCDF", FORMAT="NC")
    grid(folder / "grid4.nc", "netCDF", FORMAT="NC4C")
    write_stack(folder / "stack.tif", 16)
    if gdal.GetDriverByName("HDF4Image").GetMetadataItem("DCAP_CREATE") == "YES":
        raster = gdal.GetDriverByName("HDF4Image").Create(str(folder / "AST_L1T_00307192003112233_20150501103405_12345.hdf"), 8, 8, 1, gdal.GDT_Byte)
        raster.GetRasterBand(1).WriteArray(numpy.full((8, 8), 100, numpy.uint8))
        del raster
    for file in sorted(products.rglob("*")) if products else []:
        if file.is_file() and file.stat().st_size < 4 << 20 and file.suffix in (".hdf", ".he5", ".h5", ".nc"):
            shutil.copy(file, folder)
    return sorted(file for file in folder.iterdir() if file.suffix != ".xml")


def mutated(content, pick):
    content = bytearray(content)
    for _ in range(pick.choice([1, 1, 2, 4, 16])):
        # headers and directories matter more than pixels
        at = pick.randrange(min(len(content), pick.choice([64, 1024, 8192, len(content)])) or 1)
        move = pick.randrange(6)
        if move < 3:
            width = pick.choice([1, 2, 4, 8])
            value = pick.choice(VALUES) & ((1 << 8 * width) - 1)
            content[at:at + width] = value.to_bytes(width, pick.choice(["little", "big"]))
        elif move == 3:
            content[at] ^= 1 << pick.randrange(8)
        elif move == 4:
            number = struct.unpack_from("<I", content.ljust(at + 4, b"\0"), at)[0]
            content[at:at + 4] = struct.pack("<I", (number + pick.choice([-1, 1, 255, 65536])) & 0xFFFFFFFF)
        elif pick.randrange(4) == 0:
            del content[at:]
        else:
            content[at:at + 16] = content[at // 2:at // 2 + 16]
        if not content:
            content = bytearray(b"\0")
    return bytes(content)


def main():
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("greisen", type=Path)
    words.add_argument("folder", type=Path)
    words.add_argument("seconds", type=float)
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--products", type=Path, help="a folder whose small HDF and netCDF files are seeds too")
    words.add_argument("--only", nargs="*", help="endings of seeds")
    words.add_argument("--sanitized", action="store_true", help="the program is: its address space is not limited")
    asked = words.parse_args()
    folder = asked.folder.resolve()
    (folder / "found").mkdir(parents=True, exist_ok=True)
    files = [file for file in seeds(folder / "seeds", asked.products) if not asked.only or file.suffix in asked.only]
    pick = random.Random(asked.seed)
    begin, inputs, found = time.monotonic(), 0, 0
    while time.monotonic() - begin < asked.seconds or inputs < len(files):
        seed = files[inputs % len(files)]
        work = folder / "work"
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir()
        scene = work / seed.name
        scene.write_bytes(mutated(seed.read_bytes(), pick) if inputs >= len(files) else seed.read_bytes())
        verbs = [["inspect", scene]] + ([["compute", scene, "-o", work / "out", "--expr", "x=b1+0"]] if inputs % 3 == 0 else [])
        for verb in verbs:
            code, said = end(start(asked.greisen.resolve(), *verb, address_gib=0 if asked.sanitized else 8, cpu_seconds=60), 90)
            if code not in CODES:
                found += 1
                kept = folder / "found" / f"{found}_{seed.name}"
                shutil.copy(scene, kept)
                print(f"FOUND: {verb[0]} {kept}: {'no end' if code is None else f'exit {code}'}: {said[-300:].strip()}", flush=True)
                break
        inputs += 1
    print(f"products: {inputs} inputs, {found} found")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
