#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "interpreter/decide.hpp"
#include "interpreter/evaluate.hpp"

namespace proviso {

/// One value of the program for one person or link: a node and its index.
struct Instance {
  NodeId node;
  std::uint32_t index;
  friend auto operator<=>(const Instance&, const Instance&) = default;
};

/// What the first pass left open below some instances: the instances in evaluation order, and the variables on which
/// they depend.
struct OpenPart {
  std::vector<Instance> instances;
  std::vector<Variable> variables;           ///< in the order that was asked for
  std::map<Variable, std::uint32_t> number;  ///< position in `variables`
};
/// How the variables stand, which decides how large diagrams over them become.
enum class OpenOrder : std::uint8_t {
  people,    ///< each person's together, and of these what one test joins
  together,  ///< what is read together stands together (order_by_groups), whosever it is
};
/// `also` are variables to include although nothing below the roots may read them.
OpenPart open_part(const Program& program, const Case& c, const Evaluation& first_pass,
                   const std::vector<Instance>& roots, const std::vector<Variable>& also = {},
                   OpenOrder order = OpenOrder::people);

/// A node as seen from a person. REQUIRES: it is no link's.
inline Instance of_person(const Program& program, NodeId node, std::uint32_t person) {
  return {node, program.nodes[node].level == Level::once ? 0 : person};
}

/// What an instance reads, as instances: its arguments as seen from its person or link.
void arguments_of(const Program& program, const Case& c, Instance instance, std::vector<Instance>& arguments);
/// The variable that an open fact, link fact or supplied instance stands for.
Variable variable_of(const Program& program, const Case& c, Instance instance);
/// True for an absent fact whose default applies only under a condition that is open: it is no variable of its own.
bool is_conditional_default(const Program& program, const Case& c, Instance instance);

/// For each open variable a finite list of values of its domain, such that each way in which the program's tests can
/// come out together, over all values, comes out for some listed values (see `docs/architecture.md`, "Exact answers").
///
/// - yes/no and members: every value.
/// - sets: the members are parted by the constant sets and members that the variable is tested with; a value takes
/// none,
///   some, or all of each part, counting as far as the tests count.
/// - dates, numbers, durations: the ends of the domain, and both sides of every point at which a test between the
/// variable
///   and constants, or listed values of other variables, changes; repeated until nothing is new or every chain of tests
///   between the open variables has been followed. Order tests are monotone in each variable, so bisection finds the
///   points. The solutions of such tests are closed under taking the earlier of two, so that a way that is possible at
///   all is possible at a point reached by such chains (Dechter, Meiri, Pearl 1991: simple temporal problems).
struct Cells {
  std::vector<std::vector<Value>> values;  ///< by position in OpenPart::variables
  std::string limit;                       ///< not empty: a limit was reached, in words
};
Cells find_cells(const Program& program, Case& c, const Evaluation& first_pass, const OpenPart& open,
                 const DecideOptions& options);

}  // namespace proviso
