// SPDX-License-Identifier: Apache-2.0
#include <optional>
#include <sstream>
#include <utility>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "base/yaml/yaml.hpp"

namespace greisen {

namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

// Line and byte offset in it, both from 0, to a place for people.
Where place_of(const YamlDocument& document, int line, int byte_offset) {
  Where place = document.where(line + 1, 1);
  place.column =
      place.excerpt.empty() ? byte_offset + 1 : column_of(place.excerpt, static_cast<std::size_t>(byte_offset));
  return place;
}

[[noreturn]] void too_large(const YamlDocument& document, std::string what) {
  throw Error({"E2112", std::move(what), {document.file, 0, 0, {}}, "check that this is the file you meant"});
}

// yaml-cpp counts lines by \n; texts from Windows have \r\n.
std::string with_unix_lines(std::string text) {
  if (text.starts_with(kByteOrderMark)) {
    text.erase(0, kByteOrderMark.size());
  }
  std::size_t kept = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r' || i + 1 >= text.size() || text[i + 1] != '\n') {
      text[kept++] = text[i];
    }
  }
  text.resize(kept);
  return text;
}

bool forbidden(char32_t c) { return (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7f && c < 0xa0 && c != 0x85); }

// Goes through a text once: only UTF-8, no control characters, no tab before the first word of a line.
class CharacterCheck {
 public:
  explicit CharacterCheck(const YamlDocument& document) : document_(document), rest_(document.text) {}

  void run() {
    while (!rest_.empty()) {
      const CodePoint point = next_code_point(rest_);
      rest_.remove_prefix(point.bytes);
      check(point);
      step_over(point);
    }
    if (brackets_ > kMaxYamlNodes) {
      too_large(document_, "more than " + std::to_string(kMaxYamlNodes) + " brackets");
    }
  }

 private:
  [[nodiscard]] Where place() const { return place_of(document_, line_, offset_); }

  void check(const CodePoint& point) const {
    if (!point.valid || forbidden(point.value)) {
      throw Error({"E2113", point.valid ? "a control character stands in the text" : "the text is not UTF-8", place(),
                   "save the file as plain text with the encoding UTF-8"});
    }
    if (point.value == '\t' && indenting_ && !trim(rest_.substr(0, rest_.find('\n'))).empty()) {
      throw Error(
          {"E2115", "a tab stands before the first word of the line", place(), "put blanks in place of the tab"});
    }
  }

  void step_over(const CodePoint& point) {
    const char32_t c = point.value;
    indenting_ = c == '\n' || (indenting_ && (c == ' ' || c == '\t'));
    offset_ = c == '\n' ? 0 : offset_ + static_cast<int>(point.bytes);
    line_ += c == '\n' ? 1 : 0;
    // the scanner would hold a token for each of them before any limit below is met
    brackets_ += c == '[' || c == '{' ? 1 : 0;
  }

  const YamlDocument& document_;
  std::string_view rest_;
  int line_ = 0;
  int offset_ = 0;
  bool indenting_ = true;
  std::size_t brackets_ = 0;
};

// Builds the tree from the parser's events and refuses what makes YAML grow or hide.
class Builder final : public YAML::EventHandler {
 public:
  explicit Builder(const YamlDocument& document) : document_(document) {}

