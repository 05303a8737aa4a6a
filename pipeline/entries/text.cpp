// SPDX-License-Identifier: Apache-2.0
#include "pipeline/entries/text.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/exit_codes.hpp"
#include "base/text.hpp"
#include "base/text_layout.hpp"

namespace greisen {
namespace {

constexpr std::size_t kLabel = 13;

std::string line(const std::string& label, const std::string& text) {
  return text.empty() ? "" : folded(label, text, kLabel);
}

std::string heading(std::string_view id, std::string_view name, std::string_view kind) {
  return fmt::format("{}   {}   ({})\n", id, name, kind);
}

std::string number_text(double value) { return std::isnan(value) ? "missing" : format_number(value); }

std::string on_text(const OnSensor& on) {
  if (!on.available) return "- " + on.reason;
  return on.formula + (on.bands.empty() ? "" : "   (" + on.bands + ")");
}

std::string check_text(const IndexCheck& check) {
  std::vector<std::string> inputs;
  for (const auto& [name, value] : check.inputs) inputs.push_back(name + " " + number_text(value));
  return (check.on.empty() ? "" : "on " + check.on + ": ") + join(inputs, ", ") + " gives " + number_text(check.value);
}

std::string status_text(const IndexEntry& entry) {
  std::string status(to_word(entry.status));
  std::replace(status.begin(), status.end(), '_', ' ');
  return status + (entry.doubt.empty() ? "" : ": " + entry.doubt);
}

/// "as al_clay on sentinel2": where another entry of the same rank group may stand in for it.
std::string ranking_text(const IndexEntry& entry) {
  std::vector<std::string> groups;
  for (const auto& [sensor, group] : entry.rank_group) {
    const bool inverse = group.starts_with("-");
    groups.push_back((inverse ? "in the inverse order of " + group.substr(1) : "as " + group) + " on " + sensor);
  }
  return join(groups, "; ");
}

std::string param_text(const Param& param) {
  std::string text = std::string(param.text) + "; " + type_text(param);
  if (const std::string range = range_text(param); !range.empty()) text += ", " + range;
  return text + (param.fallback ? ", default " + value_text(*param.fallback) : ", required");
}

std::string evidence_text(const Evidence& evidence) {
  std::vector<std::string> layers;
  for (const EvidenceLayer& layer : evidence.layers) {
    std::string what = text_of(layer.origin);
    for (const EvidenceStep& step : layer.then)
      what += ", then " + step.step + (step.with.empty() ? "" : " with " + step.with);
    layers.push_back(what + (layer.sensor.empty() ? "" : " on " + layer.sensor));
  }
  const Membership& shape = evidence.membership;
  std::string text = fmt::format("weight {}, {}", format_number(evidence.weight), shape.type);
  if (shape.f2_percentile) text += " around percentile " + format_number(*shape.f2_percentile);
  if (shape.f2_least) text += " (at least " + format_number(*shape.f2_least) + ")";
  if (shape.f2_most) text += " (at most " + format_number(*shape.f2_most) + ")";
  if (shape.f2) text += " around " + format_number(*shape.f2);
  return text + ": " + evidence.why + ". From " + join(layers, ", or ") + ".";
}

}  // namespace

std::string explain_text(const Sensor& sensor, const Catalogue& catalogue) {
  const MeasurementCount count = count_measurements(catalogue, sensor);
  std::string text = heading(sensor.id, sensor.name, "sensor");
  text += line("indices", fmt::format("{} of {} can be computed; {} of them rank pixels as no other does",
                                      count.entries, catalogue.indices.size(), count.distinct));
  if (sensor.contiguous()) {
    text += line("bands", fmt::format("{} channels, {} to {} nm; those of the file where it tells them",
                                      sensor.bands.size(), format_number(sensor.bands.front().centre_nm),
                                      format_number(sensor.bands.back().centre_nm)));
  } else {
    std::vector<std::vector<std::string>> rows = {{"  band", "role", "centre", "width", "pixel"}};
    for (const Band& band : sensor.bands) {
      rows.push_back({"  " + band.name, band.role, format_number(band.centre_nm) + " nm",
                      format_number(band.width_nm) + " nm", format_number(band.pixel_m) + " m"});
    }
    text += table(rows);
  }
  for (const QualityLayer& layer : sensor.quality) {
    std::vector<std::string> codes;
    for (const QualityCode& code : layer.codes) {
      if (code.reason != Reason::none) codes.push_back(code.name + " as " + std::string(to_word(code.reason)));
    }
    text += line("masked by", layer.name + ": " + join(codes, ", "));
  }
  text += line("numbers", sensor.scaling);
  text += line("source", sensor.source);
  text +=
      line("cloud buffer", format_number(sensor.cloud_buffer_m) + " m, where a survey gives no mask.cloud_buffer_m");
  for (const std::string& doubt : sensor.doubts) text += line("doubt", doubt);
  return text + "Next: greisen list indices --sensor " + sensor.id + "\n";
}

std::string explain_text(const IndexEntry& entry, const Catalogue& catalogue) {
  std::string text = heading(entry.id, entry.name, "index, group " + entry.group);
  text += line("shows", entry.shows + (entry.high_means_more ? "; high means more" : "; low means more"));
  if (entry.formula) text += line("formula", entry.formula->to_text());
  for (const Sensor& sensor : catalogue.sensors) text += line(sensor.id, on_text(index_on(entry, sensor)));
  text += line("unit", entry.unit == "1" ? "none" : entry.unit);
  text += line("source", entry.source);
  text += line("status", status_text(entry));
  for (const std::string& words : verification_words(entry.verification)) text += line("verified", words);
  text += line("caveats", entry.caveats);
  text += line("ranks", ranking_text(entry));
  const Invariance holds = entry.invariance();
  text += line("needs", !holds.scale    ? "reflectance from 0 to 1; refused on digital numbers"
                        : !holds.offset ? "numbers whose offset is known; refused on digital numbers"
                                        : "");
  text += line("needs", entry.needs_radiance ? "thermal bands as radiance at the sensor" : "");
  for (const IndexCheck& check : entry.checks) text += line("check", check_text(check));
  return text + "Next: greisen compute SCENE -o DIR --index " + entry.id + "\n";
}

std::string explain_text(const Step& step) {
  std::size_t width = kLabel;
  for (const Param& param : step.params) width = std::max(width, param.name.size());
  std::string text = std::string(step.id) + "   (step)\n";
  text += folded("does", std::string(step.summary), width);
  text += folded("source", std::string(step.source), width);
  for (const Param& param : step.params) text += folded(std::string(param.name), param_text(param), width);
  if (step.params.empty()) text += folded("parameters", "none", width);
  return text + "Next: greisen apply " + std::string(step.id) + " RASTER -o out.tif\n";
}

std::string explain_text(const DepositModel& model, const Catalogue& catalogue) {
  std::string text = heading(model.id, model.title, "deposit model");
  text += line("ranks", model.what_it_ranks);
  text += line("cannot see", model.cannot_see);
  text += line("commodity", model.commodity + "; " + model.deposit_type);
  for (const EvidenceFamily& family : model.families) {
    text += line("family", fmt::format("{}: {}, combined by {}{}", family.id, family.name, family.combine,
                                       family.combine == "weighted_gamma" ? " " + format_number(family.gamma) : "") +
                               (family.weight == 1 ? "" : ", weight " + format_number(family.weight)));
  }
  for (const Evidence& evidence : model.evidence) {
    text += folded(evidence.id, evidence_text(evidence), 24);
    text += folded("", "Source: " + evidence.source, 24);
  }
  text += line("needs", fmt::format("{} layers of evidence and {} % of the weight, or it is declined",
                                    model.least_evidence, format_number(model.least_weight_percent)));
  for (const Requirement& requirement : model.requirements)
    text += line("needs", "one of " + join(requirement.any_of, ", ") + ": " + requirement.reason);
  for (const Sensor& sensor : catalogue.sensors) {
    const ModelOnSensor on = model_on(model, sensor, catalogue);
    text +=
        line(sensor.id, fmt::format("{} of {} layers, {:.0f} % of the weight{}", on.given.size(), model.evidence.size(),
                                    on.weight_percent, on.available ? "" : ": too little from it alone"));
  }
  text += line("targets", fmt::format("of {} pixels or more; across families gamma {}", model.min_pixels,
                                      format_number(model.gamma)));
  text += line("source", model.source);
  return text + "Next: name it under models: in a survey, then greisen plan\n";
}

std::string explain_text(const Spectrum& spectrum, const Catalogue& catalogue) {
  std::string text = heading(spectrum.id, spectrum.name, "reference spectrum");
  text += line("range", fmt::format("{} points, {} to {} nm", spectrum.nm.size(), format_number(spectrum.nm.front()),
                                    format_number(spectrum.nm.back())));
  text += line("sample", spectrum.sample);
  std::vector<std::string> parts;
  for (const auto& [id, fraction] : spectrum.parts) parts.push_back(format_number(100 * fraction) + " % " + id);
  text += line("mixture of", join(parts, ", "));
  text += line("in bands", "as " + std::string(kResponse) + " (full width at half maximum) sees it");
  for (const Sensor& sensor : catalogue.sensors) {
    if (sensor.contiguous()) continue;
    const std::vector<double> values = resample(spectrum, sensor);
    std::vector<std::string> seen;
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (!std::isnan(values[i])) seen.push_back(sensor.bands[i].name + " " + fmt::format("{:.3f}", values[i]));
    }
    text += line(sensor.id, join(seen, ", "));
  }
  text += line("source", spectrum.source);
  return text + line("caveats", spectrum.caveats);
}

