// SPDX-License-Identifier: Apache-2.0
#include "sample_data/inventory.hpp"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include "base/file.hpp"
#include "sample_data/noise.hpp"
#include "sample_data/sentinel2_product.hpp"

namespace greisen::sample {
namespace {

constexpr std::uint64_t kSeed = 0x1A7E;
constexpr double kErrorM = 20;     // standard deviation of a position, each way
constexpr double kAccuracyM = 50;  // that the inventory claims

class Inventory {
 public:
  explicit Inventory(const geo::PointTransform& to_lon_lat) : to_lon_lat_(to_lon_lat) {}

  void add(const std::string& name, std::string_view commodity, std::string_view type, const geo::Point& centre) {
    ++count_;
    const auto error = [&](std::int64_t way) {
      return std::clamp(kErrorM * pixel_noise(kSeed, count_, way), -kAccuracyM / 2, kAccuracyM / 2);
    };
    const geo::Point place = to_lon_lat_.apply({kWestMetres + centre.x + error(0), south_m() + centre.y + error(1)});
    text_ += fmt::format("K{:02},{},{},{},{:.5f},{:.5f},{}\n", count_, name, commodity, type, place.x, place.y,
                         static_cast<int>(kAccuracyM));
  }
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  const geo::PointTransform& to_lon_lat_;
  std::string text_ = "id,name,commodity,type,lon,lat,accuracy_m\n";
  int count_ = 0;
};

}  // namespace

void write_inventory(const std::string& path, const std::vector<Dyke>& dykes, const std::vector<Body>& bodies,
                     const geo::PointTransform& to_lon_lat) {
  Inventory inventory(to_lon_lat);
  for (std::size_t i = 0; i < dykes.size(); i += 2)
    if (!dykes[i].barren) inventory.add(dykes[i].name, "Li", "pegmatite", dykes[i].centre);
  for (std::size_t i = 0; i < bodies.size(); i += 2)
    inventory.add(bodies[i].name, bodies[i].kind == Cover::skarn ? "W" : "Sn-W", kind_word(bodies[i].kind),
                  bodies[i].centre);
  write_file_atomically(path, inventory.text());
}

}  // namespace greisen::sample
