#include "interpreter/version_pair.hpp"

namespace proviso {

std::vector<std::vector<VersionPair::Membership>> ComparedPair::memberships(const Case&) const { return {}; }

}  // namespace proviso
