// SPDX-License-Identifier: Apache-2.0
#include "record/run_record.hpp"

#include <array>
#include <cmath>
#include <ctime>
#include <filesystem>
#include <system_error>
#include <utility>

#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"
#include "base/json_size.hpp"
#include "base/text.hpp"

namespace greisen {

namespace {

// Keys sorted by the library's own map.
using Json = nlohmann::json;

constexpr int kRecordVersion = 1;
constexpr const char* kOwnHash = "record_sha256";

Json parsed(std::string_view text, std::string_view what) {
  Json value = Json::parse(text, nullptr, false);
  if (value.is_discarded()) {
    throw Error({"E1014", "the " + std::string(what) + " to be recorded is no JSON: " + printable(text)});
  }
  return value;
}

// Paths come from the system and may be any bytes.
Json word(std::string_view text) { return valid_utf8(text) ? Json(text) : Json::parse(json_string(text)); }

Json words(const std::vector<std::string>& texts) {
  Json list = Json::array();
  for (const std::string& text : texts) {
    list.push_back(word(text));
  }
  return list;
}

Json number(double value) { return std::isfinite(value) ? Json(value) : Json(); }

Json files_json(const std::vector<RecordedFile>& files) {
  Json list = Json::array();
  for (const RecordedFile& file : files) {
    Json entry = {{"path", word(file.path)}, {"bytes", file.bytes}};
    if (!file.sha256.empty()) {
      entry["sha256"] = file.sha256;
    }
    list.push_back(std::move(entry));
  }
  return list;
}

std::string text_of(const Json& record) { return record.dump(2, ' ', false, Json::error_handler_t::replace) + "\n"; }

std::string hash_of(Json record) {
  record.erase(kOwnHash);
  return sha256_text(text_of(record));
}

std::map<std::string, std::string, std::less<>> hashes_of(const Json& record, const char* files) {
  std::map<std::string, std::string, std::less<>> hashes;
  for (const Json& file : record.contains(files) ? record.at(files) : Json::array())
    if (file.is_object() && file.contains("path") && file.at("path").is_string() && file.contains("sha256") &&
        file.at("sha256").is_string())
      hashes[file.at("path").get<std::string>()] = file.at("sha256").get<std::string>();
  return hashes;
}

Json steps_json(const std::vector<RecordedStep>& steps) {
  Json list = Json::array();
  for (const RecordedStep& step : steps) {
    Json arguments = Json::object();
    for (const auto& [name, value] : step.arguments) {
      arguments[name] = parsed(value, "argument '" + name + "'");
    }
    list.push_back({{"id", word(step.id)},
                    {"layer", word(step.layer)},
                    {"arguments", std::move(arguments)},
                    {"inputs", words(step.inputs)},
                    {"source", word(step.source)},
                    {"formula", word(step.formula)},
                    {"learnt", step.learnt.empty() ? Json() : parsed(step.learnt, "what was learnt")},
                    {"missing_pixels", step.missing},
                    {"seconds", number(step.seconds)}});
  }
  return list;
}

Json passes_json(const std::vector<RecordedPass>& passes) {
  Json list = Json::array();
  for (const RecordedPass& pass : passes) {
    list.push_back({{"name", word(pass.name)},
                    {"pixels", pass.pixels},
                    {"seconds", number(pass.seconds)},
                    {"blocks_touched", pass.blocks_touched},
                    {"blocks_decoded", pass.blocks_decoded},
                    {"resumed", pass.resumed}});
  }
  return list;
}

Json layers_json(const std::vector<RecordedLayer>& layers) {
  Json list = Json::array();
  for (const RecordedLayer& layer : layers) {
    list.push_back({{"name", word(layer.name)},
                    {"unit", word(layer.unit)},
                    {"formula", word(layer.formula)},
                    {"source", word(layer.source)},
                    {"sensor", word(layer.sensor)},
                    {"file", word(layer.file)}});
  }
  return list;
}

Json fragments(const std::vector<std::string>& texts, std::string_view what) {
  Json list = Json::array();
  for (const std::string& text : texts) {
    list.push_back(parsed(text, what));
  }
  return list;
}

void tell(Json& value, const std::function<std::string(std::string_view)>& told) {
  if (value.is_string()) value = told(value.get<std::string>());
  if (value.is_structured())
    for (Json& item : value) tell(item, told);
}

std::string checked_object(std::string_view json, std::string_view what) {
  if (!parsed(json, what).is_object()) {
    throw Error({"E1014", "the " + std::string(what) + " to be recorded is no JSON object: " + printable(json)});
  }
  return std::string(json);
}

}  // namespace

void RunRecord::set_effective_survey(std::string_view json) { effective_survey_ = checked_object(json, "survey"); }

void RunRecord::set_part(std::string_view name, std::string_view json) {
  static_cast<void>(parsed(json, name));
  parts_.insert_or_assign(std::string(name), std::string(json));
}

void RunRecord::add_scene(std::string_view json) { scenes_.push_back(checked_object(json, "scene")); }
void RunRecord::add_model(std::string_view json) { models_.push_back(checked_object(json, "model")); }
void RunRecord::add_mask(std::string_view reason, std::uint64_t pixels) { masks_[std::string(reason)] += pixels; }
void RunRecord::add_warning(std::string_view code, std::string_view text) { warnings_.emplace_back(code, text); }
void RunRecord::add_seconds(std::string_view what, double seconds) { seconds_[std::string(what)] += seconds; }

std::string RunRecord::to_json() const {
  Json out = {{"record_version", kRecordVersion}, {"status", word(status)}, {"exit_code", exit_code}, {"seed", seed}};
  out["program"] = {{"name", "greisen"}, {"version", word(version)}, {"command_line", words(command_line)}};
  out["machine"] = {
      {"cpu", word(cpu)}, {"threads", threads}, {"memory_bytes", memory_bytes}, {"peak_bytes", peak_bytes}};
  out["times"] = {{"started", word(started)}, {"finished", word(finished)}};
  for (const auto& [what, spent] : seconds_) {
    out["times"]["seconds"][what] = number(spent);
  }
  out["survey"] = {{"name", word(survey_name)}, {"path", word(survey_path)}, {"sha256", word(survey_sha256)}};
  out["survey"]["effective"] = effective_survey_.empty() ? Json() : parsed(effective_survey_, "survey");
  out["inputs"] = files_json(inputs);
  out["scenes"] = fragments(scenes_, "scene");
  out["steps"] = steps_json(steps);
  out["passes"] = passes_json(passes);
  out["layers"] = layers_json(layers);
  out["models"] = fragments(models_, "model");
  out["masked_pixels"] = Json(masks_);
  out["outputs"] = files_json(outputs);
  out["warnings"] = Json::array();
  for (const auto& [code, text] : warnings_) {
    out["warnings"].push_back({{"code", word(code)}, {"text", word(text)}});
  }
  out["parts"] = Json::object();
  for (const auto& [name, json] : parts_) {
    out["parts"][name] = parsed(json, name);
  }
  tell(out, told);
  out[kOwnHash] = hash_of(out);
  return text_of(out);
}

void RunRecord::write(const std::string& path) const { write_file_atomically(path, to_json()); }

EarlierRun earlier_run(const std::string& path) {
  constexpr std::size_t kLongestRecord = 64U << 20U;
  EarlierRun run;
  std::error_code unknown;
  if (!std::filesystem::is_regular_file(path, unknown)) return run;
  if (std::filesystem::file_size(path, unknown) > kLongestRecord) return run;
  const std::string whole = read_text_file(path, kLongestRecord);
  if (json_larger(whole)) return run;
  const Json record = Json::parse(whole, nullptr, false);
  if (!record.is_object()) return run;
  const auto text = [](const Json& from, const char* key) {
    const auto found = from.is_object() ? from.find(key) : from.end();
    return found != from.end() && found->is_string() ? found->get<std::string>() : std::string();
  };
  run.status = text(record, "status");
  if (const auto survey = record.find("survey"); survey != record.end()) {
    run.survey_path = text(*survey, "path");
    run.survey_sha256 = text(*survey, "sha256");
    if (survey->is_object() && survey->contains("effective")) run.survey_effective = survey->at("effective").dump();
  }
  run.whole = text(record, kOwnHash) == hash_of(record) && text_of(record) == whole;
  run.inputs = hashes_of(record, "inputs");
  run.outputs = hashes_of(record, "outputs");
  if (const auto code = record.find("exit_code"); code != record.end() && code->is_number_integer())
    run.exit_code = code->get<int>();
  return run;
}

std::string utc_now() {
  const std::time_t now = std::time(nullptr);
  std::tm parts = {};
  gmtime_r(&now, &parts);
  std::array<char, 32> text{};
  // only digits: no locale takes part
  const std::size_t length = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts);
  return {text.data(), length};
}

RecordedFile record_file(const std::string& path, std::string name, std::string sha256) {
  std::error_code failed;
  const std::uintmax_t bytes = std::filesystem::file_size(path, failed);
  if (failed) {
    throw Error({"E3001", "cannot look at the file: " + failed.message(), {path, 0, 0, {}}, "check the path"});
  }
  return {std::move(name), bytes, std::move(sha256)};
}

}  // namespace greisen
