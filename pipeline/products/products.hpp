// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "pipeline/products/product.hpp"

namespace greisen {

/// All products, in the order in which they are written.
std::span<const Product> products();

/// All files that the survey's products have, in their order.
std::vector<ProductFile> product_files(const LoadedSurvey& loaded);

}  // namespace greisen
