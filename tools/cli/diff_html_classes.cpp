#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "tools/cli/diff_html_parts.hpp"
#include "tools/cli/markup.hpp"

namespace proviso::cli {

namespace {

constexpr std::size_t kMostWays = 30;  // that are printed, with the ways of these: about a page

using Json = nlohmann::ordered_json;

std::string causes(const ChangeClass& c) {
  std::vector<std::string> links;
  for (const std::uint32_t index : c.causes) links.push_back(change_link(index));
  if (c.by_date) links.push_back("the day of the assessment is different");
  if (c.by_others) links.push_back("others, from whom they would derive the outcome, are decided differently");
  std::string html = links.empty() ? "no single change was found to be the cause" : joined(links);
  if (c.jointly) html += " (either each of them alone, or only all together)";
  if (c.mixed) html += " (for different people different ones of them)";
  return html;
}

std::string rule_list(const std::vector<DecidingRule>& rules) {
  if (rules.empty()) return deciding_words(rules);
  std::vector<std::string> items;
  for (const DecidingRule& rule : rules) {
    std::string item = markup_words(rule_words(rule));
    for (const CitedWords& cited : rule.sources)
      item += "<span class=\"cited\">" + markup_words(citation_words(cited)) + "</span>";
    items.push_back(std::move(item));
  }
  return html_list(items);
}

/// What decided, before and after.
std::string decided(const ChangeClass& c) {
  if (c.decision.empty()) return {};
  const auto row = [](const char* when, const std::string& outcome, const std::vector<DecidingRule>& rules) {
    return fmt::format("<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td></tr>\n", when, markup_words(outcome),
                       rule_list(rules));
  };
  return "<table class=\"decided\">\n<caption>What decides, before and after</caption>\n<colgroup><col "
         "class=\"which\"><col><col></colgroup>\n<thead><tr><th scope=\"col\">Version</th><th "
         "scope=\"col\">Outcome</th><th "
         "scope=\"col\">Decided by</th></tr></thead>\n<tbody>\n" +
         row("Old", outcome_words(c.from, c.from_label), c.decided_before) +
         row("New", outcome_words(c.to, c.to_label), c.decided_after) + "</tbody>\n</table>\n";
}

/// Facts and values as a program reads them; nothing of a condition that the words quote.
std::string exact_words(const Literal& literal) {
  std::string about = literal.form == Literal::Form::test ? literal.test : literal.fact;
  if (literal.subject != "person") about = literal.subject + "." + about;
  const std::string first = literal.values.empty() ? std::string() : literal.values.front();
  switch (literal.form) {
    case Literal::Form::in:
      return fmt::format("{}: {}", about, fmt::join(literal.values, ", "));
    case Literal::Form::range:
      return fmt::format("{}: {} … {}{}", about, first, literal.values.at(1), literal.or_none ? ", none" : "");
    case Literal::Form::is:
      return fmt::format("{}: {}", about, first);
    case Literal::Form::test:
      break;
  }
  return literal.words.find('`') == std::string::npos ? fmt::format("{}: {}", about, first) : std::string();
}

std::string literal_row(const Literal& literal) {
  const std::string exact = exact_words(literal);
  if (exact.empty())
    return fmt::format("<tr><th scope=\"row\" colspan=\"2\">{}</th></tr>\n", markup_words(literal.words));
  return fmt::format("<tr><th scope=\"row\">{}</th><td><code>{}</code></td></tr>\n", markup_words(literal.words),
                     markup_name(exact));
}

/// Several ways, of which one can hold, or none; each all of its parts.
struct WaysList {
  const char* title;
  const std::vector<Conditions>& ways;
};

std::vector<WaysList> lists_of(const Conditions& conditions) {
  std::vector<WaysList> lists;
  for (const auto& ways : conditions.any) lists.push_back({"one of", ways});
  if (!conditions.none.empty()) lists.push_back({"none of", conditions.none});
  return lists;
}

std::string ways_html(const WaysList& list) {
  std::vector<std::string> items;
  for (const Conditions& way : list.ways) {
    std::vector<std::string> parts;
    for (const Literal& literal : way.all) parts.push_back(markup_words(literal.words));
    std::string item = fmt::format("{}", fmt::join(parts, "; <em>and</em> "));
    for (const WaysList& inner : lists_of(way)) {
      if (!item.empty()) item += item.back() == '\n' ? "<em>and</em> " : "; <em>and</em> ";
      item += fmt::format("{} these:\n{}", inner.title, ways_html(inner));
    }
    items.push_back(std::move(item));
  }
  return html_list(items);
}

std::size_t ways_count(const WaysList& list) {
  std::size_t count = 0;
  for (const Conditions& way : list.ways) {
    ++count;
    for (const WaysList& inner : lists_of(way)) count += ways_count(inner);
  }
  return count;
}

std::string ways_row(const WaysList& list) {
  std::string html = fmt::format("{} these:\n{}", list.title, ways_html(list));
  if (const std::size_t count = ways_count(list); count > kMostWays)
    html = fmt::format(
        "<details><summary>{} {}: to be opened on a screen, and left out in print; the JSON report has them "
        "too</summary>{}</details>",
        list.title, counted(count, "way"), ways_html(list));
  return "<tr class=\"ways\"><th scope=\"row\" colspan=\"2\">" + html + "</th></tr>\n";
}

/// Exactly who they are: whoever one of the conditions holds for, of each of which all rows do.
std::string conditions(const ChangeClass& c) {
  if (c.conditions.empty()) return {};
  std::string html = "<h4>Exactly who they are</h4>\n";
  for (std::size_t i = 0; i < c.conditions.size(); ++i) {
    const Conditions& when = c.conditions[i];
    if (when.all.empty() && when.any.empty() && when.none.empty()) {
      html += "<p>Everybody.</p>\n";
      continue;
    }
    const std::string caption =
        c.conditions.size() == 1
            ? "All of these hold"
            : fmt::format("{}all of these hold ({} of {})", i == 0 ? "Either " : "or ", i + 1, c.conditions.size());
    html += fmt::format(
        "<table class=\"when\">\n<caption>{}</caption>\n<thead><tr><th scope=\"col\">In words</th><th "
        "scope=\"col\">Exactly</th></tr></thead>\n<tbody>\n",
        caption);
    for (const Literal& literal : when.all) html += literal_row(literal);
    for (const WaysList& list : lists_of(when)) html += ways_row(list);
    html += "</tbody>\n</table>\n";
  }
  return html;
}

// -- The witness and the near miss

std::string value_words(const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_boolean()) return value.get<bool>() ? "yes" : "no";
  if (value.is_null()) return "unknown";
  if (!value.is_array()) return value.dump(-1, ' ', false, Json::error_handler_t::replace);
  std::vector<std::string> parts;
  for (const Json& one : value) parts.push_back(value_words(one));
  return parts.empty() ? "none" : fmt::format("{}", fmt::join(parts, ", "));
}

struct FactRow {
  std::string subject, fact, value;
};

void add_link(const std::string& person, const Json& link, std::vector<FactRow>& rows) {
  if (!link.is_object() || !link.contains("relation")) return;
  const std::string relation =
      fmt::format("{} {}", value_words(link["relation"]), value_words(link.value("to", Json())));
  bool any = false;
  for (const auto& [key, value] : link.items()) {
    if (key == "to" || key == "relation") continue;
    rows.push_back({person, relation + ": " + key, value_words(value)});
    any = true;
  }
  if (!any) rows.push_back({person, relation, "yes"});
}

/// Every fact of a case: whose, which, and what. In the order of the case file.
std::vector<FactRow> facts_of(const std::string& text) {
  std::vector<FactRow> rows;
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object()) return rows;
  if (json.contains("as_of")) rows.push_back({"the case", "as_of", value_words(json["as_of"])});
  if (json.contains("sets") && json["sets"].is_object()) {
    for (const auto& [name, value] : json["sets"].items()) rows.push_back({"the case", name, value_words(value)});
  }
  if (!json.contains("applicants") || !json["applicants"].is_array()) return rows;
  for (const Json& person : json["applicants"]) {
    if (!person.is_object()) continue;
    const std::string id = value_words(person.value("id", Json()));
    const std::size_t before = rows.size();
    for (const auto& [key, value] : person.items()) {
      if (key == "id") continue;
      if (key != "relations") {
        rows.push_back({id, key, value_words(value)});
      } else if (value.is_array()) {
        for (const Json& link : value) add_link(id, link, rows);
      }
    }
    if (rows.size() == before) rows.push_back({id, "no fact", "nothing is known"});
  }
  return rows;
}

