// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "pipeline/products/product.hpp"

namespace greisen {

/// The map sheet as PDF, PNG and SVG (outputs.sheet).
Product sheet_product();

}  // namespace greisen
