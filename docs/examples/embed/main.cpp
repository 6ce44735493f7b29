// Reads a policy, decides a case, and asks for what is missing: embed POLICY.
#include <iostream>
#include <proviso/proviso.hpp>

namespace {

void print(const std::vector<proviso::Message>& messages) {
  for (const proviso::Message& message : messages) std::cerr << message.rendered << '\n';
}

void print(const proviso::PersonView& person) {
  for (const proviso::ValueView& value : person.values) {
    std::cout << person.id << ": " << value.name << " is " << (value.settled ? value.value : "not settled") << '\n';
    for (const std::string& rule : value.because) std::cout << "  because of " << rule << '\n';
    for (const std::string& fact : value.missing) std::cout << "  ask for " << fact << '\n';
  }
}

constexpr const char* kNotAsked = R"({ "as_of": "2025-02-10",
  "applicants": [ { "id": "mia", "birth_date": "2012-05-01" } ] })";
constexpr const char* kAsked = R"({ "as_of": "2025-02-10",
  "applicants": [ { "id": "mia", "birth_date": "2012-05-01", "lives_in": "Harbour" } ] })";

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const proviso::Loaded loaded = proviso::load({argv[1]});
  print(loaded.messages);
  if (!loaded) return 2;

  for (const char* text : {kNotAsked, kAsked}) {
    const proviso::Answered answer = loaded.ruleset->decide(text);
    print(answer.messages);
    if (answer.status != proviso::AskStatus::answered) return 2;
    for (const proviso::PersonView& person : answer.people) print(person);
  }
}
