// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "pipeline/products/product.hpp"

namespace greisen {

/// report.html, from the files that stand in the run's folder (outputs.report).
Product report_product();

}  // namespace greisen
