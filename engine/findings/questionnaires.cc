// Questionnaires: which can be scored, which were added, and what one of them says of a person over
// time, each number with its error and where that is known from.
#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "engine/findings/views.h"
#include "engine/questionnaire/fhir.h"
#include "engine/questionnaire/score.h"
#include "engine/view/parts.h"

namespace ajar::findings {
namespace {

using questionnaire::Instrument;
using Added = journal::Item<record::Questionnaire>;
using Given = journal::Item<record::Answers>;
using Instruments = std::vector<Instrument>;

constexpr std::size_t kMostTimes = 60;

// ---------------------------------------------------------------- answers

std::string item_token(int number) {
  return "i" + std::to_string(number);
}

// Answers by item number less one, NaN where there is none.
std::vector<double> answers_of(const Instrument& instrument, const record::Answers& body) {
  std::vector<double> out(static_cast<std::size_t>(instrument.items),
                          std::numeric_limits<double>::quiet_NaN());
  for (int number = 1; number <= instrument.items; ++number) {
    const double* answer = record::find(body.items, item_token(number));
    if (answer != nullptr) out[static_cast<std::size_t>(number) - 1] = *answer;
  }
  return out;
}

// One time that it was answered in full.
struct Time {
  const record::Record* record;
  std::vector<questionnaire::ScaleScore> scores;
};

// All times about one person or, under an empty name, nobody named; oldest first.
using Times = std::map<std::string, std::vector<Time>, std::less<>>;

Times times_of(const Source& source, const Instrument& instrument) {
  Times all;
  for (const Given& given : until<record::Answers>(source.journal, source.args.now())) {
    const record::Answers& body = *given.body;
    if (body.questionnaire != instrument.id || body.open.value_or(false)) continue;
    all[body.context].push_back(
        {given.record, questionnaire::score(instrument, answers_of(instrument, body))});
  }
  return all;
}

// The newest one that was broken off.
const Given* broken_off(std::span<const Given> all, std::string_view instrument) {
  for (auto given = all.rbegin(); given != all.rend(); ++given) {
    if (given->body->questionnaire == instrument && given->body->open.value_or(false)) {
      return &*given;
    }
  }
  return nullptr;
}

void write_broken_off(json::Writer& out, const Given* given) {
  if (given == nullptr) {
    out.null();
    return;
  }
  out.begin_object()
      .member("id", format(given->record->id))
      .member("at", format(given->record->at));
  view::write_or_null(out.key("about"), given->body->context);
  out.key("items").begin_object();
  for (const auto& [token, value] : given->body->items) out.member(token, value);
  out.end_object().end_object();
}

// ---------------------------------------------------------------- keys and figures

void write_known(json::Writer& out, const questionnaire::Source& source) {
  out.member("known", questionnaire::name(source.known));
  view::write_or_null(out.key("source"), source.id);
}

void write_norm(json::Writer& out, const questionnaire::Norm& norm) {
  out.begin_object()
      .member("scale", norm.scale)
      .member("mean", norm.mean)
      .member("deviation", norm.deviation)
      .member("people", norm.people);
  write_known(out, norm.source);
  view::Sentence(out.key("sentence"), "questionnaire.norm")
      .with_hundredths("mean", norm.mean)
      .with_hundredths("deviation", norm.deviation)
      .with("people", norm.people)
      .end();
  out.end_object();
}

void write_figures(json::Writer& out, const Instrument& instrument) {
  out.key("norms").begin_array();
  for (const questionnaire::Norm& norm : instrument.norms) write_norm(out, norm);
  out.end_array().key("steadiness").begin_array();
  for (const questionnaire::Steadiness& one : instrument.steadiness) {
    out.begin_object()
        .member("scale", one.scale)
        .member("kind", questionnaire::name(one.kind))
        .member("value", one.value)
        .member("to", one.to)
        .member("days", one.days);
    view::write_texts(out.key("about"), one.about);
    write_known(out, one.source);
    out.end_object();
  }
  out.end_array();
}

void write_instrument(json::Writer& out, const Instrument& one) {
  out.member("instrument", one.id)
      .member("called", one.called)
      .member("full", one.full)
      .member("from", one.from)
      .member("version", one.version)
      .member("count", one.items)
      .member("low", one.low)
      .member("high", one.high)
      .member("axes", one.has_axes());
  view::write_texts(out.key("about"), one.about);
  out.key("key").begin_object();
  write_known(out, one.key);
  out.end_object().key("scales").begin_array();
  for (const questionnaire::Scale& scale : one.scales) {
    out.begin_object()
        .member("scale", scale.id)
        .member("items", scale.items.size())
        .member("low", scale.low)
        .member("high", scale.high)
        .end_object();
  }
  out.end_array();
  write_figures(out, one);
}

// ---------------------------------------------------------------- results

questionnaire::OwnFigures own_figures(const record::Questionnaire* added,
                                      const std::string& scale) {
  questionnaire::OwnFigures own;
  if (added == nullptr) return own;
  const double* spread = record::find(added->spread, scale);
  const double* retest = record::find(added->retest, scale);
  if (spread != nullptr && *spread > 0) own.deviation = *spread;
  if (retest != nullptr) own.retest = *retest;
  return own;
}

void write_trust(json::Writer& out, const std::optional<questionnaire::Trust>& trust) {
  if (!trust) {
    out.null();
    return;
  }
  out.begin_object()
      .member("kind", questionnaire::name(trust->kind))
      .member("reliability", trust->reliability)
      .member("days", trust->days)
      .member("deviation", trust->deviation)
      .member("error", trust->error.of_score)
      .member("bar", trust->bar);
  write_known(out, trust->source);
  out.key("spread").begin_object();
  write_known(out, trust->deviation_source);
  out.end_object();
  view::Sentence(out.key("sentence"), "questionnaire.trust." + std::string(name(trust->kind)))
      .with_hundredths("error", trust->error.of_score)
      .with_hundredths("bar", trust->bar)
      .with_hundredths("reliability", trust->reliability)
      .with("days", trust->days)
      .end();
  out.end_object();
}

// One scale over all times that gave it a score.
struct Course {
  const questionnaire::Scale* scale;
  std::vector<std::pair<const record::Record*, double>> scores;  // oldest first
  questionnaire::ScaleScore latest;
  const record::Record* latest_record;
  questionnaire::Trusts trusts;
};

Course course_of(const std::vector<Time>& times, std::size_t at) {
  Course course{
      times.back().scores[at].scale, {}, times.back().scores[at], times.back().record, {}};
  for (const Time& time : times) {
    if (time.scores[at].value) course.scores.emplace_back(time.record, *time.scores[at].value);
  }
  return course;
}

void write_score_sentence(json::Writer& out, const Course& course) {
  const questionnaire::ScaleScore& latest = course.latest;
  if (!latest.value) {
    view::Sentence(out, "questionnaire.no_score")
        .with("scale", course.scale->id)
        .with("missing", latest.of - latest.answered)
        .with("of", latest.of)
        .end();
    return;
  }
  view::Sentence(out, "questionnaire.score")
      .with("scale", course.scale->id)
      .with_tenths("score", *latest.value)
      .with_tenths("low", course.scale->low)
      .with_tenths("high", course.scale->high)
      .end();
}

void write_change(json::Writer& out, const Course& course, double level) {
  if (course.scores.size() < 2) {
    out.null();
    return;
  }
  const auto& [first, before] = course.scores.front();
  const auto& [last, after] = course.scores.back();
  const questionnaire::Change change = questionnaire::change(before, after, course.trusts, level);
  out.begin_object()
      .member("verdict", questionnaire::name(change.verdict))
      .member("difference", change.difference)
      .member("from", format(local_date(first->at)))
      .member("to", format(local_date(last->at)));
  out.key("bar");
  if (change.against) {
    out.value(change.against->bar).member("index", change.against->index);
  } else {
    out.null().key("index").null();
  }
  view::Sentence(out.key("sentence"),
                 "questionnaire.change." + std::string(questionnaire::name(change.verdict)))
      .with("scale", course.scale->id)
      .with_hundredths("difference", std::fabs(change.difference))
      .with("direction", change.difference < 0   ? "down"
                         : change.difference > 0 ? "up"
                                                 : "none")
      .with_hundredths("bar", change.against ? change.against->bar : 0)
      .end();
  out.end_object();
}

// The mean of all times, whose error falls with their number as far as it is one of each time.
void write_mean(json::Writer& out, const Course& course) {
  if (course.scores.size() < 2) {
    out.null();
    return;
  }
  double sum = 0;
  for (const auto& [record, score] : course.scores) sum += score;
  const auto n = static_cast<double>(course.scores.size());
  const auto& trust = course.trusts.retest ? course.trusts.retest : course.trusts.looser;
  out.begin_object().member("n", course.scores.size()).member("value", sum / n).key("error");
  if (trust) {
    out.value(trust->error.of_score / std::sqrt(n));
  } else {
    out.null();
  }
  view::Sentence(out.key("sentence"), "questionnaire.mean")
      .with("n", static_cast<std::int64_t>(course.scores.size()))
      .with_tenths("mean", sum / n)
      .end();
  out.end_object();
}

void write_course(json::Writer& out, const Instrument& instrument, const Course& course,
                  double level) {
  out.begin_object()
      .member("scale", course.scale->id)
      .member("low", course.scale->low)
      .member("high", course.scale->high)
      .member("latest", course.latest.value)
      .member("answered", course.latest.answered)
      .member("of", course.latest.of)
      .member("at", format(course.latest_record->at))
      .member("times", course.scores.size());
  write_score_sentence(out.key("sentence"), course);
  write_trust(out.key("retest"), course.trusts.retest);
  write_trust(out.key("looser"), course.trusts.looser);
  write_change(out.key("change"), course, level);
  write_mean(out.key("mean"), course);
  out.key("norm");
  const auto norm =
      std::find_if(instrument.norms.begin(), instrument.norms.end(),
                   [&](const questionnaire::Norm& one) { return one.scale == course.scale->id; });
  if (norm != instrument.norms.end()) {
    write_norm(out, *norm);
  } else {
    out.null();
  }
  out.end_object();
}

// ---------------------------------------------------------------- two axes

const Course* find_course(const std::vector<Course>& courses, std::string_view scale) {
  for (const Course& one : courses) {
    if (one.scale->id == scale) return &one;
  }
  return nullptr;
}

std::optional<double> error_of(const Course& course) {
  const auto& trust = course.trusts.retest ? course.trusts.retest : course.trusts.looser;
  return trust ? std::optional(trust->error.of_score) : std::nullopt;
}

struct Point {
  const record::Record* record;
  double avoidance;
  double anxiety;
};

// Times that gave both scales a score.
std::vector<Point> points_of(const Course& avoidance, const Course& anxiety) {
  std::vector<Point> points;
  for (const auto& [record, x] : avoidance.scores) {
    for (const auto& [other, y] : anxiety.scores) {
      if (other == record) points.push_back({record, x, y});
    }
  }
  return points;
}

// What the two clouds together say: the boldest of the two axes, each of which may be wrong half as
// often as one alone (Bonferroni), so that together they are wrong no more often than `level` says.
questionnaire::Verdict verdict_of(const Point& first, const Point& last, const Course& avoidance,
                                  const Course& anxiety, double level) {
  const double each = 1 - (1 - level) / 2;
  const auto x =
      questionnaire::change(first.avoidance, last.avoidance, avoidance.trusts, each).verdict;
  const auto y = questionnaire::change(first.anxiety, last.anxiety, anxiety.trusts, each).verdict;
  if (x == questionnaire::Verdict::unknown || y == questionnaire::Verdict::unknown)
    return questionnaire::Verdict::unknown;
  return std::max(x, y);
}

void write_plane(json::Writer& out, const std::vector<Course>& courses, double level) {
  const Course* avoidance = find_course(courses, "avoidance");
  const Course* anxiety = find_course(courses, "anxiety");
  std::vector<Point> points;
  if (avoidance != nullptr && anxiety != nullptr) points = points_of(*avoidance, *anxiety);
  if (points.size() < 2) {
    out.null();
    return;
  }
  // Judged over all times, like each axis alone; what is drawn is the newest of them.
  const Point first = points.front();
  const Point last = points.back();
  const auto verdict = verdict_of(first, last, *avoidance, *anxiety, level);
  if (points.size() > kMostTimes) points.erase(points.begin(), points.end() - kMostTimes);
  out.begin_object().member("low", avoidance->scale->low).member("high", avoidance->scale->high);
  out.member("error_avoidance", error_of(*avoidance)).member("error_anxiety", error_of(*anxiety));
  out.member("verdict", questionnaire::name(verdict)).key("points").begin_array();
  for (const Point& point : points) {
    out.begin_object()
        .member("id", format(point.record->id))
        .member("at", format(point.record->at))
        .member("avoidance", point.avoidance)
        .member("anxiety", point.anxiety)
        .end_object();
  }
  out.end_array();
  view::Sentence(out.key("sentence"),
                 "questionnaire.plane." + std::string(questionnaire::name(verdict)))
      .with_tenths("avoidance_from", first.avoidance)
      .with_tenths("avoidance_to", last.avoidance)
      .with_tenths("anxiety_from", first.anxiety)
      .with_tenths("anxiety_to", last.anxiety)
      .end();
  out.end_object();
}

void write_result(json::Writer& out, const Instrument& instrument,
                  const record::Questionnaire* added, const std::string& about,
                  const std::vector<Time>& times, double level) {
  std::vector<Course> courses;
  for (std::size_t at = 0; at < instrument.scales.size(); ++at) {
    courses.push_back(course_of(times, at));
    Course& course = courses.back();
    course.trusts = questionnaire::trust(instrument, *course.scale, about,
                                         own_figures(added, course.scale->id), level);
  }
  out.begin_object();
  view::write_or_null(out.key("about"), about);
  out.key("times").begin_array();
  const std::size_t skip = times.size() > kMostTimes ? times.size() - kMostTimes : 0;
  for (std::size_t n = skip; n < times.size(); ++n) {
    out.begin_object()
        .member("id", format(times[n].record->id))
        .member("at", format(times[n].record->at))
        .key("scores")
        .begin_object();
    for (const questionnaire::ScaleScore& one : times[n].scores)
      out.member(one.scale->id, one.value);
    out.end_object().end_object();
  }
  out.end_array().key("scales").begin_array();
  for (const Course& course : courses) write_course(out, instrument, course, level);
  write_plane(out.end_array().key("plane"), courses, level);
  out.end_object();
}

// ---------------------------------------------------------------- the text

void write_question(json::Writer& out, const questionnaire::Question& question,
                    const Instrument& instrument, int number) {
  const auto [low, high] =
      question.range.value_or(questionnaire::Range{instrument.low, instrument.high});
  out.begin_object().member("number", number).member("text", question.text);
  view::write_or_null(out.key("prefix"), question.prefix);
  view::write_texts(out.key("before"), question.before);
  out.member("low", low).member("high", high).key("options").begin_array();
  for (const questionnaire::Option& option : question.options) {
    out.begin_object().member("value", option.value).member("label", option.label).end_object();
  }
  out.end_array().end_object();
}

// The questions in the order in which the form asks them, each with its number in the key; or why
// they cannot be read.
void write_text(json::Writer& out, const Instrument& instrument, std::string_view text) {
  const auto form = questionnaire::read_form(text);
  const auto keyed = form ? questionnaire::join(*form, instrument)
                          : Result<questionnaire::Keyed>(Error(form.error()));
  out.key("questions").begin_array();
  if (keyed) {
    std::vector<int> numbers(form->questions.size());
    for (std::size_t n = 0; n < keyed->order.size(); ++n) {
      numbers[keyed->order[n]] = static_cast<int>(n) + 1;
    }
    for (std::size_t n = 0; n < form->questions.size(); ++n) {
      write_question(out, form->questions[n], instrument, numbers[n]);
    }
  }
  out.end_array();
  view::write_texts(out.key("after"), keyed ? form->after : std::vector<std::string>());
  view::write_or_null(out.key("language"), keyed ? form->language : std::string());
  out.key("broken");
  if (keyed) {
    out.null();
    return;
  }
  const Error& error = keyed.error();
  out.begin_object()
      .member("code", error.code)
      .member("line", error.line)
      .member("field", error.field)
      .member("detail", error.detail)
      .end_object();
}

std::string title_of(const record::Questionnaire& body, const Instrument* instrument) {
  if (!body.title.empty()) return body.title;
  return instrument != nullptr ? instrument->called : body.instrument;
}

void write_added(json::Writer& out, const Source& source, const Instruments& instruments,
                 const Added& added) {
  const Instrument* instrument = questionnaire::find(instruments, added.body->instrument);
  const auto given = until<record::Answers>(source.journal, source.args.now());
  int times = 0;
  const record::Record* last = nullptr;
  for (const Given& one : given) {
    if (one.body->questionnaire != added.body->instrument || one.body->open.value_or(false)) {
      continue;
    }
    ++times;
    last = one.record;
  }
  out.begin_object()
      .member("id", format(added.record->id))
      .member("at", format(added.record->at))
      .member("instrument", added.body->instrument)
      .member("title", title_of(*added.body, instrument))
      .member("known_here", instrument != nullptr);
  view::write_or_null(out.key("called"), instrument ? instrument->called : std::string());
  out.member("count", instrument ? instrument->items : 0).member("times", times).key("last");
  if (last != nullptr) {
    out.value(format(last->at));
  } else {
    out.null();
  }
  write_broken_off(out.key("open"), broken_off(given, added.body->instrument));
  out.end_object();
}

}  // namespace

Result<std::string> questionnaires(const Source& source) {
  const Instruments instruments = TRY(questionnaire::read_instruments(source.content.instruments));
  json::Writer out;
  out.begin_object().key("instruments").begin_array();
  for (const Instrument& one : instruments) {
    out.begin_object();
    write_instrument(out, one);
    out.end_object();
  }
  out.end_array().key("added").begin_array();
  for (const Added& added : source.journal.all<record::Questionnaire>()) {
    write_added(out, source, instruments, added);
  }
  out.end_array().end_object();
  return out.take();
}

Result<std::string> questionnaire(const Source& source) {
  const Id id = TRY(source.args.id("id"));
  const auto* body = source.journal.get<record::Questionnaire>(id);
  if (body == nullptr) return Error{"view/unknown_id", 0, "id", format(id)};
  const Instruments instruments = TRY(questionnaire::read_instruments(source.content.instruments));
  const Instrument* instrument = questionnaire::find(instruments, body->instrument);
  json::Writer out;
  out.begin_object()
      .member("id", format(id))
      .member("title", title_of(*body, instrument))
      .member("known_here", instrument != nullptr);
  view::write_or_null(out.key("figures_from"), body->figures_from);
  out.key("own").begin_object().key("spread").begin_object();
  for (const auto& [scale, value] : body->spread) out.member(scale, value);
  out.end_object().key("retest").begin_object();
  for (const auto& [scale, value] : body->retest) out.member(scale, value);
  out.end_object().end_object();
  // Of a newer version's instrument nothing is known here but that it was added.
  if (instrument == nullptr) {
    out.member("instrument", body->instrument).key("results").begin_array().end_array();
    return out.end_object().text();
  }
  write_instrument(out, *instrument);
  write_text(out, *instrument, body->text);
  const auto given = until<record::Answers>(source.journal, source.args.now());
  write_broken_off(out.key("open"), broken_off(given, instrument->id));
  const double level = TRY(rules(source.content)).level;
  out.key("results").begin_array();
  for (const auto& [about, times] : times_of(source, *instrument)) {
    write_result(out, *instrument, body, about, times, level);
  }
  return out.end_array().end_object().text();
}

}  // namespace ajar::findings
