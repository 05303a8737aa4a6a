// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include <fmt/format.h>

#include "catalogue/catalogue_reading.hpp"

namespace greisen {

Spectrum read_spectrum(const YamlNode& node, EntryReader& reader) {
  Spectrum spectrum;
  spectrum.where = reader.where(node);
  spectrum.id = reader.id(node, true);
  spectrum.name = node.at("name").as_string();
  spectrum.sample = EntryReader::text(node, "sample");
  spectrum.source = node.at("source").as_string();
  spectrum.caveats = EntryReader::text(node, "caveats");
  if (node.has("points") == node.has("mixture")) {
    reader.fail("E2203", node, spectrum.id + " needs either points or a mixture");
    return spectrum;
  }
  if (const YamlNode* mixture = node.find("mixture")) {
    double sum = 0;
    for (const YamlEntry& part : mixture->entries) {
      spectrum.parts.emplace_back(part.key.text, part.value.as_double());
      sum += part.value.as_double();
    }
    if (std::abs(sum - 1) > 1e-9) reader.fail("E2203", *mixture, fmt::format("the fractions sum to {}, not 1", sum));
    return spectrum;
  }
  for (const YamlNode& point : node.at("points").as_list()) {
    const double nm = point.as_doubles()[0];
    const double reflectance = point.as_doubles()[1];
    if (!spectrum.nm.empty() && nm <= spectrum.nm.back()) reader.fail("E2203", point, "wavelengths must rise");
    if (!(nm >= 100 && nm <= 1e6))
      reader.fail("E2203", point, fmt::format("a wavelength of {} nm", nm), "write nm, not µm");
    if (!(reflectance >= -0.05 && reflectance <= 1.5)) {
      reader.fail("E2203", point, fmt::format("a reflectance of {}", reflectance), "write 0-1, not percent");
    }
    spectrum.nm.push_back(nm);
    spectrum.reflectance.push_back(reflectance);
  }
  return spectrum;
}

}  // namespace greisen