/// The facts of the witness, and beside them what is different in the near miss.
std::string facts_table(const ChangeClass& c) {
  const std::vector<FactRow> witness = facts_of(c.witness->json);
  if (witness.empty()) return {};
  std::map<std::pair<std::string, std::string>, std::string> other;
  if (c.near_miss) {
    for (const FactRow& row : facts_of(c.near_miss->json)) other[{row.subject, row.fact}] = row.value;
  }
  std::string html =
      "<table class=\"facts\">\n<caption>The facts of the person who shows it (invented)</caption>\n<thead><tr><th "
      "scope=\"col\">Whose</th><th scope=\"col\">Fact</th><th scope=\"col\">Value</th>";
  html += c.near_miss ? "<th scope=\"col\">In the near miss</th></tr></thead>\n<tbody>\n" : "</tr></thead>\n<tbody>\n";
  for (const FactRow& row : witness) {
    html += fmt::format("<tr><th scope=\"row\">{}</th><td><code>{}</code></td><td>{}</td>", markup(row.subject),
                        markup_name(row.fact), markup_words(row.value));
    if (c.near_miss) {
      const auto found = other.find({row.subject, row.fact});
      const std::string value = found == other.end() ? "not stated" : found->second;
      html +=
          value == row.value ? "<td>the same</td>" : fmt::format("<td><strong>≠ {}</strong></td>", markup_words(value));
    }
    html += "</tr>\n";
  }
  return html + "</tbody>\n</table>\n";
}

