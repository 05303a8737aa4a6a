# SPDX-License-Identifier: Apache-2.0
"""Targets on real ground where no tungsten or lithium is known: the barren side. Used by finding.py."""
import json
import os
import shutil
import sys

import numpy as np

from districts import raster, run

# name, scenes of the survey, the area as a box in a CRS
SCENES = [
    ("Sentinel-2 T11UPT, 60 m", "{root}/scenes/s2_l2a_T11UPT_20200804_60m/*.jp2", "scale: 0.0001, offset: 0",
     "[601000, 5691000, 709000, 5799000], crs: EPSG:32611", 60),
    ("Landsat 8 043024, 30 m", "{root}/scenes/l8_c2l2_043024_20200802/LC08*.tif", "",
     "[668000, 5750700, 697500, 5780200], crs: EPSG:32611", 30),
    ("Landsat 8, playa in Iran, 30 m", "{root}/scenes/playa_iran/Playa_Image.tif",
     "sensor: landsat89, scale: 0.0001, offset: 0, bands: [\"-\", B2, B3, B4, B5, B6, B7]",
     "[706400, 3483200, 719200, 3495900], crs: EPSG:32639", 30),
]
MODELS = ["li-pegmatite", "w-greisen-vein", "w-skarn"]


def measure_real_ground(greisen, work, without_least_score):
    root = os.environ.get("GREISEN_SHARED_DATA") or os.path.join(os.path.dirname(os.path.realpath(__file__)),
                                                                  "../../../shared/data")
    root = os.path.normpath(root)
    if not os.path.isdir(root):
        print("\nSKIPPED: real ground: there is no folder of shared data (GREISEN_SHARED_DATA)", file=sys.stderr)
        return
    print("\nreal ground where neither tungsten nor lithium is known, none of it in Iberia: targets per 100 km2 judged")
    for name, pattern, options, area, pixel_m in SCENES:
        path = pattern.format(root=root)
        if not os.path.exists(os.path.dirname(path)):
            print(f"SKIPPED: {name}: the scene is not there", file=sys.stderr)
            continue
        folder = work + "/real"
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(folder + "/models")
        for model in ("li-pegmatite", "w-skarn"):
            with open(f"{folder}/models/{model}-null.yaml", "w", encoding="utf-8") as file:
                file.write(without_least_score(model))
        with open(folder + "/survey.yaml", "w", encoding="utf-8") as file:
            file.write(f"version: 1\nname: real ground\naoi: {{bbox: {area}}}\n"
                       f"grid: {{crs: auto-utm, resolution_m: {pixel_m}}}\ncontext_km: 0.5\n"
                       f"scenes:\n  - {{path: \"{path}\"{', ' + options if options else ''}}}\n"
                       f"models: [{', '.join([*MODELS, 'li-pegmatite-null'])}]\n"
                       "outputs: {keep_layers: false, report: false, qgis: false, sheet: false, stac: false}\n")
        seconds, _ = run([greisen, "run", folder + "/survey.yaml", "-q", "--overwrite"], (0, 4, 5, 6))
        tell(name, folder, pixel_m, seconds)


def tell(name, folder, pixel_m, seconds):
    with open(folder + "/run/run.json", encoding="utf-8") as file:
        models = json.load(file)["models"]
    told, judging = [], []
    for model in models:
        path = f"{folder}/run/prospectivity_{model['id']}.tif"
        if not os.path.exists(path) or model.get("outcome") is None:
            continue
        km2 = np.isfinite(raster(path)[1]).sum() * pixel_m**2 * 1e-6
        judging.append(model["id"])
        told.append(f"{model['id']} {100 / km2 * model['outcome']['targets']:.2f} of {km2:.0f} km2")
    declined = [one for one in MODELS if one not in judging]
    print(f"{name:32} {'; '.join(told)}; declined: {', '.join(declined) or 'none'}; {seconds:.0f} s")
