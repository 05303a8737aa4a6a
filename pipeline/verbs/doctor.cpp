// SPDX-License-Identifier: Apache-2.0
#include <cstdlib>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/process/environment.hpp"
#include "base/process/machine.hpp"
#include "base/text.hpp"
#include "base/text_layout.hpp"
#include "geo/gdal/gdal_facts.hpp"
#include "geo/gdal/network.hpp"
#include "pipeline/verbs/verbs.hpp"

namespace greisen {
namespace {

using Json = nlohmann::ordered_json;

enum class Health { good, note, bad };

/// One line: how it is, what, and the facts. `bad` means the program cannot work.
struct Finding {
  Health health = Health::good;
  std::string what;
  std::string text;
};

constexpr std::uint64_t kLittleDisk = std::uint64_t{1} << 30U;

/// nullptr where it is not set. Nothing in this program changes the environment.
const char* variable(const char* name) { return std::getenv(name); }  // NOLINT(concurrency-mt-unsafe)

std::string_view word(Health health) {
  switch (health) {
    case Health::good:
      return "ok";
    case Health::note:
      return "- ";
    case Health::bad:
      return "!!";
  }
  return {};
}

void add_formats(const geo::GdalFacts& facts, std::vector<Finding>& findings) {
  std::vector<std::string> present;
  std::vector<std::string> absent;
  std::vector<std::string> needed;
  for (const geo::FormatFact& format : facts.formats) {
    if (format.present) {
      present.push_back(format.name);
    } else {
      (format.needed ? needed : absent).push_back(format.name + " (" + format.purpose + ")");
    }
  }
  findings.push_back({Health::good, "GDAL " + facts.gdal_version, join(present, " ")});
  if (!needed.empty())
    findings.push_back({Health::bad, "formats",
                        "this GDAL lacks " + join(needed, ", ") + "; install the full libgdal of your system"});
  if (!absent.empty())
    findings.push_back({Health::note, "not in GDAL", join(absent, ", ") + "; export such files to GeoTIFF first"});
}

Finding proj_finding(const geo::GdalFacts& facts) {
  const std::string network = facts.proj_network ? "network on" : "network off";
  if (!facts.proj_database.empty())
    return {Health::good, "PROJ " + facts.proj_version, "data in " + facts.proj_database + ", " + network};
  return {
      Health::bad, "PROJ " + facts.proj_version,
      "no usable proj.db in " + join(facts.proj_paths, ", ") + "; install proj-data, or set PROJ_DATA to its folder"};
}

std::string threads_text(const Globals& globals) {
  const char* const asked = variable("OMP_NUM_THREADS");
  const int granted = granted_cores();
  std::string text = std::to_string(globals.threads);
  if (globals.threads == granted)
    return text + fmt::format("; {} granted by the system (affinity and cgroup)", granted);
  return text + fmt::format("; {}, {} granted by the system",
                            asked != nullptr ? "OMP_NUM_THREADS or --threads" : "--threads", granted);
}

std::vector<Finding> findings_of(const geo::GdalFacts& facts, const Globals& globals) {
  std::vector<Finding> findings;
  add_formats(facts, findings);
  findings.push_back(proj_finding(facts));
  findings.push_back({Health::good, "network", geo::network_text()});
  findings.push_back({Health::good, "memory",
                      human_size(memory_total_bytes()) + ", " + human_size(memory_available_bytes()) +
                          " free; using at most " + human_size(globals.memory_bytes) + " (--memory changes it)"});
  const std::uint64_t disk = free_disk_bytes(".");
  findings.push_back({disk < kLittleDisk ? Health::note : Health::good, "disk", human_size(disk) + " free here"});
  findings.push_back({Health::good, "threads", threads_text(globals)});
  findings.push_back({Health::good, "processor", cpu_model()});
  findings.push_back({Health::good, "GDAL cache", human_size(facts.cache_bytes)});
  if (in_container()) findings.push_back({Health::note, "container", "limits are those of its cgroup"});
  for (const EnvironmentFact& fact : environment_facts()) {
    const char* const value = fact.told ? variable(fact.name) : nullptr;
    if (value != nullptr) findings.push_back({Health::note, fact.name, printable(value, 200)});
  }
  findings.push_back(
      {Health::note, "licence", "Apache-2.0; parts written by others: THIRD_PARTY_NOTICES.md in share/doc/greisen"});
  return findings;
}

Json findings_json(const std::vector<Finding>& findings) {
  Json list = Json::array();
  for (const Finding& finding : findings) {
    const char* const health = finding.health == Health::good ? "ok" : finding.health == Health::note ? "note" : "bad";
    list.push_back({{"health", health}, {"what", finding.what}, {"text", finding.text}});
  }
  return list;
}

Json facts_json(const geo::GdalFacts& facts, const Globals& globals) {
  Json json = {{"greisen", GREISEN_VERSION},
               {"gdal", facts.gdal_version},
               {"proj", facts.proj_version},
               {"proj_database", facts.proj_database},
               {"proj_network", facts.proj_network},
               {"network", geo::network_is_open() ? "open" : "named"},
               {"transfers_watched", geo::transfers_are_watched()},
               {"threads", globals.threads},
               {"granted_cores", granted_cores()},
               {"memory_bytes", globals.memory_bytes},
               {"memory_total_bytes", memory_total_bytes()},
               {"memory_available_bytes", memory_available_bytes()},
               {"free_disk_bytes", free_disk_bytes(".")},
               {"container", in_container()},
               {"processor", cpu_model()},
               {"gdal_cache_bytes", facts.cache_bytes}};
  json["formats"] = Json::array();
  for (const geo::FormatFact& format : facts.formats) {
    json["formats"].push_back(
        {{"name", format.name}, {"present", format.present}, {"needed", format.needed}, {"purpose", format.purpose}});
  }
  json["environment"] = Json::object();
  for (const EnvironmentFact& fact : environment_facts()) {
    if (!fact.told) continue;
    const char* const value = variable(fact.name);
    json["environment"][fact.name] = value == nullptr ? Json(nullptr) : Json(value);
  }
  return json;
}

VerbResult doctor(const Session& session) {
  const geo::GdalFacts facts = geo::gdal_facts();
  VerbResult result;
  bool ready = true;
  const std::vector<Finding> findings = findings_of(facts, session.globals);
  result.text = "greisen " GREISEN_VERSION "\n";
  for (const Finding& finding : findings) {
    ready = ready && finding.health != Health::bad;
    result.text += folded(std::string(word(finding.health)) + "  " + finding.what, finding.text, 22);
  }
  result.text += ready ? "Ready. Next: greisen demo DIR, or greisen inspect PATH with a scene of yours\n"
                       : "Not ready: mend the lines marked !! first. (exit 3)\n";
  result.exit_code = ready ? 0 : 3;
  Json json = facts_json(facts, session.globals);
  json["findings"] = findings_json(findings);
  result.json = json.dump(-1, ' ', false, Json::error_handler_t::replace);
  return result;
}

}  // namespace

Verb doctor_verb() {
  Verb verb;
  verb.name = "doctor";
  verb.summary = "This machine: GDAL, PROJ, formats, memory, disk, threads, environment";
  verb.examples = {"greisen doctor", "greisen doctor --json"};
  verb.next = "greisen demo first";
  verb.declare = [](Declaration&) { return [](Session& session) { return doctor(session); }; };
  return verb;
}

}  // namespace greisen