std::string shown_row(const ChangeClass& c, const char* which, const ShownCase& shown) {
  return fmt::format("<tr><th scope=\"row\">{}: {}</th><td>{}</td><td>{}</td></tr>\n", which, markup(shown.person),
                     markup_words(decided_words(c, shown.before)), markup_words(decided_words(c, shown.after)));
}

std::string witness(const ChangeClass& c) {
  if (!c.witness) return fmt::format("<p>Shown by a case: {}.</p>\n", kNobodyFound);
  std::string html =
      "<h4>Shown by a case</h4>\n<table class=\"shown\">\n<caption>Decided under both "
      "versions</caption>\n<thead><tr><th "
      "scope=\"col\">Person</th><th scope=\"col\">Before</th><th scope=\"col\">After</th></tr></thead>\n<tbody>\n" +
      shown_row(c, "Witness", *c.witness);
  if (c.near_miss) html += shown_row(c, "Near miss", *c.near_miss);
  html += "</tbody>\n</table>\n";
  if (c.near_miss)
    html += fmt::format(
        "<p>The near miss differs in <code>{}</code> alone: {} instead of {}. It is decided alike under both "
        "versions.</p>\n",
        markup_name(c.near_miss->differs), markup_words(c.near_miss->new_value), markup_words(c.near_miss->old_value));
  return html + facts_table(c);
}

std::string one_class(const DiffReport& report, std::size_t index) {
  const ChangeClass& c = report.diff.classes[index];
  const std::string anchor = class_anchor(index);
  const std::string decision = c.decision.empty()         ? "whether the case is possible"
                               : c.decision_label.empty() ? c.decision
                                                          : c.decision_label;
  std::string html = fmt::format(
      "<article class=\"class\" aria-labelledby=\"{0}\">\n<h3 id=\"{0}\">{1}: {2}</h3>\n<p "
      "class=\"sentence\">{3}</p>\n",
      anchor, markup(c.id), markup_words(transition_words(c)), markup_words(c.sentence));
  html += "<dl class=\"stamp\">\n" + html_entry("Decision", markup_words(decision)) +
          html_entry("Because of", causes(c)) +
          html_entry("Fingerprint", "<code>" + markup(c.fingerprint) + "</code>") +
          html_acceptance(report, c.fingerprint) + "</dl>\n";
  return html + decided(c) + witness(c) + conditions(c) + "</article>\n";
}

}  // namespace

std::string html_classes(const DiffReport& report) {
  const VersionDiff& diff = report.diff;
  if (diff.classes.empty())
    return diff.complete ? "<p>Nobody.</p>\n" : "<p>This is not known: the comparison is not complete.</p>\n";
  std::string html =
      "<p>For each decision, whoever is decided differently is in exactly one group, and everybody in a group is "
      "decided "
      "differently.</p>\n";
  for (std::size_t i = 0; i < diff.classes.size(); ++i) {
    if (!only_by_date(diff.classes[i])) html += one_class(report, i);
  }
  return html;
}

std::string html_classes_by_date(const DiffReport& report) {
  std::string rows;
  for (std::size_t i = 0; i < report.diff.classes.size(); ++i) {
    const ChangeClass& c = report.diff.classes[i];
    if (!only_by_date(c)) continue;
    const std::string accepted = accepted_words(report, c.fingerprint);
    rows += fmt::format(
        "<tr id=\"{}\"><th scope=\"row\">{}</th><td>{}</td><td>{}{}<span class=\"cited\">fingerprint "
        "<code>{}</code></span></td></tr>\n",
        class_anchor(i), markup_name(c.id), markup_words(transition_words(c)), markup_words(c.sentence),
        accepted.empty() ? "" : "<span class=\"accepted\">✓ " + markup_words(accepted) + "</span>",
        markup(c.fingerprint));
  }
  if (rows.empty()) return rows;
  return "<p>No change of the rules concerns these people: they are assessed on another day. The "
         "JSON "
         "report holds a case for each.</p>\n<table class=\"by-date\">\n<caption>Groups by decision</caption>\n"
         "<thead><tr><th scope=\"col\">Group</th><th scope=\"col\">Outcome</th><th scope=\"col\">Who they are</th></tr>"
         "</thead>\n<tbody>\n" +
         rows + "</tbody>\n</table>\n";
}

}  // namespace proviso::cli
