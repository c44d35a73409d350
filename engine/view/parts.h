// Parts that several views write: people, offers, sentences, lists of ids.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/json.h"
#include "engine/journal/journal.h"
#include "engine/practice/today.h"

namespace ajar::view {

// {"id","alias"}, or null where there is no such person any more.
void write_person(json::Writer& out, const journal::Journal& journal, const std::optional<Id>& id);

// A step offer of spec/views.md.
void write_offer(json::Writer& out, const practice::Offer& offer);
void write_offer(json::Writer& out, const std::optional<practice::Offer>& offer);

void write_ids(json::Writer& out, std::span<const Id> ids);

template <class Texts>
void write_texts(json::Writer& out, const Texts& texts) {
  out.begin_array();
  for (const auto& text : texts) out.value(std::string_view(text));
  out.end_array();
}

// A text, or null where it is empty.
void write_or_null(json::Writer& out, std::string_view text);

// Words to be looked up by the edge, as an argument of a sentence.
struct Words {
  std::string_view of;  // "statement", "ladder" …
  const std::vector<std::string_view>& ids;
};

// The first own words of a record, cut to at most 240 characters; empty where there are none.
std::string_view excerpt(const record::Record& record);

// Builds one sentence: the message id, then its arguments.
class Sentence {
 public:
  Sentence(json::Writer& out, std::string_view id);
  Sentence& with(std::string_view name, std::int64_t number);
  // A fraction, to one decimal: more would promise what it does not know.
  Sentence& with_tenths(std::string_view name, double number);
  // To two decimals: a published figure.
  Sentence& with_hundredths(std::string_view name, double number);
  Sentence& with(std::string_view name, std::string_view text);
  Sentence& with(std::string_view name, const Words& words);
  void end();

 private:
  json::Writer& out_;
};

// How many current records there are of each kind that occurs: {kind: count}, newer kinds together
// as "unknown".
void write_counts(json::Writer& out, const journal::Journal& journal);

// Every version of a record that is to be settled, or the one that there is: [{rev, at, body}],
// oldest first.
void write_versions(json::Writer& out, const journal::Journal& journal, const Id& id);

// The step of a record as the views list it while it waits for its outcome.
void write_open_step(json::Writer& out, const journal::Journal& journal,
                     const record::Record& record, const record::Step& body);

// Planned steps, newest first, without those toward someone unsafe: nobody is reminded of them.
std::vector<journal::Item<record::Step>> open_steps(const content::Content& content,
                                                    const journal::Journal& journal,
                                                    const safety::People& people);

// People by ring, nearest first and those on none last; then by alias.
std::vector<journal::Item<record::Person>> by_ring(
    std::span<const journal::Item<record::Person>> people);

// Where a person stood from a revision of theirs on.
struct Stood {
  std::int64_t since = 0;   // seconds since 1970 UTC
  std::optional<int> ring;  // none: on no ring, or away
};

// All that the revisions still kept say of it, oldest first.
std::vector<Stood> stood(const journal::Journal& journal, const Id& person);

// The relation a step's record speaks of; where it says none, its ladder step's. May be empty.
std::string_view relation_of(const content::Content& content, const record::Step& body);

}  // namespace ajar::view
