// Seek: goals, and what a page for a therapist may hold, part by part, so that the person chooses.
#include <algorithm>
#include <unordered_map>

#include "engine/view/parts.h"
#include "engine/view/views.h"

namespace ajar::view {
namespace {

constexpr std::size_t kWords = 5;
constexpr std::size_t kSteps = 8;
constexpr std::size_t kPages = 20;

void write_goals(json::Writer& out, const journal::Journal& journal) {
  out.begin_array();
  for (const auto& [record, body] : journal.all<record::Goal>()) {
    out.begin_object()
        .member("id", format(record->id))
        .member("at", format(record->at))
        .member("text", body->text);
    write_or_null(out.key("with"), body->with ? record::name(*body->with) : std::string_view());
    write_person(out.key("person"), journal, body->person);
    out.member("done", body->done.value_or(false)).end_object();
  }
  out.end_array();
}

using Counts = std::unordered_map<std::string_view, int>;

void write_most(json::Writer& out, const Counts& counts) {
  std::vector<std::pair<int, std::string_view>> used;
  for (const auto& [token, times] : counts) used.emplace_back(-times, token);
  std::sort(used.begin(), used.end());
  if (used.size() > kWords) used.resize(kWords);
  out.begin_array();
  for (const auto& [times, token] : used) {
    out.begin_object().member("token", token).member("n", -times).end_object();
  }
  out.end_array();
}

// What moments say together: how many, since when, and the words used most.
void write_moments(json::Writer& out, const journal::Journal& journal) {
  const auto moments = journal.all<record::Moment>();
  Counts situations;
  Counts did;
  Counts needed;
  std::vector<int> urges;
  for (const auto& [record, body] : moments) {
    for (const std::string& token : body->situations) ++situations[token];
    for (const std::string& token : body->did) ++did[token];
    for (const std::string& token : body->needed) ++needed[token];
    if (body->urge) urges.push_back(*body->urge);
  }
  out.begin_object().member("n", moments.size());
  const auto day = [&](std::string_view name, const auto* item) {
    write_or_null(out.key(name), item ? format(local_date(item->record->at)) : std::string());
  };
  day("from", moments.empty() ? nullptr : &moments.front());
  day("to", moments.empty() ? nullptr : &moments.back());
  out.key("urge");
  if (urges.empty()) {
    out.null();
  } else {
    std::sort(urges.begin(), urges.end());
    const std::size_t middle = urges.size() / 2;
    const double low = urges[urges.size() % 2 == 1 ? middle : middle - 1];
    out.value((low + urges[middle]) / 2);
  }
  write_most(out.key("situations"), situations);
  write_most(out.key("did"), did);
  write_most(out.key("needed"), needed);
  out.end_object();
}

void write_steps(json::Writer& out, const journal::Journal& journal) {
  std::vector<journal::Item<record::Step>> settled;
  int both = 0;
  int before = 0;
  int after = 0;
  for (const auto& item : journal.all<record::Step>()) {
    const auto status = item.body->status;
    if (status != record::StepStatus::done && status != record::StepStatus::partly) continue;
    settled.push_back(item);
    if (!item.body->belief || !item.body->belief_after) continue;
    ++both;
    before += *item.body->belief;
    after += *item.body->belief_after;
  }
  out.begin_object().member("n", settled.size()).member("both", both).key("belief");
  if (both == 0) {
    out.null().key("belief_after").null();
  } else {
    out.value(static_cast<double>(before) / both)
        .member("belief_after", static_cast<double>(after) / both);
  }
  out.key("newest").begin_array();
  std::size_t written = 0;
  for (auto item = settled.rbegin(); item != settled.rend() && written < kSteps;
       ++item, ++written) {
    out.begin_object().member("id", format(item->record->id));
    write_or_null(out.key("ladder"), item->body->ladder);
    write_or_null(out.key("own"), item->body->own);
    write_person(out.key("person"), journal, item->body->person);
    write_or_null(out.key("feared"), item->body->feared);
    write_or_null(out.key("learned"), item->body->learned);
    out.member("belief", item->body->belief)
        .member("belief_after", item->body->belief_after)
        .end_object();
  }
  out.end_array().end_object();
}

// The newest record of a kind: its id and its body; null where there is none.
template <class T>
void write_newest(json::Writer& out, const journal::Journal& journal) {
  const auto all = journal.all<T>();
  if (all.empty()) {
    out.null();
    return;
  }
  const record::Record& record = *all.back().record;
  out.begin_object()
      .member("id", format(record.id))
      .member("at", format(record.at))
      .key("body")
      .raw(record.body_json())
      .end_object();
}

// Pages that were meant for a therapist when they were kept.
void write_pages(json::Writer& out, const journal::Journal& journal) {
  const auto entries = journal.all<record::Entry>();
  out.begin_array();
  std::size_t written = 0;
  for (auto item = entries.rbegin(); item != entries.rend() && written < kPages; ++item) {
    if (item->body->outward != record::Outward::therapist) continue;
    ++written;
    out.begin_object()
        .member("id", format(item->record->id))
        .member("at", format(item->record->at));
    write_or_null(out.key("prompt"), item->body->prompt);
    out.member("text", item->body->text).end_object();
  }
  out.end_array();
}

}  // namespace

Result<std::string> seek(const Source& source) {
  json::Writer out;
  out.begin_object();
  write_goals(out.key("goals"), source.journal);
  write_newest<record::Check>(out.key("check"), source.journal);
  write_moments(out.key("moments"), source.journal);
  write_steps(out.key("steps"), source.journal);
  write_newest<record::Protector>(out.key("protector"), source.journal);
  write_newest<record::Origin>(out.key("origin"), source.journal);
  write_pages(out.key("pages"), source.journal);
  out.end_object();
  return out.take();
}

}  // namespace ajar::view
