// The reader walks the whole resource and stops at the first element that it would have to pass
// over although it means something.
#include "engine/questionnaire/fhir.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <span>

#include "engine/base/json.h"
#include "engine/base/utf8.h"
#include "engine/questionnaire/names.h"

namespace ajar::questionnaire {
namespace {

using json::Type;
using json::Value;

// Elements that say where a questionnaire comes from and whom it is for, and nothing of what is
// asked or counted.
constexpr std::array kDescribing = {
    "resourceType",    "id",           "meta",    "language",  "text",         "url",
    "identifier",      "version",      "name",    "title",     "derivedFrom",  "status",
    "experimental",    "subjectType",  "date",    "publisher", "contact",      "description",
    "useContext",      "jurisdiction", "purpose", "copyright", "approvalDate", "lastReviewDate",
    "effectivePeriod", "code"};
// The same of one item. `required` asks for nothing here: whatever is asked may be left out.
constexpr std::array kDescribingItem = {"id",     "linkId", "definition", "code",
                                        "prefix", "text",   "type",       "required"};

constexpr std::string_view kOrdinal = "http://hl7.org/fhir/StructureDefinition/ordinalValue";
constexpr std::string_view kWeight = "http://hl7.org/fhir/StructureDefinition/itemWeight";
constexpr std::string_view kMinimum = "http://hl7.org/fhir/StructureDefinition/minValue";
constexpr std::string_view kMaximum = "http://hl7.org/fhir/StructureDefinition/maxValue";
// How a form is drawn: told, and not needed.
constexpr std::array<std::string_view, 8> kDrawing = {
    "http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl",
    "http://hl7.org/fhir/StructureDefinition/questionnaire-choiceOrientation",
    "http://hl7.org/fhir/StructureDefinition/questionnaire-optionPrefix",
    "http://hl7.org/fhir/StructureDefinition/questionnaire-displayCategory",
    "http://hl7.org/fhir/StructureDefinition/rendering-style",
    "http://hl7.org/fhir/StructureDefinition/rendering-xhtml",
    "http://hl7.org/fhir/StructureDefinition/rendering-markdown",
    "http://hl7.org/fhir/StructureDefinition/designNote"};

std::string below(const std::string& path, std::string_view name) {
  return path.empty() ? std::string(name) : path + "." + std::string(name);
}
std::string below(const std::string& path, std::string_view name, std::size_t index) {
  return below(path, name) + "[" + std::to_string(index) + "]";
}
// A text member, without space around it; empty where it is left out.
Result<std::string> text_of(const Value& object, std::string_view name, const std::string& path) {
  const auto found = object.find(name);
  if (!found) return std::string();
  if (!found->is(Type::string)) return Error{"questionnaire/bad_type", 0, below(path, name)};
  const std::string_view text = trimmed(found->text());
  if (text.size() > kMostText && utf8::count(text) > kMostText) {
    return Error{"questionnaire/too_long", 0, below(path, name), std::to_string(kMostText)};
  }
  return std::string(text);
}

// The elements of an array member; nothing where it is left out.
Result<std::optional<Value>> array_of(const Value& object, std::string_view name,
                                      const std::string& path) {
  const auto found = object.find(name);
  if (found && !found->is(Type::array)) {
    return Error{"questionnaire/bad_type", 0, below(path, name)};
  }
  return found;
}

std::optional<int> whole(const Value& value) {
  const auto number = value.number();
  if (!number || std::floor(*number) != *number || std::fabs(*number) > 1000) return std::nullopt;
  return static_cast<int>(*number);
}

std::optional<int> whole(std::string_view text) {
  if (text.empty() || text.size() > 3) return std::nullopt;
  int number = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    number = 10 * number + (c - '0');
  }
  return number;
}

// What the extensions of one element say that counts here.
struct Extended {
  std::optional<int> ordinal;
  std::optional<int> minimum;
  std::optional<int> maximum;
};

// The whole number of an extension, under whichever type it was written.
std::optional<int> number_in(const Value& extension) {
  for (const std::string_view name : {"valueDecimal", "valueInteger"}) {
    if (const auto value = extension.find(name)) return whole(*value);
  }
  return std::nullopt;
}

Status read_extension(const Value& one, const std::string& path, Extended& into) {
  const auto url = one.is(Type::object) ? one.find("url") : std::nullopt;
  if (!url || !url->is(Type::string)) {
    return Error{"questionnaire/missing", 0, below(path, "url")};
  }
  std::optional<int>* place = nullptr;
  if (url->text() == kOrdinal || url->text() == kWeight) place = &into.ordinal;
  if (url->text() == kMinimum) place = &into.minimum;
  if (url->text() == kMaximum) place = &into.maximum;
  if (place != nullptr) {
    *place = number_in(one);
    if (!*place) return Error{"questionnaire/no_value", 0, path};
    return ok();
  }
  const bool drawing = std::find(kDrawing.begin(), kDrawing.end(), url->text()) != kDrawing.end();
  if (!drawing) return Error{"questionnaire/extension", 0, path, brief(url->text())};
  return ok();
}

Result<Extended> extensions_of(const Value& object, const std::string& path) {
  Extended found;
  const auto list = TRY(array_of(object, "extension", path));
  if (!list) return found;
  std::size_t at = 0;
  for (const Value one : *list) TRY(read_extension(one, below(path, "extension", at++), found));
  return found;
}

// Refuses the first member that is neither in `known` nor in `taken`. A name with an underscore
// before it adds to the element of that name; it may stand where that only describes.
template <std::size_t N>
Status only(const Value& object, const std::string& path, const std::array<const char*, N>& known,
            std::initializer_list<std::string_view> taken) {
  for (const Value member : object) {
    std::string_view name = member.name();
    if (std::find(taken.begin(), taken.end(), name) != taken.end()) continue;
    if (!name.empty() && name.front() == '_') name.remove_prefix(1);
    const bool describes =
        std::any_of(known.begin(), known.end(), [&](std::string_view one) { return one == name; });
    if (!describes) {
      return Error{"questionnaire/unknown", 0, below(path, brief(member.name())),
                   brief(member.name())};
    }
  }
  return ok();
}

class Reader {
 public:
  Result<Form> read(const Value& root) {
    const auto kind = root.is(Type::object) ? root.find("resourceType") : std::nullopt;
    if (!kind || kind->text() != "Questionnaire") {
      return Error{"questionnaire/not_fhir", 0, "resourceType", kind ? brief(kind->text()) : ""};
    }
    TRY(only(root, "", kDescribing, {"item", "extension"}));
    TRY(extensions_of(root, ""));
    form_.title = TRY(text_of(root, "title", ""));
    form_.language = TRY(text_of(root, "language", ""));
    for (const std::string_view name : {"id", "url", "name", "title"}) {
      std::string text = TRY(text_of(root, name, ""));
      if (!text.empty()) form_.names.push_back(std::move(text));
    }
    TRY(items(root, "", 0));
    if (form_.questions.empty()) return Error{"questionnaire/no_questions", 0, "item"};
    form_.after = std::move(before_);
    TRY(check_turned());
    return std::move(form_);
  }

