// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <mfhdf.h>

namespace greisen::test {

/// A data set of a swath: one plane of unsigned numbers.
struct SwathField {
  std::string name;  ///< "ImageData3N"
  int rows = 0;
  int cols = 0;
  std::vector<std::uint16_t> values;
  bool bytes = true;  ///< 8 bits, else 16
};

namespace detail {

/// The tabs matter: the library looks for them.
inline std::string field_text(const SwathField& field, int number, const std::string& swath) {
  const std::string id = "DataField_" + std::to_string(number) + "\n";
  return "\t\t\tOBJECT=" + id + "\t\t\t\tDataFieldName=\"" + field.name + "\"\n\t\t\t\tDataType=DFNT_" +
         (field.bytes ? "UINT8" : "UINT16") + "\n\t\t\t\tDimList=(\"Line" + swath + "\",\"Pixel" + swath +
         "\")\n\t\t\tEND_OBJECT=" + id;
}

inline std::string dimension_text(const std::string& name, int size, int number) {
  const std::string id = "Dimension_" + std::to_string(number) + "\n";
  return "\t\t\tOBJECT=" + id + "\t\t\t\tDimensionName=\"" + name + "\"\n\t\t\t\tSize=" + std::to_string(size) +
         "\n\t\t\tEND_OBJECT=" + id;
}

inline std::string group(int tabs, const std::string& name, const std::string& inside) {
  const std::string indent(static_cast<std::size_t>(tabs), '\t');
  return indent + "GROUP=" + name + "\n" + inside + indent + "END_GROUP=" + name + "\n";
}

/// The ODL text by which HDF-EOS knows its swaths.
inline std::string structure(const std::map<std::string, std::vector<SwathField>>& swaths) {
  std::string all;
  int number = 0;
  for (const auto& [name, fields] : swaths) {
    std::string data;
    for (std::size_t i = 0; i < fields.size(); ++i) data += field_text(fields[i], static_cast<int>(i) + 1, name);
    const std::string dimensions =
        dimension_text("Line" + name, fields.front().rows, 1) + dimension_text("Pixel" + name, fields.front().cols, 2);
    all += group(1, "SWATH_" + std::to_string(++number),
                 "\t\tSwathName=\"" + name + "\"\n" + group(2, "Dimension", dimensions) + group(2, "DimensionMap", "") +
                     group(2, "IndexDimensionMap", "") + group(2, "GeoField", "") + group(2, "DataField", data) +
                     group(2, "MergedFields", ""));
  }
  return group(0, "SwathStructure", all) + group(0, "GridStructure", "") + group(0, "PointStructure", "") + "END\n";
}

inline void set_text(int32 file, const char* name, const std::string& text) {
  ASSERT_EQ(SDsetattr(file, name, DFNT_CHAR8, static_cast<int32>(text.size()), text.data()), SUCCEED);
}

inline int32 new_group(int32 file, const char* name, const char* kind) {
  const int32 made = Vattach(file, -1, "w");
  Vsetname(made, name);
  Vsetclass(made, kind);
  return made;
}

inline void write_field(int32 sets, int32 into, const std::string& swath, const SwathField& field) {
  int32 sizes[2] = {field.rows, field.cols};
  const int32 set = SDcreate(sets, field.name.c_str(), field.bytes ? DFNT_UINT8 : DFNT_UINT16, 2, sizes);
  ASSERT_NE(set, FAIL);
  SDsetdimname(SDgetdimid(set, 0), ("Line" + swath + ":" + swath).c_str());
  SDsetdimname(SDgetdimid(set, 1), ("Pixel" + swath + ":" + swath).c_str());
  int32 start[2] = {0, 0};
  std::vector<std::uint8_t> bytes(field.values.begin(), field.values.end());
  std::vector<std::uint16_t> words = field.values;
  void* const data = field.bytes ? static_cast<void*>(bytes.data()) : static_cast<void*>(words.data());
  ASSERT_EQ(SDwritedata(set, start, nullptr, sizes, data), SUCCEED);
  Vaddtagref(into, DFTAG_NDG, SDidtoref(set));
  SDendaccess(set);
}

}  // namespace detail

/// One OBJECT of the product metadata: `value` as ODL has it: "20030815" quoted, (140.5, 60.25).
inline std::string odl_object(const std::string& name, const std::string& value, const std::string& kind = "") {
  const std::string kind_line = kind.empty() ? "" : "CLASS = \"" + kind + "\"\n";
  return "OBJECT = " + name + "\n" + kind_line + "NUM_VAL = 1\nVALUE = " + value + "\nEND_OBJECT = " + name + "\n";
}

/// An HDF-EOS file of swaths with its product metadata (objects of odl_object), as NASA writes ASTER level 1T.
inline void write_hdf_eos(const std::string& path, const std::map<std::string, std::vector<SwathField>>& swaths,
                          const std::string& objects) {
  const int32 sets = SDstart(path.c_str(), DFACC_CREATE);
  ASSERT_NE(sets, FAIL) << path;
  const int32 file = Hopen(path.c_str(), DFACC_RDWR, 0);
  Vstart(file);
  detail::set_text(sets, "HDFEOSVersion", "HDFEOS_V2.19");
  detail::set_text(sets, "StructMetadata.0", detail::structure(swaths));
  detail::set_text(sets, "productmetadata.0",
                   "GROUP = ASTERGENERICMETADATA\n" + objects + "END_GROUP = ASTERGENERICMETADATA\nEND\n");
  for (const auto& [name, fields] : swaths) {
    const int32 swath = detail::new_group(file, name.c_str(), "SWATH");
    const int32 places = detail::new_group(file, "Geolocation Fields", "SWATH Vgroup");
    const int32 data = detail::new_group(file, "Data Fields", "SWATH Vgroup");
    const int32 attributes = detail::new_group(file, "Swath Attributes", "SWATH Vgroup");
    for (const int32 part : {places, data, attributes}) Vinsert(swath, part);
    for (const SwathField& field : fields) detail::write_field(sets, data, name, field);
    for (const int32 part : {places, data, attributes, swath}) Vdetach(part);
  }
  Vend(file);
  SDend(sets);
  Hclose(file);
}

}  // namespace greisen::test
