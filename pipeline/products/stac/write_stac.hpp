// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "pipeline/products/product.hpp"

namespace greisen {

/// The run as a STAC collection and item (outputs.stac).
Product stac_product();

}  // namespace greisen