 private:
  Status items(const Value& of, const std::string& path, std::size_t depth) {
    const auto list = TRY(array_of(of, "item", path));
    if (!list) return ok();
    if (depth > kMostGroups) {
      return Error{"questionnaire/too_deep", 0, path, std::to_string(kMostGroups)};
    }
    std::size_t at = 0;
    for (const Value one : *list) {
      const std::string here = below(path, "item", at++);
      if (!one.is(Type::object)) return Error{"questionnaire/bad_type", 0, here};
      TRY(item(one, here, depth));
    }
    return ok();
  }

  Status item(const Value& one, const std::string& path, std::size_t depth) {
    const std::string type = TRY(text_of(one, "type", path));
    std::string link = TRY(text_of(one, "linkId", path));
    if (link.empty()) return Error{"questionnaire/missing", 0, below(path, "linkId")};
    if (type.empty()) return Error{"questionnaire/missing", 0, below(path, "type")};
    if (!links_.insert(link).second) {
      return Error{"questionnaire/link_twice", 0, below(path, "linkId"), brief(link)};
    }
    if (type == "group" || type == "display") return words(one, path, type == "group", depth);
    if (type != "choice" && type != "integer") {
      return Error{"questionnaire/unknown_type", 0, below(path, "type"), brief(type)};
    }
    if (form_.questions.size() == kMostQuestions) {
      return Error{"questionnaire/too_many", 0, path, std::to_string(kMostQuestions)};
    }
    return question(one, path, std::move(link), type == "choice");
  }

