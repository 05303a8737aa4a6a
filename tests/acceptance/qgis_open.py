#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""qgis_open.py PROJECT: opens it in QGIS without a window and draws it. Exit 1 with what is wrong on stdout."""
import os
import sys

from qgis.core import (QgsApplication, QgsMapRendererSequentialJob, QgsMapSettings, QgsProject, QgsRasterLayer)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor

application = QgsApplication([], False)
application.initQgis()
problems = []
application.messageLog().messageReceived.connect(
    lambda message, tag, level: problems.append(f"{tag}: {message}") if int(level) in (1, 2) else None)
project = QgsProject.instance()
if not project.read(sys.argv[1]):
    problems.append("not read: " + project.error())
if not project.crs().isValid():
    problems.append("no CRS")
root = project.layerTreeRoot()
order = root.layerOrder()
if len(order) != len(project.mapLayers()):
    problems.append("a layer is missing from the tree")
if not order or order[0].name() != "Centroids" or order[1].name() != "Targets":
    problems.append("targets are not on top")
for layer in order:
    if not layer.isValid():
        problems.append(layer.name() + " is not valid")
    elif isinstance(layer, QgsRasterLayer) and layer.renderer() is None:
        problems.append(layer.name() + " has no renderer")
shown = [layer for layer in order if root.findLayer(layer.id()).isVisible()]
settings = QgsMapSettings()
settings.setLayers(shown)
settings.setDestinationCrs(project.crs())
settings.setOutputSize(QSize(600, 600))
settings.setBackgroundColor(QColor("white"))
settings.setExtent(settings.fullExtent())
job = QgsMapRendererSequentialJob(settings)
job.start()
job.waitForFinished()
image = job.renderedImage()
colours = {image.pixel(x, y) for x in range(0, 600, 3) for y in range(0, 600, 3)}
if len(colours) < 100:
    problems.append(f"the picture has {len(colours)} colours")
problems += [str(error.message) for error in job.errors()]
print(f"{len(order)} layers, {len(shown)} shown, {len(colours)} colours")
print("\n".join(problems), file=sys.stderr)
sys.stdout.flush()
os._exit(1 if problems else 0)  # QGIS 3.22 may crash as it ends; the answer is already given
