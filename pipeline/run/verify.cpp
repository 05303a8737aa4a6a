// SPDX-License-Identifier: Apache-2.0
#include "pipeline/run/verify.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>

#include "base/file.hpp"
#include "base/file_state.hpp"
#include "base/hash.hpp"
#include "base/secrets.hpp"
#include "base/text.hpp"
#include "geo/gdal/vsi.hpp"
#include "geo/write/cog.hpp"
#include "pipeline/products/products.hpp"
#include "record/checksums.hpp"
#include "record/run_record.hpp"

namespace greisen {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostText = ProductFindings::kMostText;
constexpr std::size_t kMostProblems = 100;

/// Names in a delivery may be anyone's: one that no system takes is one that is not there.
bool is_file(const std::string& path) {
  std::error_code unknown;
  return fs::is_regular_file(path, unknown);
}

class Verifier {
 public:
  explicit Verifier(std::string folder) : folder_(std::move(folder)) {}

  Verification run() {
    const std::string list = folder_ + "/checksums.sha256";
    if (!is_file(list))
      throw Error({"E3020", "no finished run lies there", {folder_}, "give the folder that greisen run wrote, whole"});
    std::set<std::string> known = {"checksums.sha256", "run.json"};
    for (const ChecksumLine& line : parse_checksums(read_text_file(list, kMostText), list)) {
      known.insert(line.path);
      check_file(line);
    }
    find_strangers(known);
    check_record(list);
    check_products();
    return std::move(found_);
  }

 private:
  void fail(std::string what, const std::string& file, const char* fix) {
    if (found_.problems.size() < kMostProblems)
      found_.problems.push_back({"E4250", file + ": " + what, {folder_ + "/" + file}, fix});
  }

  void find_strangers(const std::set<std::string>& known) {
    std::error_code failed;
    for (fs::recursive_directory_iterator at(folder_, failed), end; !failed && at != end; at.increment(failed)) {
      const std::string path = at->path().lexically_relative(folder_).string();
      if (!is_file(at->path().string())) {
        if (path == ".greisen" || path == "exports") at.disable_recursion_pending();  // of greisen export
      } else if (!known.contains(path)) {
        fail("a file that the run did not write", path, "remove it, or keep it elsewhere");
      }
    }
    if (failed)
      found_.problems.push_back({"E4250",
                                 "not all of its folders can be looked into: " + failed.message(),
                                 {folder_, 0, 0, {}},
                                 "mend the rights of its folders: chmod -R u+rwX"});
  }

  /// The record and the list of checksums were written together, and tell of one another.
  void check_record(const std::string& list) {
    constexpr const char* kAgain = "run the survey again: greisen run writes it anew";
    if (!is_file(folder_ + "/run.json")) return fail("is missing", "run.json", kAgain);
    check_privacy_of("run.json");
    const EarlierRun record = earlier_run(folder_ + "/run.json");
    if (!record.whole) return fail("is not as the run wrote it", "run.json", kAgain);
    if (record.status != "done") return fail("tells of a run that is not done: " + record.status, "run.json", kAgain);
    std::map<std::string, std::string, std::less<>> listed;
    for (const ChecksumLine& line : parse_checksums(read_text_file(list, kMostText), list))
      listed[line.path] = line.sha256;
    if (listed != record.outputs) fail("tells of other files than run.json", "checksums.sha256", kAgain);
  }

  void check_file(const ChecksumLine& line) {
    constexpr const char* kAgain = "run the survey again: greisen run makes what is missing";
    const std::string path = folder_ + "/" + line.path;
    if (!geo::stays_inside(line.path)) return fail("a path that leaves the folder", line.path, kAgain);
    if (!is_file(path)) return fail("is missing", line.path, kAgain);
    ++found_.files;
    if (sha256_file(path) != line.sha256) fail("is not as the run wrote it", line.path, kAgain);
    if (line.path.ends_with(".tif")) check_raster(line.path);
    check_privacy_of(line.path);
  }

  void check_raster(const std::string& file) {
    ++found_.rasters;
    for (const std::string& fault : geo::cog_faults(folder_ + "/" + file))
      fail(fault, file, "run the survey again, and edit copies");
  }

  /// Any file, piece by piece: a text stands in it as it is, where it is not compressed.
  void check_privacy_of(const std::string& file) {
    constexpr std::size_t kPiece = std::size_t{4} << 20U;
    constexpr std::size_t kLongestTold = 4096;
    std::ifstream in(folder_ + "/" + file, std::ios::binary);
    std::string text;
    while (in) {
      if (text.size() > kLongestTold) text.erase(0, text.size() - kLongestTold);
      const std::size_t kept = text.size();
      text.resize(kept + kPiece);
      in.read(text.data() + kept, static_cast<std::streamsize>(kPiece));
      text.resize(kept + static_cast<std::size_t>(in.gcount()));
      const std::size_t before = found_.problems.size();
      check_privacy(text, file);
      if (found_.problems.size() > before) return;
    }
  }

  /// Paths of the machine tell where and by whom a map was made, and lead nowhere elsewhere; passwords and signatures
  /// of addresses let others in.
  void check_privacy(const std::string& text, const std::string& file) {
    const char* const home = std::getenv("HOME");
    std::vector<std::string> told = {fs::path(absolute_path(folder_)).parent_path().string() + "/"};
    if (home != nullptr && std::string(home).size() > 1) told.push_back(std::string(home) + "/");
    for (const std::string& path : told)
      if (path.size() > 2 && text.find(path) != std::string::npos)
        return fail("tells a path of this machine", file, "run the survey again");
    if (valid_utf8(text) && holds_secrets(text))
      fail("tells a password or a signature of an address", file, "run the survey again, and do not pass this on");
  }

  void check_link(const std::string& from, std::string target) {
    ++found_.links;
    if (target.starts_with("./")) target.erase(0, 2);
    if (!geo::stays_inside(target))
      return fail("points out of the folder: " + printable(target), from, "run the survey again");
    std::error_code unknown;
    if (!fs::exists(folder_ + "/" + target, unknown))
      fail("points to what is not there: " + printable(target), from, "run the survey again");
  }

  void check_products() {
    ProductFindings findings;
    for (const Product& product : products())
      if (product.inspect != nullptr) product.inspect(folder_, findings);
    for (const auto& [file, text] : findings.packed) check_privacy(text, file);
    for (const ProductFindings::Fault& fault : findings.faults) fail(fault.what, fault.file, fault.fix);
    for (const ProductFindings::Link& link : findings.links) check_link(link.file, link.target);
  }

  std::string folder_;
  Verification found_;
};

}  // namespace

Verification verify_run(const std::string& folder) {
  std::string plain = folder;
  while (plain.size() > 1 && plain.ends_with('/')) plain.pop_back();
  return Verifier(plain).run();
}

}  // namespace greisen
