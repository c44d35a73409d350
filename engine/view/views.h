// One function for each view of spec/views.md; view() calls the one that is asked for.
#pragma once

#include <string>

#include "engine/base/result.h"
#include "engine/content/content.h"
#include "engine/journal/journal.h"
#include "engine/text/search.h"
#include "engine/view/args.h"

namespace ajar::view {

// What every view is computed from.
struct Source {
  const content::Content& content;
  const journal::Journal& journal;
  const Args& args;
  text::Index& index;
};

Result<std::string> today(const Source& source);
Result<std::string> check(const Source& source);
Result<std::string> mirror(const Source& source);
Result<std::string> steps(const Source& source);
Result<std::string> step(const Source& source);
Result<std::string> may_plan(const Source& source);
Result<std::string> people(const Source& source);
Result<std::string> moment(const Source& source);
Result<std::string> write(const Source& source);
Result<std::string> journey(const Source& source);
Result<std::string> record(const Source& source);
Result<std::string> search(const Source& source);
Result<std::string> help(const Source& source);
Result<std::string> settings(const Source& source);
Result<std::string> look_back(const Source& source);
Result<std::string> support(const Source& source);
Result<std::string> protector(const Source& source);
Result<std::string> series(const Source& source);
Result<std::string> beliefs(const Source& source);
Result<std::string> yours(const Source& source);
Result<std::string> seek(const Source& source);

}  // namespace ajar::view
