// SPDX-License-Identifier: Apache-2.0
#include "pipeline/products/products.hpp"

#include <array>

#include "pipeline/products/maps/write_maps.hpp"
#include "pipeline/products/report/write_report.hpp"
#include "pipeline/products/sheet/write_sheet.hpp"
#include "pipeline/products/stac/write_stac.hpp"
#include "pipeline/products/targets/write_targets.hpp"

namespace greisen {

std::span<const Product> products() {
  static const std::array rows = {maps_product(), targets_product(), report_product(), sheet_product(), stac_product()};
  return rows;
}

std::vector<ProductFile> product_files(const LoadedSurvey& loaded) {
  std::vector<ProductFile> all;
  for (const Product& product : products())
    for (ProductFile& file : product.files(loaded)) all.push_back(std::move(file));
  return all;
}

double delivered_floats(const LoadedSurvey& loaded) {
  const Graph& graph = *loaded.graph.graph;
  double values = 0;
  for (const Sink& sink : graph.sinks())
    values += static_cast<double>(graph.grid().window().pixels()) * static_cast<double>(sink.ports.size());
  return values;
}

}  // namespace greisen
