// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include <cpl_vsi.h>
#include <gdal_priv.h>
#include <ogr_spatialref.h>

namespace greisen::test {

/// A small Sentinel-2 product with real names, metadata and lossless JPEG 2000 images.
struct SafeProduct {
  std::string platform = "S2A";
  std::string level = "L2A";
  std::string baseline = "05.09";
  std::string stamp = "20230823T112121";
  std::string tile = "T29TPF";
  std::optional<double> offset_dn = -1000;  ///< none: no offset element, DN without offset
  std::map<int, double> offset_of = {};     ///< by band_id, instead of offset_dn
  bool offset_removed = false;              ///< the metadata list it, the DN no longer have it
  std::string offset_attribute = "band_id";
  double quantification = 10000;
  int cells = 12;                                            ///< of 60 m along a side
  std::set<std::string> folders = {"R10m", "R20m", "R60m"};  ///< those that are written; the metadata lists all
  std::set<std::string> left_out = {};                       ///< file names that are listed and not written
  std::set<std::string> half_size = {};                      ///< file names written with half the rows and columns
  bool metadata = true;
  std::string image_prefix = "";  ///< put before the listed image paths, to attack
  /// Reflectance at metres east and south of the corner; a value of -1 gives DN 0, 9 gives DN 65535.
  std::function<double(int band_id, double east_m, double south_m)> reflectance = [](int band_id, double east_m,
                                                                                     double south_m) {
    return 0.05 + 0.02 * band_id + 1e-4 * std::floor((east_m + 2 * south_m) / 60);
  };
  std::function<int(double east_m, double south_m)> scl = [](double, double) { return 5; };
  std::function<int(double east_m, double south_m)> cloud_percent = {};  ///< none: no MSK_CLDPRB
  std::vector<std::function<int(double, double)>> classes = {};          ///< of MSK_CLASSI: opaque, cirrus, snow
};

inline const std::vector<std::string>& safe_bands() {
  static const std::vector<std::string> bands = {"B01", "B02", "B03", "B04", "B05", "B06", "B07",
                                                 "B08", "B8A", "B09", "B10", "B11", "B12"};
  return bands;
}

class SafeWriter {
 public:
  explicit SafeWriter(SafeProduct product) : product_(std::move(product)) { GDALAllRegister(); }

  /// Below `folder`; returns the SAFE folder.
  std::string write(const std::filesystem::path& folder) {
    const std::string digits = product_.baseline.substr(0, 2) + product_.baseline.substr(3, 2);
    name_ = product_.platform + "_MSI" + product_.level + "_" + product_.stamp + "_N" + digits + "_R037_" +
            product_.tile + "_20240101T000000.SAFE";
    root_ = folder / name_;
    granule_ = "GRANULE/" + product_.level + "_" + product_.tile + "_A031930_" + product_.stamp;
    std::filesystem::create_directories(root_ / granule_ / "IMG_DATA");
    product_.level == "L2A" ? write_l2a() : write_l1c();
    if (product_.cloud_percent) mask("MSK_CLDPRB_20m.jp2", 20, {product_.cloud_percent});
    if (!product_.classes.empty()) mask("MSK_CLASSI_B00.jp2", 60, product_.classes);
    put(root_ / granule_ / "MTD_TL.xml", tile_metadata());
    if (product_.metadata) put(root_ / ("MTD_MSI" + product_.level + ".xml"), product_metadata());
    return root_.string();
  }

 private:
  void write_l2a() {
    const std::map<int, std::vector<std::string>> layout = {
        {10, {"B02", "B03", "B04", "B08", "TCI"}},
        {20, {"B01", "B02", "B03", "B04", "B05", "B06", "B07", "B8A", "B11", "B12", "SCL", "AOT"}},
        {60, {"B01", "B02", "B03", "B04", "B05", "B06", "B07", "B8A", "B09", "B11", "B12", "SCL"}}};
    for (const auto& [pixel_m, bands] : layout) {
      const std::string folder = "R" + std::to_string(pixel_m) + "m";
      for (const std::string& band : bands) {
        const std::string file =
            product_.tile + "_" + product_.stamp + "_" + band + "_" + std::to_string(pixel_m) + "m";
        image(granule_ + "/IMG_DATA/" + folder + "/" + file, band, pixel_m, product_.folders.contains(folder));
      }
    }
  }

  void write_l1c() {
    for (const std::string& band : safe_bands()) {
      const int pixel_m = band == "B02" || band == "B03" || band == "B04" || band == "B08" ? 10
                          : band == "B01" || band == "B09" || band == "B10"                ? 60
                                                                                           : 20;
      image(granule_ + "/IMG_DATA/" + product_.tile + "_" + product_.stamp + "_" + band, band, pixel_m, true);
    }
  }

