// SPDX-License-Identifier: Apache-2.0
#include "geo/place/crs.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <memory>
#include <vector>

#include <cpl_conv.h>
#include <cpl_error.h>
#include <fmt/format.h>
#include <ogr_spatialref.h>
#include <proj.h>

#include "base/error.hpp"
#include "base/plain_file.hpp"
#include "base/text.hpp"
#include "geo/gdal/gdal_handles.hpp"
#include "geo/gdal/plain_files.hpp"

namespace greisen::geo {

namespace {

constexpr std::size_t kMaxCrsText = 64 * 1024;
constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr int kLikelyMatch = 50;  // percent, of PROJ's identification of a CRS without a code; is_same() then proves it

/// GDAL's messages go into the Error, not to the terminal.
class QuietErrors {
 public:
  QuietErrors() {
    CPLErrorReset();
    CPLPushErrorHandler(CPLQuietErrorHandler);
  }
  ~QuietErrors() { CPLPopErrorHandler(); }
  QuietErrors(const QuietErrors&) = delete;
  QuietErrors& operator=(const QuietErrors&) = delete;
};

struct ProjListFree {
  void operator()(PJ_OBJ_LIST* list) const { proj_list_destroy(list); }
};

bool is_number(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

/// Registered CRSs whose names are like `text`, as `EPSG:32719 (WGS 84 / UTM zone 19S)`; `exact`: codes only.
std::vector<std::string> crs_named_like(const std::string& text, bool exact) {
  const PjContextPtr context(proj_context_create());
  proj_log_level(context.get(), PJ_LOG_NONE);
  const PJ_TYPE types[] = {PJ_TYPE_GEOGRAPHIC_2D_CRS, PJ_TYPE_PROJECTED_CRS};
  const std::unique_ptr<PJ_OBJ_LIST, ProjListFree> found(
      proj_create_from_name(context.get(), nullptr, text.c_str(), types, 2, exact ? 0 : 1, 3, nullptr));
  std::vector<std::string> labels;
  for (int i = 0; found && i < proj_list_get_count(found.get()); ++i) {
    const PjPtr crs(proj_list_get(context.get(), found.get(), i));
    const char* authority = proj_get_id_auth_name(crs.get(), 0);
    const char* code = proj_get_id_code(crs.get(), 0);
    if (authority == nullptr || code == nullptr) continue;
    const std::string label = fmt::format("{}:{}", authority, code);
    labels.push_back(exact ? label : fmt::format("{} ({})", label, proj_get_name(crs.get())));
  }
  return labels;
}

std::string hint_for(const std::string& text) {
  if (is_number(text)) return fmt::format("write EPSG:{} if that code of the EPSG registry is meant", text);
  const auto alike = crs_named_like(text, false);
  if (!alike.empty()) return "did you mean " + greisen::join(alike, " or ") + "?";
  return "give EPSG:<code>, WKT, or a PROJ string such as \"+proj=utm +zone=29 +datum=WGS84\"; "
         "auto-utm is known where a grid is chosen";
}

bool import_text(const std::string& text, OGRSpatialReference& srs) {
  const char* const no_files[] = {"ALLOW_NETWORK_ACCESS=NO", "ALLOW_FILE_ACCESS=NO", nullptr};
  if (srs.SetFromUserInput(text.c_str(), no_files) == OGRERR_NONE && !srs.IsEmpty()) return true;
  const auto codes = crs_named_like(text, true);
  return codes.size() == 1 && srs.SetFromUserInput(codes.front().c_str()) == OGRERR_NONE;
}

[[noreturn]] void refuse(const std::string& text, const std::string& why) {
  throw Error({"E4011",
               fmt::format("the coordinate reference system '{}' {}", printable(text), why),
               {},
               "give a projected or geographic CRS whose axes point east and north, such as EPSG:32629"});
}

/// East then north, or polar (both axes along meridians), once the order of axes is put right.
void check_axes(const std::string& text, const OGRSpatialReference& srs) {
  OGRAxisOrientation first = OAO_Other;
  OGRAxisOrientation second = OAO_Other;
  srs.GetAxis(nullptr, 0, &first);
  srs.GetAxis(nullptr, 1, &second);
  const bool plain = (first == OAO_East && second == OAO_North) || (first == OAO_North && second == OAO_East);
  const bool polar = first == second && (first == OAO_North || first == OAO_South);
  if (!plain && !polar) {
    refuse(text, fmt::format("has axes that point {} and {}", OSRAxisEnumToName(first), OSRAxisEnumToName(second)));
  }
}

bool is_same(const OGRSpatialReference& a, const OGRSpatialReference& b) {
  const char* const loosely[] = {"IGNORE_DATA_AXIS_TO_SRS_AXIS_MAPPING=YES",
                                 "CRITERION=EQUIVALENT_EXCEPT_AXIS_ORDER_GEOGCRS", nullptr};
  return a.IsSame(&b, loosely) != 0;
}

/// The registry's own wording of `label` where that is the same CRS.
bool use_wording_of(const std::string& label, OGRSpatialReference& srs) {
  OGRSpatialReference registered;
  if (registered.SetFromUserInput(label.c_str()) != OGRERR_NONE || !is_same(srs, registered)) return false;
  srs = registered;
  return true;
}

std::string registered_label(const OGRSpatialReference& srs) {
  const char* authority = srs.GetAuthorityName(nullptr);
  const char* code = srs.GetAuthorityCode(nullptr);
  return authority == nullptr || code == nullptr ? "" : fmt::format("{}:{}", authority, code);
}

/// The registry's own wording where the CRS is a registered one, so that equal CRSs have equal text.
void use_registered(OGRSpatialReference& srs) {
  // CRS84 and its like are EPSG:4326 with x = lon, as all here are
  if (srs.IsGeographic() != 0 && use_wording_of("EPSG:4326", srs)) return;
  const std::string own = registered_label(srs);
  if (!own.empty() && use_wording_of(own, srs)) return;
  const std::unique_ptr<OGRSpatialReference, void (*)(OGRSpatialReference*)> match(
      srs.FindBestMatch(kLikelyMatch, "EPSG", nullptr), [](OGRSpatialReference* p) {
        if (p != nullptr) p->Release();
      });
  if (match) use_wording_of(registered_label(*match), srs);
}

Crs described(OGRSpatialReference& srs) {
  Crs crs;
  const char* const format[] = {"FORMAT=WKT2_2019", "MULTILINE=NO", nullptr};
  char* wkt = nullptr;
  if (srs.exportToWkt(&wkt, format) == OGRERR_NONE && wkt != nullptr) crs.wkt = wkt;
  CPLFree(wkt);
  const auto text_or_empty = [](const char* text) { return std::string(text == nullptr ? "" : text); };
  crs.name = text_or_empty(srs.GetName());
  crs.authority = text_or_empty(srs.GetAuthorityName(nullptr));
  crs.code = text_or_empty(srs.GetAuthorityCode(nullptr));
  crs.is_geographic = srs.IsGeographic() != 0;
  if (!crs.is_geographic) crs.metres_per_unit = srs.GetLinearUnits();
  return crs;
}

/// PROJ opens the grids of a datum's shift that a CRS names, wherever they lie, and would wait for a pipe without end.
void need_plain_grids(const std::string& text) {
  constexpr std::array<std::string_view, 3> kNaming = {"PARAMETERFILE", "grids=", "file="};
  if (std::ranges::none_of(kNaming, [&](std::string_view word) { return text.find(word) != std::string::npos; }))
    return;
  for (const std::string_view ends : {"\",", "\",= "})  // a name of its own, or one within a PROJ string
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find_first_of(ends, at), text.size());
      const std::size_t begin = at + (text[at] == '@' ? 1 : 0);  // need not be there
      const std::string name = text.substr(begin, std::max(end, begin) - begin);
      if (!name.empty() && is_no_plain_file(name))
        refuse(text, "names '" + printable(name, 200) + "': " + kNoPlainFile);
      at = end + 1;
    }
}

}  // namespace

