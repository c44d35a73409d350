// `ajar audit`: holds what a server hands out against one's own build, byte for byte.
#include <algorithm>
#include <memory>
#include <set>

#include "cli/commands.h"
#include "cli/json.h"
#include "cli/serving.h"
#include "hub/site.h"
#include "platform/fetch.h"
#include "vault/crypto.h"
#include "vault/hex.h"

namespace ajar::cli {
namespace {

using platform::Coding;
using platform::Fetched;

constexpr std::size_t kMostFile = std::size_t{16} << 20;
constexpr std::size_t kMostExtra = 200;  // names that are not of the build and are looked at

enum class What { differs, missing, extra, type, header };
constexpr std::string_view kNames[] = {"differs", "missing", "extra", "type", "header"};

struct Finding {
  What what;
  std::string name;    // the file, or the header
  std::string detail;  // what came: a hash, a status, a value
};

std::string digest(std::string_view bytes) {
  vault::Hash hash;
  vault::sha256(hash, vault::text_bytes(bytes));
  return vault::hex(hash).substr(0, 16);
}

// Where the first byte is another, from 0.
std::size_t first_difference(std::string_view a, std::string_view b) {
  return static_cast<std::size_t>(
      std::mismatch(a.begin(),
                    a.begin() + static_cast<std::ptrdiff_t>(std::min(a.size(), b.size())),
                    b.begin())
          .first -
      a.begin());
}

bool part_of_a_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
         c == '_' || c == '-' || c == '/' || c == ':' || c == '~' || c == '%';
}

bool looks_like_a_file(std::string_view word) {
  constexpr std::string_view endings[] = {".js",    ".mjs", ".css", ".wasm", ".json",       ".html",
                                          ".woff2", ".png", ".svg", ".txt",  ".webmanifest"};
  return word.size() < 300 && (word.find("://") != word.npos || word.starts_with("//") ||
                               std::any_of(std::begin(endings), std::end(endings),
                                           [&](auto ending) { return word.ends_with(ending); }));
}

// Everything between quotes in a page or script that could be the address of a file.
std::set<std::string> names_in(std::string_view text) {
  std::set<std::string> names;
  for (std::size_t at = 0; at < text.size();) {
    const char quote = text[at++];
    if (quote != '"' && quote != '\'' && quote != '`') continue;
    std::size_t end = at;
    while (end < text.size() && part_of_a_name(text[end])) ++end;
    const auto word = text.substr(at, end - at);
    if (end < text.size() && text[end] == quote && looks_like_a_file(word)) names.emplace(word);
    at = end;
  }
  return names;
}

// The address of `name` in a file at `from` ("/assets/app.js"), as a path of the site or as the
// whole address of somewhere else.
std::string resolved(std::string_view from, std::string_view name) {
  if (name.find("://") != name.npos || name.starts_with("//")) return std::string(name);
  std::string path;
  if (!name.starts_with('/')) path = from.substr(0, from.rfind('/') + 1);
  path += name;
  for (auto at = path.find("/./"); at != path.npos; at = path.find("/./")) path.erase(at, 2);
  for (auto at = path.find("/../"); at != path.npos; at = path.find("/../")) {
    const auto before = at == 0 ? 0 : path.rfind('/', at - 1);
    path.erase(before, at + 3 - before);
  }
  return path;
}

class Audit {
 public:
  Audit(Context& context, std::string base, hub::Site own)
      : context_(context), base_(std::move(base)), own_(std::move(own)) {}

  Status run() {
    const auto paths = own_.paths();
    std::size_t done = 0;
    TRY(look_at("/", *own_.find("/")));
    for (const auto& path : paths) {
      context_.err.status(
          context_.say("cli.audit.progress", {{"n", static_cast<std::int64_t>(++done)},
                                              {"of", static_cast<std::int64_t>(paths.size())}}));
      TRY(look_at(path, *own_.find(path)));
    }
    TRY(look_at_extra());
    context_.err.status({});
    return ok();
  }

  [[nodiscard]] const std::vector<Finding>& findings() const { return findings_; }
  [[nodiscard]] std::size_t files() const { return own_.paths().size(); }

 private:
  void found(What what, std::string name, std::string detail) {
    findings_.push_back({what, std::move(name), std::move(detail)});
  }
  [[nodiscard]] std::string address(std::string_view path) const {
    return base_ + std::string(path.substr(1));
  }

  // As it is, and as a browser gets it.
  Status look_at(const std::string& path, const hub::Asset& own) {
    for (const Coding coding : {Coding::identity, Coding::brotli}) {
      const auto got = TRY(fetcher_.get(address(path), coding, kMostFile));
      if (got.status != 200) {
        found(What::missing, path, std::to_string(got.status));
        return ok();
      }
      const bool same = got.body == own.bytes;
      if (!same) {
        note_difference(path, got, own);
        return ok();
      }
      if (coding == Coding::identity) check_headers(path, got, own);
    }
    return ok();
  }

