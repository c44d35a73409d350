// A visitor of fields.h that stops at texts only.
#include "engine/text/words.h"

#include "engine/record/fields.h"

namespace ajar::text {
namespace {

using Give = std::function<void(std::string_view, const std::string&)>;

struct TextFinder {
  const Give& give_;

  void give(std::string_view field, const std::string& text, const record::Text&) {
    if (!text.empty()) give_(field, text);
  }
  void give(std::string_view field, const std::vector<std::string>& texts,
            const record::List<record::Text>& rule) {
    for (const std::string& text : texts) give(field, text, rule.each);
  }
  void give(std::string_view field, const record::Map<std::string, std::string>& texts,
            const record::Entries<record::Text>& rule) {
    for (const auto& [key, text] : texts) give(field, text, rule.each);
  }
  void give(std::string_view, const auto&, const auto&) {}

  void required(std::string_view field, const auto& member, const auto& rule) {
    give(field, member, rule);
  }
  void optional(std::string_view field, const auto& member, const auto& rule) {
    give(field, member, rule);
  }
  void either(std::string_view field_a, const auto& a, const auto& rule_a, std::string_view field_b,
              const auto& b, const auto& rule_b) {
    give(field_a, a, rule_a);
    give(field_b, b, rule_b);
  }
};

}  // namespace

void for_each_text(const record::Body& body, const Give& give) {
  if (std::holds_alternative<record::Setting>(body)) return;
  if (std::holds_alternative<record::Answers>(body)) return;
  if (std::holds_alternative<record::Questionnaire>(body)) return;
  TextFinder finder{give};
  std::visit([&](const auto& typed) { record::fields(finder, typed); }, body);
}

}  // namespace ajar::text
