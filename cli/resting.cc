// `ajar links`: which links are still open, and ending one; leaving a file at the hub, and fetching
// one.
#include "cli/resting.h"

#include <algorithm>
#include <charconv>
#include <memory>

#include "cli/clock.h"
#include "cli/commands.h"
#include "cli/form.h"
#include "cli/json.h"
#include "cli/text.h"
#include "platform/http_client.h"
#include "platform/system.h"
#include "vault/age/age.h"
#include "vault/hex.h"

namespace ajar::cli {
namespace {

using rapidjson::Document;
using rapidjson::Value;

constexpr std::string_view kSlot = "links";  // of the drafts: sealed, and on this device alone
constexpr std::size_t kShortest = 4;         // of an id that is typed

Result<int> read_count(const std::optional<std::string>& typed, std::string_view option, int low,
                       int high, int otherwise) {
  if (!typed) return otherwise;
  int value = 0;
  const auto* end = typed->data() + typed->size();
  const auto read = std::from_chars(typed->data(), end, value);
  if (read.ec != std::errc() || read.ptr != end || value < low || value > high)
    return Error{.code = "cli/bad_value", .field = std::string(option), .detail = *typed};
  return value;
}

// What was left from this device: [{id, at, what: [{kind, at}]}]. What cannot be read is nothing.
Document remembered(const Home& home) {
  Document links(rapidjson::kArrayType);
  const auto text = home.draft(kSlot);
  if (!text || text->empty()) return links;
  links.Parse<rapidjson::kParseIterativeFlag>(text->data(), text->size());
  if (links.HasParseError() || !links.IsArray()) links.SetArray();
  return links;
}

Status remember(Context& context, const Home& home, const std::string& id,
                const std::vector<std::string>& records) {
  Document links = remembered(home);
  auto& memory = links.GetAllocator();
  Value what(rapidjson::kArrayType);
  for (const auto& record : records) {
    Document read;
    read.Parse<rapidjson::kParseIterativeFlag>(record.data(), record.size());
    Value one(rapidjson::kObjectType);
    one.AddMember("kind", Value(text_member(read, "kind").c_str(), memory), memory);
    one.AddMember("at", Value(text_member(read, "at").c_str(), memory), memory);
    what.PushBack(one, memory);
  }
  Value link(rapidjson::kObjectType);
  link.AddMember("id", Value(id.c_str(), memory), memory);
  link.AddMember("at", Value(format(TRY(now_of(context))).c_str(), memory), memory);
  link.AddMember("what", what, memory);
  links.PushBack(link, memory);
  return home.keep_draft(kSlot, to_json(links));
}

// Forgets what is not at the hub any more.
Status keep_open(const Home& home, Document& links,
                 const std::vector<vault::RestingCapsule>& resting) {
  const auto before = links.Size();
  for (auto* one = links.Begin(); one != links.End();) {
    const bool open = std::any_of(resting.begin(), resting.end(), [&](const auto& each) {
      return vault::hex(each.id) == text_member(*one, "id");
    });
    one = open ? one + 1 : links.Erase(one);
  }
  if (links.Size() == before) return ok();
  return home.keep_draft(kSlot, links.Empty() ? std::string() : to_json(links));
}

const Value* find_link(const Document& links, const std::string& id) {
  for (const Value& one : links.GetArray())
    if (text_member(one, "id") == id) return &one;
  return nullptr;
}

std::string what_of(const Context& context, const Value* link) {
  const Value* what = link == nullptr ? nullptr : member(*link, "what");
  if (what == nullptr || !what->IsArray()) return context.say("cli.links.elsewhere");
  std::vector<std::string> names;
  for (const Value& one : what->GetArray()) {
    const auto kind = text_member(one, "kind");
    names.push_back(context.say(
        "capsule.text.record",
        {{"kind", kind == "page" ? context.say("seek.page") : label_of(context, "kind", kind)},
         {"date", context.words.date(text_member(one, "at"), "")}}));
  }
  return context.words.list(names);
}

std::string day_of(std::uint64_t seconds) {
  return format(platform::local_time(static_cast<std::int64_t>(seconds) * 1000)).substr(0, 10);
}

void list_as_json(Context& context, const std::string& hub, const Document& links,
                  const std::vector<vault::RestingCapsule>& resting) {
  std::string all;
  for (const auto& one : resting) {
    const auto id = vault::hex(one.id);
    const Value* link = find_link(links, id);
    all += (all.empty() ? "" : ",");
    all += "{\"id\":" + json_string(id) + ",\"expires\":" + std::to_string(one.expires) +
           ",\"reads\":" + std::to_string(one.reads) + ",\"size\":" + std::to_string(one.size);
    if (link != nullptr)
      all += ",\"at\":" + json_string(text_member(*link, "at")) +
             ",\"what\":" + to_json((*link)["what"]);
    all += "}";
  }
  context.out.line("{\"hub\":" + json_string(hub) + ",\"links\":[" + all + "]}");
}

Status list_links(Context& context) {
  const auto home = TRY(Home::open(context));
  const auto hub = TRY(home.hub());
  const auto resting = TRY(home.run(life::Errand::list(home.life().vault(), hub)));
  auto links = remembered(home);
  TRY(keep_open(home, links, resting));
  if (context.json) {
    list_as_json(context, hub, links, resting);
    return ok();
  }
  if (resting.empty()) {
    context.out.words(context.say("cli.links.none", {{"hub", hub}}));
    return ok();
  }
  for (const auto& one : resting) {
    const auto id = vault::hex(one.id);
    context.out.line(id.substr(0, 8) + "  " + what_of(context, find_link(links, id)));
    context.out.words(
        context.say("cli.links.left", {{"count", static_cast<std::int64_t>(one.reads)},
                                       {"date", context.words.date(day_of(one.expires), "")}}),
        Style::soft, 2);
  }
  context.out.line();
  context.out.words(context.say("cli.links.how_to_end"), Style::soft);
  return ok();
}

// The one that a person means: its id, a beginning of it, or the link itself.
Result<vault::CapsuleId> find_resting(const std::vector<vault::RestingCapsule>& resting,
                                      const std::string& typed) {
  if (looks_like_link(typed)) return TRY(age::read_link(typed)).id;
  std::optional<vault::CapsuleId> found;
  for (const auto& one : resting) {
    if (typed.size() < kShortest || !vault::hex(one.id).starts_with(typed)) continue;
    if (found) return Error{.code = "cli/ambiguous_link", .detail = one_line(harmless(typed), 40)};
    found = one.id;
  }
  if (!found) return Error{.code = "cli/no_link", .detail = one_line(harmless(typed), 40)};
  return *found;
}

Status end_link(Context& context, const std::optional<std::string>& typed) {
  if (!typed) return Error{.code = "cli/missing", .field = "id"};
  const auto home = TRY(Home::open(context));
  const auto& vault = home.life().vault();
  const auto hub = TRY(home.hub());
  auto resting = TRY(home.run(life::Errand::list(vault, hub)));
  const auto id = TRY(find_resting(resting, *typed));
  TRY(home.run(life::Errand::take_back(vault, hub, id)));
  std::erase_if(resting, [&](const auto& one) { return one.id == id; });
  auto links = remembered(home);
  TRY(keep_open(home, links, resting));
  if (context.json)
    context.out.line("{\"ended\":" + json_string(vault::hex(id)) + "}");
  else
    context.out.words(context.say("cli.links.ended"));
  return ok();
}

}  // namespace

Result<Terms> read_terms(const std::optional<std::string>& days,
                         const std::optional<std::string>& reads) {
  Terms terms;
  terms.days = TRY(read_count(days, "--expires", 1, 30, terms.days));
  terms.reads = TRY(read_count(reads, "--reads", 1, 100, terms.reads));
  return terms;
}

Result<age::Link> leave(Context& context, const Home& home, vault::Bytes file,
                        const std::vector<std::string>& records, const Terms& terms) {
  platform::SystemRandom random;
  age::Link link{.origin = TRY(home.hub())};
  random.fill(link.id);
  life::Leaving leaving{.id = link.id, .days = terms.days, .reads = terms.reads};
  leaving.file.assign(file.begin(), file.end());
  TRY(home.run(life::Errand::leave(home.life().vault(), link.origin, std::move(leaving))));
  TRY(remember(context, home, vault::hex(link.id), records));
  return link;
}

Result<std::vector<std::uint8_t>> fetch(const age::Link& link) {
  auto client = TRY(platform::HttpClient::open(link.origin));
  const platform::HttpCall call{.method = "GET",
                                .path = "/v1/capsules/" + vault::hex(link.id),
                                .token = {},
                                .invitation = {}};
  auto answer = client.send(call, age::file_limit);
  if (answer.status == 200) return std::move(answer.body);
  if (answer.status == 0) return Error{.code = "resting/unreachable", .detail = link.origin};
  const auto code = life::problem_of(answer.body).code;
  if (code == "hub/read_out") return Error{.code = "resting/read_out"};
  if (code == "hub/expired") return Error{.code = "resting/expired"};
  if (code == "hub/no_capsule") return Error{.code = "resting/none"};
  if (answer.status == 429 || answer.status == 503) return Error{.code = "resting/busy"};
  return Error{.code = "sync/hub_failed",
               .detail = code.empty() ? std::to_string(answer.status) : code};
}

bool looks_like_link(std::string_view typed) {
  return typed.starts_with("https://") || typed.starts_with("http://");
}

void add_links(Command& root) {
  auto command = root.command("links", "back");
  command.run(list_links);
  auto id = std::make_shared<std::optional<std::string>>();
  command.command("end").positional("LINK", *id).run([id](Context& context) {
    return end_link(context, *id);
  });
}

}  // namespace ajar::cli
