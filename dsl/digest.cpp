#include "dsl/digest.hpp"

#include <sha2.h>

#include <algorithm>
#include <array>

namespace proviso {

std::string sha256(std::string_view text) {
  SHA2_CTX context;
  SHA256Init(&context);
  SHA256Update(&context, reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
  std::array<std::uint8_t, SHA256_DIGEST_LENGTH> bytes{};
  SHA256Final(bytes.data(), &context);
  static constexpr std::string_view kHex = "0123456789abcdef";
  std::string hex;
  hex.reserve(2 * bytes.size());
  for (const std::uint8_t byte : bytes) {
    hex += kHex[byte >> 4];
    hex += kHex[byte & 15];
  }
  return hex;
}

std::string policy_digest(const SourceSet& sources, const std::vector<syntax::Document>& documents) {
  std::vector<std::string> digests;
  digests.reserve(documents.size());
  for (const syntax::Document& document : documents) digests.push_back(sha256(sources.text(document.file)));
  std::sort(digests.begin(), digests.end());
  std::string all;
  for (const std::string& digest : digests) all += digest;
  return "sha256:" + sha256(all);
}

}  // namespace proviso