std::string explain_text(const Lookalike& lookalike) {
  std::string text = heading(lookalike.id, lookalike.title, "look-alike: a flag of targets");
  text += line("risk", format_number(lookalike.risk) +
                           (lookalike.risk >= Lookalike::kSetAsideRisk ? "; targets that show it are set aside" : ""));
  text += line("models", join(lookalike.models, ", "));
  for (const EvidenceLayer& layer : lookalike.sign.layers) {
    std::string chain = text_of(layer.origin);
    for (const EvidenceStep& step : layer.then) chain += " | " + step.step;
    text += line(layer.sensor.empty() ? "any sensor" : layer.sensor,
                 fmt::format("{} at least {} on {:.0f} % of the target", chain, format_number(lookalike.at_least),
                             100 * lookalike.share));
  }
  if (const auto& form = lookalike.form) {
    std::vector<std::string> words;
    const auto add = [&](const char* what, const std::optional<double>& value) {
      if (value) words.push_back(what + format_number(*value));
    };
    add("length over width below ", form->elongation_below);
    add("bent: its rectangle over its area above ", form->bend_above);
    add("length in metres above ", form->length_above_m);
    add("hectares below ", form->area_below_ha);
    text += line("or its form", join(words, ", "));
  }
  text += line("why", lookalike.why);
  text += line("tell apart", lookalike.tell_apart);
  text += line("doubt", lookalike.doubt);
  return text + line("source", lookalike.source);
}

std::string explain_text(const ErrorCode& code) {
  const std::string kind =
      code.id.starts_with('W') ? "warning" : fmt::format("exit {}: {}", code.id[1], exit_meaning(code.id[1] - '0'));
  return heading(code.id, code.title, kind) + folded("", std::string(code.explanation), 0);
}

std::string explain_text(const ReasonFact& reason) {
  return heading(reason.word, fmt::format("bit {} of reasons.tif", reason.bit), "reason") + folded("", reason.text, 0);
}

}  // namespace greisen
