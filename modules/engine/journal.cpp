// SPDX-License-Identifier: Apache-2.0
#include "engine/journal.hpp"

#include <cstring>
#include <fstream>
#include <sstream>

#include "base/file.hpp"
#include "base/hash.hpp"

namespace greisen {
namespace {

constexpr std::string_view kMagic = "greisen pass 3\n";
constexpr std::uint64_t kMostEntries = 1ULL << 32U;

class Writer {
 public:
  void number(std::uint64_t value) { text_.append(reinterpret_cast<const char*>(&value), sizeof value); }
  template <class T>
  void list(const std::vector<T>& values) {
    number(values.size());
    text_.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T));
  }
  void partial(const Partial& partial) {
    list(partial.sums);
    list(partial.counts);
  }
  void raw(std::string_view text) { text_ += text; }
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::string text_;
};

/// Reads what Writer wrote; `ok` turns false at the first thing that does not fit.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}
  bool ok = true;

  std::uint64_t number() {
    std::uint64_t value = 0;
    take(&value, sizeof value);
    return value;
  }
  template <class T>
  std::vector<T> list() {
    const std::uint64_t size = number();
    if (!ok || size > kMostEntries || size * sizeof(T) > text_.size()) {
      ok = false;
      return {};
    }
    std::vector<T> values(size);
    take(values.data(), size * sizeof(T));
    return values;
  }
  Partial partial() {
    Partial result;
    result.sums = list<double>();
    result.counts = list<std::uint64_t>();
    return result;
  }
  bool raw(std::string_view expected) {
    ok = ok && text_.substr(0, expected.size()) == expected;
    if (ok) text_.remove_prefix(expected.size());
    return ok;
  }

 private:
  void take(void* into, std::size_t bytes) {
    if (!ok || bytes > text_.size()) {
      ok = false;
      return;
    }
    if (bytes > 0) std::memcpy(into, text_.data(), bytes);
    text_.remove_prefix(bytes);
  }
  std::string_view text_;
};

}  // namespace

void save_state(const std::string& path, const PassState& state, bool to_disk) {
  Writer writer;
  writer.number(state.complete ? 1 : 0);
  writer.number(state.done.size());
  for (const auto& [unit, hashes] : state.done) {
    writer.number(static_cast<std::uint64_t>(unit));
    writer.list(hashes);
  }
  for (const Partial& partial : state.exact) writer.partial(partial);
  for (const auto& parts : state.subtrees) {
    writer.number(parts.size());
    for (const auto& [node, partial] : parts) {
      writer.number(node);
      writer.partial(partial);
    }
  }
  for (const LeastHashes& sample : state.samples) {
    writer.number(static_cast<std::uint64_t>(sample.of));
    writer.list(sample.pixels);
    writer.list(sample.values);
  }
  const std::string text =
      std::string(kMagic) + state.key + "\n" + hash_hex(content_hash(writer.text())) + "\n" + writer.text();
  to_disk ? write_file_atomically(path, text) : write_file_unflushed(path, text);
}

std::optional<PassState> load_state(const std::string& path, const std::string& key, std::size_t folds) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  std::ostringstream whole;
  whole << file.rdbuf();
  const std::string text = std::move(whole).str();
  Reader reader(text);
  if (!reader.raw(kMagic) || !reader.raw(key + "\n")) return std::nullopt;
  const std::size_t head = kMagic.size() + key.size() + 1;
  if (text.size() < head + 17) return std::nullopt;
  const std::string hash = text.substr(head, 16);
  if (hash_hex(content_hash(std::string_view(text).substr(head + 17))) != hash) return std::nullopt;
  reader.raw(hash + "\n");
  PassState state;
  state.key = key;
  state.complete = reader.number() == 1;
  for (std::uint64_t left = reader.number(); reader.ok && left > 0; --left) {
    const auto unit = static_cast<std::int64_t>(reader.number());
    state.done[unit] = reader.list<std::uint64_t>();
  }
  for (std::size_t fold = 0; fold < folds; ++fold) state.exact.push_back(reader.partial());
  for (std::size_t fold = 0; fold < folds; ++fold) {
    auto& parts = state.subtrees.emplace_back();
    for (std::uint64_t left = reader.number(); reader.ok && left > 0; --left) {
      const std::uint64_t node = reader.number();
      parts[node] = reader.partial();
    }
  }
  for (std::size_t fold = 0; fold < folds; ++fold) {
    LeastHashes& sample = state.samples.emplace_back();
    sample.of = static_cast<std::int64_t>(reader.number());
    sample.pixels = reader.list<LeastHashes::Pixel>();
    sample.values = reader.list<float>();
    const std::size_t pixels = sample.pixels.size();
    reader.ok = reader.ok && (pixels == 0 ? sample.values.empty() : sample.values.size() % pixels == 0);
  }
  if (!reader.ok) return std::nullopt;
  return state;
}

}  // namespace greisen
