// Finds the view by its name.
#include "engine/view/view.h"

#include "engine/view/args.h"
#include "engine/view/views.h"

namespace ajar::view {
namespace {

const Named* find(Table table, std::string_view name) {
  for (const Named& known : table) {
    if (known.name == name) return &known;
  }
  return nullptr;
}

}  // namespace

Result<std::string> view(const content::Content& content, const journal::Journal& journal,
                         text::Index& index, std::string_view name, std::string_view args_json,
                         Table more, Table views) {
  const Named* known = find(more, name);
  if (!known) known = find(views, name);
  if (!known) return Error{"view/unknown", 0, {}, std::string(name.substr(0, 80))};
  json::Document document;
  const Args args = TRY(Args::parse(document, args_json));
  return known->compute({content, journal, args, index});
}

Result<std::string> view(const content::Content& content, const journal::Journal& journal,
                         std::string_view name, std::string_view args_json, Table more,
                         Table views) {
  text::Index index;
  return view(content, journal, index, name, args_json, more, views);
}

}  // namespace ajar::view
