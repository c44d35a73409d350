// Settings with their defaults, and the plan for a bad day.
#include "engine/view/parts.h"
#include "engine/view/views.h"

namespace ajar::view {
namespace {

using record::SettingKey;

template <class Choices>
void write_names(json::Writer& out, const Choices& choices) {
  out.begin_array();
  for (const auto choice : choices) out.value(record::name(choice));
  out.end_array();
}

template <class Mapped>
void write_map(json::Writer& out, const record::Map<std::string, Mapped>* map) {
  out.begin_object();
  if (map) {
    for (const auto& [key, value] : *map) out.member(key, value);
  }
  out.end_object();
}

void write_country(json::Writer& out, const journal::Journal& journal) {
  const auto* setting = journal.setting(SettingKey::country);
  write_or_null(out, setting ? std::string_view(setting->country) : std::string_view());
}

}  // namespace

Result<std::string> help(const Source& source) {
  json::Writer out;
  out.begin_object().key("plan");
  if (const record::Plan* plan = source.journal.plan()) {
    out.begin_object();
    write_texts(out.key("items"), plan->items);
    write_texts(out.key("contacts"), plan->contacts);
    out.end_object();
  } else {
    out.null();
  }
  write_country(out.key("country"), source.journal);
  out.end_object();
  return out.take();
}

Result<std::string> settings(const Source& source) {
  const auto get = [&](SettingKey key) { return source.journal.setting(key); };
  const auto* ceiling = get(SettingKey::ceiling);
  const auto* contexts = get(SettingKey::contexts);
  const auto* consent = get(SettingKey::consent);
  const auto* language = get(SettingKey::language);
  const auto* theme = get(SettingKey::theme);
  const auto* keys = get(SettingKey::keys);
  const auto* names = get(SettingKey::names);
  const auto* cues = get(SettingKey::cues);
  const auto* cycle = get(SettingKey::cycle);
  const auto* card = get(SettingKey::card);
  json::Writer out;
  out.begin_object().member("ceiling",
                            ceiling ? ceiling->ceiling : source.content.practice.default_ceiling);
  write_names(out.key("contexts"), contexts ? contexts->contexts : std::vector<record::Context>());
  if (consent) {
    write_names(out.key("consent"), consent->consent);
  } else {
    write_texts(out.key("consent"), record::kNames<record::Relation>);
  }
  out.member("language", language ? language->language : source.content.language)
      .member("theme", record::name(theme ? theme->theme : record::Theme::system));
  write_map(out.key("keys"), keys ? &keys->keys : nullptr);
  out.member("names", record::name(names ? names->names : record::NameStyle::full));
  write_map(out.key("cues"), cues ? &cues->cues : nullptr);
  write_country(out.key("country"), source.journal);
  write_map(out.key("cycle"), cycle ? &cycle->cycle : nullptr);
  write_or_null(out.key("card"), card ? std::string_view(card->card) : std::string_view());
  write_counts(out.key("counts"), source.journal);
  const std::vector<Id> conflicts(source.journal.conflicts().begin(),
                                  source.journal.conflicts().end());
  out.member("records", source.journal.live());
  write_ids(out.key("conflicts"), conflicts);
  out.end_object();
  return out.take();
}

}  // namespace ajar::view
