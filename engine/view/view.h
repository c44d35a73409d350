// Read models: what each screen shows, computed from the journal and answered as JSON
// (spec/views.md).
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "engine/base/result.h"
#include "engine/content/content.h"
#include "engine/journal/journal.h"
#include "engine/text/search.h"

namespace ajar::view {

struct Source;

// One view by its name. A library beside this one may bring a table of its own, so that a module
// that does without it does not carry it.
struct Named {
  std::string_view name;
  Result<std::string> (*compute)(const Source&);
};
using Table = std::span<const Named>;

// The views of this library: those that a newcomer meets before anything else is loaded, and all.
Table first();
Table every();

// The view `name` with the arguments `args_json`, a JSON object of at most 64 KiB that always has
// `now`. The answer is one JSON object; the same content, set of records and arguments give the
// same bytes. `index` keeps the words of this one journal from search to search; `more` is looked
// through before `views`.
// Errors: view/unknown (detail: the name), view/bad_args (field: the argument), view/unknown_id
// (field: the argument, detail: the id).
Result<std::string> view(const content::Content& content, const journal::Journal& journal,
                         text::Index& index, std::string_view name, std::string_view args_json,
                         Table more = {}, Table views = every());

// The same for one question, where nothing is kept.
Result<std::string> view(const content::Content& content, const journal::Journal& journal,
                         std::string_view name, std::string_view args_json, Table more = {},
                         Table views = every());

}  // namespace ajar::view
