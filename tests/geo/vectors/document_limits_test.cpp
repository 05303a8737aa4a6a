// SPDX-License-Identifier: Apache-2.0
// What is seen of a vector file before a library reads it.
#include "geo/vectors/document_limits.hpp"

#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include "geo/scratch_folder.hpp"
#include "geo/vectors/drawing_size.hpp"
#include "geo/vectors/vector_input.hpp"

namespace greisen::geo {
namespace {

class DocumentLimits : public testing::Test {
 protected:
  std::string outcome_of(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name, std::ios::binary) << text;
    return code_of([&] { check_document(folder_ / name); });
  }
  /// Elements of different names, as GML's driver makes fields of.
  static std::string elements(std::size_t count) {
    std::string text = "<?xml version=\"1.0\"?><!-- x --><gml:x>";
    for (std::size_t i = 1; i < count; ++i) text += "<f" + std::to_string(i) + " a=\"1\">1</f>\n";
    return text + "</gml:x>";
  }
  ScratchFolder folder_;
};

TEST_F(DocumentLimits, NamesOfElementsOfAGmlAreCountedWhateverItsName) {
  EXPECT_EQ(outcome_of("a.gml", elements(2000)), "no error");
  EXPECT_EQ(outcome_of("a.gml", elements(2001)), "E3115");
  EXPECT_EQ(outcome_of("a.xml", "\xEF\xBB\xBF\n" + elements(2001)), "E3115");
  EXPECT_EQ(outcome_of("a.csv", "id\n" + elements(2001)), "no error") << "no XML";
}

TEST_F(DocumentLimits, TheIndexOfAShapefileClaimsSoManyShapes) {
  EXPECT_EQ(outcome_of("a.shp", ""), "no error");
  const auto with_index = [&](std::uint64_t shapes) {
    std::ofstream(folder_ / "a.shx") << "";
    std::filesystem::resize_file(folder_ / "a.shx", 100 + 8 * shapes);
    return outcome_of("a.shp", "");
  };
  EXPECT_EQ(with_index(10'000'000), "no error");
  EXPECT_EQ(with_index(10'000'001), "E3204");
}

/// A drawing of blocks, each of ten times the one before in `cols` columns; what the first holds is two points.
std::string nested(int blocks, const std::string& cols = "1") {
  std::string text = "  0\r\nSECTION\r\n  2\r\nHEADER\r\n  0\r\nENDSEC\r\n  0\r\nSECTION\r\n  2\r\nBLOCKS\r\n";
  for (int k = 0; k < blocks; ++k) {
    text += "  0\r\nBLOCK\r\n  8\r\n0\r\n  2\r\nB" + std::to_string(k) + "\r\n";
    for (int i = 0; i < (k == 0 ? 2 : 10); ++i)
      text += k == 0 ? "  0\r\nPOINT\r\n 10\r\n1\r\n"
                     : "  0\r\nINSERT\r\n  2\r\nB" + std::to_string(k - 1) + "\r\n 70\r\n" + cols + "\r\n";
    text += "  0\r\nENDBLK\r\n";
  }
  return text + "  0\r\nENDSEC\r\n  0\r\nSECTION\r\n  2\r\nENTITIES\r\n  0\r\nINSERT\r\n  2\r\nB" +
         std::to_string(blocks - 1) + "\r\n  0\r\nENDSEC\r\n  0\r\nEOF\r\n";
}

TEST_F(DocumentLimits, BlocksOfADrawingAreCountedWhereverTheyAreDrawn) {
  const auto items = [&](const std::string& text) {
    std::ofstream(folder_ / "a.dxf") << text;
    return items_of_drawing(folder_ / "a.dxf");
  };
  EXPECT_EQ(items(nested(1)), 1 + 2);
  EXPECT_EQ(items(nested(3)), 1 + 10 + 10 * (10 + 10 * 2));
  EXPECT_EQ(items(nested(2, "30")), 1 + 10 + 30 * 10 * 2);
  EXPECT_EQ(items("0\nSECTION\n2\nBLOCKS\n0\nBLOCK\n2\nA\n0\nINSERT\n2\nA\n0\nENDBLK\n0\nENDSEC\n0\nSECTION\n2\n"
                  "ENTITIES\n0\nINSERT\n2\nA\n0\nENDSEC\n"),
            1 + 1)
      << "a block that holds itself";
  EXPECT_EQ(items("no drawing"), 0);
  EXPECT_EQ(outcome_of("a.dxf", nested(6)), "no error");
  EXPECT_EQ(outcome_of("a.dxf", nested(7)), "E3204") << "2 million points, and a million insertions";
}

}  // namespace
}  // namespace greisen::geo