  Status words(const Value& one, const std::string& path, bool group, std::size_t depth) {
    if (group) {
      TRY(only(one, path, kDescribingItem, {"item", "extension", "repeats", "readOnly"}));
    } else {
      TRY(only(one, path, kDescribingItem, {"extension", "readOnly"}));
    }
    TRY(refuse_true(one, path, "repeats"));
    TRY(extensions_of(one, path));
    std::string text = TRY(text_of(one, "text", path));
    if (!text.empty()) before_.push_back(std::move(text));
    return group ? items(one, path, depth + 1) : ok();
  }

  Status question(const Value& one, const std::string& path, std::string link, bool choice) {
    TRY(only(one, path, kDescribingItem, {"answerOption", "extension", "repeats", "readOnly"}));
    TRY(refuse_true(one, path, "repeats"));
    TRY(refuse_true(one, path, "readOnly"));
    Question question;
    question.link = std::move(link);
    question.path = path;
    question.text = TRY(text_of(one, "text", path));
    question.prefix = TRY(text_of(one, "prefix", path));
    if (question.text.empty()) return Error{"questionnaire/missing", 0, below(path, "text")};
    question.before = std::move(before_);
    before_.clear();
    const Extended extended = TRY(extensions_of(one, path));
    const auto options = TRY(array_of(one, "answerOption", path));
    if (options) {
      TRY(read_options(*options, path, question));
    } else if (choice) {
      return Error{"questionnaire/missing", 0, below(path, "answerOption")};
    } else {
      if (extended.minimum.has_value() != extended.maximum.has_value() ||
          (extended.minimum && *extended.minimum >= *extended.maximum)) {
        return Error{"questionnaire/no_value", 0, below(path, "extension")};
      }
      if (extended.minimum) question.range = Range{*extended.minimum, *extended.maximum};
    }
    form_.questions.push_back(std::move(question));
    return ok();
  }

  static Status refuse_true(const Value& one, const std::string& path, std::string_view name) {
    const auto found = one.find(name);
    if (!found) return ok();
    if (!found->is(Type::boolean)) return Error{"questionnaire/bad_type", 0, below(path, name)};
    if (found->boolean()) {
      return Error{"questionnaire/unknown", 0, below(path, name), std::string(name)};
    }
    return ok();
  }

  static Status read_options(const Value& list, const std::string& path, Question& question) {
    if (list.size() > kMostOptions) {
      return Error{"questionnaire/too_many", 0, below(path, "answerOption"),
                   std::to_string(kMostOptions)};
    }
    for (const Value one : list) {
      const std::string here = below(path, "answerOption", question.options.size());
      question.options.push_back(TRY(read_option(one, here)));
      const int value = question.options.back().value;
      for (std::size_t n = 0; n + 1 < question.options.size(); ++n) {
        if (question.options[n].value == value) {
          return Error{"questionnaire/value_twice", 0, here, std::to_string(value)};
        }
      }
    }
    if (question.options.size() < 2) {
      return Error{"questionnaire/missing", 0, below(path, "answerOption")};
    }
    const auto [low, high] =
        std::minmax_element(question.options.begin(), question.options.end(),
                            [](const Option& a, const Option& b) { return a.value < b.value; });
    question.range = Range{low->value, high->value};
    return ok();
  }

  static Result<Option> read_option(const Value& one, const std::string& path) {
    constexpr std::array kDescribingOption = {"id"};
    if (!one.is(Type::object)) return Error{"questionnaire/bad_type", 0, path};
    TRY(only(one, path, kDescribingOption,
             {"valueCoding", "valueInteger", "initialSelected", "extension"}));
    TRY(refuse_true(one, path, "initialSelected"));
    const Extended extended = TRY(extensions_of(one, path));
    if (const auto number = one.find("valueInteger")) {
      const auto value = whole(*number);
      if (!value) return Error{"questionnaire/no_value", 0, below(path, "valueInteger")};
      return Option{std::string(number->text()), extended.ordinal.value_or(*value)};
    }
    const auto coding = one.find("valueCoding");
    if (!coding || !coding->is(Type::object)) {
      return Error{"questionnaire/missing", 0, below(path, "valueCoding")};
    }
    return read_coding(*coding, below(path, "valueCoding"), extended.ordinal);
  }

