#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/diagnostic.hpp"
#include "dsl/policy.hpp"
#include "dsl/source.hpp"

// Whether the words that rules quote stand in the sources that they cite.
namespace proviso {

/// Where the file of a source is looked for: beside the file that declares it, then in `sources` under each policy
/// folder, then in `sources` under the root, which it may not leave.
struct SourceFolders {
  std::vector<std::filesystem::path> policy;
  std::filesystem::path root;
};

/// The file of a source; nothing if it has none, or if none is found inside the root.
std::optional<std::filesystem::path> find_source_file(const Policy& policy, SourceId id, const SourceSet& sources,
                                                      const SourceFolders& folders);

/// A text to look for quoted words in. Any space is as good as any other, and so is any form of quotation mark.
class QuotedText {
 public:
  explicit QuotedText(std::string_view text);

  /// What came of looking for a quotation.
  struct Found {
    bool found = false;
    std::uint32_t line = 0;   ///< if so: the line on which the words begin, counted from 1
    std::string as_far_as;    ///< if not: the longest beginning of it (from its last `...` on) that is there, if any
    std::string goes_on;      ///< how the text goes on there
    bool other_case = false;  ///< it is there, but for letter case
  };
  /// `...` or `…` in the words stands for anything between two parts, in this order.
  Found find(std::string_view words) const;

 private:
  std::vector<std::size_t> line_starts_;  ///< where in `text_` the second line begins, the third, …; ascending
  std::string text_;
};

/// What is known of the text of a source.
struct SourceText {
  std::filesystem::path file;        ///< empty: it has none, or none is found
  std::optional<QuotedText> text{};  ///< nothing: there is no file, or it cannot be read
};
/// Of every source of the policy, by SourceId.
std::vector<SourceText> read_source_texts(const Policy& policy, const SourceSet& sources, const SourceFolders& folders);

/// Reports sources whose file cannot be read, and citations whose words are not in it. A source without a file is not
/// looked into.
void check_citations(const Policy& policy, const SourceSet& sources, const SourceFolders& folders,
                     Diagnostics& diagnostics);

}  // namespace proviso