  void note_difference(const std::string& path, const Fetched& got, const hub::Asset& own) {
    found(What::differs, path,
          "sha256 " + digest(got.body) + ", " + std::to_string(got.body.size()) + " B; " +
              digest(own.bytes) + ", " + std::to_string(own.bytes.size()) + " B; @" +
              std::to_string(first_difference(got.body, own.bytes)));
    check_headers(path, got, own);
    // What is the same names nothing but what is ours; what is not may name anything.
    for (const auto& name : names_in(got.body)) {
      const auto to = resolved(path, name);
      if (own_.find(to) == nullptr && named_.size() < kMostExtra) named_.insert(to);
    }
  }

  // A page or a script of another type would be run as something else, or not at all.
  void check_headers(const std::string& path, const Fetched& got, const hub::Asset& own) {
    const auto kind = [](std::string_view type) { return type.substr(0, type.find(';')); };
    const auto type = got.header("content-type");
    if (kind(type) != kind(own.type)) found(What::type, path, type.empty() ? "-" : type);
    for (const auto& [name, value] : got.headers) {
      static const std::set<std::string, std::less<>> never = {
          "link",        "location",
          "nel",         "refresh",
          "report-to",   "reporting-endpoints",
          "set-cookie",  "sourcemap",
          "x-sourcemap", "access-control-allow-origin"};
      const bool reports = name == "content-security-policy-report-only";
      if (never.contains(name) || reports) once(name, value);
    }
    if (path == "/" || path == "/index.html") check_policy(got);
  }

  void check_policy(const Fetched& got) {
    const auto policy = got.header("content-security-policy");
    if (policy.find(own_.policy()) == std::string::npos)
      once("content-security-policy", policy.empty() ? "-" : policy);
    if (policy.find("frame-ancestors 'none'") == std::string::npos && !policy.empty())
      once("content-security-policy", "frame-ancestors");
    if (got.header("x-content-type-options") != "nosniff")
      once("x-content-type-options", got.header("x-content-type-options"));
    if (got.header("referrer-policy") != "no-referrer")
      once("referrer-policy", got.header("referrer-policy"));
  }

  // A header that comes with every file is told once.
  void once(const std::string& name, const std::string& value) {
    if (headers_.insert(name).second) found(What::header, name, value.empty() ? "-" : value);
  }

  // Whether a name that is not of the build is handed out.
  Status look_at_extra() {
    for (const auto& name : named_) {
      if (!name.starts_with('/') || name.starts_with("//")) {
        found(What::extra, name, "-");
        continue;
      }
      const auto got = TRY(fetcher_.get(address(name), Coding::brotli, kMostFile));
      if (got.status != 200) continue;
      found(What::extra, name,
            "sha256 " + digest(got.body) + ", " + std::to_string(got.body.size()) + " B");
    }
    return ok();
  }

  Context& context_;
  std::string base_;
  hub::Site own_;
  platform::Fetcher fetcher_;
  std::vector<Finding> findings_;
  std::set<std::string> headers_;
  std::set<std::string> named_;
};

void print_json(Context& context, const std::string& base, const Audit& audit) {
  std::string findings;
  for (const auto& each : audit.findings())
    findings += std::string(findings.empty() ? "" : ",") + "{\"what\":\"" +
                std::string(kNames[static_cast<std::size_t>(each.what)]) +
                "\",\"name\":" + json_string(each.name) +
                ",\"detail\":" + json_string(each.detail) + "}";
  context.out.line("{\"address\":" + json_string(base) + ",\"files\":" +
                   std::to_string(audit.files()) + ",\"findings\":[" + findings + "]}");
}

void print_findings(Context& context, const Audit& audit) {
  for (const auto& each : audit.findings()) {
    const auto what = std::string(kNames[static_cast<std::size_t>(each.what)]);
    context.out.words(
        context.say("cli.audit." + what, {{"name", each.name}, {"detail", each.detail}}));
  }
}

struct AuditOptions {
  std::optional<std::string> address;
  std::optional<std::string> against;
};

Status run_audit(Context& context, const AuditOptions& options) {
  if (!options.address) return Error{.code = "cli/missing", .field = "address"};
  const auto base = platform::base_address(*options.address);
  if (base.empty()) return Error{.code = "cli/bad_address", .detail = *options.address};
  Audit audit(context, base, TRY(hub::Site::load(TRY(app_folder(options.against)))));
  TRY(audit.run());
  const auto& findings = audit.findings();
  const auto content = std::count_if(findings.begin(), findings.end(),
                                     [](const Finding& each) { return each.what != What::header; });
  if (context.json) {
    print_json(context, base, audit);
  } else {
    print_findings(context, audit);
    if (content == 0)
      context.out.words(context.say(
          "cli.audit.same", {{"n", static_cast<std::int64_t>(audit.files())}, {"address", base}}));
    context.err.words(context.say("cli.audit.now"), Style::soft);
  }
  if (content > 0) return Error{.code = "audit/differs", .detail = std::to_string(content)};
  if (!findings.empty()) return Error{.code = "audit/headers"};
  return ok();
}

}  // namespace

void add_audit(Command& root) {
  auto options = std::make_shared<AuditOptions>();
  root.command("audit", "life")
      .positional("address", options->address)
      .option("--against", options->against, "folder")
      .run([options](Context& context) { return run_audit(context, *options); });
}

}  // namespace ajar::cli
