// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "catalogue/reasons.hpp"

namespace greisen {

/// One band as users and formulas call it.
struct Band {
  std::string name;                  ///< "B04", as the product names it
  std::vector<std::string> aliases;  ///< further names and roles it answers to: "B4", "nir_narrow"
  std::string role;                  ///< "red", "swir1", "tir13"; unique within the sensor, empty for none
  double centre_nm = 0;
  double width_nm = 0;                  ///< full width at half maximum
  double pixel_m = 0;                   ///< nominal
  bool thermal = false;                 ///< measures emitted radiance (W m-2 sr-1 um-1) instead of reflectance
  std::optional<int> metadata_id = {};  ///< number of the band in the product's metadata (Sentinel-2 band_id)
};

/// What class values, a bit, or a field of bits of a quality layer mean.
struct QualityCode {
  int code = 0;  ///< class value, or bit number where the layer is of bits
  std::string name;
  Reason reason = Reason::none;  ///< none: the pixel is kept
  std::optional<int> to = {};    ///< classes: the last of a range of values that begins with `code`
  std::optional<int> of = {};    ///< bits: the value of the field of two bits that begins with bit `code`

  [[nodiscard]] bool matches(std::uint32_t value, bool bits) const;
};

/// A quality layer of the product: Sentinel-2 SCL (classes), Landsat QA_PIXEL (bits).
struct QualityLayer {
  std::string name;
  bool bits = false;  ///< codes are bit numbers; otherwise class values
  double pixel_m = 0;
  std::vector<QualityCode> codes;

  /// All reasons of a pixel of this layer, or-ed.
  [[nodiscard]] std::uint16_t reasons(std::uint32_t value) const;
};

enum class SensorKind { multispectral, hyperspectral };

/// A wavelength range in nm.
struct NmRange {
  double from_nm = 0;
  double to_nm = 0;
};

/// Data about an instrument; nothing of a particular scene.
struct Sensor {
  std::string id;              ///< "sentinel2"
  std::string name;            ///< "Sentinel-2 MSI"
  double cloud_buffer_m = 60;  ///< by which clouds and their shadows grow where the survey does not say
  std::string family;          ///< sensors that share formulas: "landsat" for landsat89 and landsat57; else the id
  SensorKind kind = SensorKind::multispectral;
  std::vector<Band> bands;
  double scale = 1;  ///< reflectance = DN * scale + offset, where the product's metadata says nothing
  double offset = 0;
  std::optional<double> nodata_dn;
  std::optional<double> saturated_dn;
  std::vector<QualityLayer> quality;
  std::vector<NmRange> blind;  ///< spectrometers: atmospheric gaps, no band there is used
  std::string scaling;         ///< scales and offsets its products come with, in plain words, for who must state one
  std::string source;
  std::vector<std::string> doubts;  ///< statements from memory, in plain words

  [[nodiscard]] bool contiguous() const { return kind == SensorKind::hyperspectral; }
  /// Index of the band a token means: name, alias, role, or wavelength token "r1610"; without regard to case.
  [[nodiscard]] std::optional<int> find(std::string_view token) const;
  /// Index of the band nearest to a wavelength. A multispectral band must cover it (within half its width, or 15 nm);
  /// a spectrometer's must lie within max(its width, 10 nm), outside the blind ranges.
  [[nodiscard]] std::optional<int> nearest(double nm) const;
  /// Why `token` is not there, in a sentence: "Sentinel-2 MSI has no band near 2167 nm (swir5)".
  [[nodiscard]] std::string why_missing(std::string_view token) const;
};

/// How to state what digital numbers of the sensor mean: keys of a survey, options of the command line, usual values.
std::string scale_advice(const Sensor& sensor);

/// What a band is for, whatever the sensor calls it; the vocabulary of formulas that serve several sensors.
struct Role {
  std::string_view name;
  double nm = 0;  ///< nominal; a spectrometer serves the role with its nearest band
  std::string_view text;
};
std::span<const Role> roles();

/// The wavelength of a token "r1610" / "R2138" (digits: nm), if it is one.
std::optional<double> wavelength_of(std::string_view token);

/// A spectrometer with other bands, called "b1", "b2" … in this order. Widths may be empty.
Sensor with_wavelengths(const Sensor& base, std::span<const double> centres_nm, std::span<const double> widths_nm);

}  // namespace greisen
