// Counting, and the text of the counts.
#include "hub/metrics.h"

namespace ajar::hub {
namespace {

void line(std::string& text, std::string_view name, std::string_view labels, std::uint64_t value) {
  text += name;
  if (!labels.empty()) text += "{" + std::string(labels) + "}";
  text += " " + std::to_string(value) + "\n";
}

void single(std::string& text, std::string_view name, std::string_view type, std::string_view help,
            std::uint64_t value) {
  text += "# HELP " + std::string(name) + " " + std::string(help) + "\n# TYPE " +
          std::string(name) + " " + std::string(type) + "\n";
  line(text, name, {}, value);
}

std::uint64_t now_of(const std::atomic<std::int64_t>& gauge) {
  const std::int64_t value = gauge.load();
  return value > 0 ? static_cast<std::uint64_t>(value) : 0;
}

std::string seconds_text(std::int64_t microseconds) {
  std::string digits = std::to_string(1'000'000 + microseconds % 1'000'000).substr(1);
  while (!digits.empty() && digits.back() == '0') digits.pop_back();
  return std::to_string(microseconds / 1'000'000) + (digits.empty() ? "" : "." + digits);
}

}  // namespace

void Metrics::answered(Call call, unsigned status, std::int64_t microseconds) {
  ++answers_[static_cast<std::size_t>(call)][status / 100 < 6 ? status / 100 : 5];
  std::size_t place = 0;
  while (place < edges.size() && microseconds > edges[place]) ++place;
  ++times_[place];
  microseconds_ += static_cast<std::uint64_t>(microseconds);
}

void Metrics::committed(std::size_t requests, bool ok) {
  ++(ok ? commits_ : failed_commits_);
  if (ok) in_commits_ += requests;
}

void Metrics::appended(std::size_t events, std::size_t bytes) {
  events_ += events;
  bytes_ += bytes;
}

std::string Metrics::text() const {
  std::string text =
      "# HELP ajar_hub_answers_total Answers by call and hundreds of their status.\n"
      "# TYPE ajar_hub_answers_total counter\n";
  for (std::size_t call = 0; call < call_count; ++call) {
    for (std::size_t hundred = 1; hundred < 6; ++hundred) {
      const std::uint64_t count = answers_[call][hundred];
      if (count == 0) continue;
      line(text, "ajar_hub_answers_total",
           "call=\"" + std::string(cost_of(static_cast<Call>(call)).name) + "\",status=\"" +
               std::to_string(hundred) + "xx\"",
           count);
    }
  }
  text +=
      "# HELP ajar_hub_answer_seconds From the last byte of a request to its answer.\n"
      "# TYPE ajar_hub_answer_seconds histogram\n";
  std::uint64_t below = 0;
  for (std::size_t place = 0; place <= edges.size(); ++place) {
    below += times_[place];
    const std::string edge = place < edges.size() ? seconds_text(edges[place]) : "+Inf";
    line(text, "ajar_hub_answer_seconds_bucket", "le=\"" + edge + "\"", below);
  }
  text += "ajar_hub_answer_seconds_sum " +
          seconds_text(static_cast<std::int64_t>(microseconds_.load())) + "\n";
  line(text, "ajar_hub_answer_seconds_count", {}, below);
  single(text, "ajar_hub_commits_total", "counter", "Commits that are durable.", commits_);
  single(text, "ajar_hub_commits_failed_total", "counter", "Commits that nobody was told of.",
         failed_commits_);
  single(text, "ajar_hub_commit_requests_total", "counter", "Requests that shared those commits.",
         in_commits_);
  single(text, "ajar_hub_events_total", "counter", "Events taken in.", events_);
  single(text, "ajar_hub_event_bytes_total", "counter", "Bytes of those events.", bytes_);
  single(text, "ajar_hub_connections", "gauge", "Connections open now.", now_of(connections));
  single(text, "ajar_hub_connections_refused_total", "counter", "Connections past the limit.",
         refused_connections_);
  single(text, "ajar_hub_waiting", "gauge", "Calls that wait for news now.", now_of(waiting));
  single(text, "ajar_hub_body_bytes", "gauge", "Room kept for bodies under way.", now_of(reserved));
  return text;
}

}  // namespace ajar::hub
