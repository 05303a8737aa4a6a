// SPDX-License-Identifier: Apache-2.0
#include "filters/support/components.hpp"

#include <algorithm>
#include <cmath>

#include <Eigen/Eigenvalues>

#include "base/error.hpp"

namespace greisen::filters {
namespace {

constexpr double kTie = 1e-12;  ///< loadings nearer than this are equal, and the first one decides the sign

double sign_of(const Eigen::VectorXd& vector) {
  const double largest = vector.cwiseAbs().maxCoeff();
  for (Eigen::Index i = 0; i < vector.size(); ++i)
    if (std::abs(vector[i]) >= largest - kTie) return vector[i] < 0 ? -1 : 1;
  return 1;
}

}  // namespace

Components principal_components(std::span<const double> matrix, std::size_t bands) {
  const auto size = static_cast<Eigen::Index>(bands);
  const Eigen::Map<const Eigen::MatrixXd> symmetric(matrix.data(), size, size);
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(symmetric);
  if (solver.info() != Eigen::Success)
    throw Error({"E4212",
                 "the components of a matrix of " + std::to_string(bands) + " bands were not found",
                 {},
                 "look at the bands' percentiles for values without meaning"});
  const double noise = 1e-10 * std::abs(symmetric.trace());
  Components found;
  for (Eigen::Index k = size - 1; k >= 0; --k) {
    const double value = solver.eigenvalues()[k];
    found.values.push_back(value < 0 && value > -noise ? 0 : value);
    const Eigen::VectorXd vector = solver.eigenvectors().col(k);
    const double sign = sign_of(vector);
    for (Eigen::Index i = 0; i < size; ++i) found.loadings.push_back(sign * vector[i]);
  }
  return found;
}

}  // namespace greisen::filters
