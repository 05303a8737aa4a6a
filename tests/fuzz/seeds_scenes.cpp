// SPDX-License-Identifier: Apache-2.0
#include <gdal_priv.h>

#include "fuzz/bundle.hpp"
#include "fuzz/seeds.hpp"
#include "support/graph_fixture.hpp"
#include "support/raster_file.hpp"
#include "support/safe_writer.hpp"

namespace greisen::fuzz {
namespace {

std::string stack(const std::string& name, const char* driver, int bands, const CPLStringList& options = {}) {
  const testing::TempFolder folder;
  test::RasterFile file{.cols = 8, .rows = 8, .pixel_m = 20, .driver = driver, .options = options};
  const char* const names[] = {"B02", "B04", "B11"};
  for (int band = 0; band < bands; ++band) {
    std::vector<double> values;
    for (int pixel = 0; pixel < 64; ++pixel) values.push_back(1000 + 100 * band + pixel);
    file.values.push_back(values);
    file.names.emplace_back(names[band]);
  }
  test::write_raster(folder.file(name), file);
  Bundle bundle = bundle_of(folder.path().string());
  for (Member& member : bundle)
    if (member.name == name) std::swap(member, bundle.front());
  return bundle_text(bundle);
}

/// A SAFE folder as it is, in a zip and in a tar.
std::vector<std::string> safe() {
  const testing::TempFolder folder;
  test::SafeProduct product;
  product.cells = 2;
  product.folders = {"R60m"};
  test::write_safe(folder.path(), product);
  const Bundle files = bundle_of(folder.path().string());
  std::vector<std::string> seeds = {bundle_text(files)};
  for (const char* const archive : {"scene.zip!/", "scene.tar!/"}) {
    Bundle packed = files;
    for (Member& member : packed) member.name.insert(0, archive);
    seeds.push_back(bundle_text(packed));
  }
  return seeds;
}

constexpr const char* kVrt =
    "<VRTDataset rasterXSize=\"8\" rasterYSize=\"8\"><SRS>EPSG:32629</SRS><GeoTransform>600000,20,0,4500000,0,-20"
    "</GeoTransform><VRTRasterBand dataType=\"UInt16\" band=\"1\"><Description>B04</Description><SimpleSource>"
    "<SourceFilename relativeToVRT=\"1\">stack.tif</SourceFilename><SourceBand>1</SourceBand></SimpleSource>"
    "</VRTRasterBand></VRTDataset>";
constexpr const char* kItem =
    "{\"type\":\"Feature\",\"stac_version\":\"1.0.0\",\"id\":\"S2A_29TPF_20230714_0_L2A\",\"collection\":"
    "\"sentinel-2-l2a\",\"properties\":{\"datetime\":\"2023-07-14T11:21:21Z\",\"platform\":\"sentinel-2a\","
    "\"s2:processing_baseline\":\"05.09\"},\"assets\":{\"red\":{\"href\":\"./stack.tif\",\"eo:bands\":[{\"name\":"
    "\"red\",\"common_name\":\"red\"}],\"raster:bands\":[{\"scale\":0.0001,\"offset\":-0.1}]}}}";
constexpr const char* kLandsat =
    "GROUP = LANDSAT_METADATA_FILE\n GROUP = IMAGE_ATTRIBUTES\n  SPACECRAFT_ID = \"LANDSAT_8\"\n"
    "  DATE_ACQUIRED = 2023-07-14\n  SCENE_CENTER_TIME = \"11:02:03.1Z\"\n  SUN_ELEVATION = 60.5\n"
    "  SUN_AZIMUTH = 130.2\n END_GROUP = IMAGE_ATTRIBUTES\n GROUP = LEVEL2_SURFACE_REFLECTANCE_PARAMETERS\n"
    "  REFLECTANCE_MULT_BAND_4 = 2.75e-05\n  REFLECTANCE_ADD_BAND_4 = -0.2\n"
    " END_GROUP = LEVEL2_SURFACE_REFLECTANCE_PARAMETERS\nEND_GROUP = LANDSAT_METADATA_FILE\nEND\n";

}  // namespace

std::vector<std::string> scene_seeds() {
  GDALAllRegister();
  std::vector<std::string> seeds = safe();
  const std::string tiff = parse_bundle(stack("stack.tif", "GTiff", 1)).front().bytes;
  seeds.push_back(stack("stack.tif", "GTiff", 3));
  CPLStringList tiled;
  tiled.SetNameValue("TILED", "YES");
  tiled.SetNameValue("BLOCKXSIZE", "16");
  tiled.SetNameValue("BLOCKYSIZE", "16");
  tiled.SetNameValue("COMPRESS", "DEFLATE");
  seeds.push_back(stack("S2A_20230714_B04.tif", "GTiff", 1, tiled));
  seeds.push_back(stack("cube.img", "ENVI", 3));
  seeds.push_back(stack("image.img", "HFA", 2));
  seeds.push_back(bundle_text({{"scene.vrt", kVrt}, {"stack.tif", tiff}}));
  seeds.push_back(bundle_text({{"item.json", kItem}, {"stack.tif", tiff}}));
  const std::string landsat = "LC08_L2SP_204031_20230714_20230720_02_T1";
  seeds.push_back(bundle_text({{landsat + "/" + landsat + "_MTL.txt", kLandsat},
                               {landsat + "/" + landsat + "_SR_B4.TIF", tiff},
                               {landsat + "/" + landsat + "_QA_PIXEL.TIF", tiff}}));
  return seeds;
}

}  // namespace greisen::fuzz