std::string Crs::label() const { return authority.empty() || code.empty() ? name : authority + ":" + code; }

Crs parse_crs(const std::string& text) {
  const QuietErrors quiet;
  const std::string wanted(trim(text));
  if (wanted.empty() || wanted.size() > kMaxCrsText) {
    throw Error({"E4010",
                 wanted.empty()
                     ? "the coordinate reference system is empty"
                     : fmt::format("a coordinate reference system of {} bytes (limit {})", wanted.size(), kMaxCrsText),
                 {},
                 "give EPSG:<code>, WKT or a PROJ string"});
  }
  find_plain_grids_only();
  need_plain_grids(wanted);
  OGRSpatialReference srs;
  if (!import_text(wanted, srs)) {
    throw Error(
        {"E4010", fmt::format("unknown coordinate reference system '{}'", printable(wanted)), {}, hint_for(wanted)});
  }
  if (srs.IsCompound() != 0) srs.StripVertical();
  if (srs.GetAxesCount() == 3) srs.DemoteTo2D(nullptr);
  if (srs.IsGeographic() == 0 && srs.IsProjected() == 0) refuse(wanted, "is neither projected nor geographic");
  check_axes(wanted, srs);
  use_registered(srs);
  Crs crs = described(srs);
  if (crs.wkt.empty()) refuse(wanted, "has no WKT2 form");
  return crs;
}

