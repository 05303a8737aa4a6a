// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "pipeline/products/product.hpp"

namespace greisen {

/// Finds, filters and ranks the targets of all models, and writes them: targets.gpkg and its like.
Product targets_product();

}  // namespace greisen