  static Result<Option> read_coding(const Value& coding, const std::string& path,
                                    std::optional<int> ordinal) {
    constexpr std::array kDescribingCoding = {"id",   "system",  "version",
                                              "code", "display", "userSelected"};
    TRY(only(coding, path, kDescribingCoding, {"extension"}));
    const Extended extended = TRY(extensions_of(coding, path));
    const std::string code = TRY(text_of(coding, "code", path));
    Option option;
    option.label = TRY(text_of(coding, "display", path));
    if (option.label.empty()) option.label = code;
    if (option.label.empty()) return Error{"questionnaire/missing", 0, below(path, "display")};
    const auto value = ordinal ? ordinal : extended.ordinal ? extended.ordinal : whole(code);
    if (!value) return Error{"questionnaire/no_value", 0, path};
    option.value = *value;
    return option;
  }

  // A file that turned its reversed items itself would be turned twice: the same words then carry
  // two numbers.
  Status check_turned() const {
    std::map<std::string_view, int> of_label;
    for (const Question& question : form_.questions) {
      for (const Option& option : question.options) {
        const auto [known, fresh] = of_label.emplace(option.label, option.value);
        if (!fresh && known->second != option.value) {
          return Error{"questionnaire/values_turn", 0, question.path, brief(option.label)};
        }
      }
    }
    return ok();
  }

  Form form_;
  std::vector<std::string> before_;  // words that wait for the next question
  std::set<std::string, std::less<>> links_;
};

std::optional<std::size_t> offset_in(std::string_view digits) {
  if (digits.empty() || digits.size() > 9) return std::nullopt;
  std::size_t number = 0;
  for (const char c : digits) {
    if (c < '0' || c > '9') return std::nullopt;
    number = 10 * number + static_cast<std::size_t>(c - '0');
  }
  return number;
}

Result<Value> parse(json::Document& document, std::string_view text) {
  text = without_mark(text);
  if (text.size() > kMostFileBytes) {
    return Error{"questionnaire/too_long", 0, {}, std::to_string(kMostFileBytes)};
  }
  auto root = document.parse(text, {kMostFileBytes, kMostFileDepth});
  if (root) return *root;
  // A reader says the byte where it stopped; a person looks for the line.
  std::int64_t line = 0;
  if (const auto at = offset_in(root.error().detail); at && root.error().code == "json/syntax") {
    line = 1 + std::count(text.begin(), text.begin() + std::min(*at, text.size()), '\n');
  }
  return Error{"questionnaire/not_json", line, root.error().field, std::string(root.error().code)};
}

// A name as a whole, its last part after a slash, and what stands in and before brackets.
std::vector<std::string> readings(std::string_view text) {
  std::vector<std::string> out{plain(text)};
  if (const auto slash = text.rfind('/'); slash != std::string_view::npos) {
    out.push_back(plain(text.substr(slash + 1)));
  }
  const auto open = text.find('(');
  const auto close = text.find(')', open == std::string_view::npos ? 0 : open);
  if (open != std::string_view::npos && close != std::string_view::npos) {
    out.push_back(plain(text.substr(0, open)));
    out.push_back(plain(text.substr(open + 1, close - open - 1)));
  }
  return out;
}

bool is_named(const Form& form, const Instrument& instrument) {
  const auto& known = instrument.known_as;
  for (const std::string& name : form.names) {
    for (const std::string& reading : readings(name)) {
      if (std::find(known.begin(), known.end(), reading) != known.end()) return true;
    }
  }
  return false;
}

// Where the linkIds number the questions from 1, they must do so in the order in which they stand:
// otherwise nobody can know which of the two the key means.
Status check_order(const Form& form) {
  std::vector<int> numbers;
  for (const Question& question : form.questions) {
    const auto number = number_at_end(question.link);
    if (!number) return ok();
    numbers.push_back(*number);
  }
  std::vector<int> sorted = numbers;
  std::sort(sorted.begin(), sorted.end());
  for (std::size_t n = 0; n < sorted.size(); ++n) {
    if (sorted[n] != static_cast<int>(n) + 1) return ok();
  }
  for (std::size_t n = 0; n < numbers.size(); ++n) {
    if (numbers[n] != static_cast<int>(n) + 1) {
      return Error{"questionnaire/order", 0, form.questions[n].path, brief(form.questions[n].link)};
    }
  }
  return ok();
}

Status check_range(const Question& question, const Instrument& instrument) {
  if (!question.range) return ok();
  const auto [low, high] = *question.range;
  const auto wanted = static_cast<std::size_t>(instrument.high - instrument.low + 1);
  const bool whole_scale = question.options.empty() || question.options.size() == wanted;
  if (low == instrument.low && high == instrument.high && whole_scale) return ok();
  return Error{"questionnaire/range", 0, question.path,
               std::to_string(low) + "–" + std::to_string(high)};
}

}  // namespace

