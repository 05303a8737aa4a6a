// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "geo/gdal/xml.hpp"

namespace greisen::scene {

/// What MTD_MSIL2A.xml or MTD_MSIL1C.xml says.
struct Sentinel2Product {
  std::string name;                 ///< PRODUCT_URI
  std::string level;                ///< "L2A", "L1C"
  std::string platform;             ///< "S2A"
  std::string baseline;             ///< "05.09"
  std::string doi;                  ///< PRODUCT_DOI
  std::string start_time;           ///< "2023-06-25T23:46:21.024Z"
  double quantification = 0;        ///< reflectance = (DN + offset) / quantification
  std::map<int, double> offset_dn;  ///< by band_id; empty: the product has no offsets
  std::string offset_element;       ///< "BOA_ADD_OFFSET" or "RADIO_ADD_OFFSET"
  std::optional<double> cloud_percent;
  std::vector<std::string> images;  ///< relative to the product, with ending; all stay inside it
};

/// E3105 where a needed value is missing, no number, doubled or out of range; E3106 for an image path that leaves the
/// product. `file` is for messages.
Sentinel2Product sentinel2_product(const geo::XmlElement& root, const std::string& file);

/// What MTD_TL.xml says.
struct Sentinel2Tile {
  std::string sensing_time;
  std::optional<double> sun_zenith_deg;
  std::optional<double> sun_azimuth_deg;
};
Sentinel2Tile sentinel2_tile(const geo::XmlElement& root);

/// What a product's or a granule's folder name says; empty where it does not.
struct Sentinel2Name {
  std::string platform;  ///< "S2A"
  std::string level;     ///< "L2A"
  std::string date;      ///< "2021-08-02"
  std::string time;      ///< "11:21:21"
  std::string baseline;  ///< "03.01", of "_N0301_"
  std::string tile;      ///< "T29TPF"
};
Sentinel2Name sentinel2_name(const std::string& name);

/// Baseline 04.00 and later have offsets.
bool expects_offset(const std::string& baseline);

/// "20210802T112121" as date and time; false where it is none.
bool read_stamp(const std::string& stamp, std::string& date, std::string& time);

/// "-1000 DN for all bands", or band by band.
std::string offsets_text(const Sentinel2Product& product);

}  // namespace greisen::scene
