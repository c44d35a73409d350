// Finds the view by its name.
#include "engine/view/view.h"

#include <array>

#include "engine/view/args.h"
#include "engine/view/views.h"

namespace ajar::view {
namespace {

constexpr std::array kViews = {
    Named{"today", today},     Named{"check", check},      Named{"mirror", mirror},
    Named{"steps", steps},     Named{"step", step},        Named{"may_plan", may_plan},
    Named{"people", people},   Named{"moment", moment},    Named{"write", write},
    Named{"journey", journey}, Named{"record", record},    Named{"search", search},
    Named{"help", help},       Named{"settings", settings},
    Named{"look_back", look_back}, Named{"support", support},
    Named{"protector", protector}, Named{"series", series},
    Named{"beliefs", beliefs}, Named{"yours", yours},
    Named{"seek", seek}};

const Named* find(Table table, std::string_view name) {
  for (const Named& known : table) {
    if (known.name == name) return &known;
  }
  return nullptr;
}

}  // namespace

Result<std::string> view(const content::Content& content, const journal::Journal& journal,
                         text::Index& index, std::string_view name, std::string_view args_json,
                         Table more) {
  const Named* known = find(kViews, name);
  if (!known) known = find(more, name);
  if (!known) return Error{"view/unknown", 0, {}, std::string(name.substr(0, 80))};
  json::Document document;
  const Args args = TRY(Args::parse(document, args_json));
  return known->compute({content, journal, args, index});
}

Result<std::string> view(const content::Content& content, const journal::Journal& journal,
                         std::string_view name, std::string_view args_json, Table more) {
  text::Index index;
  return view(content, journal, index, name, args_json, more);
}

}  // namespace ajar::view