  [[nodiscard]] YamlNode take_root() { return std::move(root_); }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (++documents_ > 1) {
      refuse("E2114", "a second document begins here", mark, "remove the line with ---, or split the file");
    }
  }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    check(mark, "?", anchor);
    add(node_at(mark, YamlKind::null), mark);
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t /*anchor*/) override {
    refuse("E2111", "an alias (*name) stands here", mark, "write the value out");
  }
  void OnAnchor(const YAML::Mark& mark, const std::string& name) override {
    refuse("E2111", "an anchor (&" + printable(name) + ") stands here", mark, "remove it");
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    check(mark, tag, anchor);
    YamlNode node = node_at(mark, YamlKind::scalar);
    node.scalar = value;
    node.quoted = tag == "!";
    add(std::move(node), mark);
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value /*style*/) override {
    open(mark, tag, anchor, YamlKind::sequence);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value /*style*/) override {
    open(mark, tag, anchor, YamlKind::map);
  }
  void OnMapEnd() override { close(); }

 private:
  struct Level {
    YamlNode node;
    std::optional<YamlKey> key;  // of a map: read, its value is not yet
  };

  [[noreturn]] void refuse(std::string_view code, std::string what, const YAML::Mark& mark, std::string fix) const {
    throw Error({code, std::move(what), place_of(document_, mark.line, mark.column), std::move(fix)});
  }

  [[nodiscard]] YamlNode node_at(const YAML::Mark& mark, YamlKind kind) {
    if (++nodes_ > kMaxYamlNodes) {
      too_large(document_, "more than " + std::to_string(kMaxYamlNodes) + " values");
    }
    YamlNode node;
    node.kind = kind;
    node.line = mark.line + 1;
    node.column = column_at(mark);
    return node;
  }

  // Marks come in the order of the text, so that the line's begin is looked for only once a line.
  [[nodiscard]] int column_at(const YAML::Mark& mark) {
    if (mark.line < line_) {
      line_ = 0;
      line_begin_ = 0;
    }
    while (line_ < mark.line) {
      const std::size_t end = document_.text.find('\n', line_begin_);
      if (end == std::string::npos) {
        return mark.column + 1;
      }
      line_begin_ = end + 1;
      ++line_;
    }
    const std::string_view line = std::string_view(document_.text).substr(line_begin_, kMaxColumnBytes);
    const auto offset = static_cast<std::size_t>(mark.column);
    return offset < kMaxColumnBytes ? column_of(line, offset) : mark.column + 1;
  }

  void check(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor) const {
    if (anchor != YAML::NullAnchor) {
      refuse("E2111", "an anchor (&name) stands here", mark, "remove it");
    }
    if (tag != "?" && tag != "!" && !tag.empty()) {
      refuse("E2111", "a tag (" + printable(tag) + ") stands here", mark, "remove it");
    }
  }

  void open(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, YamlKind kind) {
    check(mark, tag, anchor);
    if (levels_.size() >= static_cast<std::size_t>(kMaxYamlDepth)) {
      refuse("E2112", "more than " + std::to_string(kMaxYamlDepth) + " levels", mark, "check the brackets");
    }
    if (expects_key()) {
      refuse("E2110", "a list or a map stands where a key must be", mark, "write the key as a word");
    }
    levels_.push_back({node_at(mark, kind), std::nullopt});
  }

  void close() {
    YamlNode node = std::move(levels_.back().node);
    levels_.pop_back();
    attach(std::move(node));
  }

  [[nodiscard]] bool expects_key() const {
    return !levels_.empty() && levels_.back().node.is_map() && !levels_.back().key.has_value();
  }

  void add(YamlNode node, const YAML::Mark& mark) {
    if (!expects_key()) {
      attach(std::move(node));
      return;
    }
    if (node.is_null()) {
      refuse("E2110", "a key is empty", mark, "write the key before the colon");
    }
    if (node.scalar == "<<" && !node.quoted) {
      refuse("E2111", "a merge key (<<) stands here", mark, "write the values out");
    }
    levels_.back().key = YamlKey{std::move(node.scalar), node.line, node.column};
  }

  void attach(YamlNode node) {
    if (levels_.empty()) {
      root_ = std::move(node);
      return;
    }
    Level& parent = levels_.back();
    if (!parent.node.is_map()) {
      parent.node.items.push_back(std::move(node));
      return;
    }
    // the parser places an empty value at the next word, which may be lines below
    if (node.is_null()) {
      node.line = parent.key->line;
      node.column = parent.key->column;
    }
    parent.node.entries.push_back({std::move(*parent.key), std::move(node)});
    parent.key.reset();
  }

  static constexpr std::size_t kMaxColumnBytes = 4096;  // beyond, columns are bytes: such lines have no excerpt

  const YamlDocument& document_;
  YamlNode root_;
  std::vector<Level> levels_;
  std::size_t nodes_ = 0;
  int documents_ = 0;
  int line_ = 0;
  std::size_t line_begin_ = 0;
};

}  // namespace

YamlDocument parse_yaml(std::string text, std::string file_name) {
  YamlDocument document;
  document.file = std::move(file_name);
  if (text.size() > kMaxYamlBytes) {
    too_large(document, "the text has " + human_size(text.size()) + ", at most 8 MiB are read");
  }
  document.text = with_unix_lines(std::move(text));
  CharacterCheck(document).run();
  Builder builder(document);
  try {
    std::istringstream stream(document.text);
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(builder)) {
    }
  } catch (const YAML::Exception& failure) {
    const bool placed = failure.mark.line >= 0 && failure.mark.column >= 0;
    const bool escape = failure.msg.starts_with("unknown escape character");
    throw Error({"E2110", "the text cannot be read as YAML: " + failure.msg,
                 placed ? place_of(document, failure.mark.line, failure.mark.column) : Where{document.file, 0, 0, {}},
                 escape ? "in double quotes \\ begins an escape: write / between folders"
                        : "look at the indentation, quotes, brackets and colons here and on the line above"});
  }
  document.root = builder.take_root();
  return document;
}

}  // namespace greisen
