#include "interpreter/member_words.hpp"

#include "interpreter/member_names.hpp"

namespace proviso {

namespace {

std::string word_of(MemberNames& names, EnumId id, const EnumMember& member) {
  std::vector<std::string> words = {member.name, member.code};
  for (const EnumMember::Alias& alias : member.aliases) words.push_back(alias.text);
  for (const std::string& word : words) {
    Diagnostics refused;
    if (!word.empty() && names.is_known(id, word) && names.find(id, word, {}, refused) == member.leaf) return word;
  }
  return member.name;
}

}  // namespace

const std::string& MemberWords::of(EnumId id, Value leaf) {
  std::vector<std::string>& words = words_[id];
  if (words.empty()) {
    const Enumeration& enumeration = policy_.enumerations[id];
    MemberNames names(policy_);
    for (const std::uint32_t m : enumeration.leaf_members) words.push_back(word_of(names, id, enumeration.members[m]));
  }
  return words[static_cast<std::size_t>(leaf)];
}

}  // namespace proviso