Crs wgs84() { return parse_crs("EPSG:4326"); }

Crs crs_of(const Grid& grid) {
  Crs crs = parse_crs(grid.crs);
  const auto& [west, south, east, north] = grid.place_deg;
  crs.place = {west, south, east, north};
  return crs;
}

void set_place(Grid& grid, const Bounds& lon_lat) {
  grid.place_deg = {lon_lat.min_x, lon_lat.min_y, lon_lat.max_x, lon_lat.max_y};
}

Bounds rough_lon_lat(const Crs& crs, const Bounds& box) {
  const QuietErrors quiet;
  OGRSpatialReference srs;
  if (srs.SetFromUserInput(crs.wkt.c_str()) != OGRERR_NONE) return {};
  const double meridian = srs.GetPrimeMeridian();
  const std::unique_ptr<OGRSpatialReference> base(srs.CloneGeogCS());
  char* wkt = nullptr;
  const char* const format[] = {"FORMAT=WKT2_2019", "MULTILINE=NO", nullptr};
  Crs geographic = crs;
  if (base && base->exportToWkt(&wkt, format) == OGRERR_NONE) geographic.wkt = wkt;
  CPLFree(wkt);
  const PointTransform to_lon_lat(crs, geographic);
  constexpr int kSteps = 8;
  Bounds out = {kInfinity, kInfinity, -kInfinity, -kInfinity};
  double first_lon = 0;
  for (int i = 0; i <= kSteps * kSteps + 2 * kSteps; ++i) {
    const double across = static_cast<double>(i % (kSteps + 1)) / kSteps;
    const double up = static_cast<double>(i / (kSteps + 1)) / kSteps;
    Point p =
        to_lon_lat.apply({box.min_x + across * (box.max_x - box.min_x), box.min_y + up * (box.max_y - box.min_y)});
    if (std::isnan(p.x)) continue;
    if (out.min_x > out.max_x) first_lon = p.x;
    if (!crs.is_geographic) p.x -= 360 * std::round((p.x - first_lon) / 360);  // no jump at the antimeridian
    out = {std::min(out.min_x, p.x), std::min(out.min_y, p.y), std::max(out.max_x, p.x), std::max(out.max_y, p.y)};
  }
  if (out.min_x > out.max_x) return {};
  return {out.min_x + meridian, out.min_y, out.max_x + meridian, out.max_y};
}

}  // namespace greisen::geo
