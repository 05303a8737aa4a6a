// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <memory>

#include "base/file.hpp"
#include "base/text.hpp"
#include "pipeline/cli/declaration.hpp"
#include "pipeline/survey/survey.hpp"
#include "pipeline/verbs/verbs.hpp"

namespace greisen {
namespace {

VerbResult schema(const std::string& file, const Session& session) {
  const std::string text = schema_to_json(survey_schema(), "A greisen survey", "survey.schema.json");
  if (file.empty()) return {0, text, "{\"schema\":" + text + "}"};
  std::error_code unknown;
  if (!session.globals.overwrite && std::filesystem::exists(file, unknown))
    throw Error(
        {"E2050", "the output is there already: " + printable(file, 400), {}, "give --overwrite, or another -o"});
  write_file_atomically(file, text);
  return {0, file + "\n", "{\"files\":[" + json_string(file) + "]}"};
}

}  // namespace

Verb schema_verb() {
  Verb verb;
  verb.name = "schema";
  verb.summary = "The survey file's JSON Schema, for editors and other programs";
  verb.examples = {"greisen schema", "greisen schema -o .greisen/survey.schema.json"};
  verb.next = "begin a survey with  # yaml-language-server: $schema=./.greisen/survey.schema.json";
  verb.declare = [](Declaration& command) {
    const auto file = std::make_shared<std::string>();
    command.add_option("-o,--output", *file, "Write it here in place of stdout")->type_name("FILE");
    return [file](Session& session) { return schema(*file, session); };
  };
  return verb;
}

}  // namespace greisen
