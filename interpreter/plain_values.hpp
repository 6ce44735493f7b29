#pragma once

#include "interpreter/case.hpp"
#include "interpreter/test_space.hpp"
#include "interpreter/version_graph.hpp"

namespace proviso {

/// An end of the calendar or of the numbers, or a day of another age: nobody would write it of a person.
bool is_odd_value(BaseType type, Value value, Days today);

/// Puts values that a person would write in the place of odd ones among the facts of the first person, where no test of
/// the space tells them apart: whoever was in a class is in it afterwards. False: nothing could be made plainer.
bool make_plain(const TestSpace& space, const VersionGraph& versions, Case& c);

}  // namespace proviso
