// SPDX-License-Identifier: Apache-2.0
#include "base/hash.hpp"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <system_error>
#include <unistd.h>
#include <vector>

#include <openssl/evp.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "base/error.hpp"
#include "base/plain_file.hpp"

namespace greisen {

namespace {

std::string hex_of(std::span<const unsigned char> bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const unsigned char byte : bytes) {
    text += kDigits[byte >> 4U];
    text += kDigits[byte & 15U];
  }
  return text;
}

void require(bool done) {
  if (!done) {
    throw Error(
        {"E1001", "the cryptographic library refuses to compute SHA-256", {}, "check the installation of OpenSSL"});
  }
}

}  // namespace

struct Sha256::Context {
  EVP_MD_CTX* digest = EVP_MD_CTX_new();
  Context() = default;
  ~Context() { EVP_MD_CTX_free(digest); }
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;
};

Sha256::Sha256() : context_(std::make_unique<Context>()) {
  require(context_->digest != nullptr && EVP_DigestInit_ex(context_->digest, EVP_sha256(), nullptr) == 1);
}

Sha256::~Sha256() = default;

void Sha256::add(std::span<const std::byte> bytes) {
  require(EVP_DigestUpdate(context_->digest, bytes.data(), bytes.size()) == 1);
}

void Sha256::add(std::string_view text) { add(std::as_bytes(std::span(text))); }

std::string Sha256::hex() {
  std::array<unsigned char, 32> bytes{};
  unsigned int length = 0;
  require(EVP_DigestFinal_ex(context_->digest, bytes.data(), &length) == 1 && length == bytes.size());
  return hex_of(bytes);
}

std::string sha256_text(std::string_view text) {
  Sha256 hash;
  hash.add(text);
  return hash.hex();
}

std::string sha256_file(const std::string& path) {
  return sha256_file(path, [](std::uint64_t) { return true; });
}

std::string sha256_file(const std::string& path, const std::function<bool(std::uint64_t bytes)>& go_on) {
  struct Descriptor {
    int number;
    explicit Descriptor(int opened) : number(opened) {}
    ~Descriptor() { static_cast<void>(number >= 0 ? ::close(number) : 0); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
  };
  const auto fail = [&](std::string_view code, const std::string& what) {
    throw Error({code, what, {path, 0, 0, {}}, "check the path and the file"});
  };
  std::string why;
  const Descriptor file(open_plain_file(path, why));
  if (file.number < 0) fail("E3001", "cannot open the file: " + why);
  Sha256 hash;
  std::vector<std::byte> buffer(std::size_t{1} << 20U);
  for (;;) {
    const ssize_t got = ::read(file.number, buffer.data(), buffer.size());
    if (got == 0) {
      return hash.hex();
    }
    if (got > 0) {
      hash.add(std::span(buffer).first(static_cast<std::size_t>(got)));
      if (!go_on(static_cast<std::uint64_t>(got))) return {};
    } else if (errno != EINTR) {
      fail("E3003", "cannot read the file: " + std::generic_category().message(errno));
    }
  }
}

std::uint64_t content_hash(std::span<const std::byte> bytes, std::uint64_t seed) {
  return XXH3_64bits_withSeed(bytes.data(), bytes.size(), seed);
}

std::uint64_t content_hash(std::string_view text, std::uint64_t seed) {
  return content_hash(std::as_bytes(std::span(text)), seed);
}

std::string hash_hex(std::uint64_t hash) {
  std::array<unsigned char, 8> bytes{};
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    bytes[i] = static_cast<unsigned char>(hash >> (56U - 8U * i));
  }
  return hex_of(bytes);
}

}  // namespace greisen
