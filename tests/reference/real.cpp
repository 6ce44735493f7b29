#include "tests/reference/real.hpp"

#include <nlohmann/json.hpp>
#include <optional>

#include "interpreter/proviso.hpp"

namespace proviso::reference {

struct RealPolicy::Ready {
  std::optional<Ruleset> ruleset;
};

namespace {

std::string told(const std::vector<Message>& messages, bool errors_only) {
  std::string text;
  for (const Message& message : messages) {
    if (message.is_error || !errors_only) text += message.rendered + "\n";
  }
  return text;
}

}  // namespace

RealPolicy::RealPolicy(const Files& files) : ready_(std::make_unique<Ready>()) {
  Loaded loaded = load_text(files);
  ready_->ruleset = std::move(loaded.ruleset);
  if (!ready_->ruleset) errors_ = told(loaded.messages, true);
}

RealPolicy::~RealPolicy() = default;

std::string RealPolicy::decide_json(const std::string& case_json) const {
  const Answered answered = ready_->ruleset->decide(case_json);
  if (answered.status == AskStatus::answered) return answered.json;
  const char* error = answered.status == AskStatus::refused ? "refused" : "incomplete";
  return nlohmann::json{{"error", error}, {"why", told(answered.messages, false)}}.dump();
}

}  // namespace proviso::reference