  void image(const std::string& path, const std::string& band, int pixel_m, bool written) {
    images_.push_back(product_.image_prefix + path);
    const std::string file = path.substr(path.rfind('/') + 1) + ".jp2";
    if (!written || product_.left_out.contains(file)) return;
    std::filesystem::create_directories((root_ / path).parent_path());
    const int size = product_.cells * 60 / pixel_m / (product_.half_size.contains(file) ? 2 : 1);
    std::vector<std::uint16_t> dn;
    for (int row = 0; row < size; ++row) {
      for (int col = 0; col < size; ++col) dn.push_back(dn_of(band, (col + 0.5) * pixel_m, (row + 0.5) * pixel_m));
    }
    write_jp2((root_ / (path + ".jp2")).string(), size, pixel_m, band == "SCL" ? GDT_Byte : GDT_UInt16, dn);
  }

  [[nodiscard]] double offset_of(int band_id) const {
    const auto own = product_.offset_of.find(band_id);
    return own != product_.offset_of.end() ? own->second : product_.offset_dn.value_or(0);
  }

  [[nodiscard]] std::uint16_t dn_of(const std::string& band, double east_m, double south_m) const {
    if (band == "SCL") return static_cast<std::uint16_t>(product_.scl(east_m, south_m));
    int band_id = 0;
    while (band_id < 12 && safe_bands()[static_cast<std::size_t>(band_id)] != band) ++band_id;
    const double reflectance = product_.reflectance(band_id, east_m, south_m);
    if (reflectance == -1) return 0;
    if (reflectance == 9) return 65535;
    const double offset = product_.offset_removed ? 0 : offset_of(band_id);
    return static_cast<std::uint16_t>(std::lround(reflectance * product_.quantification - offset));
  }

  /// QI_DATA: one plane for each function, of whole percent or 0 and 1.
  void mask(const std::string& name, int pixel_m, const std::vector<std::function<int(double, double)>>& planes) {
    const std::filesystem::path folder = root_ / granule_ / "QI_DATA";
    std::filesystem::create_directories(folder);
    const int size = product_.cells * 60 / pixel_m;
    std::vector<std::uint16_t> dn;
    for (const auto& plane : planes)
      for (int row = 0; row < size; ++row)
        for (int col = 0; col < size; ++col)
          dn.push_back(static_cast<std::uint16_t>(plane((col + 0.5) * pixel_m, (row + 0.5) * pixel_m)));
    write_jp2((folder / name).string(), size, pixel_m, GDT_Byte, dn);
  }

  static void write_jp2(const std::string& path, int size, int pixel_m, GDALDataType type,
                        std::vector<std::uint16_t>& dn) {
    GDALDriver* const memory = GetGDALDriverManager()->GetDriverByName("MEM");
    GDALDriver* const jp2 = GetGDALDriverManager()->GetDriverByName("JP2OpenJPEG");
    if (memory == nullptr || jp2 == nullptr) throw std::runtime_error("GDAL lacks JP2OpenJPEG");
    const int bands = static_cast<int>(dn.size()) / (size * size);
    const std::unique_ptr<GDALDataset> image(memory->Create("", size, size, bands, type, nullptr));
    double transform[6] = {600000, static_cast<double>(pixel_m), 0, 4600020, 0, -static_cast<double>(pixel_m)};
    image->SetGeoTransform(transform);
    OGRSpatialReference utm;
    utm.importFromEPSG(32629);
    image->SetSpatialRef(&utm);
    if (image->RasterIO(GF_Write, 0, 0, size, size, dn.data(), size, size, GDT_UInt16, bands, nullptr, 0, 0, 0,
                        nullptr) != CE_None) {
      throw std::runtime_error("cannot fill " + path);
    }
    const char* options[] = {"QUALITY=100", "REVERSIBLE=YES", "BLOCKXSIZE=64", "BLOCKYSIZE=64", nullptr};
    const std::unique_ptr<GDALDataset> file(
        jp2->CreateCopy(path.c_str(), image.get(), FALSE, const_cast<char**>(options), nullptr, nullptr));
    if (!file) throw std::runtime_error("cannot write " + path);
  }