Result<Form> read_form(std::string_view text) {
  json::Document document;
  const Value root = TRY(parse(document, text));
  return Reader().read(root);
}

Result<std::string> compact(std::string_view text) {
  json::Document document;
  const Value root = TRY(parse(document, text));
  std::string out;
  bool inside = false;
  bool escaped = false;
  std::size_t in_record = 0;
  for (const char c : root.raw()) {
    if (!inside && (c == ' ' || c == '\n' || c == '\r' || c == '\t')) continue;
    out += c;
    in_record += c == '"' || c == '\\' ? 2 : 1;
    if (inside && !escaped && c == '"') {
      inside = false;
    } else if (!inside && c == '"') {
      inside = true;
    }
    escaped = inside && !escaped && c == '\\';
  }
  if (in_record > kMostRecord || utf8::count(out) > kMostKept) {
    return Error{"questionnaire/too_long", 0, {}, std::to_string(kMostKept)};
  }
  return out;
}

Result<Keyed> join(const Form& form, const Instrument& instrument) {
  const std::size_t count = form.questions.size();
  if (static_cast<int>(count) != instrument.items) {
    return Error{"questionnaire/count", 0, instrument.called,
                 std::to_string(count) + "/" + std::to_string(instrument.items)};
  }
  for (const Question& question : form.questions) TRY(check_range(question, instrument));
  Keyed keyed{&instrument, {}};
  if (instrument.links.empty()) {
    TRY(check_order(form));
    for (std::size_t n = 0; n < count; ++n) keyed.order.push_back(n);
    return keyed;
  }
  for (const std::string& link : instrument.links) {
    std::size_t at = 0;
    while (at < count && plain(form.questions[at].link) != link) ++at;
    if (at == count) return Error{"questionnaire/links", 0, instrument.called, link};
    keyed.order.push_back(at);
  }
  return keyed;
}

Fits fits(const Form& form, const std::vector<Instrument>& all) {
  Fits found;
  for (const Instrument& one : all) {
    if (!join(form, one)) continue;
    (is_named(form, one) ? found.named : found.others).push_back(&one);
  }
  return found;
}

Result<Keyed> choose(const Form& form, const std::vector<Instrument>& all,
                     std::string_view wanted) {
  if (!wanted.empty()) {
    for (const Instrument& one : all) {
      if (one.id == wanted || plain(one.called) == plain(wanted)) return join(form, one);
    }
    return Error{"questionnaire/no_such_key", 0, {}, brief(wanted)};
  }
  const Fits found = fits(form, all);
  if (found.named.size() == 1) return join(form, *found.named.front());
  // The name of one that does not fit says more than a list of strangers that do.
  if (found.named.empty()) {
    for (const Instrument& one : all) {
      if (is_named(form, one)) return join(form, one).error();
    }
  }
  const auto& candidates = found.named.empty() ? found.others : found.named;
  if (candidates.empty()) {
    return Error{"questionnaire/no_key", 0, {}, std::to_string(form.questions.size())};
  }
  std::string ids;
  for (const Instrument* one : candidates) ids += (ids.empty() ? "" : " ") + one->id;
  return Error{"questionnaire/which_key", 0, {}, ids};
}

}  // namespace ajar::questionnaire
