// Reads the chapter of words.h.
#include "engine/simulate/words.h"

#include <algorithm>

#include "engine/base/json.h"

namespace ajar::simulate {
namespace {

constexpr json::Limits kLimits{.bytes = std::size_t{1} << 20, .depth = 8};
// For situations that have no lines of their own.
constexpr std::string_view kAny = "any";

Error missing(std::string path) {
  return Error{"content/missing", 0, "sample." + std::move(path), {}};
}

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    if (end > 0) lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

Result<std::string_view> text_of(const json::Value& object, std::string_view name,
                                 const std::string& path) {
  const auto found = object.find(name);
  if (!found) return missing(path + "." + std::string(name));
  if (!found->is(json::Type::string)) {
    return Error{"content/bad_type", 0, "sample." + path + "." + std::string(name), "string"};
  }
  return found->text();
}

// [{id, `what`}] as pairs.
Result<std::vector<std::pair<std::string, std::string>>> list_of(const json::Value& chapter,
                                                                 const std::string& name,
                                                                 std::string_view what) {
  const auto list = chapter.find(name);
  if (!list) return missing(name);
  if (!list->is(json::Type::array)) {
    return Error{"content/bad_type", 0, "sample." + name, "array"};
  }
  std::vector<std::pair<std::string, std::string>> pairs;
  for (const json::Value one : *list) {
    const std::string path = name + "[" + std::to_string(pairs.size()) + "]";
    if (!one.is(json::Type::object)) {
      return Error{"content/bad_type", 0, "sample." + path, "object"};
    }
    const auto id = TRY(text_of(one, "id", path));
    const auto text = TRY(text_of(one, what, path));
    if (text.empty()) return missing(path + "." + std::string(what));
    pairs.emplace_back(id, text);
  }
  return pairs;
}

}  // namespace

std::string named(std::string line, std::string_view name) {
  constexpr std::string_view kPerson = "{person}";
  for (std::size_t at = line.find(kPerson); at != std::string::npos; at = line.find(kPerson, at)) {
    line.replace(at, kPerson.size(), name);
    at += name.size();
  }
  return line;
}

class WordsReader {
 public:
  explicit WordsReader(json::Value chapter) : chapter_(chapter) {}

  Result<Words> read() const {
    Words words;
    words.people_ = TRY(list_of(chapter_, "people", "name"));
    words.situations_ = TRY(groups("situations"));
    words.openings_ = TRY(groups("openings"));
    words.fears_ = TRY(groups("fears"));
    const auto lines = TRY(groups("lines"));
    for (std::size_t n = 0; n < kSaidNames.size(); ++n) {
      const Words::Group* group = find(lines, kSaidNames[n]);
      if (!group) return missing("lines." + std::string(kSaidNames[n]));
      words.lines_[n] = group->lines;
    }
    if (!find(words.situations_, kAny)) return missing("situations.any");
    if (words.fears_.empty()) return missing("fears");
    return words;
  }

  static const Words::Group* find(const std::vector<Words::Group>& groups, std::string_view id) {
    const auto found = std::find_if(groups.begin(), groups.end(),
                                    [&](const Words::Group& one) { return one.id == id; });
    return found == groups.end() ? nullptr : &*found;
  }

 private:
  Result<std::vector<Words::Group>> groups(const std::string& name) const {
    std::vector<Words::Group> groups;
    for (auto& [id, said] : TRY(list_of(chapter_, name, "said"))) {
      groups.push_back({id, split(said)});
      if (groups.back().lines.empty()) return missing(name + "." + id);
    }
    return groups;
  }

  json::Value chapter_;
};

Result<Words> Words::load(std::string_view chapter) {
  if (chapter.size() > kLimits.bytes) return Error{"content/too_long"};
  json::Document document;
  const auto root = document.parse(chapter, kLimits);
  if (!root) return Error{"content/not_json", 0, "sample", std::string(root.error().code)};
  if (!root->is(json::Type::object)) return Error{"content/bad_type", 0, "sample", "object"};
  return WordsReader(*root).read();
}

Lines Words::situation(std::string_view id) const {
  const Group* own = WordsReader::find(situations_, id);
  return (own ? own : WordsReader::find(situations_, kAny))->lines;
}

Lines Words::opening(std::string_view prompt) const {
  const Group* own = WordsReader::find(openings_, prompt);
  return own ? Lines(own->lines) : lines(Said::sentences);
}

Lines Words::fears(std::string_view domain) const {
  const Group* own = WordsReader::find(fears_, domain);
  return (own ? *own : fears_.front()).lines;
}

std::string_view Words::name(std::string_view person) const {
  const auto found = std::find_if(people_.begin(), people_.end(),
                                  [&](const auto& one) { return one.first == person; });
  return found == people_.end() ? std::string_view() : found->second;
}

}  // namespace ajar::simulate