  [[nodiscard]] std::string offsets() const {
    if (!product_.offset_dn && product_.offset_of.empty()) return "";
    const bool l2a = product_.level == "L2A";
    const std::string element = l2a ? "BOA_ADD_OFFSET" : "RADIO_ADD_OFFSET";
    const std::string list = l2a ? "BOA_ADD_OFFSET_VALUES_LIST" : "Radiometric_Offset_List";
    std::string text = "<" + list + ">";
    for (int id = 0; id <= 12; ++id) {
      if (!product_.offset_dn && !product_.offset_of.contains(id)) continue;
      text += "<" + element + " " + product_.offset_attribute + "=\"" + std::to_string(id) + "\">" +
              std::to_string(std::lround(offset_of(id))) + "</" + element + ">";
    }
    return text + "</" + list + ">";
  }

  [[nodiscard]] std::string product_metadata() const {
    const bool l2a = product_.level == "L2A";
    const std::string level = l2a ? "2A" : "1C";
    const std::string root = "n1:Level-" + level + "_User_Product";
    const std::string quant = std::to_string(std::lround(product_.quantification));
    std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<" + root +
                       " xmlns:n1=\"https://psd-14.sentinel2.eo.esa.int/PSD/User_Product_Level-" + level +
                       ".xsd\">\n<n1:General_Info><Product_Info>\n";
    text += "<PRODUCT_START_TIME>" + iso_time() + "</PRODUCT_START_TIME><PRODUCT_URI>" + name_ + "</PRODUCT_URI>";
    text += "<PROCESSING_BASELINE>" + product_.baseline + "</PROCESSING_BASELINE>";
    text += "<Datatake><SPACECRAFT_NAME>Sentinel-2" + product_.platform.substr(2) + "</SPACECRAFT_NAME></Datatake>\n";
    text += "<Product_Organisation><Granule_List><Granule imageFormat=\"JPEG2000\">\n";
    for (const std::string& path : images_) text += "<IMAGE_FILE>" + path + "</IMAGE_FILE>\n";
    text += "</Granule></Granule_List></Product_Organisation></Product_Info>\n<Product_Image_Characteristics>";
    text += l2a ? "<QUANTIFICATION_VALUES_LIST><BOA_QUANTIFICATION_VALUE unit=\"none\">" + quant +
                      "</BOA_QUANTIFICATION_VALUE></QUANTIFICATION_VALUES_LIST>"
                : "<QUANTIFICATION_VALUE unit=\"none\">" + quant + "</QUANTIFICATION_VALUE>";
    text += offsets() +
            "\n<Spectral_Information_List><Spectral_Information bandId=\"0\" "
            "physicalBand=\"B1\"/></Spectral_Information_List>";
    text +=
        "</Product_Image_Characteristics></"
        "n1:General_Info>\n<n1:Quality_Indicators_Info><Cloud_Coverage_Assessment>12.5</Cloud_Coverage_Assessment></"
        "n1:Quality_Indicators_Info>\n";
    return text + "</" + root + ">\n";
  }

  [[nodiscard]] std::string iso_time() const {
    const std::string& s = product_.stamp;
    return s.substr(0, 4) + "-" + s.substr(4, 2) + "-" + s.substr(6, 2) + "T" + s.substr(9, 2) + ":" + s.substr(11, 2) +
           ":" + s.substr(13, 2) + ".024Z";
  }

  [[nodiscard]] static std::string tile_metadata() {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<n1:Level-2A_Tile_ID "
           "xmlns:n1=\"u\"><n1:General_Info/><n1:Geometric_Info><Tile_Angles><Mean_Sun_Angle>"
           "<ZENITH_ANGLE unit=\"deg\">38.417</ZENITH_ANGLE><AZIMUTH_ANGLE "
           "unit=\"deg\">143.301</AZIMUTH_ANGLE></Mean_Sun_Angle></Tile_Angles></n1:Geometric_Info></"
           "n1:Level-2A_Tile_ID>\n";
  }

  static void put(const std::filesystem::path& path, const std::string& text) {
    std::ofstream(path, std::ios::binary) << text;
  }

  SafeProduct product_;
  std::string name_;
  std::filesystem::path root_;
  std::string granule_;
  std::vector<std::string> images_;
};

inline std::string write_safe(const std::filesystem::path& folder, SafeProduct product = {}) {
  return SafeWriter(std::move(product)).write(folder);
}

/// Packs a folder, with its own name at the top, into a zip.
inline void zip_folder(const std::filesystem::path& folder, const std::string& zip) {
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream in(entry.path(), std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    const std::string inside = std::filesystem::relative(entry.path(), folder.parent_path()).string();
    VSILFILE* const out = VSIFOpenL(("/vsizip/" + zip + "/" + inside).c_str(), "wb");
    if (out == nullptr || VSIFWriteL(bytes.data(), 1, bytes.size(), out) != bytes.size())
      throw std::runtime_error("cannot zip");
    VSIFCloseL(out);
  }
}

}  // namespace greisen::test
