// All that the terminal says, by id: reads the embedded content and formats ICU messages.
#include "cli/words.h"

#include <unicode/datefmt.h>
#include <unicode/dtptngen.h>
#include <unicode/gregocal.h>
#include <unicode/listformatter.h>
#include <unicode/msgfmt.h>
#include <unicode/smpdtfmt.h>
#include <unicode/timezone.h>
#include <unicode/unistr.h>

#include <charconv>
#include <cstdlib>
#include <vector>

namespace ajar::cli {
namespace {

icu::UnicodeString to_utf16(std::string_view text) {
  return icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
}

std::string_view text_of(const rapidjson::Value& value) {
  return {value.GetString(), value.GetStringLength()};
}

// The region a person lives in decides how a date is written; the content decides the language.
icu::Locale locale_of(const std::string& language) {
  for (const char* name : {"LC_ALL", "LC_TIME", "LANG"}) {
    const char* value = std::getenv(name);
    if (value == nullptr || *value == '\0') continue;
    const icu::Locale own(value);
    if (language == own.getLanguage()) return own;
    break;
  }
  return {language.c_str()};
}

// Milliseconds since 1970 of the date that `text` begins with, at noon so that no offset moves the
// day.
bool parse_date(std::string_view text, UDate& out) {
  if (text.size() < 10 || text[4] != '-' || text[7] != '-') return false;
  const auto number = [&](std::size_t from, std::size_t size, int& value) {
    const auto* end = text.data() + from + size;
    const auto [stop, error] = std::from_chars(text.data() + from, end, value);
    return error == std::errc() && stop == end;
  };
  int year = 0;
  int month = 0;
  int day = 0;
  if (!number(0, 4, year) || !number(5, 2, month) || !number(8, 2, day)) return false;
  UErrorCode status = U_ZERO_ERROR;
  icu::GregorianCalendar calendar(*icu::TimeZone::getGMT(), status);
  calendar.clear();
  calendar.set(year, month - 1, day, 12, 0, 0);
  out = calendar.getTime(status);
  return U_SUCCESS(status) != 0;
}

icu::Formattable to_formattable(const Argument& argument, const icu::Format* format) {
  if (const auto* text = std::get_if<std::string>(&argument)) {
    UDate date = 0;
    if (dynamic_cast<const icu::DateFormat*>(format) != nullptr && parse_date(*text, date)) {
      return {date, icu::Formattable::kIsDate};
    }
    return {to_utf16(*text)};
  }
  if (const auto* count = std::get_if<std::int64_t>(&argument)) return {*count};
  return {std::get<double>(argument)};
}

// The words of one language. They stay for as long as the program runs: a command may hold on to a
// text while the life that it opens turns out to be in another language.
struct Parsed {
  rapidjson::Document content;
  rapidjson::Document library;
};

const Parsed& parsed(const Edition& edition) {
  static std::map<std::string_view, Parsed> all;
  const auto [found, fresh] = all.try_emplace(edition.language);
  if (fresh) {
    auto& [content, library] = found->second;
    content.Parse<rapidjson::kParseIterativeFlag>(edition.content.data(), edition.content.size());
    library.Parse<rapidjson::kParseIterativeFlag>(edition.library.data(), edition.library.size());
  }
  return found->second;
}

}  // namespace

std::string language_of_machine() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (value == nullptr || *value == '\0') continue;
    const std::string_view locale(value);
    return std::string(locale.substr(0, locale.find_first_of("_.@")));
  }
  return {};
}

Result<Words> Words::load(std::string_view language) {
  Words words;
  const auto& own = parsed(edition(language));
  words.content_ = &own.content;
  words.library_ = &own.library;
  const auto& content = *words.content_;
  if (content.HasParseError() || !content.IsObject() || words.library_->HasParseError() ||
      !words.library_->IsObject()) {
    return Error{.code = "content/not_json"};
  }
  if (!content.HasMember("messages") || !content["messages"].IsObject() ||
      !content.HasMember("language") || !content["language"].IsString()) {
    return Error{.code = "content/missing", .field = "messages"};
  }
  words.language_ = text_of(content["language"]);
  return words;
}

bool Words::has(std::string_view id) const {
  const rapidjson::Value key(rapidjson::StringRef(id.data(), id.size()));
  return (*content_)["messages"].HasMember(key);
}

const rapidjson::Value& Words::chapter(std::string_view name) const {
  static const rapidjson::Value none(rapidjson::kObjectType);
  const auto found =
      library_->FindMember(rapidjson::Value(rapidjson::StringRef(name.data(), name.size())));
  return found == library_->MemberEnd() ? none : found->value;
}

std::string Words::say(std::string_view id, const Arguments& arguments) const {
  const auto& messages = (*content_)["messages"];
  const auto found =
      messages.FindMember(rapidjson::Value(rapidjson::StringRef(id.data(), id.size())));
  if (found == messages.MemberEnd() || !found->value.IsString()) return std::string(id);
  const auto pattern = text_of(found->value);
  if (pattern.find_first_of("{'") == std::string_view::npos) return std::string(pattern);

  UErrorCode status = U_ZERO_ERROR;
  icu::MessageFormat format(to_utf16(pattern), locale_of(language_), status);
  if (U_FAILURE(status)) return std::string(pattern);
  std::vector<icu::UnicodeString> names;
  std::vector<icu::Formattable> values;
  for (const auto& [name, argument] : arguments) {
    names.push_back(to_utf16(name));
    UErrorCode absent = U_ZERO_ERROR;
    values.push_back(to_formattable(argument, format.getFormat(names.back(), absent)));
  }
  icu::UnicodeString result;
  format.format(names.data(), values.data(), static_cast<std::int32_t>(names.size()), result,
                status);
  if (U_FAILURE(status)) return std::string(pattern);
  std::string out;
  result.toUTF8String(out);
  return out;
}

std::string Words::list(const std::vector<std::string>& items) const {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::ListFormatter> formatter(
      icu::ListFormatter::createInstance(icu::Locale(language_.c_str()), status));
  std::vector<icu::UnicodeString> parts;
  for (const auto& each : items) parts.push_back(to_utf16(each));
  icu::UnicodeString joined;
  if (U_SUCCESS(status)) {
    formatter->format(parts.data(), static_cast<std::int32_t>(parts.size()), joined, status);
  }
  std::string out;
  if (U_SUCCESS(status)) {
    joined.toUTF8String(out);
  } else {
    for (const auto& each : items) out += (out.empty() ? "" : ", ") + each;
  }
  return out;
}

std::string Words::date(std::string_view date, std::string_view today) const {
  UDate moment = 0;
  if (!parse_date(date, moment)) return std::string(date);
  const bool this_year = date.substr(0, 4) == today.substr(0, 4);
  UErrorCode status = U_ZERO_ERROR;
  const icu::Locale locale = locale_of(language_);
  const std::unique_ptr<icu::DateTimePatternGenerator> patterns(
      icu::DateTimePatternGenerator::createInstance(locale, status));
  if (U_FAILURE(status)) return std::string(date);
  const auto pattern = patterns->getBestPattern(this_year ? "EEEEdMMMM" : "EEEEdMMMMy", status);
  icu::SimpleDateFormat format(pattern, locale, status);
  if (U_FAILURE(status)) return std::string(date);
  format.setTimeZone(*icu::TimeZone::getGMT());
  icu::UnicodeString result;
  format.format(moment, result);
  std::string out;
  result.toUTF8String(out);
  return out;
}

}  // namespace ajar::cli
