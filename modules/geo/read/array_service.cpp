// SPDX-License-Identifier: Apache-2.0
#include "geo/read/array_service.hpp"

#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include <cpl_conv.h>

#include "base/error.hpp"
#include "base/file_state.hpp"
#include "base/text.hpp"
#include "geo/gdal/gdal_failures.hpp"
#include "geo/gdal/network.hpp"
#include "geo/gdal/open_input.hpp"
#include "geo/read/array_file.hpp"
#include "geo/read/array_handles.hpp"

namespace greisen::geo {

std::mutex& arrays_guard() {
  static std::mutex guard;
  return guard;
}

DatasetPtr open_arrays(const std::string& path) {
  name_hosts(path);  // the program that asks has held it against its own list
  return DatasetPtr(GDALDataset::ToHandle(open_input(path, Purpose::arrays).release()));
}

std::vector<std::uint64_t> shape_of(GDALMDArrayH array) {
  std::size_t count = 0;
  GDALDimensionH* dimensions = GDALMDArrayGetDimensions(array, &count);
  std::vector<std::uint64_t> shape;
  for (std::size_t i = 0; i < count; ++i) shape.push_back(GDALDimensionGetSize(dimensions[i]));
  GDALReleaseDimensions(dimensions, count);
  return shape;
}

namespace {

/// What is asked of a file mostly comes together.
class Arrays {
 public:
  explicit Arrays(std::string path) : path_(std::move(path)), state_(file_state(path_)) {
    const GdalFailures failures;
    dataset_ = open_arrays(path_);
    if (!dataset_)
      throw Error({"E3011",
                   "'" + printable(path_) + "' does not open as a file of arrays: " + failures.text(),
                   {path_, 0, 0, {}},
                   "check that the file is whole; download it again"});
  }
  [[nodiscard]] bool is(const std::string& path) const { return path == path_ && state_ == file_state(path); }

  void text(const std::string& name, WireWriter& to) const {
    const AttributePtr found = attribute(name);
    const char* const text = found ? GDALAttributeReadAsString(found.get()) : nullptr;
    to.put(text != nullptr);
    to.text(text == nullptr ? "" : text);
  }

  void numbers(const std::string& name, WireWriter& to) const {
    const AttributePtr found = attribute(name);
    std::size_t count = 0;
    const std::unique_ptr<double, decltype(&CPLFree)> numbers(
        found ? GDALAttributeReadAsDoubleArray(found.get(), &count) : nullptr, CPLFree);
    if (!numbers) count = 0;
    to.put(static_cast<std::uint64_t>(count));
    for (std::size_t i = 0; i < count; ++i) to.put(numbers.get()[i]);
  }

  void shape(const std::string& name, WireWriter& to) const {
    const ArrayPtr found = array(name);
    const std::vector<std::uint64_t> shape = found ? shape_of(found.get()) : std::vector<std::uint64_t>();
    to.put(static_cast<std::uint64_t>(shape.size()));
    for (const std::uint64_t size : shape) to.put(size);
  }

  void values(const std::string& name, WireWriter& to) const {
    const ArrayPtr found = array(name);
    if (!found) return to.put(std::uint64_t{0});
    const std::vector<std::uint64_t> shape = shape_of(found.get());
    const std::uint64_t count = GDALMDArrayGetTotalElementsCount(found.get());
    if (count > ArrayFile::kMaxValues) throw too_long(name);
    std::vector<double> values(static_cast<std::size_t>(count));
    const std::vector<GUInt64> starts(shape.size(), 0);
    const std::vector<std::size_t> counts(shape.begin(), shape.end());
    const DataTypePtr type(GDALExtendedDataTypeCreate(GDT_Float64));
    const GdalFailures failures;
    if (GDALMDArrayRead(found.get(), starts.data(), counts.data(), nullptr, nullptr, type.get(), values.data(),
                        values.data(), values.size() * sizeof(double)) == FALSE)
      throw Error({"E3012",
                   "the array '" + printable(name) + "' cannot be read: " + failures.text(),
                   {path_, 0, 0, {}},
                   "the file is damaged or its download incomplete: fetch it again"});
    to.put(count);
    for (const double value : values) to.put(value);
  }

 private:
  [[nodiscard]] Error too_long(const std::string& name) const {
    return Error({"E3109",
                  "'" + printable(name) + "' holds more than " + std::to_string(ArrayFile::kMaxValues) + " values",
                  {path_, 0, 0, {}},
                  "this is no product of the agency; download it again"});
  }
  [[nodiscard]] ArrayPtr array(const std::string& name) const {
    const GroupPtr root(GDALDatasetGetRootGroup(dataset_.get()));
    return ArrayPtr(root ? GDALGroupOpenMDArrayFromFullname(root.get(), name.c_str(), nullptr) : nullptr);
  }
  [[nodiscard]] AttributePtr attribute(const std::string& name) const {
    const GroupPtr root(GDALDatasetGetRootGroup(dataset_.get()));
    AttributePtr found(root ? GDALGroupGetAttribute(root.get(), name.c_str()) : nullptr);
    if (found && GDALAttributeGetTotalElementsCount(found.get()) > ArrayFile::kMaxValues) throw too_long(name);
    return found;
  }

  std::string path_;
  std::string state_;
  DatasetPtr dataset_;
};

}  // namespace

std::string serve_arrays(WireReader& asked) {
  const std::string path = asked.text();
  const auto asks = static_cast<ArrayAsks>(asked.get<char>());
  const std::string name = asked.text();
  const std::scoped_lock lock(arrays_guard());
  static std::unique_ptr<Arrays> last;
  if (!last || !last->is(path)) {
    last.reset();
    last = std::make_unique<Arrays>(path);
  }
  const GdalFailures quiet;
  WireWriter answer;
  switch (asks) {
    case ArrayAsks::open:
      break;
    case ArrayAsks::text:
      last->text(name, answer);
      break;
    case ArrayAsks::numbers:
      last->numbers(name, answer);
      break;
    case ArrayAsks::shape:
      last->shape(name, answer);
      break;
    case ArrayAsks::values:
      last->values(name, answer);
      break;
  }
  return answer.take();
}

}  // namespace greisen::geo
