// SPDX-License-Identifier: Apache-2.0
#include "filters/support/components.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <Eigen/Eigenvalues>

#include "base/error.hpp"
#include "base/text.hpp"
#include "filters/support/covariance.hpp"

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

Param matrix_param(const char* text) {
  return {"matrix", ParamType::word, text, Value{std::string("covariance")}, {}, {}, {"covariance", "correlation"}};
}

bool by_correlation(const Request& request) { return request.text("matrix") == "correlation"; }

std::string input_names(const Request& request) {
  std::vector<std::string> names;
  for (const Layer& layer : request.inputs) names.push_back(layer.name);
  return join(names, ", ");
}

namespace {

constexpr double kLeastPixelsPerBand = 10;

void check(const std::string& step, const Request& request, const Covariance& found) {
  const std::size_t bands = request.inputs.size();
  if (found.pixels() < kLeastPixelsPerBand * static_cast<double>(bands))
    throw Error({"E4210",
                 step + ": " + std::to_string(static_cast<long long>(found.pixels())) + " pixels with all " +
                     std::to_string(bands) + " bands valid, at least " + std::to_string(10 * bands) + " are needed",
                 {},
                 "take a larger area, a laxer mask, or fewer bands"});
  std::vector<Problem> problems;
  for (std::size_t band = 0; band < bands; ++band)
    if (!(found.matrix()[band * bands + band] > 0))
      problems.push_back({"E4211",
                          step + ": the band '" + request.inputs[band].name + "' has the same value everywhere",
                          {},
                          "leave it out"});
  if (!problems.empty()) throw Error(std::move(problems));
}

}  // namespace

Learner components_learner(const char* step, const Request& request,
                           std::function<void(const Components&, Model&)> finish) {
  const std::size_t bands = request.inputs.size();
  return covariance_learner(
      bands, [bands, request, name = std::string(step), finish = std::move(finish)](const Covariance& found) {
        check(name, request, found);
        const Components components =
            principal_components(by_correlation(request) ? found.correlation() : found.matrix(), bands);
        Model model;
        model.values["pixels"] = {found.pixels()};
        model.values["mean"] = found.mean();
        model.values["std"] = found.deviation();
        model.values["covariance"] = found.matrix();
        model.values["eigenvalues"] = components.values;
        model.values["loadings"] = components.loadings;
        finish(components, model);
        return model;
      });
}

}  // namespace greisen::filters
